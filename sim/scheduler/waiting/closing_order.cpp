#include <limits>
#include <vector>

#include "sim/scheduler/waiting/orders.hpp"

namespace meridian::scheduler {
namespace {

// In order: a job that waits and has been passed often enough closes the slots where it is eligible to all
// behind it. Only groups that are eligible at a due slot which is still open are visited.
class ClosingOrder final : public WaitingOrder {
public:
    ClosingOrder(WaitingContext const& context, std::uint64_t passes)
        : of_{context}, passes_{passes}, closed_{of_.slots.none()}, live_{of_.slots.none()} {}

    void begin() override {
        closed_.reset();
        all_closed_ = false;
        visited_.reset();
        for (auto fresh : of_.groups.fresh())
            of_.due.add(of_.groups.eligible(fresh.second));
        find_live_reaches();
    }

    [[nodiscard]] std::optional<Member> next() override {
        all_closed_ = false;
        auto const last = of_.groups.last_looked_at();
        while (auto const group = of_.groups.first_fitting(visited_, live_reaches_)) {
            Rank const rank = of_.groups.rank(*group);
            if (last && *last < rank) break;
            visited_ = rank;
            live_ = of_.groups.eligible(*group);
            live_ -= closed_;
            bool const is_asked = of_.is_asked_now(*group) && (of_.groups.is_fresh(*group) ||
                                                               of_.due.has_room(of_.job({*group, 0}), live_));
            if (!is_asked) {
                hold(*group);
            } else if (!open(of_.groups.eligible(*group))) {
                return Member{*group, 0};
            }
        }
        all_closed_ = true;  // to those that have come and are not looked at
        if (auto const fresh = of_.groups.first_fresh()) return Member{*fresh, 0};
        return std::nullopt;
    }

    void stays(Member member) override { hold(member.group); }

    void leaves(Member member, std::optional<std::size_t> slot) override {
        if (auto const next = of_.groups.looked_at_without(rank_of(member))) open(eligible(*next));
        if (!of_.groups.is_fresh(member.group)) open(of_.groups.eligible(member.group));
        if (slot && passes_ > 0) count_pass(rank_of(member), *slot);
    }

    void joined(JobId id) override {
        if (passes_ == 0) return;
        if (passed_.size() <= id.index) passed_.resize(id.index + 1);
        passed_[id.index] = passes_of_those_behind(id);
    }

    [[nodiscard]] bool admits(state::Job const& /*job*/, SiteId site, PoolId pool) const override {
        return !all_closed_ && !closed_[of_.slots.of(site, pool)];
    }

private:
    [[nodiscard]] Rank rank_of(Member member) const {
        return of_.groups.rank(of_.groups.job(member.group, member.at));
    }
    [[nodiscard]] SlotSet const& eligible(JobId id) const { return of_.groups.eligible(of_.group_of(id)); }
    [[nodiscard]] bool closes(WaitingGroups::Group group) const {
        return passes_ == 0 || passed_[of_.groups.job(group).index] >= passes_;
    }

    // A job that comes back to the front of its group: whoever has passed the next one would have passed it.
    [[nodiscard]] std::uint64_t passes_of_those_behind(JobId id) const {
        Member const member = of_.member(id);
        if (member.at + 1 >= of_.groups.size(member.group)) return 0;
        return passed_[of_.groups.job(member.group, member.at + 1).index];
    }

    // More slots are due: what a job leaves, or where one that is asked for may go. True: there are such, and
    // those that close them may not have been visited, so the walk starts again.
    bool open(SlotSet const& slots) {
        if (slots.is_subset_of(of_.due.set())) return false;
        of_.due.add(slots);
        visited_.reset();
        find_live_reaches();
        return true;
    }

    void hold(WaitingGroups::Group group) {
        if (of_.groups.eligible(group).is_subset_of(closed_) || !closes(group)) return;
        closed_ |= of_.groups.eligible(group);
        find_open_slots();
        std::erase_if(live_reaches_.any, [&](Reaches::Reach const reach) { return !is_live(reach); });
    }

    // Of those that come before the job, as far as they could have used the slot.
    void count_pass(Rank const& before, std::size_t slot) {
        of_.groups.for_each_group([&](WaitingGroups::Group group) {
            if (!of_.groups.eligible(group)[slot]) return;
            for (std::size_t i = 0; i < of_.groups.size(group); ++i) {
                JobId const passed = of_.groups.job(group, i);
                if (before <= of_.groups.rank(passed)) break;
                ++passed_[passed.index];
            }
            if (of_.groups.rank(group) < before) hold(group);
        });
    }

    // Of the other reaches no job could be placed, and none could close anything that matters.
    void find_live_reaches() {
        find_open_slots();
        constexpr std::int64_t any = std::numeric_limits<std::int64_t>::max();
        live_reaches_.of.resize(of_.groups.reaches(), {any, any});
        live_reaches_.any.clear();
        for (Reaches::Reach reach = 0; reach < of_.groups.reaches(); ++reach) {
            if (of_.groups.any_waits(reach) && is_live(reach)) live_reaches_.any.push_back(reach);
        }
    }
    void find_open_slots() {
        open_ = of_.due.set();
        open_ -= closed_;
    }
    [[nodiscard]] bool is_live(Reaches::Reach reach) const {
        return of_.groups.slots(reach).intersects(open_);
    }

    WaitingContext of_;
    std::uint64_t passes_;
    SlotSet closed_;
    SlotSet live_;  // reused
    bool all_closed_{false};
    std::optional<Rank> visited_;        // groups up to here have been
    SlotSet open_;                       // those that are due and not closed
    ReachRooms live_reaches_;            // with an open slot: any room
    std::vector<std::uint64_t> passed_;  // by job
};

}  // namespace

std::unique_ptr<WaitingOrder> make_closing_order(WaitingContext const& context, std::uint64_t passes) {
    return std::make_unique<ClosingOrder>(context, passes);
}

}  // namespace meridian::scheduler
