#include "sim/engine/ring_queue.hpp"
#include "sim/scheduler/disciplines/registry.hpp"

namespace meridian::scheduler {
namespace {

// First come, first served, per pool: the head starts as soon as it can, and nobody passes it. The
// order is that in which jobs became ready; a job that is still staging holds nobody up.
class Fcfs final : public Discipline {
public:
    explicit Fcfs(std::size_t pools) : queues_{pools} {}

    void enqueue(JobId job, state::State const& state) override { queues_[state.jobs[job].pool].push(job); }

    [[nodiscard]] JobId next(PoolId pool, state::State const& state) override {
        auto& queue = queues_[pool];
        if (queue.empty() || !state.can_start(state.jobs[queue.front()])) return JobId{};
        return queue.pop();
    }

    [[nodiscard]] std::size_t waiting(PoolId pool) const override { return queues_[pool].size(); }

private:
    Table<PoolId, engine::RingQueue<JobId>> queues_;
};

}  // namespace

std::unique_ptr<Discipline> make_fcfs(std::size_t pools) {
    return std::make_unique<Fcfs>(pools);
}

}  // namespace meridian::scheduler
