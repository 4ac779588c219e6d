#include <algorithm>
#include <utility>

#include "models/statistics/selection.hpp"
#include "sim/study/selection_procedure.hpp"

namespace meridian::study {
namespace {

// Points drop out until one is left.
class FullySequentialProcedure final : public SelectionProcedure {
public:
    FullySequentialProcedure(std::vector<SelectionCandidate> candidates, ProcedureRules const& rules,
                             ProcedureIndifference indifference)
        : candidates_{std::move(candidates)},
          rules_{rules},
          indifference_{std::move(indifference)},
          place_(candidates_.size()),
          runs_(candidates_.size(), 0) {}

    [[nodiscard]] std::vector<ProcedureStep> next() const override {
        std::vector<ProcedureStep> steps;
        if (!taken_first_) {
            for (SelectionCandidate const& one : candidates_)
                steps.push_back({one.point, rules_.first_runs});
            return steps;
        }
        if (ended()) return steps;
        std::int64_t const runs = std::min(selection_->rounds() + rules_.round, rules_.most);
        for (std::size_t const system : selection_->survivors())
            steps.push_back({point_of(system), runs});
        return steps;
    }

    void take(ProcedureValues const& values) override {
        if (taken_first_) {
            take_rounds(std::min(selection_->rounds() + rules_.round, rules_.most), values);
            return;
        }
        taken_first_ = true;
        std::vector<std::size_t> alternatives;
        std::vector<std::size_t> ranks;
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            runs_[i] = rules_.first_runs;
            bool whole = true;
            for (std::int64_t run = 0; run < rules_.first_runs; ++run)
                whole = whole && values(candidates_[i].point, run);
            if (!whole) continue;
            place_[i] = systems_.size();
            systems_.push_back(i);
            alternatives.push_back(candidates_[i].alternative);
            ranks.push_back(static_cast<std::size_t>(candidates_[i].standing));
        }
        if (systems_.empty()) return;
        rules_.indifference = indifference_(values);
        selection_.emplace(systems_.size(),
                           SelectionRules{rules_.confidence, rules_.indifference,
                                          static_cast<std::size_t>(rules_.first_runs),
                                          static_cast<std::size_t>(rules_.round)},
                           std::move(alternatives), std::move(ranks));
        take_rounds(rules_.first_runs, values);
    }

    [[nodiscard]] ProcedureResult result() const override {
        ProcedureResult result;
        result.rules = rules_;
        result.begun = taken_first_;
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            result.candidates.push_back({candidates_[i].point, runs_[i], status(i), behind_of(i)});
            result.runs += runs_[i];
            result.longest = std::max(result.longest, runs_[i]);
        }
        if (!selection_) return result;
        result.leader = point_of(selection_->best());
        result.decided = selection_->decided();
        if (auto const missing = selection_->missing()) {
            result.likely_missing = missing->likely;
            result.most_missing = missing->at_most;
        }
        return result;
    }

private:
    [[nodiscard]] std::size_t point_of(std::size_t system) const {
        return candidates_[systems_[system]].point;
    }
    [[nodiscard]] bool ended() const {
        return !selection_ || selection_->decided() || selection_->rounds() >= rules_.most;
    }

    void take_rounds(std::int64_t until, ProcedureValues const& values) {
        for (std::size_t const system : selection_->survivors())
            runs_[systems_[system]] = until;
        while (selection_->rounds() < until) {
            std::int64_t const run = selection_->rounds();
            for (std::size_t const system : std::vector{selection_->survivors()}) {
                if (values(point_of(system), run) || selection_->survivors().size() == 1) continue;
                no_figure_.push_back(system);
                selection_->leave_out(system);
            }
            std::vector<double> round;
            for (std::size_t const system : selection_->survivors())
                round.push_back(values(point_of(system), run).value_or(selection_->mean(system)));
            selection_->add_round(round);
        }
    }

    [[nodiscard]] CandidateStatus status(std::size_t i) const {
        if (!taken_first_) return CandidateStatus::running;
        if (!place_[i] || std::ranges::find(no_figure_, *place_[i]) != no_figure_.end())
            return CandidateStatus::no_figure;
        if (selection_->exit(*place_[i])) return CandidateStatus::left_out;
        bool const is_it = selection_->decided() && *place_[i] == selection_->best();
        return is_it ? CandidateStatus::selected : CandidateStatus::running;
    }

    [[nodiscard]] std::optional<std::size_t> behind_of(std::size_t i) const {
        if (!selection_ || !place_[i] || !selection_->exit(*place_[i])) return std::nullopt;
        return point_of(selection_->exit(*place_[i])->by);
    }

    std::vector<SelectionCandidate> candidates_;
    ProcedureRules rules_;
    ProcedureIndifference indifference_;
    bool taken_first_{false};
    std::vector<std::size_t> systems_;               // position among the candidates, of those with figures
    std::vector<std::optional<std::size_t>> place_;  // and back
    std::vector<std::int64_t> runs_;
    std::vector<std::size_t> no_figure_;  // systems that have failed later
    std::optional<FullySequentialSelection> selection_;
};

}  // namespace

std::unique_ptr<SelectionProcedure> make_fully_sequential_procedure(
    std::vector<SelectionCandidate> candidates, ProcedureRules const& rules,
    ProcedureIndifference indifference) {
    return std::make_unique<FullySequentialProcedure>(std::move(candidates), rules, std::move(indifference));
}

}  // namespace meridian::study
