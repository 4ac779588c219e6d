#include "sim/study/sweep.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "sim/study/local_runner.hpp"
#include "sim/study/planned.hpp"
#include "sim/study/study_tables.hpp"
#include "sim/study/write_representative_runs.hpp"

namespace meridian::study {
namespace {

using Clock = std::chrono::steady_clock;

// By all ranks, or by this process alone.
std::unique_ptr<Runner> runner_of(Study const& study, PointReader& reader, SweepOptions const& options) {
    auto player_of = player_of_points(study, reader);
    if (options.ranks != nullptr)
        return std::make_unique<RankRunner>(*options.ranks, study.limits, std::move(player_of));
    return std::make_unique<LocalRunner>(options.workers, study.limits, std::move(player_of));
}

class Sweeping final : public SweepListener {
public:
    Sweeping(system::Folder const& folder, Results& results, Runner& runner, SweepOptions const& options,
             SweepMonitor& monitor)
        : folder_{folder}, results_{results}, runner_{runner}, options_{options}, monitor_{monitor} {
        for (std::size_t p = 0; p < results.study().points.size(); ++p) {
            for (std::int64_t run = static_run; run < results.runs(p); ++run) {
                if (results.state(p, run) != RunState::missing) ++progress_.runs_there;
            }
        }
    }

    // The runs that are missing of this sweep's share.
    [[nodiscard]] std::vector<Assignment> missing() const {
        auto const all = results_.missing();
        std::vector<Assignment> ours;
        for (std::size_t p = 0; p < all.size(); ++p) {
            if (p % options_.share.of == options_.share.index && !all[p].empty())
                ours.push_back({p, {}, results_.key(p), {all[p].begin(), all[p].end()}});
        }
        return ours;
    }

    // Runs of a record that are missing.
    [[nodiscard]] std::vector<Assignment> missing(std::vector<std::int64_t> const& recorded) const {
        std::vector<Assignment> all;
        std::set<std::string_view> seen;
        for (std::size_t p = 0; p < recorded.size(); ++p) {
            if (!seen.insert(results_.key(p)).second) continue;
            Assignment& one = all.emplace_back(Assignment{p, {}, results_.key(p), {}});
            for (std::int64_t run = static_run; run < recorded[p]; ++run) {
                if (results_.state(p, run) == RunState::missing) one.runs.push_back(run);
            }
        }
        std::erase_if(all, [](Assignment const& one) { return one.runs.empty(); });
        return all;
    }

    // False if it was stopped.
    [[nodiscard]] bool play(std::vector<Assignment> wanted) {
        for (Assignment const& one : wanted)
            left_ += one.runs.size();
        return runner_.play(std::move(wanted), *this);
    }

    void heard(std::size_t /*point*/, Row const& row, bool kept) override {
        if (!kept) {
            if (!shard_) shard_.emplace(folder_);
            shard_->append(row);
        }
        results_.add(row);
        ++progress_.runs_done;
        if (!row.ok()) ++progress_.runs_failed;
        --left_;
    }

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
        progress_.runs_left = left_;
        progress_.wall_s = std::chrono::duration<double>(Clock::now() - begun_).count();
        return monitor_.keep_going(progress_);
    }

    // Throws SystemError if what has been run is no longer kept.
    void check_rows_still_there() const {
        if (shard_) shard_->check_still_there();
    }

    [[nodiscard]] SweepProgress const& progress() const { return progress_; }

private:
    system::Folder const& folder_;
    Results& results_;
    Runner& runner_;
    SweepOptions const& options_;
    SweepMonitor& monitor_;
    std::optional<Shard> shard_;
    SweepProgress progress_;
    std::size_t left_{0};
    bool out_of_time_{false};
    Clock::time_point begun_{Clock::now()};
};

// True unless it was stopped.
bool play_main_runs(Results& results, Sweeping& sweeping, std::vector<std::int64_t> const& recorded) {
    if (!sweeping.keep_going()) return false;
    if (!sweeping.play(sweeping.missing(recorded))) return false;
    results.decide();
    while (true) {
        auto wanted = sweeping.missing();
        if (wanted.empty()) return sweeping.keep_going();
        if (!sweeping.play(std::move(wanted))) return false;
        results.decide();
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
    Sweeping sweeping{folder, results, *runner, options, monitor};
    SweepOutcome outcome;
    auto const finish = [&](bool stopped) {
        sweeping.check_rows_still_there();
        outcome.stopped = stopped;
        outcome.out_of_time = stopped && sweeping.out_of_time();
        outcome.progress = sweeping.progress();
        outcome.results.emplace(std::move(results));
        return std::move(outcome);
    };
    outcome.runs_missing = options.merge ? count_missing(results) : 0;
    if (outcome.runs_missing > 0) return finish(false);
    bool stopped = !play_main_runs(results, sweeping, options.recorded_runs);
    if (options.rows_only) return finish(stopped);
    bool const is_share = options.share.of > 1;
    std::optional<SensitivityResult> sensitivity;
    if (!stopped && study.sensitivity && !is_share) {
        sensitivity = find_sensitivity(study, reader, results,
                                       [&](auto wanted) { return sweeping.play(std::move(wanted)); });
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
        stopped = !write_representative_runs(folder, outcome.shown, results, reader, options.workers,
                                             [&] { return sweeping.keep_going(); });
    }
    return finish(stopped);
}

}  // namespace meridian::study
