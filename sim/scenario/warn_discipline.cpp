#include <algorithm>

#include <fmt/format.h>

#include "sim/scenario/warnings.hpp"

namespace meridian::scenario {
namespace {

// Classes whose jobs wait for accelerators.
std::vector<ClassId> waiting_classes(Scenario const& scenario, std::vector<ClassWork> const& work) {
    std::vector<ClassId> classes;
    for (ClassId const c : scenario.classes.keys()) {
        if (work[c.index].any && work[c.index].most_width > 0.0) classes.push_back(c);
    }
    return classes;
}

bool have_one_priority(Scenario const& scenario, std::vector<ClassId> const& classes) {
    return std::ranges::all_of(classes, [&](ClassId const c) {
        return scenario.classes[c].priority == scenario.classes[classes.front()].priority;
    });
}

// What the first of the queue cannot use, none behind it can.
bool are_alike(Scenario const& scenario, std::vector<ClassWork> const& work,
               std::vector<ClassId> const& classes) {
    double const width = work[classes.front().index].most_width;
    return std::ranges::all_of(classes, [&](ClassId const c) {
        WorkloadClass const& of = scenario.classes[c];
        ClassWork const& does = work[c.index];
        return of.models.empty() && of.stacks.empty() && of.residency == Residency::anywhere &&
               does.least_width == width && does.most_width == width && does.most_input == 0.0;
    });
}

}  // namespace

void warn_discipline(ScenarioBuilder const& b, std::vector<ClassWork> const& work, Problems& warnings) {
    if (!b.in.discipline.written()) return;
    std::string const& name = b.scenario.discipline.name;
    auto const add = [&](std::string_view why, std::string fix) {
        warnings.add(b.in.discipline.draft->location(),
                     fmt::format("the discipline '{}' changes nothing: {}", name, why), std::move(fix));
    };
    auto const classes = waiting_classes(b.scenario, work);
    if (classes.empty()) return add("no job takes accelerators, so none waits for them", "remove the key");
    bool const one_priority = have_one_priority(b.scenario, classes);
    if (name == "priority" && one_priority)
        return add("all classes have the same priority", "give classes a 'priority', or write 'fcfs'");
    bool const lets_pass =
        name == "easy" || name == "conservative" || name == "fcfs_skip" || name == "best_effort";
    if (lets_pass && one_priority && are_alike(b.scenario, work, classes))
        add("all jobs are of one width and accept the same hardware, so none fits where the first does not",
            "write 'fcfs', or let widths differ");
}

}  // namespace meridian::scenario
