#include "sim/study/local_runner.hpp"

#include <algorithm>
#include <cmath>
#include <new>
#include <utility>

#include <fmt/format.h>

#include "models/units/format.hpp"

namespace meridian::study {
namespace {

std::string memory_words(Limits const& limits) {
    return limits.memory_bytes
               ? fmt::format("it needed more memory than the limit of {}", human_bytes(*limits.memory_bytes))
               : std::string{"memory ran out"};
}

}  // namespace

bool LocalRunner::play(std::vector<PointRuns> wanted, std::vector<std::string> const& keys,
                       SweepListener& listener) {
    waiting_ = {wanted.begin(), wanted.end()};
    std::erase_if(waiting_, [](PointRuns const& one) { return one.runs.empty(); });
    left_ = 0;
    for (PointRuns const& one : waiting_)
        left_ += one.runs.size();
    while (!waiting_.empty() || !busy_.empty()) {
        if (!listener.keep_going()) {
            busy_.clear();
            return false;
        }
        start_workers(keys);
        std::vector<system::Worker const*> all;
        for (Busy const& busy : busy_)
            all.push_back(&busy.worker);
        system::wait_for(all, 0.1);
        end_slow_ones();
        for (auto busy = busy_.begin(); busy != busy_.end();) {
            if (hear(*busy, listener)) {
                ++busy;
                continue;
            }
            bury(*busy, keys, listener);
            busy = busy_.erase(busy);
        }
    }
    return true;
}

void LocalRunner::start_workers(std::vector<std::string> const& keys) {
    while (busy_.size() < workers_ && !waiting_.empty()) {
        PointRuns next = std::move(waiting_.front());
        waiting_.pop_front();
        std::deque<std::int64_t> runs;
        for (std::size_t n = runs_at_once(); n > 0 && !next.runs.empty(); --n) {
            runs.push_back(next.runs.front());
            next.runs.pop_front();
        }
        left_ -= runs.size();
        std::size_t const point = next.point;
        if (!next.runs.empty()) waiting_.push_back(std::move(next));
        start(point, std::move(runs), keys);
    }
}

// As many as take about half a second, so that making the scenario does not count, and few enough at the end
// that no worker waits for another.
std::size_t LocalRunner::runs_at_once() const {
    constexpr double long_enough_s = 0.5;
    double const mean_s = played_ > 0 ? played_s_ / static_cast<double>(played_) : long_enough_s;
    double const by_time = std::ceil(long_enough_s / std::max(mean_s, 1e-4));
    std::size_t const fair = std::max<std::size_t>(1, left_ / (4 * static_cast<std::size_t>(workers_)));
    return std::min(static_cast<std::size_t>(by_time), fair);
}

void LocalRunner::start(std::size_t point, std::deque<std::int64_t> runs,
                        std::vector<std::string> const& keys) {
    auto const work = [&](system::Worker::Tell const& tell) {
        auto const tell_row = [&](Row const& row) {
            std::string const text = row_text(row);
            tell(std::string_view{text}.substr(0, text.size() - 1));
        };
        std::size_t done = 0;
        try {
            Player const player = player_of_(point);
            for (std::int64_t const run : runs) {
                tell_row(player(run));
                ++done;
            }
        } catch (std::bad_alloc const&) {
            tell_row(Row{keys[point], runs[done], 0.0, memory_words(limits_), {}});
        } catch (std::exception const& fault) {
            tell_row(Row{keys[point], runs[done], 0.0, fault.what(), {}});
        }
    };
    busy_.push_back({system::Worker{work, limits_.memory_bytes}, point, runs, Clock::now()});
}

bool LocalRunner::hear(Busy& busy, SweepListener& listener) {
    std::vector<std::string> lines;
    bool const more = busy.worker.read(lines);
    for (std::string const& line : lines) {
        auto const row = parse_row(line);
        if (!row) continue;
        if (!busy.runs.empty()) busy.runs.pop_front();
        busy.begun = Clock::now();
        played_s_ += row->wall_s;
        ++played_;
        listener.heard(busy.point, *row);
    }
    return more;
}

void LocalRunner::bury(Busy& busy, std::vector<std::string> const& keys, SweepListener& listener) {
    auto const died = busy.worker.end();
    if (died && !busy.runs.empty()) {
        std::int64_t const run = busy.runs.front();
        bool const again = !busy.too_slow && died_.emplace(busy.point, run).second;
        std::string const why = busy.too_slow ? fmt::format("it took longer than the limit of {} s",
                                                            format_number(*limits_.time_s))
                                              : *died;
        if (!again) {
            listener.heard(busy.point, Row{keys[busy.point], run, 0.0, why, {}});
            busy.runs.pop_front();
        }
    }
    if (busy.runs.empty()) return;
    // Runs behind one that failed.
    left_ += busy.runs.size();
    waiting_.push_back({busy.point, std::move(busy.runs)});
}

void LocalRunner::end_slow_ones() {
    if (!limits_.time_s) return;
    for (Busy& busy : busy_) {
        double const spent = std::chrono::duration<double>(Clock::now() - busy.begun).count();
        if (spent <= *limits_.time_s || busy.too_slow) continue;
        busy.too_slow = true;
        busy.worker.kill();
    }
}

}  // namespace meridian::study
