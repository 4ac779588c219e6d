// The reference: the published definitions word by word, on plain arrays, from nothing at each question.
// Slow, and shares nothing with sim/scheduler.
#include <algorithm>
#include <set>
#include <stdexcept>

#include "tests/support/queue_work.hpp"

namespace meridian::testing {
namespace {

using Time = std::int64_t;
constexpr std::size_t nobody = static_cast<std::size_t>(-1);

// Somebody who holds accelerators from begin to end: `ids` of them, or just `width`.
struct Holding {
    std::size_t job;
    Time begin;
    Time end;
    std::int64_t width;
    std::vector<std::int64_t> ids;
};

class ReferenceScheduler {
public:
    ReferenceScheduler(QueueRule const& rule, QueueWork const& work) : rule_{rule}, work_{work} {
        starts_.assign(work.jobs.size(), -1);
        passed_.assign(work.jobs.size(), 0);
    }

    Starts play() {
        std::size_t arrived = 0;
        while (true) {
            Time next = -1;
            if (arrived < work_.jobs.size()) next = work_.jobs[arrived].arrival;
            for (Holding const& r : running_) {
                Time const end = r.begin + job(r.job).work;
                if (next < 0 || end < next) next = end;
            }
            if (next < 0) return starts_;
            now_ = next;
            end_those_that_are_done();
            for (; arrived < work_.jobs.size() && job(arrived).arrival == now_; ++arrived)
                queue_.push_back(arrived);
            for (std::size_t j = choose(); j != nobody; j = choose())
                start(j);
        }
    }

private:
    [[nodiscard]] QueueJob const& job(std::size_t j) const { return work_.jobs[j]; }
    [[nodiscard]] Time length(std::size_t j) const { return std::max<Time>(job(j).estimate, 1); }
    // A running job that has reached its estimate is expected to end at the next instant.
    [[nodiscard]] Time expected_end(Holding const& r) const {
        return std::max(r.begin + length(r.job), now_ + 1);
    }
    [[nodiscard]] std::int64_t in_use() const {
        std::int64_t sum = 0;
        for (Holding const& r : running_)
            sum += r.width;
        return sum;
    }
    [[nodiscard]] bool has_accelerators(std::size_t j) const {
        return in_use() + job(j).width <= work_.accelerators;
    }
    [[nodiscard]] bool can_start(std::size_t j) const { return in_use() + job(j).width <= work_.powered; }
    [[nodiscard]] std::size_t looked_at() const {
        return std::min(queue_.size(), static_cast<std::size_t>(rule_.depth));
    }
    // The lowest ids that none of the holdings has at some time in [from, to).
    [[nodiscard]] std::vector<std::int64_t> free_ids(std::vector<Holding> const& holdings, Time from,
                                                     Time to) const {
        std::vector<bool> held(static_cast<std::size_t>(work_.accelerators), false);
        for (Holding const& h : holdings) {
            if (h.begin >= to || h.end <= from) continue;
            for (std::int64_t const id : h.ids)
                held[static_cast<std::size_t>(id)] = true;
        }
        std::vector<std::int64_t> ids;
        for (std::int64_t id = 0; id < work_.accelerators; ++id) {
            if (!held[static_cast<std::size_t>(id)]) ids.push_back(id);
        }
        return ids;
    }

    void end_those_that_are_done() {
        for (Holding const& r : running_) {
            if (r.begin + job(r.job).work == now_ && now_ < r.begin + length(r.job)) ended_early_ = true;
        }
        std::erase_if(running_, [&](Holding const& r) { return r.begin + job(r.job).work == now_; });
    }

    void start(std::size_t j) {
        std::erase(queue_, j);
        running_.push_back({j, now_, now_ + length(j), job(j).width, chosen_});
        starts_[j] = now_;
    }

    std::size_t choose() {
        chosen_.clear();
        if (rule_.name == "conservative") return choose_conservative();
        if (queue_.empty()) return nobody;
        if (rule_.name == "fcfs") return can_start(queue_.front()) ? queue_.front() : nobody;
        if (rule_.name == "best_effort") {
            std::size_t best = nobody;
            for (std::size_t const j : queue_) {
                bool const is_first = best == nobody || job(j).priority < job(best).priority;
                if (can_start(j) && is_first) best = j;
            }
            return best;
        }
        if (rule_.name == "fcfs_skip") return choose_skip();
        if (rule_.name == "easy") return choose_easy();
        return choose_best();
    }

    std::size_t choose_skip() {
        for (std::size_t at = 0; at < looked_at(); ++at) {
            bool barred = false;
            for (std::size_t before = 0; before < at; ++before)
                barred = barred || passed_[queue_[before]] >= rule_.passes;
            if (barred || !can_start(queue_[at])) continue;
            for (std::size_t before = 0; before < at; ++before)
                ++passed_[queue_[before]];
            return queue_[at];
        }
        return nobody;
    }

    // priority and shortest_first: the smallest figure at this instant, of equal ones the first.
    std::size_t choose_best() {
        auto const figure = [&](std::size_t j) -> std::int64_t {
            if (rule_.name == "shortest_first") return job(j).estimate;
            if (rule_.name != "priority") throw std::invalid_argument{rule_.name};
            // priority - waited / ageing, times ageing
            return rule_.ageing == 0 ? job(j).priority
                                     : job(j).priority * rule_.ageing - (now_ - job(j).arrival);
        };
        std::size_t best = queue_.front();
        for (std::size_t const j : queue_) {
            if (figure(j) < figure(best)) best = j;
        }
        return can_start(best) ? best : nobody;
    }

    std::size_t choose_easy() {
        std::vector<Holding> busy = running_;
        for (Holding& r : busy)
            r.end = expected_end(r);
        auto const free_now = free_ids(busy, now_, now_ + 1);
        auto const take = [&](std::size_t j, std::vector<std::int64_t> const& from) {
            if (!rule_.count_only) chosen_.assign(from.begin(), from.begin() + job(j).width);
            return j;
        };
        std::size_t const head = queue_.front();
        if (can_start(head)) return take(head, free_now);
        if (has_accelerators(head)) return nobody;  // held up by power alone

        // The shadow time: the earliest at which enough are free for the head.
        std::set<Time> ends;
        for (Holding const& r : busy)
            ends.insert(r.end);
        Time shadow = -1;
        std::int64_t extra = 0;
        std::vector<std::int64_t> reserved;
        for (Time const t : ends) {
            std::int64_t free = work_.accelerators;
            for (Holding const& r : busy)
                free -= r.end > t ? r.width : 0;
            if (free < job(head).width) continue;
            shadow = t;
            extra = free - job(head).width;
            if (!rule_.count_only) {
                reserved = free_ids(busy, t, t + 1);
                reserved.resize(static_cast<std::size_t>(job(head).width));
            }
            break;
        }
        std::vector<std::int64_t> beside;
        for (std::int64_t const id : free_now) {
            if (std::ranges::find(reserved, id) == reserved.end()) beside.push_back(id);
        }
        for (std::size_t at = 1; at < looked_at(); ++at) {
            std::size_t const j = queue_[at];
            if (!can_start(j)) continue;
            if (now_ + length(j) <= shadow) return take(j, free_now);
            std::int64_t const left = rule_.count_only ? extra : static_cast<std::int64_t>(beside.size());
            if (job(j).width <= left) return take(j, beside);
        }
        return nobody;
    }

    // The earliest place for the job, not before now, among the others.
    [[nodiscard]] Holding earliest(std::size_t j, std::vector<Holding> const& others) const {
        std::set<Time> times{now_};
        for (Holding const& h : others) {
            if (h.end > now_) times.insert(h.end);
        }
        for (Time const t : times) {
            Time const end = t + length(j);
            if (rule_.count_only) {
                std::set<Time> instants{t};
                for (Holding const& h : others) {
                    if (h.begin > t && h.begin < end) instants.insert(h.begin);
                }
                bool const fits = std::ranges::all_of(instants, [&](Time const x) {
                    std::int64_t used = job(j).width;
                    for (Holding const& h : others)
                        used += h.begin <= x && x < h.end ? h.width : 0;
                    return used <= work_.accelerators;
                });
                if (fits) return {j, t, end, job(j).width, {}};
                continue;
            }
            auto ids = free_ids(others, t, end);
            if (static_cast<std::int64_t>(ids.size()) < job(j).width) continue;
            ids.resize(static_cast<std::size_t>(job(j).width));
            return {j, t, end, job(j).width, ids};
        }
        throw std::logic_error{"a job fits at no time"};
    }

    [[nodiscard]] std::vector<Holding> others_than(std::size_t j) const {
        std::vector<Holding> others = running_;
        for (Holding& r : others)
            r.end = expected_end(r);
        std::ranges::copy_if(plan_, std::back_inserter(others), [&](Holding const& h) { return h.job != j; });
        return others;
    }

    void settle() {
        bool broken = false;
        for (Holding const& r : running_)
            broken = broken || r.begin + length(r.job) <= now_;
        for (Holding const& h : plan_)
            broken = broken || h.begin < now_;
        if (broken) plan_.clear();
        for (bool moved = ended_early_ && !broken; moved;) {
            moved = false;
            for (Holding& h : plan_) {
                Holding const again = earliest(h.job, others_than(h.job));
                if (again.begin == h.begin && again.ids == h.ids) continue;
                h = again;
                moved = true;
            }
        }
        ended_early_ = false;
        while (plan_.size() < looked_at()) {
            std::size_t const j = queue_[plan_.size()];
            plan_.push_back(earliest(j, others_than(j)));
        }
    }

    std::size_t choose_conservative() {
        settle();
        for (std::size_t at = 0; at < plan_.size(); ++at) {
            if (plan_[at].begin > now_) continue;
            std::size_t const j = plan_[at].job;
            if (!can_start(j)) return nobody;
            chosen_ = plan_[at].ids;
            plan_.erase(plan_.begin() + static_cast<std::ptrdiff_t>(at));
            return j;
        }
        return nobody;
    }

    QueueRule const& rule_;
    QueueWork const& work_;
    Time now_{0};
    std::vector<std::size_t> queue_;
    std::vector<Holding> running_;
    std::vector<Holding> plan_;  // conservative: of the first jobs of the queue, in its order
    bool ended_early_{false};
    std::vector<std::int64_t> passed_;
    std::vector<std::int64_t> chosen_;
    Starts starts_;
};

}  // namespace

Starts reference_starts(QueueRule const& rule, QueueWork const& work) {
    return ReferenceScheduler{rule, work}.play();
}

}  // namespace meridian::testing
