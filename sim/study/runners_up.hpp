// The alternatives that people ask for beside the best one: what lowers carbon at the least cost, and what serves best.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/study/comparison.hpp"
#include "sim/study/study_table.hpp"

namespace meridian::study {

enum class Criterion : std::uint8_t {
    net_cost,         // the least
    carbon_location,  // the least CNY for each tonne avoided, location-based
    carbon_market,    // likewise, market-based
    job_slo,          // the highest share of jobs within their SLO
    request_slo,      // the highest share of requests within their SLO, of the service with the least
};
[[nodiscard]] std::string_view words(Criterion criterion);

// The alternative and response that answer it in a future, and how they differ from the baseline's best response.
struct RunnerUp {
    std::string future;
    Criterion criterion{};
    std::size_t point{0};
    std::optional<double> cny_per_year;     // net cost more; total cost where values of work are missing
    std::optional<double> tonnes_per_year;  // avoided; of location-based carbon but for `carbon_market`
    std::optional<double> cny_per_tonne;    // negative: it avoids carbon and saves money
    std::optional<Interval> per_tonne;      // its interval over paired runs, see ratio_interval()
    std::optional<double> slo_attainment;   // of jobs, or for `request_slo` of requests
};

// By future, in the order of Criterion. Of all alternatives and responses those take part that stand best by the rules.
// Of those that avoid carbon and cost no more than the baseline that which avoids most; else that with the least CNY for
// each tonne. What no alternative answers has no row: no carbon is avoided, or there are no such figures.
[[nodiscard]] std::vector<RunnerUp> runners_up(Results const& results, RuleFindings const& findings,
                                               std::vector<BestResponse> const& responses);

extern StudyTable<RunnerUp> const runners_up_table;

}  // namespace meridian::study
