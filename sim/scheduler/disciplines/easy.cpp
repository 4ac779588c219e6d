#include <deque>
#include <memory>
#include <vector>

#include "sim/scheduler/disciplines/backfilling.hpp"
#include "sim/scheduler/disciplines/machines.hpp"
#include "sim/scheduler/disciplines/registry.hpp"

namespace meridian::scheduler {
namespace {

// EASY backfilling (Lifka 1995; Mu'alem & Feitelson 2001). When the first job of the queue does not fit, it
// gets a reservation at the shadow time: the earliest time at which, if all end as expected, enough
// accelerators are free. The first job behind it that does not delay it starts: one that is expected to
// end by the shadow time, or that takes only accelerators which the reservation leaves over. All other
// jobs have no reservation and may be delayed.
//
// Services: a reservation takes for granted that replicas hold what they hold now. Where the first job needs some of
// it, its start is not known, and every job that fits passes it. A job that services cannot preempt waits
// until others like it leave enough beside what is set apart for services, and is delayed in that no more than in
// accelerators.
//
// Power: a reservation foresees accelerators alone. While the first job is held up by power though its
// accelerators are free, nothing is backfilled, so that what ends frees power for it.
template <class Amount>
class Easy final : public Discipline {
public:
    Easy(Scenario const& scenario, std::size_t depth) : depth_{depth} {
        for (Pool const& pool : scenario.pools)
            pools_.add({Amount{pool.capacity().count()}, {}, {}, {}, {}, {}, {}});
    }

    void enqueue(JobId job, SimTime /*now*/, state::State const& state) override {
        pools_[state.jobs[job].pool].queue.push_back(job);
    }

    [[nodiscard]] JobId next(PoolId id, SimTime now, state::State const& state) override {
        PoolQueue& pool = pools_[id];
        pool.asked = now;
        if (pool.queue.empty()) return JobId{};
        ++steps_;
        if (follow_services(state.pool(id).withheld(), pool.serving, pool.free)) pool.reservation.reset();
        state::Job const& head = state.jobs[pool.queue.front()];
        if (state.can_start(head)) {
            pool.chosen = pool.free.lowest(head.what.width.count());
            pool.reservation.reset();
            return take(pool, 0);
        }
        bool const held_by_power =
            pool.free.count() >= head.what.width.count() && state.starts_beside_services(head);
        if (held_by_power || pool.free.count() == 0) return JobId{};
        return backfill(pool, now, state);
    }

    void started(JobId job, SimTime /*now*/, state::State const& state) override {
        PoolQueue& pool = pools_[state.jobs[job].pool];
        pool.free.remove(pool.chosen);
        pool.running.add(RunningJobs<Amount>::key(job, state), std::move(pool.chosen));
    }

    void ended(JobId job, SimTime /*now*/, state::State const& state) override {
        PoolQueue& pool = pools_[state.jobs[job].pool];
        pool.free.add(pool.running.take(RunningJobs<Amount>::key(job, state)));
        pool.reservation.reset();
    }

    void withdrawn(JobId job, SimTime /*now*/, state::State const& state) override {
        PoolQueue& pool = pools_[state.jobs[job].pool];
        std::erase(pool.queue, job);
        pool.reservation.reset();
    }

    [[nodiscard]] std::size_t waiting(PoolId pool) const override { return pools_[pool].queue.size(); }
    [[nodiscard]] std::uint64_t steps() const override { return steps_; }
    [[nodiscard]] WaitingRule waiting_rule() const override {
        return {.passes = WaitingRule::unbounded, .reservations = 1, .depth = depth_};
    }

    [[nodiscard]] std::optional<SimTime> reserved(PoolId id, JobId job,
                                                  state::State const& state) const override {
        PoolQueue const& pool = pools_[id];
        if (pool.queue.empty() || pool.queue.front() != job) return std::nullopt;
        bool const has_accelerators = pool.free.count() >= state.jobs[job].what.width.count();
        if (has_accelerators && state.starts_beside_services(state.jobs[job])) return pool.asked;
        return reserve(pool, state, pool.asked).shadow;
    }

private:
    struct Reservation {
        SimTime shadow;
        Amount left_over;  // free at the shadow time and not reserved, whether free now or not
        std::int64_t left_for_non_preemptible;  // at the shadow time, by what is set apart for services
    };
    struct PoolQueue {
        Amount free;
        Amount serving;
        std::deque<JobId> queue;
        RunningJobs<Amount> running;
        std::optional<Reservation> reservation;  // of the first job; kept until a job ends or is late
        Amount chosen;                           // by the last answer
        SimTime asked;
    };

    // Of the first job. Precondition: it lacks accelerators, or leave to use them.
    [[nodiscard]] Reservation reserve(PoolQueue const& pool, state::State const& state, SimTime now) const {
        state::Job const& head = state.jobs[pool.queue.front()];
        std::int64_t const width = head.what.width.count();
        bool const is_bound = is_non_preemptible(head, state);
        std::vector<Amount const*> freed;
        SimTime shadow = now;
        std::int64_t count = pool.free.count();
        std::int64_t left = state.room_to_start_non_preemptible(head.pool);
        auto const is_enough = [&] { return count >= width && (!is_bound || left >= width); };
        for (auto const& [key, amount] : pool.running) {
            SimTime const end = expected_end(key.end, now);
            if (is_enough() && end > shadow) break;
            shadow = end;
            count += amount.count();
            if (is_non_preemptible(state.jobs[key.job], state)) left += amount.count();
            freed.push_back(&amount);
        }
        if (!is_enough()) return {SimTime::max(), {}, 0};
        Amount left_over = pool.free;
        left_over.add(freed);
        left_over.remove(left_over.lowest(width));
        return {shadow, std::move(left_over), is_bound ? left - width : left};
    }

    [[nodiscard]] static bool is_non_preemptible(state::Job const& job, state::State const& state) {
        return state.is_non_preemptible(job.what.workload_class);
    }

    [[nodiscard]] JobId backfill(PoolQueue& pool, SimTime now, state::State const& state) {
        if (!pool.reservation || pool.running.any_late(now)) pool.reservation = reserve(pool, state, now);
        Amount beside = pool.reservation->left_over;
        beside.keep(pool.free);
        std::int64_t& left = pool.reservation->left_for_non_preemptible;
        std::size_t const end = std::min(depth_, pool.queue.size());
        for (std::size_t at = 1; at < end; ++at) {
            ++steps_;
            state::Job const& job = state.jobs[pool.queue[at]];
            std::int64_t const width = job.what.width.count();
            if (!state.can_start(job)) continue;
            bool const over_in_time = later(now, planned_length(job)) <= pool.reservation->shadow;
            bool const is_bound = is_non_preemptible(job, state);
            if (!over_in_time && (beside.count() < width || (is_bound && left < width))) continue;
            pool.chosen = (over_in_time ? pool.free : beside).lowest(width);
            if (!over_in_time) {
                pool.reservation->left_over.remove(pool.chosen);
                if (is_bound) left -= width;
            }
            return take(pool, at);
        }
        return JobId{};
    }

    [[nodiscard]] static JobId take(PoolQueue& pool, std::size_t at) {
        JobId const job = pool.queue[at];
        pool.queue.erase(pool.queue.begin() + static_cast<std::ptrdiff_t>(at));
        return job;
    }

    Table<PoolId, PoolQueue> pools_;
    std::size_t depth_;
    std::uint64_t steps_{0};
};

std::unique_ptr<Discipline> make(BackfillingParameters const& parameters, DisciplineContext const& context) {
    if (*parameters.resources == Resources::count)
        return std::make_unique<Easy<MachineCount>>(context.scenario, *parameters.depth);
    return std::make_unique<Easy<Machines>>(context.scenario, *parameters.depth);
}

}  // namespace

extern DisciplineComponent const easy_component;
DisciplineComponent const easy_component = DisciplineComponent::by<BackfillingParameters, &make>(
    {"easy", "EASY backfilling", "EASY 回填"},
    "EASY backfilling: a later job may start if the first of the queue is not delayed by it",
    "Lifka, The ANL/IBM SP scheduling system, JSSPP 1995; Mu'alem & Feitelson, IEEE Transactions on Parallel "
    "and Distributed Systems 12(6), 2001");

}  // namespace meridian::scheduler
