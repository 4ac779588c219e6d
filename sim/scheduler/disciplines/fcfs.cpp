#include <memory>

#include "sim/engine/ring_queue.hpp"
#include "sim/scheduler/disciplines/registry.hpp"

namespace meridian::scheduler {
namespace {

// First come, first served, per pool: the head starts as soon as it can; no job passes it. The
// order is that in which jobs became ready; a job that is still staging holds nobody up.
class Fcfs final : public Discipline {
public:
    using Parameters = ParameterSet;
    Fcfs(Parameters const&, DisciplineContext const& context) : queues_{context.scenario.pools.size()} {}

    void enqueue(JobId job, SimTime /*now*/, state::State const& state) override {
        queues_[state.jobs[job].pool].push(job);
    }

    [[nodiscard]] JobId next(PoolId pool, SimTime /*now*/, state::State const& state) override {
        auto& queue = queues_[pool];
        if (queue.empty()) return JobId{};
        ++steps_;
        return state.can_start(state.jobs[queue.front()]) ? queue.pop() : JobId{};
    }

    void withdrawn(JobId job, SimTime /*now*/, state::State const& state) override {
        auto& queue = queues_[state.jobs[job].pool];
        queue.remove(queue.find(job));
    }

    [[nodiscard]] std::size_t waiting(PoolId pool) const override { return queues_[pool].size(); }
    [[nodiscard]] std::uint64_t steps() const override { return steps_; }
    [[nodiscard]] WaitingRule waiting_rule() const override { return {}; }

private:
    Table<PoolId, engine::RingQueue<JobId>> queues_;
    std::uint64_t steps_{0};
};

}  // namespace

extern DisciplineComponent const fcfs_component;
DisciplineComponent const fcfs_component = DisciplineComponent::of<Fcfs>(
    {"fcfs", "First come, first served", "先到先服务"},
    "jobs start in the order in which their inputs arrived; no job passes the first",
    "Schwiegelshohn & Yahyapour, Analysis of first-come-first-serve parallel job scheduling, SODA 1998");

}  // namespace meridian::scheduler
