// The selection in one future, among the points that may be chosen by the study's rules.
//
// After each round each point is held against the rules, with all its runs. One that fails a rule with the study's
// confidence is ruled out: it gets no more runs, and what it has left out is compared again. A point takes out none that
// stands better: while a rule is open on it, none that passes. Where all points with figures fail, they are compared
// as if there were no rules. The confidence of a finding is that of one look, not of all rounds together.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/study/finding.hpp"
#include "sim/study/selection_procedure.hpp"

namespace meridian::study {

class SelectionLane {
public:
    // `rules`: nullptr: the study has none.
    SelectionLane(std::string future, Procedure kind, std::vector<SelectionCandidate> candidates,
                  ProcedureRules const& limits, ProcedureIndifference indifference,
                  std::shared_ptr<RuleReader const> rules, double confidence);

    [[nodiscard]] std::vector<ProcedureStep> next() const { return procedure_->next(); }
    // All that next() asked for is known. `runs`, by point: those known.
    void take(ProcedureValues const& values, KnownParts const& parts, std::vector<std::int64_t> const& runs);
    [[nodiscard]] ProcedureResult result() const;

private:
    // What a candidate has come to.
    struct Record {
        std::int64_t runs{0};
        bool has_figures{true};  // in each of them
        std::vector<RuleRuns> of_rules;
    };

    void read(ProcedureValues const& values, KnownParts const& parts, std::vector<std::int64_t> const& runs);
    [[nodiscard]] std::vector<Finding> standings() const;
    void begin_again(ProcedureValues const& values, std::vector<std::int64_t> const& runs);
    [[nodiscard]] bool is_out(std::size_t i) const {
        return some_stand_ && candidates_[i].standing == Finding::fails;
    }

    std::string future_;
    Procedure kind_;
    std::vector<SelectionCandidate> candidates_;
    ProcedureRules limits_;
    ProcedureIndifference indifference_;
    std::shared_ptr<RuleReader const> rules_;
    double confidence_;
    std::unique_ptr<SelectionProcedure> procedure_;
    std::vector<Record> records_;  // by candidate
    bool some_stand_{true};        // a candidate with figures fails no rule
};

}  // namespace meridian::study
