#include "sim/study/sweep_phases.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/study/representative_runs.hpp"
#include "sim/study/sensitivity.hpp"
#include "sim/study/write_representative_runs.hpp"

namespace meridian::study {
namespace {

std::size_t whole(std::int64_t n) {
    return static_cast<std::size_t>(std::max<std::int64_t>(n, 0));
}

// Runs that an adaptive study may still ask for beyond those that it has asked for.
void set_adaptive_left(PhaseProgress& phase, Results const& results, std::size_t points,
                       std::size_t missing) {
    Replications const& r = results.study().replications;
    if (results.complete()) {
        phase.set_left(0, 0, 0);
        return;
    }
    auto const all = static_cast<std::int64_t>(points) * r.most;
    std::size_t const bound = whole(std::min(all, r.runs.value_or(all)));
    std::size_t const most = bound - std::min(bound, phase.there());
    std::size_t likely = (missing + most) / 2;
    std::int64_t by_selection = 0;
    bool is_known = results.study().selection.has_value();
    for (ProcedureResult const& one : results.procedures()) {
        is_known = is_known && one.begun && one.likely_missing;
        by_selection += one.likely_missing.value_or(0);
    }
    if (is_known) likely = whole(by_selection);
    phase.set_left(missing, likely, std::max(most, missing));
}

// Of the baseline's future; the levels of compared axes may not all stand beside each other.
std::size_t expected_representative_runs(Study const& study) {
    std::size_t alternatives = 1;
    for (Axis const& axis : study.axes) {
        if (axis.role == Role::compared) alternatives *= axis.levels.size();
        alternatives = std::min(alternatives, most_shown + 1);
    }
    return has_losses(study) ? 2 * alternatives : alternatives;
}

}  // namespace

RunTimes times_of_runs(Results const& results) {
    constexpr std::size_t enough = 200;
    std::size_t const points = results.study().points.size();
    std::size_t const stride = std::max<std::size_t>(1, points / enough);
    std::int64_t const most = results.study().replications.most;
    RunTimes times;
    for (std::int64_t run = 0; run < most && times.count < enough; ++run) {
        bool any = false;
        for (std::size_t p = 0; p < points && times.count < enough; p += stride) {
            any = any || run < results.runs(p);
            if (run >= results.runs(p) || results.state(p, run) != RunState::done) continue;
            if (auto const row = results.row(p, run)) times.add(row->wall_s);
        }
        if (!any) break;
    }
    return times;
}

PhaseProgress design_phase(Results const& results, Share const& share) {
    PhaseProgress phase;
    phase.phase = SweepPhase::design;
    std::size_t points = 0;
    std::size_t missing = 0;
    for (std::size_t p = 0; p < results.study().points.size(); ++p) {
        if (!results.is_first_of_key(p) || !share.holds(p)) continue;
        ++points;
        for (std::int64_t run = 0; run < results.runs(p); ++run)
            ++(results.state(p, run) == RunState::missing ? missing : phase.reused);
    }
    phase.set_left(missing, missing, missing);
    if (results.study().is_adaptive()) set_adaptive_left(phase, results, points, missing);
    return phase;
}

std::vector<Assignment> missing_runs(Results const& results, Share const& share) {
    auto const all = results.missing();
    std::vector<Assignment> ours;
    for (std::size_t p = 0; p < all.size(); ++p) {
        if (share.holds(p) && !all[p].empty())
            ours.push_back(Assignment::of({p, {}, results.key(p)}, all[p]));
    }
    return ours;
}

std::vector<PhaseProgress> phases_of(Results const& results, Share const& share, bool with_tables) {
    std::vector<PhaseProgress> all{design_phase(results, share)};
    if (!with_tables) return all;
    Study const& study = results.study();
    if (study.sensitivity && !share.is_part()) {
        SensitivityRuns const runs = expected_sensitivity_runs(study);
        PhaseProgress effects{SweepPhase::input_effects};
        // Ends of ranges that are the scenario's own value are there, and inputs that change nothing are equal.
        effects.set_left(runs.effects_left / 2, runs.effects_left, runs.effects_left);
        PhaseProgress search{SweepPhase::break_even};
        search.set_left(0, runs.search_likely_left, runs.search_most_left);
        search.at_once = 2 * static_cast<std::size_t>(study.sensitivity->replications);
        effects.is_guess = search.is_guess = true;
        all.insert(all.end(), {effects, search});
    }
    PhaseProgress whole_runs{SweepPhase::representative_runs};
    std::size_t const expected = expected_representative_runs(study);
    whole_runs.set_left(share.is_part() ? 0 : 1, expected, expected);
    whole_runs.is_guess = true;
    all.push_back(whole_runs);
    return all;
}

ExpectedSweep expected_sweep(Study const& study, Plan const& plan, PointReader& reader,
                             std::optional<system::Folder> const& folder, Share const& share,
                             bool with_tables, Branching branching) {
    Rows rows;
    if (folder) {
        rows = read_our_rows(*folder, held_columns(study));
        rows.drop_failed();  // they are tried again
    }
    Results results{study, plan.keys, std::move(rows)};
    ExpectedSweep sweep;
    SweepProgress& expected = sweep.progress;
    expected.phases = phases_of(results, share, with_tables);
    expected.times = times_of_runs(results);
    if (branching != Branching::never)
        sweep.simulated_share = simulated_share(missing_runs(results, share), study, reader, branching);
    if (!results.complete() || !with_tables) return sweep;
    if (study.sensitivity && !share.is_part()) {
        auto const found = find_sensitivity(
            study, reader, results, [](std::vector<Assignment> const&) { return false; },
            [&](SensitivityRuns const& runs) { set_sensitivity(expected, runs); });
        if (!found.stopped) {  // also where there is nothing to compare
            for (SweepPhase const phase : {SweepPhase::input_effects, SweepPhase::break_even})
                expected.find(phase)->set_left(0, 0, 0);
        }
    }
    auto const shown = runs_to_show(results);
    auto const wanted = static_cast<std::size_t>(
        std::ranges::count_if(shown, [](RepresentativeRun const& one) { return one.why.empty(); }));
    PhaseProgress& whole_runs = *expected.find(SweepPhase::representative_runs);
    whole_runs.reused = folder ? count_representative_runs_there(*folder, shown, results, reader) : 0;
    std::size_t const left = wanted - std::min(wanted, whole_runs.reused);
    whole_runs.set_left(left, left, left);
    return sweep;
}

void set_sensitivity(SweepProgress& progress, SensitivityRuns const& runs) {
    PhaseProgress* const effects = progress.find(SweepPhase::input_effects);
    PhaseProgress* const search = progress.find(SweepPhase::break_even);
    if (effects == nullptr || search == nullptr) return;
    effects->reused = runs.effects_reused;
    effects->set_left(runs.effects_left, runs.effects_left, runs.effects_left);
    if (!runs.is_searching) return;
    search->reused = runs.search_reused;
    search->set_left(0, runs.search_likely_left, runs.search_most_left);
}

}  // namespace meridian::study
