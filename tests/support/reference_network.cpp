// The reference over a network: the rules word by word, on plain arrays, from nothing at each instant. Slow,
// and shares nothing with sim/scheduler or sim/world.
//
// At every instant at which something ended or arrived there is one round over the jobs that wait, in the
// order of the rule. The policy says where among the pools that the discipline leaves open to the job.
#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <stdexcept>
#include <tuple>

#include "tests/support/network_facts.hpp"
#include "tests/support/network_work.hpp"

namespace meridian::testing {
namespace {

using Time = std::int64_t;
using Open = std::function<bool(std::size_t pool)>;

// Somebody who holds accelerators of a pool from begin to end: a running job, or one with a reservation.
struct PoolHolding {
    std::size_t job;
    std::size_t pool;
    Time begin;
    Time end;  // as expected
};

class ReferenceNetwork {
public:
    ReferenceNetwork(QueueRule const& rule, Scenario const& scenario)
        : rule_{rule}, scenario_{scenario}, facts_{scenario} {
        starts_.assign(facts_.jobs(), -1);
        passed_.assign(facts_.jobs(), 0);
        policy_ = scenario.policy.front().name;
        bool const waits = policy_ == "nearest_user" ||
                           (policy_ == "least_loaded" &&
                            scenario.policy.front().parameters.at("when_full") == ParameterValue{"wait"});
        if (!waits) throw std::invalid_argument{policy_};
    }

    Starts play() {
        std::size_t arrived = 0;
        while (true) {
            Time next = -1;
            if (arrived < facts_.jobs()) next = arrival(arrived);
            for (PoolHolding const& r : running_) {
                if (next < 0 || true_end(r) < next) next = true_end(r);
            }
            if (next < 0) return starts_;
            now_ = next;
            end_those_that_are_done();
            for (; arrived < facts_.jobs() && arrival(arrived) == now_; ++arrived) {
                if (!facts_.pools_of(arrived).empty()) queue_.push_back(arrived);  // else it is rejected
            }
            std::ranges::sort(queue_, {}, [&](std::size_t j) {
                return std::tuple{figure(j), arrival(j), j};
            });
            round();
        }
    }

private:
    [[nodiscard]] Time arrival(std::size_t j) const {
        return scenario_.listed_jobs[j].arrival.time_since_epoch().count();
    }
    [[nodiscard]] bool is(std::string_view name) const { return rule_.name == name; }
    // The order of the rule, before (arrival, number); smaller goes first.
    [[nodiscard]] Time figure(std::size_t j) const {
        JobDescription const& job = scenario_.listed_jobs[j].job;
        int const priority = scenario_.classes[job.workload_class].priority;
        if (is("shortest_first")) return job.estimate.count();
        if (is("best_effort")) return priority;
        if (!is("priority")) return 0;
        return rule_.ageing == 0 ? priority : priority * rule_.ageing + arrival(j);
    }
    [[nodiscard]] bool could_run(std::size_t j, std::size_t pool) const {
        return std::ranges::find(facts_.pools_of(j), pool) != facts_.pools_of(j).end();
    }
    // As it is planned: nothing takes no time.
    [[nodiscard]] Time length(std::size_t j, std::size_t pool) const {
        return std::max<Time>(facts_.estimate(j, pool), 1);
    }
    [[nodiscard]] Time true_end(PoolHolding const& r) const { return r.begin + facts_.work(r.job, r.pool); }
    // A running job that has reached its expected end is expected to end at the next instant.
    [[nodiscard]] Time expected_end(PoolHolding const& r) const { return std::max(r.end, now_ + 1); }
    [[nodiscard]] std::int64_t held(std::size_t pool) const {
        std::int64_t sum = 0;
        for (PoolHolding const& r : running_)
            sum += r.pool == pool ? facts_.width(r.job) : 0;
        return sum;
    }
    [[nodiscard]] bool has_room(std::size_t j, std::size_t pool) const {
        return held(pool) + facts_.width(j) <= facts_.capacity(pool);
    }
    [[nodiscard]] std::size_t looked_at() const {
        return std::min(queue_.size(), static_cast<std::size_t>(rule_.depth));
    }

    void end_those_that_are_done() {
        for (PoolHolding const& r : running_) {
            if (true_end(r) == now_ && now_ < r.end) ended_early_ = true;
        }
        std::erase_if(running_, [&](PoolHolding const& r) { return true_end(r) == now_; });
    }

    void start(std::size_t j, std::size_t pool) {
        std::erase(queue_, j);
        running_.push_back({j, pool, now_, now_ + length(j, pool)});
        starts_[j] = now_;
    }

    // ---- Where ----

    // Would the policy at this instant rather have the first pool than the second, for this job?
    [[nodiscard]] bool prefers(std::size_t j, std::size_t pool, std::size_t other) const {
        if (policy_ == "least_loaded") {
            std::int64_t const load = held(pool) * facts_.capacity(other);
            std::int64_t const other_load = held(other) * facts_.capacity(pool);
            if (load != other_load) return load < other_load;
        }
        auto const& walk = facts_.pools_of(j);
        return std::ranges::find(walk, pool) < std::ranges::find(walk, other);
    }

    // The policy's choice among the open pools with room.
    [[nodiscard]] std::optional<std::size_t> choice(std::size_t j, Open const& open) const {
        std::optional<std::size_t> best;
        for (std::size_t const pool : facts_.pools_of(j)) {
            if (!has_room(j, pool) || !open(pool)) continue;
            if (!best || prefers(j, pool, *best)) best = pool;
        }
        return best;
    }

    // ---- When ----

    void round() {
        if (is("easy")) return round_easy();
        if (is("conservative")) return round_conservative();
        round_closing();
    }

    // Does the job, while it waits, close its pools to those behind it?
    [[nodiscard]] bool closes(std::size_t j) const {
        if (is("fcfs_skip")) return passed_[j] >= rule_.passes;
        if (is("fcfs") || is("priority") || is("shortest_first")) return true;
        if (is("best_effort")) return false;
        throw std::invalid_argument{rule_.name};
    }

    [[nodiscard]] std::set<std::size_t> closed_before(std::size_t at) const {
        std::set<std::size_t> closed;
        for (std::size_t before = 0; before < at; ++before) {
            auto const& pools = facts_.pools_of(queue_[before]);
            if (closes(queue_[before])) closed.insert(pools.begin(), pools.end());
        }
        return closed;
    }

    void round_closing() {
        for (std::size_t at = 0; at < (is("fcfs_skip") ? looked_at() : queue_.size());) {
            std::size_t const j = queue_[at];
            auto const closed = closed_before(at);
            auto const pool = choice(j, [&](std::size_t p) { return !closed.contains(p); });
            if (!pool) {
                ++at;
                continue;
            }
            for (std::size_t before = 0; before < at; ++before)
                passed_[queue_[before]] += could_run(queue_[before], *pool) ? 1 : 0;
            start(j, *pool);
        }
    }

    // Accelerators of the pool that are free at a time to come, if all that run end as expected.
    [[nodiscard]] std::int64_t free_at(std::size_t pool, Time when) const {
        std::int64_t free = facts_.capacity(pool);
        for (PoolHolding const& r : running_)
            free -= r.pool == pool && expected_end(r) > when ? facts_.width(r.job) : 0;
        return free;
    }
    [[nodiscard]] Time earliest_free(std::size_t j, std::size_t pool) const {
        std::set<Time> times{now_};
        for (PoolHolding const& r : running_)
            times.insert(expected_end(r));
        for (Time const t : times) {
            if (free_at(pool, t) >= facts_.width(j)) return t;
        }
        throw std::logic_error{"a job fits at no time"};
    }

    void round_easy() {
        auto const all = [](std::size_t) { return true; };
        while (!queue_.empty()) {
            auto const pool = choice(queue_.front(), all);
            if (!pool) break;
            start(queue_.front(), *pool);
        }
        if (queue_.empty()) return;

        std::size_t const head = queue_.front();
        std::size_t reserved = facts_.pools_of(head).front();
        for (std::size_t const pool : facts_.pools_of(head)) {
            Time const time = earliest_free(head, pool);
            Time const best = earliest_free(head, reserved);
            if (time < best || (time == best && prefers(head, pool, reserved))) reserved = pool;
        }
        Time const shadow = earliest_free(head, reserved);
        std::int64_t extra = free_at(reserved, shadow) - facts_.width(head);
        for (std::size_t at = 1; at < looked_at();) {
            std::size_t const j = queue_[at];
            auto const outlasts = [&](std::size_t p) {
                return p == reserved && now_ + length(j, p) > shadow;
            };
            auto const pool =
                choice(j, [&](std::size_t p) { return !outlasts(p) || facts_.width(j) <= extra; });
            if (!pool) {
                ++at;
                continue;
            }
            if (outlasts(*pool)) extra -= facts_.width(j);
            start(j, *pool);
        }
    }

    // All others who hold something, as expected.
    [[nodiscard]] std::vector<PoolHolding> others_than(std::size_t j) const {
        std::vector<PoolHolding> others = running_;
        for (PoolHolding& r : others)
            r.end = expected_end(r);
        std::ranges::copy_if(plan_, std::back_inserter(others),
                             [&](PoolHolding const& h) { return h.job != j; });
        return others;
    }

    [[nodiscard]] bool fits(std::size_t j, std::size_t pool, Time begin,
                            std::vector<PoolHolding> const& others) const {
        Time const end = begin + length(j, pool);
        std::set<Time> instants{begin};
        for (PoolHolding const& h : others) {
            if (h.pool == pool && h.begin > begin && h.begin < end) instants.insert(h.begin);
        }
        return std::ranges::all_of(instants, [&](Time const t) {
            std::int64_t used = facts_.width(j);
            for (PoolHolding const& h : others)
                used += h.pool == pool && h.begin <= t && t < h.end ? facts_.width(h.job) : 0;
            return used <= facts_.capacity(pool);
        });
    }

    [[nodiscard]] bool is_better(PoolHolding const& a, PoolHolding const& b) const {  // of one job
        return a.begin != b.begin ? a.begin < b.begin : prefers(a.job, a.pool, b.pool);
    }

    // The best reservation of the job beside all others.
    [[nodiscard]] PoolHolding best_reservation(std::size_t j) const {
        auto const others = others_than(j);
        std::set<Time> times{now_};
        for (PoolHolding const& h : others) {
            if (h.end > now_) times.insert(h.end);
        }
        std::optional<PoolHolding> best;
        for (std::size_t const pool : facts_.pools_of(j)) {
            auto const begin = std::ranges::find_if(times, [&](Time t) { return fits(j, pool, t, others); });
            PoolHolding const found{j, pool, *begin, *begin + length(j, pool)};
            if (!best || is_better(found, *best)) best = found;
        }
        return *best;
    }

    // The order of those who hold one never changes here: nobody comes back, and time changes no order.
    [[nodiscard]] bool is_broken() const {
        auto const late = [&](PoolHolding const& r) { return r.end <= now_; };
        auto const missed = [&](PoolHolding const& h) { return h.begin < now_; };
        return std::ranges::any_of(running_, late) || std::ranges::any_of(plan_, missed);
    }

    void compress() {
        for (bool moved = true; moved;) {
            moved = false;
            for (PoolHolding& h : plan_) {
                PoolHolding const found = best_reservation(h.job);
                if (found.begin >= h.begin) continue;  // at an equal time it stays
                h = found;
                moved = true;
            }
        }
    }

    void reserve() {
        while (plan_.size() < looked_at())
            plan_.push_back(best_reservation(queue_[plan_.size()]));
    }

    void round_conservative() {
        if (is_broken()) {
            plan_.clear();
        } else if (ended_early_) {
            compress();
        }
        ended_early_ = false;
        reserve();
        while (start_one_that_is_due()) {}
    }

    // The first; then whoever has come among the first `depth` gets a reservation too.
    bool start_one_that_is_due() {
        auto const due = std::ranges::find_if(plan_, [&](PoolHolding const& h) { return h.begin == now_; });
        if (due == plan_.end()) return false;
        PoolHolding const reserved = *due;
        auto const others = others_than(reserved.job);
        auto const pool =
            choice(reserved.job, [&](std::size_t p) { return fits(reserved.job, p, now_, others); });
        if (!pool) throw std::logic_error{"a reservation could not be kept"};
        plan_.erase(due);
        start(reserved.job, *pool);
        if (*pool != reserved.pool) compress();
        reserve();
        return true;
    }

    QueueRule const& rule_;
    Scenario const& scenario_;
    NetworkFacts facts_;
    std::string policy_;
    Time now_{0};
    std::vector<std::size_t> queue_;  // in the order of the rule
    std::vector<PoolHolding> running_;
    std::vector<PoolHolding> plan_;  // conservative: of the first jobs of the queue, in its order
    bool ended_early_{false};
    std::vector<std::int64_t> passed_;
    Starts starts_;
};

}  // namespace

Starts reference_network_starts(QueueRule const& rule, Scenario const& scenario) {
    return ReferenceNetwork{rule, scenario}.play();
}

}  // namespace meridian::testing
