#include "sim/study/sweep.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "sim/study/family_finder.hpp"
#include "sim/study/local_runner.hpp"
#include "sim/study/planned.hpp"
#include "sim/study/progress_file.hpp"
#include "sim/study/study_tables.hpp"
#include "sim/study/write_representative_runs.hpp"

namespace meridian::study {
namespace {

using Clock = std::chrono::steady_clock;

// By all ranks, or by this process alone.
std::unique_ptr<Runner> runner_of(Study const& study, PointReader& reader, SweepOptions const& options) {
    auto play = player_of(study, reader, options.branching);
    if (options.ranks != nullptr)
        return std::make_unique<RankRunner>(*options.ranks, study.limits, std::move(play));
    return std::make_unique<LocalRunner>(options.workers, study.limits, std::move(play));
}

class Sweeping final : public SweepListener {
public:
    Sweeping(system::Folder const& folder, Results& results, Runner& runner, PointReader& reader,
             SweepOptions const& options, SweepMonitor& monitor)
        : folder_{folder},
          results_{results},
          runner_{runner},
          options_{options},
          monitor_{monitor},
          noted_{folder} {
        progress_.phases = phases_of(results, options.share, !options.rows_only);
        progress_.workers = options.workers * (options.ranks != nullptr ? options.ranks->size() : 1);
        progress_.times = times_of_runs(results);
        if (options.branching != Branching::never) families_.emplace(results.study(), reader);
    }

    // The runs that are missing of this sweep's share.
    [[nodiscard]] std::vector<Assignment> missing() const { return missing_runs(results_, options_.share); }

    // Runs of a record that are missing.
    [[nodiscard]] std::vector<Assignment> missing(std::vector<std::int64_t> const& recorded) const {
        std::vector<Assignment> all;
        std::set<std::string_view> seen;
        for (std::size_t p = 0; p < recorded.size(); ++p) {
            if (!seen.insert(results_.key(p)).second) continue;
            std::vector<std::int64_t> runs;
            for (std::int64_t run = static_run; run < recorded[p]; ++run) {
                if (results_.state(p, run) == RunState::missing) runs.push_back(run);
            }
            if (!runs.empty()) all.push_back(Assignment::of({p, {}, results_.key(p)}, runs));
        }
        return all;
    }

    // False if it was stopped.
    [[nodiscard]] bool play(std::vector<Assignment> wanted) {
        if (families_) wanted = families_->group(std::move(wanted));
        return runner_.play(std::move(wanted), *this);
    }

    // Asks again which runs count, and so how many are left.
    void decide() {
        results_.decide();
        if (!results_.study().is_adaptive()) return;
        PhaseProgress const now = design_phase(results_, options_.share);
        progress_.find(SweepPhase::design)->set_left(now.least_left, now.likely_left, now.most_left);
    }
    void end_design() { begin(SweepPhase::input_effects); }

    void note(SensitivityRuns const& runs) {
        set_sensitivity(progress_, runs);
        if (runs.is_searching) begin(SweepPhase::break_even);
    }
    void begin_representative_runs(std::size_t runs) {
        begin(SweepPhase::representative_runs);
        progress_.find(SweepPhase::representative_runs)->set_left(runs, runs, runs);
    }
    void heard_whole_run(Row const& row) {
        PhaseProgress& phase = *progress_.find(SweepPhase::representative_runs);
        ++(row.ok() && row.wall_s == 0.0 ? phase.reused : phase.done);
        phase.take_one();
    }

    void heard(std::size_t /*point*/, Row const& row, bool kept) override {
        if (!kept) {
            if (!shard_) shard_.emplace(folder_);
            shard_->append(row);
        }
        results_.add(row);
        if (!row.ok()) ++progress_.runs_failed;
        if (row.run == static_run) return;
        PhaseProgress& phase = *progress_.find(phase_);
        ++phase.done;
        phase.take_one();
        if (row.ok()) progress_.times.add(row.wall_s);
    }
    void at_work(std::size_t runs) override { progress_.at_work = runs; }

    // A run takes as long as the longest so far and a quarter more; runs that last less come several at once.
    [[nodiscard]] bool may_begin(double longest_s) override {
        if (!options_.stop_before) return true;
        constexpr double at_once_s = 1.0;
        constexpr double to_end_s = 2.0;
        std::chrono::duration<double> const needed{1.25 * std::max(longest_s, at_once_s) + to_end_s};
        out_of_time_ = std::chrono::system_clock::now() + needed >= *options_.stop_before;
        return !out_of_time_;
    }
    [[nodiscard]] bool out_of_time() const { return out_of_time_; }

    [[nodiscard]] bool keep_going() override {
        auto const now = Clock::now();
        progress_.wall_s = std::chrono::duration<double>(now - begun_).count();
        if (now >= note_due_) {
            note_progress();
            note_due_ = now + between_notes;
        }
        return monitor_.keep_going(progress_);
    }
    // Others share its folder, each with a progress of its own.
    void note_progress() const {
        if (!options_.share.is_part()) noted_.note(progress_);
    }
    // Two equal sweeps note the same then, whoever ran them.
    void end() {
        progress_.at_work = 0;
        progress_.workers = 0;
        note_progress();
    }

    // Throws SystemError if what has been run is no longer kept.
    void check_rows_still_there() const {
        if (shard_) shard_->check_still_there();
    }

    [[nodiscard]] SweepProgress const& progress() const { return progress_; }

private:
    static constexpr std::chrono::seconds between_notes{2};

    // Those before it have ended.
    void begin(SweepPhase phase) {
        phase_ = phase;
        for (PhaseProgress& one : progress_.phases) {
            if (one.phase < phase) one.set_left(0, 0, 0);
        }
    }

    system::Folder const& folder_;
    Results& results_;
    Runner& runner_;
    SweepOptions const& options_;
    SweepMonitor& monitor_;
    ProgressFile noted_;
    std::optional<FamilyFinder> families_;  // none: no run is branched
    std::optional<Shard> shard_;
    SweepProgress progress_;
    SweepPhase phase_{SweepPhase::design};
    bool out_of_time_{false};
    Clock::time_point begun_{Clock::now()};
    Clock::time_point note_due_{begun_ + between_notes};
};

// True unless it was stopped.
bool play_main_runs(Sweeping& sweeping, std::vector<std::int64_t> const& recorded) {
    if (!sweeping.keep_going()) return false;
    if (!sweeping.play(sweeping.missing(recorded))) return false;
    sweeping.decide();
    while (true) {
        auto wanted = sweeping.missing();
        if (wanted.empty()) return sweeping.keep_going();
        if (!sweeping.play(std::move(wanted))) return false;
        sweeping.decide();
    }
}

void write_input_effects(system::Folder const& folder, Results const& results,
                         std::optional<SensitivityResult> const& sensitivity) {
    EffectTables effects;
    if (results.study().drawn && results.complete()) add_axis_effects(results, effects);
    if (sensitivity) add_input_effects(*sensitivity, results.study(), effects);
    effects.write(folder, results.study());
}

// Nothing if the sweep was stopped while it waited for another share that makes tables.
std::optional<system::FolderLock> lock_tables(system::Folder const& folder, Sweeping& sweeping) {
    while (sweeping.keep_going()) {
        auto lock = system::FolderLock::take(folder, ".tables.lock", system::FolderLock::Kind::alone, 0.1);
        if (lock) return lock;
    }
    return std::nullopt;
}

std::size_t count_missing(Results const& results) {
    std::size_t count = 0;
    for (auto const& runs : results.missing())
        count += runs.size();
    return count;
}

}  // namespace

SweepOutcome sweep(Study const& study, Plan const& plan, PointReader& reader, SweepOptions const& options,
                   SweepMonitor& monitor) {
    auto const folder = system::Folder::open(options.folder);
    write_plan(folder, study, reader, plan.keys);
    auto const results_of = [&](Rows rows) {
        // Neither is copied: the caller has them for longer.
        using Nobody = std::shared_ptr<void>;
        return Results{std::shared_ptr<Study const>{Nobody{}, &study},
                       std::shared_ptr<std::vector<std::string> const>{Nobody{}, &plan.keys},
                       std::move(rows)};
    };
    Rows rows = read_our_rows(folder, held_columns(study));
    // Failed rows of earlier sweeps are tried again: the limit may have been raised, or the fault mended. A
    // merge tries nothing again: it reports the runs that have failed.
    if (!options.merge) rows.drop_failed();
    Results results = results_of(std::move(rows));
    auto const runner = runner_of(study, reader, options);
    Sweeping sweeping{folder, results, *runner, reader, options, monitor};
    SweepOutcome outcome;
    auto const finish = [&](bool stopped) {
        sweeping.check_rows_still_there();
        sweeping.end();
        outcome.stopped = stopped;
        outcome.out_of_time = stopped && sweeping.out_of_time();
        outcome.progress = sweeping.progress();
        outcome.results.emplace(std::move(results));
        return std::move(outcome);
    };
    outcome.runs_missing = options.merge ? count_missing(results) : 0;
    if (outcome.runs_missing > 0) return finish(false);
    bool stopped = !play_main_runs(sweeping, options.recorded_runs);
    if (options.rows_only) return finish(stopped);
    bool const is_share = options.share.is_part();
    std::optional<SensitivityResult> sensitivity;
    if (!stopped) sweeping.end_design();
    if (!stopped && study.sensitivity && !is_share) {
        sensitivity = find_sensitivity(
            study, reader, results, [&](auto wanted) { return sweeping.play(std::move(wanted)); },
            [&](SensitivityRuns const& runs) { sweeping.note(runs); });
        stopped = sensitivity->stopped || !sweeping.keep_going();
    }
    if (stopped) return finish(true);
    if (is_share) {  // others may have added theirs meanwhile, and the last to make tables has seen all
        outcome.tables_lock = lock_tables(folder, sweeping);
        if (!outcome.tables_lock) return finish(true);
        results = results_of(read_our_rows(folder, held_columns(study)));
    }
    if (!is_share) outcome.removed = remove_undefined_tables(folder, study);
    write_study_tables(folder, results, reader);
    if (sensitivity) write_sensitivity_tables(folder, *sensitivity, study);
    // A share does not find these of uncertain inputs, and leaves those that are there.
    if (!is_share || !study.sensitivity) {
        write_input_effects(folder, results, sensitivity);
        write_certainty(folder, results, sensitivity ? &*sensitivity : nullptr, reader);
    }
    if (results.complete()) {
        outcome.shown = runs_to_show(results);
        sweeping.begin_representative_runs(static_cast<std::size_t>(
            std::ranges::count_if(outcome.shown, [](auto const& one) { return one.why.empty(); })));
        stopped = !write_representative_runs(
            folder, outcome.shown, results, reader, options.workers, [&] { return sweeping.keep_going(); },
            [&](Row const& row) { sweeping.heard_whole_run(row); });
    }
    return finish(stopped);
}

}  // namespace meridian::study
