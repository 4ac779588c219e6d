// The brain at work: whom it is asked for, in what order, and what is done with its answers. Owns the jobs
// that wait at the brain; the discipline's WaitingRule says how they hold each other back.
//
//   - Jobs that come, or come back, are handed to arrived(); rooms that are seen to be freed to room_freed().
//     decide() is called once such an instant has settled.
//   - With a decision time that is a model the brain thinks of one job at a time and answers by what it sees at the
//     end. Where the time is known only with the answer, it answers by what it sees first, and the answer counts at
//     the end (later_answers.cpp).
//   - Jobs of classes whose policies have a period wait for its next multiple, and are decided together; those whose
//     policies decide in batches, whenever one of them comes or room is freed.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/scheduler/admission.hpp"
#include "sim/scheduler/waiting/waiting_order.hpp"

namespace meridian::scheduler {

// When the loop wants to be called again: end_decision(), tick(chain), decide_batch(chain).
enum class DecisionTimer : std::uint8_t { decision_end, tick, batch_end };

// What the decisions come to.
class DecisionActions {
public:
    virtual ~DecisionActions() = default;
    virtual void commit(JobId id, Placement place) = 0;
    virtual void defer(JobId id, SimTime until) = 0;
    virtual void reject(JobId id, Reason why) = 0;
    virtual void set_timer(SimTime when, DecisionTimer timer, Brain::ChainIndex chain) = 0;
    // Brings what the brain sees of links up to now, if it sees the present.
    virtual void sense_links() = 0;
};

class DecisionLoop {
public:
    // All of it outlives the loop; the table of jobs, the brain, the view and its answers are used by nobody
    // else during a call.
    struct Parts {
        Scenario const& scenario;
        state::State& state;
        View& view;
        Brain& brain;
        DecisionActions& actions;
    };
    DecisionLoop(Parts const& parts, WaitingRule const& rule);
    DecisionLoop(DecisionLoop const&) = delete;  // parts refer to each other
    DecisionLoop& operator=(DecisionLoop const&) = delete;

    void services_reserved() { admission_.services_reserved(); }

    void arrived(JobId id) { new_.push_back(id); }
    void room_freed(SiteId site);
    [[nodiscard]] bool is_due() const { return !new_.empty() || due_.any(); }

    // Throws PolicyFault.
    void decide();
    void end_decision();
    void tick(Brain::ChainIndex chain);
    void decide_batch(Brain::ChainIndex chain);

    // Of jobs that were placed at a pool. `seen`: the brain sees the present; else it sees this with the
    // snapshot that is taken next.
    void started(JobId id);
    void ended(JobId id, bool seen);
    // The job goes to a place without the brain being asked. Precondition: it is at the brain and does not wait there.
    void place(JobId id, Placement const& place);
    void snapshot_taken() { ++snapshots_taken_; }
    void snapshot_arrives();

    // Notes for every job that waits why its group does.
    void note_waits();

private:
    void decide_alone();
    void admit_arrivals();
    Member add(JobId id, bool fresh);
    [[nodiscard]] SlotSet find_eligible(state::Job const& job) const;
    void walk();
    void begin_if_changed();
    void decide_member(Member member);
    void settle(Member member, Answer const& answer);
    void leave(Member member, Answer const& answer);
    void think();
    void ask_ahead();
    void take_reply();
    [[nodiscard]] bool is_answered(WaitingGroups::Group group) const;
    void go_on();
    void batch_arrivals();
    void schedule_tick(Brain::ChainIndex chain, SimTime earliest);
    void schedule_next_tick(Brain::ChainIndex chain);
    void schedule_changed();
    [[nodiscard]] bool ask_batch(Brain::ChainIndex chain);
    void take_batch(Brain::ChainIndex chain);
    void decide_of_batch(Answer& in_batch);
    [[nodiscard]] bool takes_no_time(state::Job const& job) const;
    [[nodiscard]] bool has_waiting(Brain::ChainIndex chain) const;
    [[nodiscard]] std::vector<JobId> batch_by_rank(Brain::ChainIndex chain) const;
    [[nodiscard]] std::vector<JobId> waiting_by_rank() const;
    [[nodiscard]] std::vector<JobId> open_to(Brain::ChainIndex chain, std::vector<JobId> const& all);
    [[nodiscard]] bool finds_open_room(Member member);
    [[nodiscard]] bool is_asked_one_by_one(state::Job const& job) const {
        return of_.brain.period(of_.brain.chain(job.what.workload_class)) == Duration{0};
    }
    [[nodiscard]] WaitingContext context() {
        return {of_.view, of_.brain, groups_, due_, commitments_, slots_};
    }
    [[nodiscard]] Answer& ask(JobId id, PlacementGate const* gate);
    [[nodiscard]] Answer& consult(JobId id, PlacementGate const* gate);
    void consult_for(Brain::ChainIndex chain, std::span<JobId const> asked, Decisions& out,
                     Brain::Review const& review = {});
    [[nodiscard]] Duration thought(Decisions const& answers) const;
    [[nodiscard]] DecisionTime const& time() const { return of_.scenario.sensing.decision_time; }
    void hold_back(Answer& answer);
    [[nodiscard]] bool may_go(state::Job const& job, Placement place);
    [[nodiscard]] bool finds_room_closed(state::Job const& job);
    void carry_out(Answer const& answer);
    void check(JobId id, Placement const& place, std::string_view policy) const;

    // What was asked for at the end of a period.
    struct Batch {
        std::vector<JobId> asked;
        Decisions answers;
    };

    Parts of_;
    WaitingRule rule_;
    Admission admission_;
    Slots slots_;
    Reaches reaches_;
    WaitingGroups groups_;
    DueSlots due_;
    Commitments commitments_;
    std::unique_ptr<WaitingOrder> order_;
    bool has_changed_{true};           // since the walk began
    std::vector<JobId> new_;           // arrived at this instant, not yet asked for
    std::size_t asked_one_by_one_{0};  // jobs that wait, of chains without a period
    bool is_thinking_{false};
    std::optional<Member> thought_of_;
    std::optional<Answer> reply_;          // that does not count yet
    std::uint64_t changes_{1};             // room freed, or a job that has left
    std::uint64_t asked_after_{0};         // `changes_` as the reply was asked for
    std::vector<std::uint64_t> answered_;  // by group: `changes_` as it was asked to wait
    bool any_period_{false};
    bool any_batches_{false};     // that wait for a change
    std::vector<bool> ticks_;     // by chain: a tick or the answer to one is due
    Decisions answers_;           // to one job; reused
    std::vector<Batch> batches_;  // by chain
    Duration measured_{};         // of the last answer, by wall clock
    Brain::Review const hold_back_;
    std::uint64_t snapshots_taken_{0};
    std::uint64_t snapshots_arrived_{0};
};

}  // namespace meridian::scheduler
