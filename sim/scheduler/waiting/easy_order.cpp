#include <set>
#include <utility>

#include "sim/scheduler/waiting/orders.hpp"
#include "sim/scheduler/waiting/reservation_search.hpp"

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
        line_.clear();
        resume_.reset();
        if (reservation_) former_.set(holder_, *reservation_, compared_);
        reservation_.reset();
    }

    [[nodiscard]] std::optional<Member> next() override {
        is_beyond_depth_ = false;
        compared_ = of_.view.now();
        resume();
        while (!reservation_) {
            auto const first = of_.groups.first(visited_);
            if (!first) return is_over();
            if (may_be_placed(*first)) return asked({*first, 0});
            reserve(*first);
            if (reservation_) resume_ = Member{*first, 1};
            resume();
        }
        auto const last = of_.groups.last_looked_at();
        while (auto const candidate = first_candidate()) {
            if (last && *last < rank_of(candidate->member)) break;
            if (auto const member = first_admitted(*candidate, last)) return asked(*member);
        }
        if (auto const fresh = of_.groups.first_fresh()) {
            is_beyond_depth_ = last && *last < of_.groups.rank(*fresh);
            return Member{*fresh, 0};
        }
        return is_over();
    }

    void room_freed(SiteId site) override {
        for (PoolId const pool : of_.view.pools_of(site))
            search_.changed(pool);
    }
    void restarted(JobId id, Commitments::Change expected_end) override {
        if (expected_end.after < expected_end.before) search_.changed(of_.view.job(id).pool);
    }
    void freed(Commitments::Freed const& room) override { search_.changed(room.pool); }

    void joined(JobId id) override {
        if (of_.is_asked_now(of_.group_of(id))) newcomers_.insert({of_.groups.rank(id), id});
    }

    void stays(Member member) override {
        resume_.reset();
        compared_ = of_.view.now();
        newcomers_.erase(ranked(member));
        if (!reservation_) return reserve(member.group);
        visit(member.group);
        // A job that has come and could not be placed; a shorter one of its group may.
        if (!has_room_elsewhere(member)) resume_ = Member{member.group, member.at + 1};
    }

    void leaves(Member member, std::optional<std::size_t> slot) override {
        state::Job const& job = of_.job(member);
        former_.release_if_of(of_.groups.job(member.group, member.at), of_.due);
        newcomers_.erase(ranked(member));
        line_.erase(ranked(member));
        if (auto const entrant = of_.groups.looked_at_without(rank_of(member))) {
            of_.due.add(of_.groups.eligible(of_.group_of(*entrant)));
            newcomers_.insert({of_.groups.rank(*entrant), *entrant});
        }
        if (!slot || !reservation_ || *slot != reservation_->slot) return;
        if (reservation_->outlives(job, of_)) reservation_->give(job, of_);
    }

    [[nodiscard]] bool admits(state::Job const& job, SiteId site, PoolId pool) const override {
        return !is_beyond_depth_ && (!reservation_ || reservation_->admits(job, site, pool, of_));
    }

private:
    using Ranked = std::pair<Rank, JobId>;
    struct Candidate {
        Member member;
        bool speaks_for_others;  // of its group, behind it
    };

    [[nodiscard]] std::optional<Member> is_over() {
        newcomers_.clear();
        return std::nullopt;
    }
    Member asked(Member member) {
        resume_ = member;
        if (member.at == 0) visit(member.group);
        return member;
    }
    void visit(WaitingGroups::Group group) {
        Rank const rank = of_.groups.rank(group);
        if (!visited_ || *visited_ < rank) visited_ = rank;
    }
    [[nodiscard]] Ranked ranked(Member member) const {
        JobId const id = of_.groups.job(member.group, member.at);
        return {of_.groups.rank(id), id};
    }
    [[nodiscard]] Rank rank_of(Member member) const { return ranked(member).first; }

    // The last job that was asked for has left from behind the first of its group: the next one takes its
    // place.
    void resume() {
        if (!resume_) return;
        Member const member = *resume_;
        resume_.reset();
        if (member.at > 0 && member.at < of_.groups.size(member.group)) line_.insert(ranked(member));
    }

    [[nodiscard]] bool may_be_placed(WaitingGroups::Group group) {
        if (!of_.is_asked_now(group)) return false;
        return of_.groups.is_fresh(group) ||
               of_.due.has_room(of_.job({group, 0}), of_.groups.eligible(group));
    }

    // The first in order: of the groups not yet visited whose first job fits, those that are fresh, the later
    // jobs of groups that have been, and newcomers.
    [[nodiscard]] std::optional<Candidate> first_candidate() {
        std::optional<Candidate> first;
        std::optional<Rank> rank;
        auto const is_first = [&](Rank const& other) { return !rank || other < *rank; };
        auto const consider = [&](std::optional<WaitingGroups::Group> group) {
            if (!group || !is_first(of_.groups.rank(*group))) return;
            rank = of_.groups.rank(*group);
            first = Candidate{{*group, 0}, true};
        };
        if (of_.due.any()) consider(of_.groups.first_fitting(visited_, of_.due.room()));
        consider(of_.groups.first_fresh());
        bool const is_in_line = !line_.empty() && is_first(line_.begin()->first);
        if (is_in_line) rank = line_.begin()->first;
        if (!newcomers_.empty() && is_first(newcomers_.begin()->first))
            return Candidate{of_.member(newcomers_.begin()->second), false};
        if (!is_in_line) return first;
        return Candidate{of_.member(line_.extract(line_.begin()).value().second), true};
    }

    // The job, if it is fresh or can be placed. Else the next of its group that can, and is looked at, is put in
    // line.
    [[nodiscard]] std::optional<Member> first_admitted(Candidate candidate, std::optional<Rank> const& last) {
        auto const [group, at] = candidate.member;
        if (at == 0) visit(group);
        if (!of_.is_asked_now(group)) {
            newcomers_.erase(ranked(candidate.member));
            return std::nullopt;
        }
        if (at == 0 && of_.groups.is_fresh(group)) return candidate.member;
        if (has_room_elsewhere(candidate.member)) return candidate.member;
        bool const has_room = has_room_at_reserved(candidate.member);
        if (has_room && admits_at_reserved(candidate.member)) return candidate.member;
        newcomers_.erase(ranked(candidate.member));
        if (!has_room || !candidate.speaks_for_others || !of_.due.set()[reservation_->slot])
            return std::nullopt;
        for (std::size_t i = at + 1; i < of_.groups.size(group); ++i) {
            if (last && *last < rank_of({group, i})) break;
            if (!admits_at_reserved({group, i})) continue;
            line_.insert(ranked({group, i}));
            break;
        }
        return std::nullopt;
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
    [[nodiscard]] bool is_newcomer(Member member) const { return newcomers_.contains(ranked(member)); }
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
        reservation_ = search_.find(group);
        holder_ = of_.groups.job(group);
        former_.give_way_to(*reservation_, of_.view.now(), of_.due);
    }

    WaitingContext of_;
    ReservationSearch search_{of_};
    std::optional<Reservation> reservation_;
    JobId holder_;
    SimTime compared_;             // when a job was last compared with the reservation
    FormerReservation former_;     // of the walk before
    std::optional<Rank> visited_;  // groups up to here have been
    // Jobs behind the first of groups that have been visited, which may be placed.
    std::set<Ranked> line_;
    std::optional<Member> resume_;
    // Who has joined, or come among those that are looked at, and has not been considered since.
    std::set<Ranked> newcomers_;
    bool is_beyond_depth_{false};  // of the job that is asked for
};

}  // namespace

std::unique_ptr<WaitingOrder> make_easy_order(WaitingContext const& context) {
    return std::make_unique<EasyOrder>(context);
}

}  // namespace meridian::scheduler
