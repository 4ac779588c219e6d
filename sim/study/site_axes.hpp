// Axes that change one site of each alternative: `remove` and `add`. Their levels are the sites of the alternatives, which
// stand in the scenario files.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/problem.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/study.hpp"
#include "sim/study/study_input.hpp"

namespace meridian::study {

class SiteAxes {
public:
    // `in`: of the study's axes, in their order. The study outlives it, and has its axes and its baseline.
    SiteAxes(Study& study, std::vector<AxisInput> const& in, scenario::Problems& problems,
             scenario::Problems& warnings);

    // Reads the scenarios as far as needed and gives the axes their levels: of 'sites' and 'candidates' those of any
    // alternative, in the order in which they are found. A site that no alternative has, or can change, is a problem.
    void add_levels();

    // Whether the point changes no site, or one site that its alternative has: with power, and to be left out only if
    // another one with accelerators is left.
    [[nodiscard]] bool can_change(Point const& point);
    // Why not, for messages. Precondition: it cannot.
    [[nodiscard]] std::string why_not(Point const& point);
    // Fills Study::added, and warns where servers do not hold exactly what is asked for. After the points are made.
    void note_added();

private:
    struct SiteFacts {
        std::string name;
        bool has_power{false};  // when the run starts
        bool is_candidate{false};
        bool has_accelerators{false};
        std::vector<std::int64_t> widths;  // by axis that adds: of its servers here
    };
    enum class Obstacle : std::uint8_t { absent, without_power, last_one };

    [[nodiscard]] std::vector<SiteFacts> const& sites_of(Point const& alternative);
    [[nodiscard]] std::optional<Obstacle> obstacle(Point const& alternative, Role role,
                                                   std::string const& site);
    [[nodiscard]] std::optional<Obstacle> obstacle(Point const& point);
    void add_levels(std::size_t axis);
    void add_named(std::size_t axis, scenario::Item const& name);
    void add_all(std::size_t axis, scenario::Item const& name);
    void add_level(std::size_t axis, std::string const& site);
    void check_model(std::size_t axis);

    Study& study_;
    std::vector<AxisInput> const& in_;
    scenario::Problems& problems_;
    scenario::Problems& warnings_;
    Vocabulary const none_{};
    PointReader reader_;
    std::map<Point, std::vector<SiteFacts>> sites_;  // by alternative
    std::vector<std::string> models_;                // of the baseline
};

}  // namespace meridian::study
