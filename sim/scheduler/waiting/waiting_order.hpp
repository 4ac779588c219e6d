// Which waiting job the brain is asked for next, and which slots are closed to a job for the sake of others:
// what a WaitingRule comes to. The decision loop walks through the waiting jobs with it.
//
//   begin()                     room was freed, or jobs came: the walk starts from the first job again
//   next()                      the job to ask for; none: the walk is over
//   stays() or leaves()         what became of it
#pragma once

#include <memory>
#include <optional>

#include "sim/scheduler/brain.hpp"
#include "sim/scheduler/waiting/commitments.hpp"
#include "sim/scheduler/waiting/due_slots.hpp"
#include "sim/scheduler/waiting/waiting_groups.hpp"

namespace meridian::scheduler {

// A job that waits: the at-th of its group.
struct Member {
    WaitingGroups::Group group;
    std::size_t at;
};

class WaitingOrder : public PlacementGate {
public:
    virtual void begin() = 0;
    [[nodiscard]] virtual std::optional<Member> next() = 0;
    // It is the turn of a job of a batch, by rank: what admits() answers is for it.
    virtual void turn(Member /*member*/) {}
    // The job of the last answer, or whose turn it is, goes on waiting.
    virtual void stays(Member member) = 0;
    // It leaves for a slot, or is rejected or deferred (none). It is still in its group.
    virtual void leaves(Member member, std::optional<std::size_t> slot) = 0;

    // A job has joined its group.
    virtual void joined(JobId /*id*/) {}
    // Accelerators were given back at the site, whether the brain sees it yet or not.
    virtual void room_freed(SiteId /*site*/) {}
    // Of the commitments, after they have changed.
    virtual void placed(JobId /*id*/, SimTime /*expected_end*/) {}
    virtual void restarted(JobId /*id*/, Commitments::Change /*expected_end*/) {}
    virtual void freed(Commitments::Freed const& /*room*/) {}

    [[nodiscard]] bool admits(state::Job const& /*job*/, SiteId /*site*/, PoolId /*pool*/) const override {
        return true;
    }
    // The same for a place in the queue of a pool that has no room now.
    [[nodiscard]] virtual bool admits_to_queue(state::Job const& job, SiteId site, PoolId pool) const {
        return admits(job, site, pool);
    }
};

// What an order looks at; all of it outlives the order.
struct WaitingContext {
    View const& view;
    Brain& brain;
    WaitingGroups& groups;
    DueSlots& due;
    Commitments const& commitments;
    Slots slots;

    // Are jobs of the group asked for one by one, and not with the next period?
    [[nodiscard]] bool is_asked_now(WaitingGroups::Group group) const {
        return brain.period(brain.chain(groups.workload_class(group))) == Duration{0};
    }
    // Precondition: it waits.
    [[nodiscard]] WaitingGroups::Group group_of(JobId id) const { return *groups.group_of(view.job(id)); }
    [[nodiscard]] Member member(JobId id) const {
        WaitingGroups::Group const group = group_of(id);
        return {group, groups.place_of(group, id)};
    }
    [[nodiscard]] state::Job const& job(Member member) const {
        return view.job(groups.job(member.group, member.at));
    }
};

[[nodiscard]] std::unique_ptr<WaitingOrder> make_waiting_order(WaitingRule const& rule,
                                                               WaitingContext const& context);

}  // namespace meridian::scheduler
