#include <deque>
#include <map>
#include <memory>

#include "sim/scheduler/disciplines/registry.hpp"

namespace meridian::scheduler {
namespace {

// The first job of the queue that can start now starts; those before it wait on, however often they are
// passed. The queue is in the order of the priorities of classes, smallest first, then of enqueueing, as jobs wait at
// the brain.
class BestEffort final : public Discipline {
public:
    using Parameters = ParameterSet;
    BestEffort(Parameters const&, DisciplineContext const& context)
        : scenario_{context.scenario}, queues_{context.scenario.pools.size()} {}

    void enqueue(JobId id, SimTime /*now*/, state::State const& state) override {
        state::Job const& job = state.jobs[id];
        PoolQueue& queue = queues_[job.pool];
        queue.by_priority[scenario_.classes[job.what.workload_class].priority].push_back(id);
        ++queue.size;
    }

    [[nodiscard]] JobId next(PoolId pool, SimTime /*now*/, state::State const& state) override {
        if (state.pool(pool).free == 0) return JobId{};
        PoolQueue& queue = queues_[pool];
        for (auto& [priority, jobs] : queue.by_priority) {
            for (auto at = jobs.begin(); at != jobs.end(); ++at) {
                ++steps_;
                JobId const job = *at;
                if (!state.can_start(state.jobs[job])) continue;
                jobs.erase(at);
                --queue.size;
                return job;
            }
        }
        return JobId{};
    }

    void withdrawn(JobId id, SimTime /*now*/, state::State const& state) override {
        PoolQueue& queue = queues_[state.jobs[id].pool];
        std::erase(queue.by_priority[scenario_.classes[state.jobs[id].what.workload_class].priority], id);
        --queue.size;
    }

    [[nodiscard]] std::size_t waiting(PoolId pool) const override { return queues_[pool].size; }
    [[nodiscard]] WaitingRule waiting_rule() const override {
        return {.order = WaitingRule::Order::priority, .passes = WaitingRule::unbounded};
    }
    [[nodiscard]] std::uint64_t steps() const override { return steps_; }

private:
    struct PoolQueue {
        std::map<int, std::deque<JobId>> by_priority;
        std::size_t size{0};
    };

    Scenario const& scenario_;
    Table<PoolId, PoolQueue> queues_;
    std::uint64_t steps_{0};
};

}  // namespace

extern DisciplineComponent const best_effort_component;
DisciplineComponent const best_effort_component = DisciplineComponent::of<BestEffort>(
    {"best_effort", "Best effort", "尽力而为"},
    "whatever fits starts, by priority; a wide job may be passed for as long as narrow ones come",
    "first fit without a bound; Kubernetes Kueue calls it BestEffortFIFO");

}  // namespace meridian::scheduler
