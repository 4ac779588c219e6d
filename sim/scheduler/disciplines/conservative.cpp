#include <deque>
#include <memory>

#include "sim/scheduler/disciplines/backfilling.hpp"
#include "sim/scheduler/disciplines/machines.hpp"
#include "sim/scheduler/disciplines/registry.hpp"
#include "sim/scheduler/disciplines/timeline.hpp"

namespace meridian::scheduler {
namespace {

// Conservative backfilling (Mu'alem & Feitelson 2001). Each of the first `depth` jobs of the queue holds a
// reservation, made when it comes among them at the earliest time that moves no other; it starts when that
// time has come.
//
// A job that ends before its estimate leaves a hole: the schedule is compressed. In the order of the queue
// each job is taken out and put back at the earliest time and, at that time, on the lowest accelerators that
// are free, until a pass changes none. So every reservation begins now or when another or a running job is to
// end, and none ever moves later; passes end, as each change gives a job an earlier time or lower ids.
//
// A job that runs beyond its estimate breaks the schedule: at each instant at which one runs, or the time
// of a reservation has passed, all reservations are made again in the order of the queue. They may move
// later then; no rule that does not end jobs by force can prevent it.
//
// Services: reservations take for granted that replicas hold what they hold now. When that changes, all reservations
// are made again in the order of the queue; a job that needs some of it has none.
//
// Power, and what is set apart for services: reservations foresee accelerators alone. A job whose time has come but
// which one of these holds up holds up all behind it.
template <class Amount>
class Conservative final : public Discipline {
public:
    Conservative(Scenario const& scenario, std::size_t depth) : depth_{depth} {
        for (Pool const& pool : scenario.pools)
            pools_.add(PoolQueue{pool.capacity().count()});
    }

    void enqueue(JobId id, SimTime /*now*/, state::State const& state) override {
        state::Job const& job = state.jobs[id];
        pools_[job.pool].queue.push_back({id, job.what.width.count(), planned_length(job), {}});
    }

    [[nodiscard]] JobId next(PoolId id, SimTime now, state::State const& state) override {
        PoolQueue& pool = pools_[id];
        if (pool.queue.empty()) return JobId{};
        settle(pool, now, state.pool(id).withheld());
        for (std::size_t at = 0; at < pool.reservations; ++at) {
            ++steps_;
            Waiting& waiting = pool.queue[at];
            if (waiting.slot.begin > now) continue;
            JobId const job = waiting.job;
            if (!state.can_start(state.jobs[job])) return JobId{};
            pool.chosen = std::move(waiting.slot);
            pool.queue.erase(pool.queue.begin() + static_cast<std::ptrdiff_t>(at));
            --pool.reservations;
            return job;
        }
        return JobId{};
    }

    void started(JobId job, SimTime /*now*/, state::State const& state) override {
        PoolQueue& pool = pools_[state.jobs[job].pool];
        pool.running.add(RunningJobs<Amount>::key(job, state), std::move(pool.chosen.amount));
    }

    void ended(JobId job, SimTime now, state::State const& state) override {
        PoolQueue& pool = pools_[state.jobs[job].pool];
        auto const key = RunningJobs<Amount>::key(job, state);
        Amount amount = pool.running.take(key);
        pool.planned_anew_at = SimTime::min();
        if (key.end <= now) return;
        pool.line.advance(now);
        pool.line.give({now, key.end, std::move(amount)});
        pool.gained_until = std::max(pool.gained_until, key.end);
    }

    void withdrawn(JobId job, SimTime now, state::State const& state) override {
        PoolQueue& pool = pools_[state.jobs[job].pool];
        auto const at = std::ranges::find(pool.queue, job, &Waiting::job);
        if (static_cast<std::size_t>(at - pool.queue.begin()) < pool.reservations) {
            pool.line.advance(now);
            pool.line.give(at->slot);
            pool.gained_until = std::max(pool.gained_until, at->slot.end);
            pool.planned_anew_at = SimTime::min();
            --pool.reservations;
        }
        pool.queue.erase(at);
    }

    [[nodiscard]] std::size_t waiting(PoolId pool) const override { return pools_[pool].queue.size(); }
    [[nodiscard]] std::uint64_t steps() const override {
        std::uint64_t sum = steps_;
        for (PoolQueue const& pool : pools_)
            sum += pool.line.looks();
        return sum;
    }
    [[nodiscard]] WaitingRule waiting_rule() const override {
        return {.passes = WaitingRule::unbounded, .reservations = depth_, .depth = depth_};
    }

    [[nodiscard]] std::optional<SimTime> reserved(PoolId id, JobId job,
                                                  state::State const& /*state*/) const override {
        PoolQueue const& pool = pools_[id];
        for (std::size_t at = 0; at < pool.reservations; ++at) {
            if (pool.queue[at].job == job) return pool.queue[at].slot.begin;
        }
        return std::nullopt;
    }

private:
    struct Waiting {
        JobId job;
        std::int64_t width;
        Duration length;
        Slot<Amount> slot;  // of the first `reservations` of a queue
    };
    struct PoolQueue {
        explicit PoolQueue(std::int64_t accelerators) : capacity{accelerators}, line{accelerators} {}
        std::int64_t capacity;
        Timeline<Amount> line;  // without those who run and those who hold a reservation
        std::deque<Waiting> queue;
        std::size_t reservations{0};
        RunningJobs<Amount> running;
        Amount serving;
        SimTime gained_until{SimTime::min()};     // room was gained since the last look, before this time
        SimTime planned_anew_at{SimTime::min()};  // and no job has ended since
        Slot<Amount> chosen;                      // by the last answer
    };

    // Brings the schedule up to now.
    void settle(PoolQueue& pool, SimTime now, std::int64_t serving) {
        pool.line.advance(now);
        if (serving != pool.serving.count()) {
            follow(pool, serving);
            plan_anew(pool, now);
        } else if (pool.planned_anew_at == now) {
            // it would be the same plan again
        } else if (is_broken(pool, now)) {
            plan_anew(pool, now);
        } else if (pool.gained_until > now) {
            compress(pool);
        }
        pool.gained_until = SimTime::min();
        reserve(pool);
    }

    static void follow(PoolQueue& pool, std::int64_t serving) {
        Amount free{pool.capacity};
        free.remove(pool.serving);
        for (auto const& [key, amount] : pool.running)
            free.remove(amount);
        follow_services(serving, pool.serving, free);
    }

    [[nodiscard]] static bool is_broken(PoolQueue const& pool, SimTime now) {
        if (pool.running.any_late(now)) return true;
        for (std::size_t at = 0; at < pool.reservations; ++at) {
            if (pool.queue[at].slot.begin < now) return true;
        }
        return false;
    }

    void plan_anew(PoolQueue& pool, SimTime now) {
        pool.line.clear(now);
        if (pool.serving.count() > 0) pool.line.take({now, SimTime::max(), pool.serving});
        for (auto const& [key, amount] : pool.running)
            pool.line.take({now, expected_end(key.end, now), amount});
        pool.reservations = 0;
        pool.planned_anew_at = now;
    }

    void reserve(PoolQueue& pool) {
        std::size_t const wanted = std::min(depth_, pool.queue.size());
        for (; pool.reservations < wanted; ++pool.reservations) {
            Waiting& waiting = pool.queue[pool.reservations];
            auto found = pool.line.earliest(waiting.width, waiting.length, SimTime::max(), nullptr);
            waiting.slot = found ? std::move(*found) : Slot<Amount>{SimTime::max(), SimTime::max(), {}};
            pool.line.take(waiting.slot);
        }
    }

    // Only a slot that begins before the last time at which room was gained can have become possible.
    void compress(PoolQueue& pool) {
        SimTime gained = pool.gained_until;
        while (gained > SimTime::min()) {
            SimTime gained_again = SimTime::min();
            for (std::size_t at = 0; at < pool.reservations; ++at) {
                SimTime const until = std::max(gained, gained_again);
                gained_again = std::max(gained_again, put_back(pool, pool.queue[at], until));
            }
            gained = gained_again;
        }
    }

    // Takes a reservation out and puts it back. `gained`: the last time at which room was gained. Returns
    // until when that gains room in its turn; the first time of all if nothing changes.
    SimTime put_back(PoolQueue& pool, Waiting& waiting, SimTime gained) {
        SimTime const before = std::min(later(waiting.slot.begin, shortest_plan), gained);
        auto found = pool.line.earliest(waiting.width, waiting.length, before, &waiting.slot);
        if (!found || *found == waiting.slot) return SimTime::min();
        SimTime const until = waiting.slot.end;
        pool.line.give(waiting.slot);
        waiting.slot = std::move(*found);
        pool.line.take(waiting.slot);
        return until;
    }

    Table<PoolId, PoolQueue> pools_;
    std::size_t depth_;
    std::uint64_t steps_{0};
};

std::unique_ptr<Discipline> make(BackfillingParameters const& parameters, DisciplineContext const& context) {
    if (*parameters.resources == Resources::count)
        return std::make_unique<Conservative<MachineCount>>(context.scenario, *parameters.depth);
    return std::make_unique<Conservative<Machines>>(context.scenario, *parameters.depth);
}

}  // namespace

extern DisciplineComponent const conservative_component;
DisciplineComponent const conservative_component = DisciplineComponent::by<BackfillingParameters, &make>(
    {"conservative", "Conservative backfilling", "保守回填"},
    "conservative backfilling: a later job may start if no job before it is delayed",
    "Mu'alem & Feitelson, Utilization, predictability, workloads, and user runtime estimates in scheduling "
    "the IBM SP2 with backfilling, IEEE Transactions on Parallel and Distributed Systems 12(6), 2001");

}  // namespace meridian::scheduler
