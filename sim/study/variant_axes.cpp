#include "sim/study/variant_axes.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace meridian::study {

void VariantAxes::add_levels() {
    auto const of_variants =
        std::ranges::find_if(study_.axes, [](Axis const& axis) { return makes_variants(axis.role); });
    if (of_variants == study_.axes.end()) return;
    for (Axis const& axis : study_.axes) {
        if (!axis.levels.empty()) continue;
        problems_.add(
            axis.where,
            fmt::format("the axis '{}' is drawn or listed by the design, and '{}' asks for layouts "
                        "that are known before",
                        axis.name, of_variants->name),
            fmt::format("give it 'steps: 5', or make a study of its own for '{}'", of_variants->name));
        return;
    }
    sites_.add_levels();
    if (problems_.none()) losses_.add_levels();
}

}  // namespace meridian::study
