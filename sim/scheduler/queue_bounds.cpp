#include "sim/scheduler/queue_bounds.hpp"

#include <algorithm>

namespace meridian::scheduler {
namespace {

constexpr std::int64_t exact = std::int64_t{1} << 52;  // whole numbers up to here, their sums and differences
constexpr double rounding = 1e-14;  // more than that of all operations on one bound together

// Not above the whole part; equal to it where it is small.
double whole_part(WideCount work, std::int64_t shared) {
    WideCount const whole = work / shared;
    auto const value = static_cast<double>(whole);
    return whole < exact ? value : value * (1.0 - rounding);
}

}  // namespace

void QueueBounds::raise(state::Job const& job, View const& view, PoolRun run, std::span<double const> after,
                        std::span<double> bounds) {
    update(view, run);
    auto const wait = [width = static_cast<double>(job.what.width.count()),
                       longest = static_cast<double>(longest_duration.count()),
                       now = static_cast<double>((view.now() - base_).count()),
                       room = view.levels().room.data(), queued = queued_.data(), ends = ends_.data(),
                       running = running_.data()](std::size_t p) {
        double const of_all = ends[p] - running[p] * now;
        double const ahead = queued[p] < of_all ? of_all : queued[p];
        double const seconds = (ahead < longest ? ahead : longest) / nanoseconds_per_second;
        return room[p] < width ? seconds : 0.0;
    };
    double* const out = bounds.data();
    if (after.empty()) {
        for (std::size_t p = run.begin; p < run.end; ++p) {
            double const least = wait(p);
            out[p] = out[p] < least ? least : out[p];
        }
        return;
    }
    for (std::size_t p = run.begin; p < run.end; ++p) {
        double const least = wait(p) + after[p];
        out[p] = out[p] < least ? least : out[p];
    }
}

void QueueBounds::update(View const& view, PoolRun run) {
    auto const& changes = view.levels().changes;
    if (changes_.empty() || (view.now() - base_).count() > exact / 2) {
        base_ = view.now();
        for (std::vector<double>* const row : {&queued_, &ends_, &running_})
            row->resize(changes.size());
        changes_.resize(changes.size());
        for (std::uint32_t p = 0; p < changes.size(); ++p)
            update(view, PoolId{p});
        return;
    }
    std::uint32_t differs = 0;
    for (std::size_t p = run.begin; p < run.end; ++p)
        differs |= changes_[p] ^ changes.data()[p];
    if (differs == 0) return;
    for (auto p = static_cast<std::uint32_t>(run.begin); p < run.end; ++p) {
        if (changes_[p] != changes[PoolId{p}]) update(view, PoolId{p});
    }
}

// Where all that services leave is held by jobs that are not overdue, the wait goes down as time goes on:
// (work - shared x time) / shared, rounded down, is work / shared, rounded down, less the time.
void QueueBounds::update(View const& view, PoolId pool) {
    state::PoolLevel const& level = view.levels().pools[pool];
    std::size_t const p = pool.index;
    changes_[p] = view.levels().changes[pool];
    std::int64_t const shared = level.capacity - level.withheld();
    if (shared == 0) {
        queued_[p] = static_cast<double>(longest_duration.count());
        ends_[p] = running_[p] = 0.0;
        return;
    }
    std::int64_t const on_time = shared - level.free - level.overdue;
    WideCount const work =
        level.queued_work + level.running_ends - WideCount{on_time} * base_.time_since_epoch().count();
    queued_[p] = whole_part(level.queued_work, shared);
    ends_[p] = work > 0 ? whole_part(work, shared) : 0.0;
    running_[p] = static_cast<double>(on_time) / static_cast<double>(shared);
    if (on_time == shared) return;
    ends_[p] = ends_[p] * (1.0 - rounding) - 1.0;
    running_[p] *= 1.0 + rounding;
}

}  // namespace meridian::scheduler
