#include "sim/study/sweep.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include "sim/study/play.hpp"
#include "sim/study/show_runs.hpp"
#include "sim/study/study_tables.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::study {
namespace {

using Clock = std::chrono::steady_clock;

// Failed rows of earlier sweeps are tried again: the limit may have been raised, or the fault mended.
Rows without_failed(Rows rows) {
    std::erase_if(rows, [](auto const& one) { return !one.second.ok(); });
    return rows;
}

class Sweeping final : public SweepListener {
public:
    Sweeping(Results& results, Limits const& limits, SweepOptions const& options, SweepMonitor& monitor)
        : results_{results}, limits_{limits}, options_{options}, monitor_{monitor} {
        for (std::size_t p = 0; p < results.study().points.size(); ++p) {
            for (std::int64_t run = static_run; run < results.runs(p); ++run) {
                if (results.row(p, run) != nullptr) ++progress_.runs_there;
            }
        }
    }

    // The runs that are missing of this sweep's share.
    [[nodiscard]] std::vector<PointRuns> missing() const {
        auto const all = results_.missing();
        std::vector<PointRuns> ours;
        for (std::size_t p = 0; p < all.size(); ++p) {
            if (p % options_.share.of == options_.share.index && !all[p].empty())
                ours.push_back({p, {all[p].begin(), all[p].end()}});
        }
        return ours;
    }

    // False if the monitor stopped it.
    bool play(std::vector<PointRuns> wanted, std::vector<std::string> const& keys,
              LocalRunner::ScenarioOf const& scenario_of) {
        for (PointRuns const& one : wanted)
            left_ += one.runs.size();
        auto const player_of = [&](std::size_t point) -> LocalRunner::Player {
            auto scenario = std::make_shared<Scenario>(scenario_of(point));
            return
                [scenario, &key = keys[point]](std::int64_t run) { return study::play(*scenario, key, run); };
        };
        return LocalRunner{options_.workers, limits_, player_of}.play(std::move(wanted), keys, *this);
    }

    void heard(std::size_t /*point*/, Row const& row) override {
        if (!shard_) shard_.emplace(options_.folder);
        shard_->append(row);
        results_.add(row);
        ++progress_.runs_done;
        if (!row.ok()) ++progress_.runs_failed;
        --left_;
    }

    [[nodiscard]] bool keep_going() override {
        progress_.runs_left = left_;
        progress_.wall_s = std::chrono::duration<double>(Clock::now() - begun_).count();
        return monitor_.keep_going(progress_);
    }

    [[nodiscard]] SweepProgress const& progress() const { return progress_; }

private:
    Results& results_;
    Limits const& limits_;
    SweepOptions const& options_;
    SweepMonitor& monitor_;
    std::optional<Shard> shard_;
    SweepProgress progress_;
    std::size_t left_{0};
    Clock::time_point begun_{Clock::now()};
};

// True unless it was stopped.
bool play_main_runs(Study const& study, Plan const& plan, PointReader& reader, Results& results,
                    Sweeping& sweeping) {
    auto const scenario_of = [&](std::size_t point) {
        auto reading = reader.read(study.points[point]);
        if (!reading.scenario) throw std::runtime_error{"its scenario has changed since the sweep began"};
        return std::move(*reading.scenario);
    };
    if (!sweeping.keep_going()) return false;
    while (true) {
        auto wanted = sweeping.missing();
        if (wanted.empty()) return sweeping.keep_going();
        if (!sweeping.play(std::move(wanted), plan.keys, scenario_of)) return false;
        results.decide();
    }
}

}  // namespace

SweepOutcome sweep(Study const& study, Plan const& plan, PointReader& reader, SweepOptions const& options,
                   SweepMonitor& monitor) {
    system::replace_file(options.folder / "study.json", study_json(study, plan.keys));
    Results results{study, plan.keys, without_failed(read_rows(options.folder))};
    Sweeping sweeping{results, study.limits, options, monitor};
    bool stopped = !play_main_runs(study, plan, reader, results, sweeping);
    std::optional<SensitivityResult> sensitivity;
    if (!stopped && study.sensitivity && options.share.of == 1) {
        sensitivity =
            find_sensitivity(study, reader, results, [&](auto wanted, auto const& keys, auto const& of) {
                return sweeping.play(std::move(wanted), keys, of);
            });
        stopped = sensitivity->stopped || !sweeping.keep_going();
    }
    if (options.share.of > 1)  // others may have added theirs meanwhile
        results = Results{study, plan.keys, read_rows(options.folder)};
    if (!stopped) write_study_tables(options.folder, results, reader);
    if (!stopped && sensitivity) write_sensitivity_tables(options.folder, *sensitivity, study);
    std::vector<ShownRun> shown;
    if (!stopped && results.complete()) {
        shown = runs_to_show(results);
        stopped = !show_runs(options.folder, shown, results, reader, options.workers,
                             [&] { return sweeping.keep_going(); });
    }
    return {std::move(results), sweeping.progress(), std::move(shown), stopped};
}

}  // namespace meridian::study
