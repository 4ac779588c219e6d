// meridian validate STUDY
#include "sim/app/validate_study.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "models/units/parse.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/status_line.hpp"
#include "sim/app/study_text.hpp"
#include "sim/app/sweep_dry_run.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/study/pilot.hpp"
#include "sim/study/play.hpp"
#include "sim/study/read_study.hpp"
#include "sim/study/run_cache.hpp"
#include "sim/system/console.hpp"
#include "sim/system/interruption.hpp"
#include "sim/system/worker.hpp"

namespace meridian::app {
namespace {

std::string axes_words(study::Study const& study) {
    std::string text;
    for (study::Axis const& axis : study.axes) {
        if (!study::makes_variants(axis.role))
            text += fmt::format("{}{} {}", text.empty() ? "" : " x ", axis.levels.size(), axis.name);
    }
    for (study::Axis const& axis : study.axes) {
        if (study::makes_variants(axis.role))
            text += fmt::format("{}{} {} of {}", text.empty() ? "" : ", ", axis.levels.size() - 1,
                                axis.role == study::Role::lost ? "cases" : "sites", axis.name);
    }
    return text;
}

struct StudySize {
    std::int64_t points{0}, least_runs{0}, most_runs{0};
    double run_s{0.0};  // of the baseline
    unsigned processors{1};
    std::optional<std::int64_t> runs_with_other_inputs;

    [[nodiscard]] double seconds(std::int64_t runs) const {
        return run_s * static_cast<double>(runs) / processors;
    }
};

StudySize size_of(study::Study const& study, Scenario const& baseline, unsigned processors) {
    auto const& r = study.replications;
    StudySize size;
    size.points = static_cast<std::int64_t>(study.points.size());
    size.most_runs = std::min(size.points * r.most, r.runs.value_or(size.points * r.most));
    size.least_runs = study.is_adaptive() ? std::min(size.points * r.least, size.most_runs) : size.most_runs;
    size.run_s = study::expected_seconds(baseline, pilot_s);
    size.processors = processors;
    if (study.sensitivity)
        size.runs_with_other_inputs =
            static_cast<std::int64_t>(study::expected_sensitivity_runs(study).effects_left);
    return size;
}

void print_size(study::Study const& study, StudySize const& size) {
    console::print("  {} points{}: {}\n", size.points, study.axes.empty() ? "" : " of " + axes_words(study),
                   study.is_adaptive() ? fmt::format("{} to {} runs", size.least_runs, size.most_runs)
                                       : fmt::format("{} runs", size.most_runs));
    console::print("  about {} on {} processor{}, as the baseline's run takes {:.2g} s\n",
                   time_left(size.seconds(size.most_runs)), size.processors, size.processors == 1 ? "" : "s",
                   size.run_s);
    if (!size.runs_with_other_inputs) return;
    console::print("  and about {} runs with other inputs, {}, and those that find break-even values\n",
                   *size.runs_with_other_inputs, time_left(size.seconds(*size.runs_with_other_inputs)));
}

void add_sizes(ValidationTables& all, StudySize const& size) {
    all.add_size("points", size.points);
    all.add_size("runs_at_least", size.least_runs);
    all.add_size("runs_at_most", size.most_runs);
    all.add_size("baseline_run_s", size.run_s);
    all.add_size("processors", size.processors);
    all.add_size("expected_s", size.seconds(size.most_runs));
    if (!size.runs_with_other_inputs) return;
    all.add_size("runs_with_other_inputs", *size.runs_with_other_inputs);
    all.add_size("expected_s_of_other_inputs", size.seconds(*size.runs_with_other_inputs));
}

void add_equal_points(ValidationTables& all, std::string const& file, study::Study const& study,
                      study::Plan const& plan) {
    for (auto const& [later, first] : plan.equal_points())
        all.equal_points.rows.push_back(
            {file, study.label(study.points[later]), study.label(study.points[first])});
}

void print_pilot(Scenario const& baseline) {
    auto const pilot = study::play_pilot(baseline);
    console::print("  warm-up by MSER-5, from a run of the baseline, in steps of {}:\n",
                   human_duration(pilot.step));
    std::optional<Duration> longest;
    bool is_known = true;
    for (auto const& one : pilot.settlings) {
        console::print("    {:<26} {}\n", one.series,
                       one.warmup ? human_duration(*one.warmup)
                                  : std::string{"the horizon is too short to estimate it"});
        is_known = is_known && one.warmup;
        if (one.warmup) longest = std::max(longest.value_or(Duration{0}), *one.warmup);
    }
    if (is_known && longest)
        console::print("  it has a warm-up of {}, which is {}\n", human_duration(baseline.warmup),
                       baseline.warmup >= *longest ? "long enough" : "shorter than that; is it long enough?");
}

}  // namespace

void ValidationTables::add_file(std::string const& file, std::string_view kind,
                                std::vector<scenario::Problem> const& errors,
                                std::vector<scenario::Problem> const& warnings) {
    add_problems(problems, "error", errors);
    add_problems(problems, "warning", warnings);
    files.rows.push_back({file, kind, scenario::count_of(errors), scenario::count_of(warnings)});
    files.rows.back().resize(files.columns.size());
}

void ValidationTables::add_size(std::string_view key, report::ResultCell const& size) {
    auto const at = files.column_or_new(report::ResultColumn::of(key));
    files.rows.back()[at] = size;
}

ExitCode validate_study(std::string const& file, ValidateArguments const& given, ValidationTables& all) {
    study::StudyReading const reading =
        study::read_study(file, {given.with.allow_large, given.with.allow_plugins});
    auto const is_sound = [&](std::vector<scenario::Problem> const& problems) {
        if (!problems.empty()) all.add_file(file, "study", problems, {});
        return report_problems(problems, given.all);
    };
    console::flush();
    if (!is_sound(reading.problems)) return ExitCode::invalid_input;
    study::Study const& study = *reading.study;
    auto const known = vocabulary();
    study::PointReader reader{study, known};
    unsigned const processors = system::usable_processors();
    auto const plan = study::make_plan(study, reader, processors, [] { return !system::interrupted(); });
    if (plan.stopped) return ExitCode::interrupted;
    if (!is_sound(plan.problems)) return ExitCode::invalid_input;
    auto const baseline = reader.read(study.baseline);
    auto warnings = reading.warnings;
    warnings.insert(warnings.end(), baseline.warnings.begin(), baseline.warnings.end());
    bool const warned = !plan.equal_points().empty() || !warnings.empty();
    warn_of_duplicate_points(study, plan);
    report_warnings(warnings, given.all);
    StudySize const size = size_of(study, *baseline.scenario, processors);
    if (given.json) {
        all.add_file(file, "study", {}, warnings);
        add_sizes(all, size);
        add_equal_points(all, file, study, plan);
    } else {
        console::print("{}: {}\n", file, warned ? "warnings" : "OK");
        print_size(study, size);
        if (given.pilot) print_pilot(*baseline.scenario);
    }
    return given.strict && warned ? ExitCode::answer_is_no : ExitCode::success;
}

}  // namespace meridian::app
