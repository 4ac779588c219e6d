// How much a network lacks, or has to spare, to keep its rules whatever single asset is lost.
//
// Additional accelerators and demand are both found by bisection, run by run, each run against its own random numbers:
// so runs give independent values, and an interval. It is taken for granted that a network with more accelerators, or
// with less demand, keeps what it kept before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/statistics/intervals.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::study {

// Whose additional accelerators are.
enum class AdditionShare : std::uint8_t {
    by_size,    // of every pool, in proportion
    by_region,  // of every site, in proportion to the people whose nearest site it is, in its largest pool
    at_sites,   // of the given sites, in equal parts, in their largest pools
};

struct HeadroomQuestion {
    Scenario scenario;                // with rules in force
    std::vector<FailureEvent> cases;  // each of these alone, and none of them
    AdditionShare share{AdditionShare::by_size};
    std::vector<SiteId> sites{};  // of AdditionShare::at_sites
    double most{1.0};             // times the accelerators there are, that may be added; and of demand, beside it
    double precision{0.01};       // of both
};

// Of one run.
struct HeadroomRow {
    std::int64_t run{0};
    // The least addition, as a multiple of the accelerators there are and in accelerators; none: `most` does not do.
    std::optional<double> addition;
    std::int64_t accelerators{0};
    std::string bound_by{};  // the case that asks for it; empty: none does, or the network without any loss
    // The largest multiple of the demand with which the rules are kept; 0: with none.
    double load{0.0};
    std::string load_bound_by{};
};

// The scenario with additional accelerators of that multiple of those that there are, in whole servers, rounded up, and
// power for them where a site's is limited.
[[nodiscard]] Scenario with_addition(HeadroomQuestion const& question, double multiple);
[[nodiscard]] Scenario with_demand(Scenario const& scenario, double multiple);
// The first case, in the order in which they are given with the undisturbed network first, in which a rule in force is
// broken or has no value; nothing if all are kept. `first`: a case to try before the others; none: npos.
[[nodiscard]] std::optional<std::size_t> broken_case(Scenario const& scenario, std::vector<FailureEvent> const& cases,
                                                     std::size_t first);
[[nodiscard]] HeadroomRow headroom_of_run(HeadroomQuestion const& question, std::int64_t run);

// As a line, for a worker to send.
[[nodiscard]] std::string line_of(HeadroomRow const& row);
// Precondition: line_of() has made it.
[[nodiscard]] HeadroomRow headroom_row_of(std::string const& line);

}  // namespace meridian::study
