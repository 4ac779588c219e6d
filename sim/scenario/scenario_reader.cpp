#include "sim/scenario/scenario_reader.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "sim/scenario/file_kind.hpp"
#include "sim/scenario/include.hpp"
#include "sim/scenario/layering.hpp"
#include "sim/scenario/plugin_record.hpp"
#include "sim/scenario/scenario_builder.hpp"
#include "sim/scenario/scenario_input.hpp"
#include "sim/scenario/warnings.hpp"

namespace meridian::scenario {
namespace {

void warn(ScenarioBuilder const& b, Problems& warnings) {
    auto const work = work_by_class(b);
    warn_unused(b, warnings);
    warn_without_effect(b, work, warnings);
    warn_demand(b, warnings);
    warn_discipline(b, work, warnings);
    warn_deserted(b, work, warnings);
    warn_objectives(b, work, warnings);
    warn_prices(b, warnings);
    warn_values(b, warnings);
    warn_rules(b, warnings);
}

void warn_planner(ScenarioBuilder const& b, PlannerWarnings& planner, Problems& warnings) {
    warn_services(b, planner);
    warn_power(b, planner);
    warn_supply(b, planner);
    warn_idle_inputs(b, planner);
    for (PlannerWarning const& one : planner)
        warnings.add(one.where, one.text.en, one.fix);
}

// `large`: warnings of what takes long.
std::optional<Scenario> build(Draft const& resolved, Vocabulary const& vocabulary,
                              CheckOptions const& options, Problems& problems, Problems& warnings,
                              Problems& large, PlannerWarnings& planner) {
    auto const input = read_input(resolved, problems, &warnings);
    ScenarioBuilder b{input, problems, options.allow_plugins};
    expect_unreadable(b);
    build_time(b);
    build_accelerators(b);
    build_energy(b);
    build_map(b);
    build_sites(b);
    build_events(b);
    build_regions(b);
    build_curves(b);
    build_classes(b);
    build_services(b);
    build_demand_events(b);
    build_future(b);
    build_jobs(b);
    build_components(b, vocabulary);
    build_rules(b, vocabulary.measures);
    build_provenance(b);
    check_provinces(b);
    if (!problems.none()) return std::nullopt;
    check_connected(b);
    check_powered(b);
    if (!options.allow_unservable) {
        check_runnable(b);
        check_servable(b);
    }
    if (!problems.none()) return std::nullopt;
    warn(b, warnings);
    split_residents(b);
    b.scenario.map = NationalMap{std::move(b.nodes), std::move(b.links), input.router_delay};
    warn_planner(b, planner, warnings);
    check_effort(b, options.allow_large, large);
    if (!problems.none()) return std::nullopt;
    return std::move(b.scenario);
}

}  // namespace

std::vector<DisplayName> texts_of(PlannerWarnings const& warnings) {
    std::vector<DisplayName> texts;
    for (PlannerWarning const& one : warnings)
        texts.push_back(one.text);
    return texts;
}

Draft read_draft(std::filesystem::path const& file, ReadOptions const& options, FilesRead& known,
                 Problems& problems) {
    auto root = read_with_includes(file, options.overlays, known, problems);
    if (!root) return {};
    apply_overrides(*root, options.overrides, problems);
    // Overrides may name tables and the format too.
    if (!check_format(*root, problems) || !read_tables(*root, file.parent_path(), known, problems)) return {};
    settle_lists(*root, problems);
    return std::move(*root);
}

Reading check_draft(Draft resolved, Problems problems, Vocabulary const& vocabulary,
                    CheckOptions const& options) {
    Reading reading;
    Problems warnings;  // which are shown of what reads as a scenario alone: they may quote any file
    reading.resolved = std::move(resolved);
    if (reading.resolved.is_map()) {
        settle_plugins(reading.resolved, problems);
        Problems large;
        reading.scenario =
            build(reading.resolved, vocabulary, options, problems, warnings, large, reading.planner);
        if (reading.scenario) reading.large = large.sorted();
    }
    reading.problems = problems.sorted();
    if (reading.problems.empty()) {
        reading.warnings = warnings.sorted();
    } else {
        reading.planner.clear();
    }
    std::ranges::copy(reading.large, std::back_inserter(reading.warnings));
    return reading;
}

Reading read_scenario(std::filesystem::path const& file, ReadOptions const& options,
                      Vocabulary const& vocabulary) {
    FilesRead known;
    Problems problems;
    std::vector<std::filesystem::path> folders{file.parent_path()};
    for (auto const& overlay : options.overlays)
        folders.push_back(overlay.parent_path());
    problems.quote_only(folders);
    Draft resolved = read_draft(file, options, known, problems);
    return check_draft(std::move(resolved), std::move(problems), vocabulary,
                       CheckOptions{options.allow_large, options.allow_unservable, options.allow_plugins});
}

}  // namespace meridian::scenario
