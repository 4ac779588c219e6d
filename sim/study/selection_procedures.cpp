#include "sim/study/selection_procedures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "models/statistics/moments.hpp"

namespace meridian::study {
namespace {

// The mean of the first runs of one point, or of all of them where that one has no figure.
double scale_of(std::vector<SelectionCandidate> const& candidates, std::size_t baseline, std::int64_t runs,
                ProcedureValues const& values) {
    Moments of_baseline;
    Moments of_all;
    for (SelectionCandidate const& one : candidates) {
        for (std::int64_t run = 0; run < runs; ++run) {
            auto const value = values(one.point, run);
            if (!value) continue;
            of_all.add(*value);
            if (one.point == baseline) of_baseline.add(*value);
        }
    }
    return std::fabs(of_baseline.count() > 0 ? of_baseline.mean() : of_all.mean());
}

// The baseline's point of a future, with the baseline's response if it is there.
std::size_t baseline_of(Study const& study, std::vector<SelectionCandidate> const& candidates,
                        std::vector<std::size_t> const& compared_with) {
    Point const response = study.part(study.baseline, Role::response);
    auto const with_response = std::ranges::find_if(candidates, [&](SelectionCandidate const& one) {
        return study.part(study.points[one.point], Role::response) == response;
    });
    return compared_with[(with_response == candidates.end() ? candidates.front() : *with_response).point];
}

}  // namespace

std::string_view words(CandidateStatus status) {
    constexpr std::array<std::string_view, 5> all{"selected", "still compared", "left out", "no figure",
                                                  "ruled out"};
    return all[static_cast<std::size_t>(status)];
}

std::unique_ptr<SelectionProcedure> make_procedure(Procedure procedure,
                                                   std::vector<SelectionCandidate> candidates,
                                                   ProcedureRules const& rules,
                                                   ProcedureIndifference indifference) {
    auto* const make =
        procedure == Procedure::ocba ? &make_allotment_procedure : &make_fully_sequential_procedure;
    return make(std::move(candidates), rules, std::move(indifference));
}

SelectionProcedures::SelectionProcedures(Study const& study, std::vector<std::size_t> const& compared_with)
    : more_is_better_{study.metrics.front().more_is_better},
      runs_left_{study.replications.runs.value_or(INT64_MAX)},
      taken_(study.points.size(), 0),
      wanted_{taken_, false} {
    std::map<Point, std::size_t> futures;
    std::map<Point, std::size_t> alternatives;
    std::vector<std::vector<SelectionCandidate>> candidates;
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        auto const [at, is_new] =
            futures.try_emplace(study.part(study.points[p], Role::future), candidates.size());
        if (is_new) candidates.emplace_back();
        auto const alternative =
            alternatives.try_emplace(study.part(study.points[p], Role::compared), alternatives.size());
        candidates[at->second].push_back({p, alternative.first->second});
    }
    Replications const& r = study.replications;
    ProcedureRules const rules{1.0 - (1.0 - study.confidence) / static_cast<double>(candidates.size()), 0.0,
                               r.least, r.most, study.selection->round};
    auto const reader = study.rules.empty() ? nullptr : std::make_shared<RuleReader const>(study.rules);
    for (std::vector<SelectionCandidate> const& of_future : candidates) {
        std::size_t const baseline = baseline_of(study, of_future, compared_with);
        ProcedureIndifference const indifference =
            [of_future, baseline, runs = r.least,
             share = study.selection->indifference](ProcedureValues const& values) {
                double const some = share * scale_of(of_future, baseline, runs, values);
                return some > 0.0 ? some : 1e-12;
            };
        lanes_.emplace_back(study.names(study.points[of_future[0].point], Role::future),
                            study.selection->procedure, of_future, rules, indifference, reader,
                            study.confidence);
    }
}

void SelectionProcedures::advance(KnownRuns const& known, KnownParts const& parts) {
    ProcedureValues const values = [&](std::size_t point, std::int64_t run) -> std::optional<double> {
        KnownRun const one = known(point, run);
        if (one.state != RunState::done || std::isnan(one.figure)) return std::nullopt;
        return more_is_better_ ? -one.figure : one.figure;
    };
    while (true) {
        std::vector<SelectionLane*> going;
        std::vector<ProcedureStep> steps;
        for (SelectionLane& lane : lanes_) {
            auto const next = lane.next();
            if (!next.empty()) going.push_back(&lane);
            steps.insert(steps.end(), next.begin(), next.end());
        }
        std::int64_t cost = 0;
        for (ProcedureStep const& step : steps)
            cost += std::max<std::int64_t>(step.runs - taken_[step.point], 0);
        wanted_ = {taken_, going.empty() || cost > runs_left_};
        if (wanted_.decided) return;
        bool all_known = true;
        for (ProcedureStep const& step : steps) {
            for (std::int64_t run = taken_[step.point]; run < step.runs; ++run)
                all_known = all_known && known(step.point, run).state != RunState::missing;
            wanted_.runs[step.point] = std::max(taken_[step.point], step.runs);
        }
        if (!all_known) return;
        taken_ = wanted_.runs;
        runs_left_ -= cost;
        for (SelectionLane* const lane : going)
            lane->take(values, parts, taken_);
    }
}

std::vector<ProcedureResult> SelectionProcedures::results() const {
    std::vector<ProcedureResult> all;
    for (SelectionLane const& lane : lanes_)
        all.push_back(lane.result());
    return all;
}

}  // namespace meridian::study
