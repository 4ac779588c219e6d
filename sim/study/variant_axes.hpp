// Axes whose levels are what the alternatives have, which stands in scenario files: `remove`, `add` and `losses`.
#pragma once

#include <string>
#include <vector>

#include "sim/study/loss_axes.hpp"
#include "sim/study/site_axes.hpp"

namespace meridian::study {

class VariantAxes {
public:
    // `axes`, `losses`: as the study's axes follow one another. The study outlives it, and has its axes and its baseline.
    VariantAxes(Study& study, std::vector<AxisInput> const& axes, std::vector<LossInput> const& losses,
                scenario::Problems& problems, scenario::Problems& warnings)
        : study_{study},
          problems_{problems},
          sites_{study, axes, problems, warnings},
          losses_{study, losses, axes.size(), problems, warnings} {}

    // Reads the scenarios as far as needed and gives the axes their levels.
    void add_levels();
    // Whether the point is no variant, or its alternative can be changed so.
    [[nodiscard]] bool can_be(Point const& point) {
        return sites_.can_change(point) && losses_.can_lose(point);
    }
    // Why not, for messages. Precondition: it cannot.
    [[nodiscard]] std::string why_not(Point const& point) {
        return sites_.can_change(point) ? losses_.why_not(point) : sites_.why_not(point);
    }
    // After the points are made.
    void note_added() { sites_.note_added(); }

private:
    Study& study_;
    scenario::Problems& problems_;
    SiteAxes sites_;
    LossAxes losses_;
};

}  // namespace meridian::study
