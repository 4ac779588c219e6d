// The waiting jobs of a pool by a key that does not change while they wait, smallest first, then in the
// order of enqueueing: a binary heap, so that adding and taking cost O(log n) comparisons.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "models/units/ids.hpp"
#include "models/units/quantity.hpp"
#include "sim/scheduler/discipline.hpp"

namespace meridian::scheduler {

class KeyedQueue {
    struct Entry {
        WideCount key;
        std::uint64_t serial;
        JobId job;
    };
    [[nodiscard]] auto after() {
        return [this](Entry const& a, Entry const& b) {
            ++comparisons_;
            return a.key != b.key ? a.key > b.key : a.serial > b.serial;
        };
    }

public:
    void push(WideCount key, JobId job) {
        heap_.push_back({key, serial_++, job});
        std::push_heap(heap_.begin(), heap_.end(), after());
    }
    // Precondition: not empty.
    [[nodiscard]] JobId first() const { return heap_.front().job; }
    void pop() {
        std::pop_heap(heap_.begin(), heap_.end(), after());
        heap_.pop_back();
    }
    void remove(JobId job) {
        std::erase_if(heap_, [job](Entry const& one) { return one.job == job; });
        std::make_heap(heap_.begin(), heap_.end(), after());
    }
    [[nodiscard]] std::size_t size() const { return heap_.size(); }
    [[nodiscard]] std::uint64_t comparisons() const { return comparisons_; }

private:
    std::vector<Entry> heap_;
    std::uint64_t serial_{0};
    std::uint64_t comparisons_{0};
};

// A discipline whose next job is that with the smallest key; nobody passes it while it cannot start.
class KeyedDiscipline : public Discipline {
public:
    explicit KeyedDiscipline(std::size_t pools) : queues_{pools} {}

    void enqueue(JobId id, SimTime now, state::State const& state) final {
        state::Job const& job = state.jobs[id];
        queues_[job.pool].push(key(job, now), id);
    }

    [[nodiscard]] JobId next(PoolId pool, SimTime /*now*/, state::State const& state) final {
        KeyedQueue& queue = queues_[pool];
        if (queue.size() == 0) return JobId{};
        ++looks_;
        JobId const job = queue.first();
        if (!state.can_start(state.jobs[job])) return JobId{};
        queue.pop();
        return job;
    }

    void withdrawn(JobId id, SimTime /*now*/, state::State const& state) final {
        queues_[state.jobs[id].pool].remove(id);
    }

    [[nodiscard]] std::size_t waiting(PoolId pool) const final { return queues_[pool].size(); }
    [[nodiscard]] std::uint64_t steps() const final {
        std::uint64_t sum = looks_;
        for (KeyedQueue const& queue : queues_)
            sum += queue.comparisons();
        return sum;
    }

private:
    [[nodiscard]] virtual WideCount key(state::Job const& job, SimTime ready) const = 0;

    Table<PoolId, KeyedQueue> queues_;
    std::uint64_t looks_{0};
};

}  // namespace meridian::scheduler
