#include <deque>
#include <memory>

#include "sim/scheduler/disciplines/registry.hpp"

namespace meridian::scheduler {
namespace {

// The first job of the queue that can start now starts; those before it wait on, however often they are
// passed.
class BestEffort final : public Discipline {
public:
    using Parameters = ParameterSet;
    BestEffort(Parameters const&, DisciplineContext const& context)
        : queues_{context.scenario.pools.size()} {}

    void enqueue(JobId job, SimTime /*now*/, state::State const& state) override {
        queues_[state.jobs[job].pool].push_back(job);
    }

    [[nodiscard]] JobId next(PoolId pool, SimTime /*now*/, state::State const& state) override {
        auto& queue = queues_[pool];
        if (state.pool(pool).free == 0) return JobId{};
        for (auto at = queue.begin(); at != queue.end(); ++at) {
            ++steps_;
            JobId const job = *at;
            if (!state.can_start(state.jobs[job])) continue;
            queue.erase(at);
            return job;
        }
        return JobId{};
    }

    [[nodiscard]] std::size_t waiting(PoolId pool) const override { return queues_[pool].size(); }
    [[nodiscard]] WaitingRule waiting_rule() const override {
        return {.order = WaitingRule::Order::priority, .passes = WaitingRule::unbounded};
    }
    [[nodiscard]] std::uint64_t steps() const override { return steps_; }

private:
    Table<PoolId, std::deque<JobId>> queues_;
    std::uint64_t steps_{0};
};

}  // namespace

extern DisciplineComponent const best_effort_component;
DisciplineComponent const best_effort_component = DisciplineComponent::of<BestEffort>(
    "best_effort", "whatever fits starts, in order; a wide job may be passed for as long as narrow ones come",
    "first fit without a bound; Kubernetes Kueue calls it BestEffortFIFO");

}  // namespace meridian::scheduler
