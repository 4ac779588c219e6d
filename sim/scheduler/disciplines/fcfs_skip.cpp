#include <deque>
#include <memory>

#include "sim/scheduler/disciplines/registry.hpp"

namespace meridian::scheduler {
namespace {

// First come, first served with bounded skipping. The first job of the queue that can start now starts,
// whether accelerators or power are what holds up those before it; each of them has been passed once
// more then, and one that has been passed `passes` times is passed no more. So a job waits for at most
// those before it and `passes` others.
class FcfsSkip final : public Discipline {
public:
    struct Parameters : ParameterSet {
        Parameter<std::size_t> depth{
            *this,
            {"depth", Dimension::count, "1000", 1.0, 1e6,
             "how many jobs of the queue are looked at, the first included; 1 is fcfs"}};
        Parameter<std::uint64_t> passes{
            *this,
            {"passes", Dimension::count, "10", 0.0, 1e9,
             "how often a job may be passed before nobody passes it any more; 0 is fcfs"}};
    };
    FcfsSkip(Parameters const& parameters, DisciplineContext const& context)
        : queues_{context.scenario.pools.size()}, depth_{*parameters.depth}, passes_{*parameters.passes} {}

    void enqueue(JobId job, SimTime /*now*/, state::State const& state) override {
        queues_[state.jobs[job].pool].push_back({job, 0});
    }

    [[nodiscard]] JobId next(PoolId pool, SimTime /*now*/, state::State const& state) override {
        auto& queue = queues_[pool];
        std::size_t const end = state.pool(pool).free == 0 ? 0 : std::min(depth_, queue.size());
        for (std::size_t at = 0; at < end; ++at) {
            ++steps_;
            JobId const job = queue[at].job;
            if (state.can_start(state.jobs[job])) {
                for (std::size_t passed = 0; passed < at; ++passed)
                    ++queue[passed].times_passed;
                queue.erase(queue.begin() + static_cast<std::ptrdiff_t>(at));
                return job;
            }
            if (queue[at].times_passed >= passes_) break;
        }
        return JobId{};
    }

    void withdrawn(JobId id, SimTime /*now*/, state::State const& state) override {
        std::erase_if(queues_[state.jobs[id].pool], [id](Waiting const& one) { return one.job == id; });
    }

    [[nodiscard]] std::size_t waiting(PoolId pool) const override { return queues_[pool].size(); }
    [[nodiscard]] std::uint64_t steps() const override { return steps_; }
    [[nodiscard]] WaitingRule waiting_rule() const override { return {.passes = passes_, .depth = depth_}; }

private:
    struct Waiting {
        JobId job;
        std::uint64_t times_passed;
    };

    Table<PoolId, std::deque<Waiting>> queues_;
    std::size_t depth_;
    std::uint64_t passes_;
    std::uint64_t steps_{0};
};

}  // namespace

extern DisciplineComponent const fcfs_skip_component;
DisciplineComponent const fcfs_skip_component = DisciplineComponent::of<FcfsSkip>(
    {"fcfs_skip", "First come, bounded passing", "先到先服务（有限超越）"},
    "as fcfs, but a later job that fits may pass those that do not, a bounded number of times",
    "first fit: Aida, Kasahara & Narita, Job scheduling scheme for pure space sharing among rigid jobs, "
    "JSSPP 1998; the bound on passing is ours");

}  // namespace meridian::scheduler
