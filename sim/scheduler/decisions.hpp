// The answers of one call, in the order given, each with its candidates if decisions are traced.
#pragma once

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scheduler/decision_trace.hpp"

namespace meridian::scheduler {

struct Answer {
    JobId job;
    Decision decision;
    std::string_view policy;            // that gave it
    std::vector<Candidate> candidates;  // empty unless decisions are traced
};

class Decisions {
public:
    explicit Decisions(bool traced = false) : trace_{traced} {}

    // Of the answer that is added next.
    [[nodiscard]] DecisionTrace& trace() { return trace_; }
    void add(JobId job, Decision decision) {
        answers_.push_back({job, decision, policy_, trace_.candidates()});
        trace_.clear();
    }
    [[nodiscard]] std::vector<Answer> const& answers() const { return answers_; }
    [[nodiscard]] std::vector<Answer>& answers() { return answers_; }

    // For whoever asks: the answers that follow are of this policy, whose name outlives them.
    void answer_for(std::string_view policy) { policy_ = policy; }
    // That a policy says it took for its answers, summed.
    void took(Duration time) { took_ = std::min(longest_duration, took_ + std::min(time, longest_duration)); }
    [[nodiscard]] Duration took() const { return took_; }
    void clear() {
        answers_.clear();
        took_ = {};
    }
    // Takes the last answer away and puts it at `row`, unless it does no better than what stands there: a
    // Wait stands before a Reject and before later Waits. Their candidates are joined.
    void fall_back(std::size_t row) {
        Answer last = std::move(answers_.back());
        answers_.pop_back();
        Answer& earlier = answers_[row];
        last.candidates.insert(last.candidates.begin(), earlier.candidates.begin(), earlier.candidates.end());
        bool const keeps_waiting =
            std::holds_alternative<Wait>(earlier.decision) &&
            (std::holds_alternative<Wait>(last.decision) || std::holds_alternative<Reject>(last.decision));
        if (keeps_waiting) {
            earlier.candidates = std::move(last.candidates);
        } else {
            earlier = std::move(last);
        }
    }

private:
    DecisionTrace trace_;
    std::vector<Answer> answers_;
    std::string_view policy_;
    Duration took_{};
};

}  // namespace meridian::scheduler
