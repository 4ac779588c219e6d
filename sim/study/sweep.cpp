#include "sim/study/sweep.hpp"

#include <chrono>
#include <optional>
#include <stdexcept>
#include <utility>

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
    Sweeping(Results& results, SweepOptions const& options, SweepMonitor& monitor)
        : results_{results}, options_{options}, monitor_{monitor} {}

    // The runs that are missing of this sweep's share.
    std::vector<PointRuns> missing() {
        auto const all = results_.missing();
        std::vector<PointRuns> ours;
        left_ = 0;
        for (std::size_t p = 0; p < all.size(); ++p) {
            if (p % options_.share.of != options_.share.index || all[p].empty()) continue;
            ours.push_back({p, {all[p].begin(), all[p].end()}});
            left_ += all[p].size();
        }
        return ours;
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
    void count_those_there() {
        for (std::size_t p = 0; p < results_.study().points.size(); ++p) {
            for (std::int64_t run = static_run; run < results_.runs(p); ++run)
                if (results_.row(p, run) != nullptr) ++progress_.runs_there;
        }
    }

private:
    Results& results_;
    SweepOptions const& options_;
    SweepMonitor& monitor_;
    std::optional<Shard> shard_;
    SweepProgress progress_;
    std::size_t left_{0};
    Clock::time_point begun_{Clock::now()};
};

void write_replaced(std::filesystem::path const& file, std::string_view text) {
    system::FileReplacement replacement{file};
    replacement.write(text);
    replacement.publish();
}

}  // namespace

SweepOutcome sweep(Study const& study, Plan const& plan, PointReader& reader, SweepOptions const& options,
                   SweepMonitor& monitor) {
    write_replaced(options.folder / "study.json", study_json(study, plan.keys));
    Results results{study, plan.keys, without_failed(read_rows(options.folder))};
    Sweeping sweeping{results, options, monitor};
    sweeping.count_those_there();
    auto const scenario_of = [&](std::size_t point) {
        auto reading = reader.read(study.points[point]);
        if (!reading.scenario) throw std::runtime_error{"its scenario has changed since the sweep began"};
        return std::move(*reading.scenario);
    };
    bool stopped = !sweeping.keep_going();
    while (!stopped) {
        auto wanted = sweeping.missing();
        if (wanted.empty()) break;
        LocalRunner runner{options.workers, study.limits, scenario_of};
        stopped = !runner.play(std::move(wanted), plan.keys, sweeping);
        results.decide();
    }
    if (options.share.of > 1)  // others may have added theirs meanwhile
        results = Results{study, plan.keys, read_rows(options.folder)};
    if (!stopped) write_study_tables(options.folder, results, reader);
    return {std::move(results), sweeping.progress(), stopped};
}

}  // namespace meridian::study
