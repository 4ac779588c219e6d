// Answers that count some time after they were given: how long the brain has thought is known only with them.
#include <utility>

#include "sim/scheduler/decision_loop.hpp"

namespace meridian::scheduler {

void DecisionLoop::go_on() {
    if (time().is_model()) return think();
    ask_ahead();
}

// That the policies have taken for these answers.
Duration DecisionLoop::thought(Decisions const& answers) const {
    bool const is_measured = time().source == DecisionTime::Source::measured;
    return time().scaled(is_measured ? measured_ : answers.took());
}

// Asks for one job after another until an answer takes time.
void DecisionLoop::ask_ahead() {
    admit_arrivals();
    if (is_thinking_) return;
    if (asked_one_by_one_ == 0) return due_.clear();
    begin_if_changed();
    while (auto const member = order_->next()) {
        if (is_answered(member->group)) {
            order_->stays(*member);
            continue;
        }
        Answer& answer =
            consult(groups_.job(member->group, member->at), rule_.holds_back() ? order_.get() : nullptr);
        Duration const time = thought(answers_);
        if (time > Duration{0}) {
            reply_ = std::move(answer);
            asked_after_ = changes_;
            is_thinking_ = true;
            return of_.actions.set_timer(later(of_.view.now(), time), DecisionTimer::decision_end, 0);
        }
        of_.state.listeners.decided(of_.view, answer);
        settle(*member, answer);
    }
    due_.clear();
}

// The answer counts from now on. The discipline held back what it would as the policy was asked, and the brain has placed
// nobody else one by one since; the place may be full or lost by now.
void DecisionLoop::take_reply() {
    Answer const answer = *std::exchange(reply_, std::nullopt);
    Member const member = context().member(answer.job);
    of_.state.listeners.decided(of_.view, answer);
    bool const stays = std::holds_alternative<Wait>(answer.decision);
    settle(member, answer);
    if (stays) {
        if (answered_.size() <= member.group) answered_.resize(member.group + 1, 0);
        answered_[member.group] = asked_after_;
    }
    ask_ahead();
}

// Its jobs were asked for, and nothing that matters to them has changed since: jobs that come while the brain thinks begin
// the walk again, which would never reach its end.
bool DecisionLoop::is_answered(WaitingGroups::Group group) const {
    return group < answered_.size() && answered_[group] == changes_ && !groups_.is_fresh(group);
}

}  // namespace meridian::scheduler
