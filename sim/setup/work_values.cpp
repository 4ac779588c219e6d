#include "sim/setup/work_values.hpp"

#include <fmt/format.h>

#include "models/workload/value.hpp"

namespace meridian {

WorkValues work_values(Scenario const& scenario) {
    WorkValues values;
    std::size_t with = 0;
    auto const count = [&](std::string_view noun, std::string const& name, bool has_value) {
        if (has_value) {
            ++with;
        } else if (values.first_without.empty()) {
            values.first_without = fmt::format("{} '{}'", noun, name);
        }
    };
    for (WorkloadClass const& c : scenario.classes) {
        if (uses_accelerators(c)) count("class", c.name, c.value.has_value());
    }
    for (Service const& service : scenario.services)
        count("service", service.name, has_value(service));
    if (with == 0) return values;
    values.given = values.first_without.empty() ? ValuesGiven::all : ValuesGiven::some;
    return values;
}

}  // namespace meridian
