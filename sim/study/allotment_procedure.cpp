#include <algorithm>
#include <cmath>
#include <utility>

#include "models/statistics/allotment.hpp"
#include "models/statistics/moments.hpp"
#include "sim/study/selection_procedure.hpp"

namespace meridian::study {
namespace {

// Runs go where they inform most, until the leader is likely enough to be good.
class AllotmentProcedure final : public SelectionProcedure {
public:
    AllotmentProcedure(std::vector<SelectionCandidate> candidates, ProcedureRules const& rules,
                       ProcedureIndifference indifference)
        : candidates_{std::move(candidates)},
          rules_{rules},
          indifference_{std::move(indifference)},
          runs_(candidates_.size(), rules.first_runs),
          values_(candidates_.size()),
          is_in_(candidates_.size(), true),
          means_(candidates_.size(), 0.0) {}

    [[nodiscard]] std::vector<ProcedureStep> next() const override {
        std::vector<ProcedureStep> steps;
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            std::int64_t const there = begun_ ? asked_[i] : 0;
            if (runs_[i] > there) steps.push_back({candidates_[i].point, runs_[i]});
        }
        return steps;
    }

    void take(ProcedureValues const& values) override {
        asked_ = runs_;
        if (!begun_) rules_.indifference = indifference_(values);
        begun_ = true;
        for (std::size_t i = 0; i < candidates_.size(); ++i)
            read(i, values);
        choose_leader();
        if (!decided_) allot();
    }

    [[nodiscard]] ProcedureResult result() const override {
        ProcedureResult result;
        result.rules = rules_;
        result.begun = begun_;
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            auto const status = !is_in_[i]                 ? CandidateStatus::no_figure
                                : decided_ && i == leader_ ? CandidateStatus::selected
                                : decided_                 ? CandidateStatus::left_out
                                                           : CandidateStatus::running;
            std::int64_t const runs = begun_ ? asked_[i] : 0;
            bool const is_behind = status == CandidateStatus::left_out;
            result.candidates.push_back(
                {candidates_[i].point, runs, status,
                 is_behind ? std::optional{candidates_[*leader_].point} : std::nullopt});
            result.runs += runs;
            result.longest = std::max(result.longest, runs);
        }
        if (!leader_) return result;
        result.leader = candidates_[*leader_].point;
        result.decided = decided_;
        result.probability = probability_;
        result.likely_missing = likely_missing();
        return result;
    }

private:
    void read(std::size_t i, ProcedureValues const& values) {
        while (is_in_[i] && static_cast<std::int64_t>(values_[i].size()) < runs_[i]) {
            auto const value = values(candidates_[i].point, static_cast<std::int64_t>(values_[i].size()));
            is_in_[i] = value.has_value();
            if (value) values_[i].push_back(*value);
        }
    }

    // The means that comparable_means() gives: that of the candidate with most runs (the first of these), plus
    // the mean difference from it over the runs that both have, as all met the same random numbers. Unlike
    // differences of pairs, each over its own runs, they have one order.
    void compare() {
        std::optional<std::size_t> longest;
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            if (is_in_[i] && (!longest || values_[i].size() > values_[*longest].size())) longest = i;
        }
        if (!longest) return;
        auto const& reference = values_[*longest];
        Moments most;
        for (double const value : reference)
            most.add(value);
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            Moments apart;
            for (std::size_t run = 0; run < std::min(values_[i].size(), reference.size()); ++run)
                apart.add(values_[i][run] - reference[run]);
            means_[i] = most.mean() + apart.mean();
        }
    }

    // The leader's runs, then those of all that are not variants of the same alternative.
    [[nodiscard]] std::vector<std::vector<double>> runs_against_leader() const {
        std::vector<std::vector<double>> all{values_[*leader_]};
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            if (is_in_[i] && candidates_[i].alternative != candidates_[*leader_].alternative)
                all.push_back(values_[i]);
        }
        return all;
    }

    void choose_leader() {
        compare();
        leader_.reset();
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            if (is_in_[i] && (!leader_ || place(i) < place(*leader_))) leader_ = i;
        }
        if (!leader_) return;
        probability_ = probability_of_good_selection(runs_against_leader(), 0, rules_.indifference);
        decided_ = probability_ >= rules_.confidence;
    }

    void allot() {
        if (!leader_) return;
        std::vector<SampledSystem> systems;
        std::vector<std::size_t> who;
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            if (!is_in_[i] || runs_[i] >= rules_.most) continue;
            Moments own;
            for (double const x : values_[i])
                own.add(x);
            systems.push_back({means_[i] - means_[*leader_], own.variance(), runs_[i]});
            who.push_back(i);
        }
        if (systems.empty()) return;
        auto const round = rules_.round * static_cast<std::int64_t>(systems.size());
        auto const more = allot_runs(systems, round, rules_.indifference);
        for (std::size_t s = 0; s < who.size(); ++s)
            runs_[who[s]] = std::min(runs_[who[s]] + more[s], rules_.most);
    }

    [[nodiscard]] std::pair<Finding, double> place(std::size_t i) const {
        return {candidates_[i].standing, means_[i]};
    }

    // If all had more runs in proportion and nothing else changed; nothing where a better one stands worse.
    [[nodiscard]] std::optional<std::int64_t> likely_missing() const {
        if (decided_) return 0;
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            bool const is_rival = candidates_[i].alternative != candidates_[*leader_].alternative;
            if (is_in_[i] && is_rival && means_[i] < means_[*leader_]) return std::nullopt;
        }
        auto const all = runs_against_leader();
        auto const enough = [&](double times) {
            return probability_of_good_selection(all, 0, rules_.indifference, times) >= rules_.confidence;
        };
        double most = 2.0;
        while (most < 1e9 && !enough(most))
            most *= 2.0;
        double least = 1.0;
        while (most - least > 1e-3 * least) {
            double const middle = (least + most) / 2.0;
            (enough(middle) ? most : least) = middle;
        }
        std::int64_t runs = 0;
        for (auto const& values : all)
            runs += static_cast<std::int64_t>(values.size());
        return static_cast<std::int64_t>(std::ceil((most - 1.0) * static_cast<double>(runs)));
    }

    std::vector<SelectionCandidate> candidates_;
    ProcedureRules rules_;
    ProcedureIndifference indifference_;
    bool begun_{false}, decided_{false};
    std::vector<std::int64_t> runs_;   // asked for
    std::vector<std::int64_t> asked_;  // ... before that
    std::vector<std::vector<double>> values_;
    std::vector<bool> is_in_;    // has had a figure in every run
    std::vector<double> means_;  // comparable
    std::optional<std::size_t> leader_;
    double probability_{0.0};
};

}  // namespace

std::unique_ptr<SelectionProcedure> make_allotment_procedure(std::vector<SelectionCandidate> candidates,
                                                             ProcedureRules const& rules,
                                                             ProcedureIndifference indifference) {
    return std::make_unique<AllotmentProcedure>(std::move(candidates), rules, std::move(indifference));
}

}  // namespace meridian::study
