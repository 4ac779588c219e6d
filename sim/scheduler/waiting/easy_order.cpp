#include <algorithm>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/scheduler/waiting/orders.hpp"
#include "sim/scheduler/waiting/reservation.hpp"

namespace meridian::scheduler {
namespace {

// EASY backfilling over a network. The first job that cannot be placed holds a reservation at the pool where
// it is expected to start first; a job behind it is placed there only if it is expected to end by then, or
// takes accelerators that the reservation leaves over. At all other pools it is placed freely.
//
// After a walk no job that is looked at could be placed. So the next walk looks at slots where room was freed,
// and where the reservation has become less strict.
class EasyOrder final : public WaitingOrder {
public:
    explicit EasyOrder(WaitingContext const& context) : of_{context} {}

    void begin() override {
        is_beyond_depth_ = false;
        visited_.reset();
        members_.clear();
        resume_.reset();
        are_newcomers_in_line_ = false;
        if (reservation_) former_.set(holder_, *reservation_, made_);
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
        put_newcomers_in_line();
        auto const last = of_.groups.last_looked_at();
        while (true) {
            auto const candidate = first_candidate();
            if (!candidate) break;
            Rank const rank = rank_of(*candidate);
            if (last && *last < rank) break;
            if (auto const member = first_admitted(*candidate, last)) return asked(*member);
        }
        if (auto const fresh = of_.groups.first_fresh()) {
            is_beyond_depth_ = last && *last < of_.groups.rank(*fresh);
            return Member{*fresh, 0};
        }
        newcomers_.clear();
        return std::nullopt;
    }

    void joined(JobId id) override {
        if (of_.is_asked_now(of_.group_of(id))) newcomers_.push_back(id);
    }

    void stays(Member member) override {
        resume_.reset();
        if (!reservation_) return reserve(member.group);
        visit(member.group);
        // A job that has come and could not be placed; a shorter one of its group may.
        if (!has_room_elsewhere(member)) resume_ = Member{member.group, member.at + 1};
    }

    void leaves(Member member, std::optional<std::size_t> slot) override {
        state::Job const& job = of_.job(member);
        former_.release_if_of(of_.groups.job(member.group, member.at), of_.due);
        std::erase(newcomers_, of_.groups.job(member.group, member.at));
        leave_line(member.group);  // those behind it move up
        are_newcomers_in_line_ = false;
        if (auto const entrant = of_.groups.looked_at_without(rank_of(member))) {
            of_.due.add(of_.groups.eligible(of_.group_of(*entrant)));
            newcomers_.push_back(*entrant);
        }
        if (!slot || !reservation_ || *slot != reservation_->slot) return;
        if (reservation_->outlives(job, of_)) reservation_->give(job, of_);
    }

    [[nodiscard]] bool admits(state::Job const& job, SiteId site, PoolId pool) const override {
        return !is_beyond_depth_ && (!reservation_ || reservation_->admits(job, site, pool, of_));
    }

private:
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

    // They may stand in a group that is not visited, or has been.
    void put_newcomers_in_line() {
        if (std::exchange(are_newcomers_in_line_, true)) return;
        for (JobId const id : newcomers_) {
            Member const member = of_.member(id);
            if (member.at > 0) members_.insert({rank_of(member), member.group, member.at});
        }
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

    // The job, if it is fresh or can be placed. Else the next of its group that can, and is looked at, becomes a
    // candidate.
    [[nodiscard]] std::optional<Member> first_admitted(Member member, std::optional<Rank> const& last) {
        auto const [group, at] = member;
        if (at == 0) visit(group);
        if (!of_.is_asked_now(group)) return std::nullopt;
        if (at == 0 && of_.groups.is_fresh(group)) return member;
        if (has_room_elsewhere(member)) return member;
        if (!has_room_at_reserved(member)) return std::nullopt;
        if (admits_at_reserved(member)) return member;
        if (!of_.due.set()[reservation_->slot]) return std::nullopt;
        leave_line(group);
        for (std::size_t i = at + 1; i < of_.groups.size(group); ++i) {
            if (last && *last < rank_of({group, i})) break;
            if (!admits_at_reserved({group, i})) continue;
            members_.insert({rank_of({group, i}), group, i});
            break;
        }
        return std::nullopt;
    }

    void leave_line(WaitingGroups::Group group) {
        std::erase_if(members_,
                      [&](auto const& one) { return std::get<WaitingGroups::Group>(one) == group; });
    }

    [[nodiscard]] bool admits_at_reserved(Member member) const {
        return admits_slot(of_.job(member), reservation_->slot);
    }
    // That a job has been kept from the reserved slot holds until the slot is due.
    [[nodiscard]] bool has_room_at_reserved(Member member) const {
        if (!reservation_->site.valid()) return false;
        bool const is_asked = of_.due.set()[reservation_->slot] || is_newcomer(member);
        return is_asked && reservation_->held_up != HeldUp::by_power &&
               of_.groups.eligible(member.group)[reservation_->slot] &&
               of_.due.has_room(of_.job(member), reservation_->slot);
    }
    [[nodiscard]] bool is_newcomer(Member member) const {
        return std::ranges::find(newcomers_, of_.groups.job(member.group, member.at)) != newcomers_.end();
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

    // A job without accelerators waits for storage alone, which no reservation foresees: it holds none.
    void reserve(WaitingGroups::Group group) {
        visit(group);
        if (of_.job({group, 0}).what.width.count() == 0) return;
        reservation_ = earliest_reservation(group, of_);
        holder_ = of_.groups.job(group);
        made_ = of_.view.now();
        former_.give_way_to(*reservation_, made_, of_.due);
    }

    WaitingContext of_;
    std::optional<Reservation> reservation_;
    JobId holder_;
    SimTime made_;
    FormerReservation former_;     // of the walk before
    std::optional<Rank> visited_;  // groups up to here have been
    // Jobs behind the first of their groups, which may be placed.
    std::set<std::tuple<Rank, WaitingGroups::Group, std::size_t>> members_;
    std::optional<Member> resume_;
    // Who has joined, or come among those that are looked at, since the last walk was over.
    std::vector<JobId> newcomers_;
    bool are_newcomers_in_line_{false};
    bool is_beyond_depth_{false};  // of the job that is asked for
};

}  // namespace

std::unique_ptr<WaitingOrder> make_easy_order(WaitingContext const& context) {
    return std::make_unique<EasyOrder>(context);
}

}  // namespace meridian::scheduler
