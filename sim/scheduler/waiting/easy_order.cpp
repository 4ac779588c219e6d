#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "sim/scheduler/disciplines/backfilling.hpp"
#include "sim/scheduler/waiting/orders.hpp"

namespace meridian::scheduler {
namespace {

// EASY backfilling over a network. The first job that cannot be placed holds a reservation at the pool where
// it is expected to start first; a job behind it is placed there only if it is expected to end by then, or
// takes accelerators that the reservation leaves over. At all other pools it is placed freely.
//
// A job that something else holds up though accelerators are free closes the whole site, since its pools share
// power and storage: to all jobs, or, where it waits for storage alone, to those with an input.
class EasyOrder final : public WaitingOrder {
public:
    explicit EasyOrder(WaitingContext const& context) : of_{context} {}

    void begin() override {
        is_beyond_depth_ = false;
        visited_.reset();
        members_.clear();
        resume_.reset();
        if (reservation_) add_to_due();
        reservation_.reset();
    }

    [[nodiscard]] std::optional<Member> next() override {
        is_beyond_depth_ = false;
        resume();
        while (!reservation_) {
            auto const first = of_.groups.first(visited_);
            if (!first) return std::nullopt;
            if (may_be_placed(*first)) return asked({*first, 0});
            reserve(*first);
            if (reservation_) resume_ = Member{*first, 1};
            resume();
        }
        auto const last = of_.groups.last_looked_at();
        while (true) {
            auto const candidate = first_candidate();
            if (!candidate) break;
            Rank const rank = rank_of(*candidate);
            if (last && *last < rank) break;
            if (auto const member = first_admitted(*candidate)) return asked(*member);
        }
        if (auto const fresh = of_.groups.first_fresh()) {
            is_beyond_depth_ = last && *last < of_.groups.rank(*fresh);
            return Member{*fresh, 0};
        }
        return std::nullopt;
    }

    void stays(Member member) override {
        resume_.reset();
        if (!reservation_) return reserve(member.group);
        visit(member.group);
        // A job that has come and could not be placed; a shorter one of its group may.
        if (!has_room_elsewhere(member)) resume_ = Member{member.group, member.at + 1};
    }

    void leaves(Member member, std::optional<std::size_t> slot) override {
        if (of_.groups.last_looked_at()) of_.due.add_all();  // the next job is looked at, wherever it may go
        if (!slot || !reservation_ || *slot != reservation_->slot) return;
        state::Job const& job = of_.job(member);
        if (ends_in_time(job)) return;
        reservation_->left_over -= job.what.width.count();
        if (of_.view.stays(job.what.workload_class)) reservation_->left_for_staying -= job.what.width.count();
    }

    [[nodiscard]] bool admits(state::Job const& job, SiteId site, PoolId pool) const override {
        if (is_beyond_depth_) return false;
        if (!reservation_ || site != reservation_->site) return true;
        if (reservation_->held_up == HeldUp::by_power) return false;
        if (reservation_->held_up == HeldUp::by_storage && job.what.input.count() > 0) return false;
        if (of_.slots.of(site, pool) != reservation_->slot || ends_in_time(job)) return true;
        std::int64_t const width = job.what.width.count();
        return width <= reservation_->left_over &&
               (!of_.view.stays(job.what.workload_class) || width <= reservation_->left_for_staying);
    }

private:
    enum class HeldUp : std::uint8_t { no, by_storage, by_power };
    struct Reservation {
        SiteId site;
        std::size_t slot;
        SimTime start;  // the earliest time at which enough accelerators are expected to be free
        // Expected to be free then and not reserved: at all, and to jobs that services may not send away.
        std::int64_t left_over;
        std::int64_t left_for_staying;
        HeldUp held_up;
    };

    Member asked(Member member) {
        resume_ = member;
        if (member.at == 0) visit(member.group);
        return member;
    }
    void visit(WaitingGroups::Group group) {
        Rank const rank = of_.groups.rank(group);
        if (!visited_ || *visited_ < rank) visited_ = rank;
    }
    [[nodiscard]] Rank rank_of(Member member) const {
        return of_.groups.rank(of_.groups.job(member.group, member.at));
    }

    // The last job that was asked for has left from behind the first of its group: the next one takes its
    // place.
    void resume() {
        if (!resume_) return;
        Member const member = *resume_;
        resume_.reset();
        if (member.at > 0 && member.at < of_.groups.size(member.group))
            members_.insert({rank_of(member), member.group, member.at});
    }

    [[nodiscard]] bool may_be_placed(WaitingGroups::Group group) {
        if (!of_.is_asked_now(group)) return false;
        return of_.groups.is_fresh(group) ||
               of_.due.has_room(of_.job({group, 0}), of_.groups.eligible(group));
    }

    // Of the groups not yet visited whose first job fits, those that are fresh, and the later jobs of groups
    // that have been: the first in order.
    [[nodiscard]] std::optional<Member> first_candidate() {
        std::optional<Member> first;
        std::optional<Rank> rank;
        auto const consider = [&](std::optional<WaitingGroups::Group> group) {
            if (!group || (rank && *rank < of_.groups.rank(*group))) return;
            rank = of_.groups.rank(*group);
            first = Member{*group, 0};
        };
        if (of_.due.any()) consider(of_.groups.first_fitting(visited_, of_.due.room()));
        consider(of_.groups.first_fresh());
        if (members_.empty()) return first;
        auto const [member_rank, group, at] = *members_.begin();
        if (rank && *rank < member_rank) return first;
        members_.erase(members_.begin());
        return Member{group, at};
    }

    // The job, if it is fresh or can be placed; or the next of its group that can, where no candidate comes
    // between the two.
    [[nodiscard]] std::optional<Member> first_admitted(Member member) {
        auto const [group, at] = member;
        if (at == 0) visit(group);
        if (!of_.is_asked_now(group)) return std::nullopt;
        if (at == 0 && of_.groups.is_fresh(group)) return member;
        bool const elsewhere = has_room_elsewhere(member);
        if (!elsewhere && !has_room_at_reserved(member)) return std::nullopt;
        PoolId const pool = of_.slots.pool(reservation_->slot);
        for (std::size_t i = at; i < of_.groups.size(group); ++i) {
            if (!elsewhere && !admits(of_.job({group, i}), reservation_->site, pool)) continue;
            if (i == at) return member;
            members_.insert({rank_of({group, i}), group, i});
            return std::nullopt;
        }
        return std::nullopt;
    }

    [[nodiscard]] bool has_room_at_reserved(Member member) const {
        return reservation_->held_up != HeldUp::by_power && reservation_->site.valid() &&
               of_.groups.eligible(member.group)[reservation_->slot] &&
               of_.due.has_room(of_.job(member), reservation_->slot);
    }
    [[nodiscard]] bool has_room_elsewhere(Member member) const {
        state::Job const& job = of_.job(member);
        SlotSet const& eligible = of_.groups.eligible(member.group);
        SlotSet const& due = of_.due.set();
        for (std::size_t slot = due.find_first(); slot != SlotSet::npos; slot = due.find_next(slot)) {
            if (slot == reservation_->slot || !eligible[slot]) continue;
            if (of_.due.has_room(job, slot) && admits_slot(job, slot)) return true;
        }
        return false;
    }
    [[nodiscard]] bool admits_slot(state::Job const& job, std::size_t slot) const {
        PoolId const pool = of_.slots.pool(slot);
        return admits(job, of_.slots.site(slot), pool);
    }

    [[nodiscard]] bool ends_in_time(state::Job const& job) const {
        PoolId const pool = of_.slots.pool(reservation_->slot);
        if (!pool.valid()) return false;
        Duration const length = std::max(of_.view.remaining_time(job, pool), shortest_plan);
        Duration const staging = of_.view.input_time(job, reservation_->site);
        return later(later(of_.view.now(), staging), length) <= reservation_->start;
    }

    // A job without accelerators waits for storage alone, which no reservation foresees: it holds none.
    void reserve(WaitingGroups::Group group) {
        visit(group);
        state::Job const& job = of_.job({group, 0});
        if (job.what.width.count() == 0) return;
        std::optional<std::tuple<SimTime, double>> best;
        reservation_ = Reservation{SiteId{}, SlotSet::npos, SimTime::max(), 0, 0, HeldUp::by_power};
        for (SiteId const site : of_.view.sites_by_latency(job.what.origin)) {
            for (PoolId const pool : of_.view.pools_of(site)) {
                std::size_t const slot = of_.slots.of(site, pool);
                if (!of_.groups.eligible(group)[slot]) continue;
                Reservation const here = reservation_at(job, site, pool);
                std::tuple const key{later(here.start, of_.view.input_time(job, site)),
                                     of_.brain.preference(job, {site, pool}, of_.view)};
                if (best && *best <= key) continue;
                best = key;
                reservation_ = here;
            }
        }
        add_to_due();
    }

    void add_to_due() {
        if (!reservation_->site.valid()) return;  // no policy of the job uses a site
        if (reservation_->held_up != HeldUp::no) return of_.due.add(reservation_->site);
        of_.due.add(reservation_->slot);
    }

    [[nodiscard]] Reservation reservation_at(state::Job const& job, SiteId site, PoolId pool) const {
        SimTime const now = of_.view.now();
        Reservation out{site, of_.slots.of(site, pool), now, 0, 0, HeldUp::no};
        std::int64_t const width = job.what.width.count();
        bool const stays = of_.view.stays(job.what.workload_class);
        out.left_over = of_.view.headroom(pool) - width;
        out.left_for_staying = of_.view.room_for_staying(pool) - width;
        auto const is_enough = [&] { return out.left_over >= 0 && (!stays || out.left_for_staying >= 0); };
        if (is_enough() && !of_.view.has_storage(job, site)) {
            out.held_up = HeldUp::by_storage;
        } else if (is_enough() && !of_.view.has_room(job, pool)) {
            out.held_up = HeldUp::by_power;
        }
        for (auto const& [key, held] : of_.commitments.of(pool)) {
            SimTime const end = expected_end(key.end, now);
            if (is_enough() && end > out.start) break;
            out.start = end;
            out.left_over += held.width;
            if (held.stays) out.left_for_staying += held.width;
        }
        if (!is_enough()) out.start = SimTime::max();  // replicas of services hold what it needs
        return out;
    }

    WaitingContext of_;
    std::optional<Reservation> reservation_;
    std::optional<Rank> visited_;  // groups up to here have been
    // Jobs behind the first of groups that have been visited, which may be placed: at most one of a group.
    std::set<std::tuple<Rank, WaitingGroups::Group, std::size_t>> members_;
    std::optional<Member> resume_;
    bool is_beyond_depth_{false};  // of the job that is asked for
};

}  // namespace

std::unique_ptr<WaitingOrder> make_easy_order(WaitingContext const& context) {
    return std::make_unique<EasyOrder>(context);
}

}  // namespace meridian::scheduler
