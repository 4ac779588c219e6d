#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/scheduler/disciplines/backfilling.hpp"
#include "sim/scheduler/disciplines/machines.hpp"
#include "sim/scheduler/disciplines/timeline.hpp"
#include "sim/scheduler/waiting/orders.hpp"

namespace meridian::scheduler {
namespace {

using Line = Timeline<MachineCount>;
using LineSlot = Slot<MachineCount>;

// Until when pools have gained room since the reservations were last looked at.
class Gains {
public:
    explicit Gains(std::size_t pools) : now_{pools, SimTime::min()}, again_{pools, SimTime::min()} {}

    void add(PoolId pool, SimTime until) {
        if (now_[pool] == SimTime::min() && again_[pool] == SimTime::min()) pools_.push_back(pool);
        again_[pool] = std::max(again_[pool], until);
    }
    [[nodiscard]] bool any() const { return !pools_.empty(); }
    [[nodiscard]] std::vector<PoolId> const& pools() const { return pools_; }
    [[nodiscard]] SimTime until(PoolId pool) const { return std::max(now_[pool], again_[pool]); }
    // All have been looked at with what there was when the pass began: what came during it is for the next.
    void next_pass() {
        std::erase_if(pools_, [&](PoolId const pool) {
            now_[pool] = std::exchange(again_[pool], SimTime::min());
            return now_[pool] == SimTime::min();
        });
    }
    void clear() {
        next_pass();
        next_pass();
    }

private:
    Table<PoolId, SimTime> now_, again_;
    std::vector<PoolId> pools_;  // with either
};

// Conservative backfilling over a network: each of the first `depth` jobs holds a reservation, made when it
// comes among them, at the pool where it is expected to start first beside all others. It is asked for when
// the time of its reservation has come, and may then go to any pool where it delays no other.
//
// A job that ends before its estimate leaves a hole: the jobs are taken out and put back in order, again and
// again until none moves. A job that runs beyond its estimate breaks the plan, as do a reservation whose time
// has passed, a job that comes before others, and room that services take or leave: then all are made again.
class ConservativeOrder final : public WaitingOrder {
public:
    ConservativeOrder(WaitingContext const& context, std::size_t depth)
        : of_{context},
          depth_{depth},
          withholds_{!of_.view.scenario().services.empty() || !of_.view.scenario().events.empty()},
          totals_{of_.view.scenario().pools.size()},
          gains_{of_.view.scenario().pools.size()} {
        for (Pool const& pool : of_.view.scenario().pools)
            lines_.add(Line{pool.capacity().count()});
        is_broken_ = withholds_;
    }

    void begin() override {
        visited_.reset();
        held_up_.clear();
        settle();
    }

    [[nodiscard]] std::optional<Member> next() override {
        auto const at = first_whose_time_has_come();
        auto const fresh = of_.groups.first_fresh();
        if (fresh && (at == jobs_.end() || of_.groups.rank(*fresh) < at->first)) {
            Rank const rank = of_.groups.rank(*fresh);
            visited_ = rank;
            asked_ = jobs_.find(rank);
            return Member{*fresh, 0};
        }
        if (at == jobs_.end()) return std::nullopt;
        visited_ = at->first;
        asked_ = at;
        return of_.member(at->second.job);
    }

    void turn(Member member) override {
        asked_ = jobs_.find(of_.groups.rank(of_.groups.job(member.group, member.at)));
    }

    // A job whose time has come and which storage or power holds up closes the site: to all, or, where it waits
    // for storage alone, to those with an input.
    void stays(Member member) override {
        auto const at = jobs_.find(of_.groups.rank(of_.groups.job(member.group, member.at)));
        Planned const& planned = at->second;
        if (!planned.is_reserved || !planned.pool.valid() || planned.slot.begin > of_.view.now()) return;
        state::Job const& job = of_.job(member);
        SiteId const site = of_.view.scenario().pools[planned.pool].site;
        bool const lacks_storage = !of_.view.has_storage(job, site);
        bool const lacks_power =
            of_.view.leaves_set_apart(job, planned.pool) && !of_.view.has_room(job, planned.pool);
        if (lacks_storage || lacks_power) hold_up(site, !lacks_power);
    }

    void leaves(Member member, std::optional<std::size_t> slot) override {
        auto const at = jobs_.find(of_.groups.rank(of_.groups.job(member.group, member.at)));
        Planned const planned = at->second;
        jobs_.erase(at);
        asked_ = jobs_.end();
        if (!planned.is_reserved) return;
        --reserved_;
        if (!planned.pool.valid()) return;
        lines_[planned.pool].give(planned.slot);
        if (slot && of_.slots.pool(*slot) == planned.pool) return;
        gains_.add(planned.pool, planned.slot.end);
        if (slot) {
            went_elsewhere_ = true;
            return;
        }
        compress();
        reserve();
        visited_.reset();  // others may start now
    }

    void joined(JobId id) override {
        Rank const rank = of_.groups.rank(id);
        jobs_.emplace(rank, Planned{id, {}, {}, false});
        if (reserved_ == 0) last_reserved_.reset();
        if (last_reserved_ && rank < *last_reserved_) is_broken_ = true;
    }

    void placed(JobId id, SimTime expected_end) override {
        state::Job const& job = of_.view.job(id);
        take(job.pool, job.what.width.count(), of_.view.now(), std::max(expected_end, soonest()));
        if (std::exchange(went_elsewhere_, false)) {
            compress();
            visited_.reset();  // others may start now
        }
        reserve();
    }
    void restarted(JobId id, Commitments::Change expected) override {
        state::Job const& job = of_.view.job(id);
        std::int64_t const width = job.what.width.count();
        if (expected.before == expected.after) return;
        give(job.pool, width, expected.before);
        take(job.pool, width, of_.view.now(), std::max(expected.after, soonest()));
        if (expected.after > expected.before) is_broken_ = true;
    }
    void freed(Commitments::Freed const& room) override {
        // A plan that was made at this very instant counts on a late job until the next.
        if (room.expected <= of_.view.now() && planned_at_ == of_.view.now()) is_broken_ = true;
        give(room.pool, room.width, room.expected);
    }

    [[nodiscard]] bool admits(state::Job const& job, SiteId site, PoolId pool) const override {
        for (HeldUp const& one : held_up_) {
            if (one.site == site && (!one.by_storage || job.what.input.count() > 0)) return false;
        }
        if (!pool.valid()) return true;
        if (asked_ == jobs_.end() || !asked_->second.is_reserved) return false;
        lines_[pool].advance(of_.view.now());
        Planned const& planned = asked_->second;
        bool const is_own = planned.pool == pool;
        if (is_own) lines_[pool].give(planned.slot);
        auto const found =
            lines_[pool].earliest(job.what.width.count(), hold_time(job, site, pool), soonest(), nullptr);
        if (is_own) lines_[pool].take(planned.slot);
        return found.has_value();
    }

    // It starts when all reservations leave room for it.
    [[nodiscard]] bool admits_to_queue(state::Job const&, SiteId, PoolId) const override { return true; }

private:
    struct Planned {
        JobId job;
        PoolId pool;  // none for a job without accelerators, whose time has always come
        LineSlot slot;
        bool is_reserved;
    };
    using Jobs = std::map<Rank, Planned>;
    struct HeldUp {
        SiteId site;
        bool by_storage;  // closes the site to jobs with an input alone
    };

    void hold_up(SiteId site, bool by_storage) {
        auto const found = std::ranges::find(held_up_, site, &HeldUp::site);
        if (found == held_up_.end()) return held_up_.push_back({site, by_storage});
        found->by_storage = found->by_storage && by_storage;
    }

    [[nodiscard]] SimTime soonest() const { return later(of_.view.now(), shortest_plan); }
    // From the placement to the end.
    [[nodiscard]] Duration hold_time(state::Job const& job, SiteId site, PoolId pool) const {
        Duration const length = std::max(of_.view.remaining_time(job, pool), shortest_plan);
        return later(later(SimTime{}, of_.view.input_time(job, site)), length).time_since_epoch();
    }

    void take(PoolId pool, std::int64_t width, SimTime begin, SimTime end) {
        lines_[pool].take({begin, end, MachineCount{width}});
    }
    // What was taken until `end` is free from now on.
    void give(PoolId pool, std::int64_t width, SimTime end) {
        SimTime const now = of_.view.now();
        if (end <= now) return;
        lines_[pool].advance(now);
        lines_[pool].give({now, end, MachineCount{width}});
        gains_.add(pool, end);
    }

    [[nodiscard]] Jobs::iterator first_whose_time_has_come() {
        auto at = visited_ ? jobs_.upper_bound(*visited_) : jobs_.begin();
        for (; at != jobs_.end() && at->second.is_reserved; ++at) {
            if (at->second.slot.begin <= of_.view.now() && of_.is_asked_now(of_.group_of(at->second.job)))
                return at;
        }
        return jobs_.end();
    }

    void settle() {
        for (PoolId const pool : of_.view.scenario().pools.keys())
            lines_[pool].advance(of_.view.now());
        if (is_broken_ || has_passed()) {
            plan_anew();
        } else {
            compress();
        }
        reserve();
    }

    // Has a job run beyond its estimate, a reservation's time passed, or room come or gone otherwise?
    [[nodiscard]] bool has_passed() const {
        SimTime const now = of_.view.now();
        for (PoolId const pool : of_.view.scenario().pools.keys()) {
            auto const& held = of_.commitments.of(pool);
            if (!held.empty() && held.begin()->first.end <= now) return true;
            if (withholds_ && total(pool) != totals_[pool]) return true;
        }
        for (auto const& [rank, planned] : jobs_) {
            if (!planned.is_reserved) break;
            if (planned.pool.valid() && planned.slot.begin < now) return true;
        }
        return false;
    }

    // What the brain may plan with: all but what replicas of services hold and outages take.
    [[nodiscard]] std::int64_t total(PoolId pool) const {
        return of_.commitments.headroom(pool) + of_.commitments.width(pool);
    }

    void plan_anew() {
        is_broken_ = false;
        gains_.clear();
        SimTime const now = of_.view.now();
        planned_at_ = now;
        for (PoolId const pool : of_.view.scenario().pools.keys()) {
            Line& line = lines_[pool];
            line.clear(now);
            for (auto const& [key, held] : of_.commitments.of(pool))
                line.take({now, expected_end(key.end, now), MachineCount{held.width}});
            if (!withholds_) continue;
            totals_[pool] = total(pool);
            std::int64_t const withheld = of_.view.scenario().pools[pool].capacity().count() - totals_[pool];
            if (withheld > 0) line.take({now, SimTime::max(), MachineCount{withheld}});
        }
        for (auto& [rank, planned] : jobs_)
            planned.is_reserved = false;
        reserved_ = 0;
        last_reserved_.reset();
    }

    void reserve() {
        auto at = last_reserved_ ? jobs_.upper_bound(*last_reserved_) : jobs_.begin();
        for (; at != jobs_.end() && reserved_ < depth_; ++at) {
            put_back(at->second);
            at->second.is_reserved = true;
            last_reserved_ = at->first;
            ++reserved_;
        }
    }

    // Only at pools that gained room, and only before the last time at which they did, can an earlier start
    // have become possible.
    void compress() {
        for (gains_.next_pass(); gains_.any(); gains_.next_pass()) {
            for (auto& [rank, planned] : jobs_) {
                if (!planned.is_reserved) break;
                if (planned.pool.valid()) move_earlier(planned);
            }
        }
    }

    void move_earlier(Planned& planned) {
        state::Job const& job = of_.view.job(planned.job);
        SlotSet const& eligible = of_.groups.eligible(of_.group_of(planned.job));
        Choice best = choice(job, planned.pool, planned.slot.begin);
        std::optional<std::pair<PoolId, LineSlot>> found;
        for (PoolId const pool : gains_.pools()) {
            if (!eligible[pool.index]) continue;
            SiteId const site = of_.view.scenario().pools[pool].site;
            Duration const to_tie = found ? Duration{1} : Duration{0};
            SimTime const before =
                std::min(gains_.until(pool), best.start - of_.view.input_time(job, site) + to_tie);
            LineSlot const* own = pool == planned.pool ? &planned.slot : nullptr;
            auto slot =
                lines_[pool].earliest(job.what.width.count(), hold_time(job, site, pool), before, own);
            if (!slot) continue;
            Choice const here = choice(job, pool, slot->begin);
            if (!(here < best)) continue;
            best = here;
            found = {pool, *slot};
        }
        if (!found) return;
        lines_[planned.pool].give(planned.slot);
        gains_.add(planned.pool, planned.slot.end);
        planned.pool = found->first;
        planned.slot = found->second;
        lines_[planned.pool].take(planned.slot);
    }

    // The earliest start, then the order of the policy, then the nearer site, then the pool listed first.
    struct Choice {
        SimTime start;
        double preference;
        Duration latency;
        SiteId site;
        PoolId pool;
        friend bool operator<(Choice const& a, Choice const& b) {
            return std::tie(a.start, a.preference, a.latency, a.site, a.pool) <
                   std::tie(b.start, b.preference, b.latency, b.site, b.pool);
        }
    };
    [[nodiscard]] Choice choice(state::Job const& job, PoolId pool, SimTime begin) const {
        SiteId const site = of_.view.scenario().pools[pool].site;
        return {later(begin, of_.view.input_time(job, site)),
                of_.brain.preference(job, {site, pool}, of_.view), of_.view.latency(job.what.origin, site),
                site, pool};
    }

    // Takes the best slot for the job.
    void put_back(Planned& planned) {
        state::Job const& job = of_.view.job(planned.job);
        planned.pool = PoolId{};
        planned.slot = {of_.view.now(), of_.view.now(), {}};
        if (job.what.width.count() == 0) return;
        std::optional<Choice> best;
        for_each(of_.groups.eligible(of_.group_of(planned.job)), [&](std::size_t at) {
            PoolId const pool = of_.slots.pool(at);
            SiteId const site = of_.view.scenario().pools[pool].site;
            auto found = lines_[pool].earliest(job.what.width.count(), hold_time(job, site, pool),
                                               SimTime::max(), nullptr);
            if (!found) return;
            Choice const here = choice(job, pool, found->begin);
            if (best && !(here < *best)) return;
            best = here;
            planned.pool = pool;
            planned.slot = *found;
        });
        if (planned.pool.valid()) return lines_[planned.pool].take(planned.slot);
        planned.slot = {SimTime::max(), SimTime::max(), {}};  // services or outages have what it needs
    }

    WaitingContext of_;
    std::size_t depth_;
    Jobs jobs_;  // all that wait; the first reserved_ of them hold reservations
    std::size_t reserved_{0};
    std::optional<Rank> last_reserved_;
    mutable Table<PoolId, Line> lines_;  // without those who run and those who hold a reservation
    bool went_elsewhere_{false};         // the job that left, and not to the pool of its reservation
    bool is_broken_{false};
    SimTime planned_at_{SimTime::min()};  // all again
    bool withholds_;                      // services hold accelerators, or outages take them
    Table<PoolId, std::int64_t> totals_;  // when the plan was made
    Gains gains_;
    std::optional<Rank> visited_;  // jobs up to here have been asked for
    Jobs::iterator asked_{jobs_.end()};
    std::vector<HeldUp> held_up_;
};

}  // namespace

std::unique_ptr<WaitingOrder> make_conservative_order(WaitingContext const& context, std::size_t depth) {
    return std::make_unique<ConservativeOrder>(context, depth);
}

}  // namespace meridian::scheduler
