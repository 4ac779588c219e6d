#include "sim/study/selection_lane.hpp"

#include <algorithm>
#include <utility>

namespace meridian::study {

SelectionLane::SelectionLane(std::string future, Procedure kind, std::vector<SelectionCandidate> candidates,
                             ProcedureRules const& limits, ProcedureIndifference indifference,
                             std::shared_ptr<RuleReader const> rules, double confidence)
    : future_{std::move(future)},
      kind_{kind},
      candidates_{std::move(candidates)},
      limits_{limits},
      indifference_{std::move(indifference)},
      rules_{std::move(rules)},
      confidence_{confidence},
      procedure_{make_procedure(kind_, candidates_, limits_, indifference_)},
      records_(candidates_.size(), Record{0, true, std::vector<RuleRuns>(rules_ ? rules_->rules() : 0)}) {}

void SelectionLane::take(ProcedureValues const& values, KnownParts const& parts,
                         std::vector<std::int64_t> const& runs) {
    procedure_->take(values);
    if (!rules_) return;
    read(values, parts, runs);
    auto const found = standings();
    bool some_stand = false;
    bool changed = false;
    for (std::size_t i = 0; i < found.size(); ++i) {
        changed = changed || candidates_[i].standing != found[i];
        candidates_[i].standing = found[i];
        some_stand = some_stand || (records_[i].has_figures && found[i] != Finding::fails);
    }
    changed = changed || some_stand != some_stand_;
    some_stand_ = some_stand;
    if (changed) begin_again(values, runs);
}

void SelectionLane::read(ProcedureValues const& values, KnownParts const& parts,
                         std::vector<std::int64_t> const& runs) {
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
        Record& record = records_[i];
        std::size_t const point = candidates_[i].point;
        for (; record.runs < runs[point]; ++record.runs) {
            record.has_figures = record.has_figures && values(point, record.runs);
            if (auto const of_run = parts(point, record.runs)) rules_->add(*of_run, record.of_rules);
        }
    }
}

std::vector<Finding> SelectionLane::standings() const {
    std::vector<Finding> all;
    for (Record const& record : records_)
        all.push_back(rules_->standing(record.of_rules, confidence_));
    return all;
}

// With the runs that are known, up to where more are asked for.
void SelectionLane::begin_again(ProcedureValues const& values, std::vector<std::int64_t> const& runs) {
    std::vector<SelectionCandidate> some;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
        if (!is_out(i)) some.push_back(candidates_[i]);
    }
    procedure_ = make_procedure(kind_, std::move(some), limits_, indifference_);
    auto const is_known = [&](ProcedureStep const& step) { return step.runs <= runs[step.point]; };
    for (auto steps = next(); !steps.empty() && std::ranges::all_of(steps, is_known); steps = next())
        procedure_->take(values);
}

ProcedureResult SelectionLane::result() const {
    ProcedureResult result = procedure_->result();
    result.future = future_;
    if (!rules_) return result;
    std::vector<CandidateState> const compared = std::exchange(result.candidates, {});
    result.runs = 0;
    result.longest = 0;
    auto next = compared.begin();
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
        CandidateState state{candidates_[i].point, 0, CandidateStatus::ruled_out, {}};
        if (!is_out(i)) state = *next++;
        state.runs = records_[i].runs;
        state.standing = candidates_[i].standing;
        result.runs += state.runs;
        result.longest = std::max(result.longest, state.runs);
        if (result.leader == state.point) result.standing = state.standing;
        result.candidates.push_back(state);
    }
    return result;
}

}  // namespace meridian::study
