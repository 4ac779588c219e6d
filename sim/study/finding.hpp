// Whether runs keep a rule, and how surely.
//
// A rule is kept if the mean of its margin over replications is 0 or more. It passes if the one-sided lower bound of
// that mean, by Student's distribution at the study's confidence, is 0 or more (Hahn and Meeker, "Statistical
// intervals", 1991, section 4.2); it fails if the upper bound is below 0; else it is open. All rules together pass with
// that confidence if each of them does: an intersection-union test needs no adjustment (Berger, "Multiparameter
// hypothesis testing and acceptance sampling", Technometrics 24, 1982).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/statistics/intervals.hpp"
#include "sim/setup/rule.hpp"
#include "sim/study/store.hpp"

namespace meridian::study {

// From the best to the worst, so that the worst of several is the largest.
enum class Finding : std::uint8_t {
    not_applicable,  // there is nothing that the rule is of
    passes,
    open,
    fails,
};
[[nodiscard]] std::string_view words(Finding finding);  // "passes", "open", "fails", "does not apply"

// One rule at one point.
struct RuleFinding {
    Finding finding{Finding::not_applicable};
    std::int64_t runs{0};     // with a value
    std::int64_t passed{0};   // of these
    std::int64_t without{0};  // runs in which the rule applies and has no value
    double value{0.0};        // mean; of nothing: 0
    MeanEstimate margin;      // its interval has the two one-sided bounds
    // Of a rule over each loss: the case in which it stands worst, a point of the study.
    std::optional<std::size_t> loss_case{};
};
// `values` of the runs with one; `without`: runs in which the rule applies and has none.
[[nodiscard]] RuleFinding find_rule(RuleText const& rule, std::span<double const> values,
                                    std::int64_t without, double confidence);

// What the runs of a point say of one rule.
struct RuleRuns {
    std::vector<double> values;
    std::int64_t without{0};  // runs in which the rule applies and has no value
};

// Reads what runs keep of some rules (run_parts.hpp).
class RuleReader {
public:
    explicit RuleReader(std::vector<RuleText> rules);

    [[nodiscard]] std::size_t rules() const { return rules_.size(); }
    // Adds the parts of one run. Precondition: `runs` has an element for each rule.
    void add(std::vector<NamedFigure> const& parts, std::vector<RuleRuns>& runs) const;
    [[nodiscard]] RuleFinding find(std::size_t rule, RuleRuns const& runs, double confidence) const;
    // The worst over the rules that decide; Finding::passes where none of them is worse.
    [[nodiscard]] Finding standing(std::vector<RuleRuns> const& runs, double confidence) const;

private:
    std::vector<RuleText> rules_;
    std::vector<std::string> present_, none_;  // names of parts, by rule
};

}  // namespace meridian::study
