// Whether the alternatives of a study keep its rules, and how surely.
//
// A rule is kept if the mean of its margin over replications is 0 or more. It passes if the one-sided lower bound of
// that mean, by Student's distribution at the study's confidence, is 0 or more (Hahn and Meeker, "Statistical
// intervals", 1991, section 4.2); it fails if the upper bound is below 0; else it is open. All rules together pass with
// that confidence if each of them does: an intersection-union test needs no adjustment (Berger, "Multiparameter
// hypothesis testing and acceptance sampling", Technometrics 24, 1982).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "models/statistics/intervals.hpp"
#include "sim/setup/rule.hpp"
#include "sim/study/results.hpp"

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
};
// `values` of the runs with one; `without`: runs in which the rule applies and has none.
[[nodiscard]] RuleFinding find_rule(RuleText const& rule, std::span<double const> values,
                                    std::int64_t without, double confidence);

class RuleFindings {
public:
    // Reads the values that the rows of a study with rules keep. Throws SystemError.
    explicit RuleFindings(Results const& results);

    [[nodiscard]] bool empty() const { return rules_ == 0; }
    // By the rules of the study.
    [[nodiscard]] std::span<RuleFinding const> of(std::size_t point) const;
    // The worst over the rules that decide.
    [[nodiscard]] Finding standing(std::size_t point) const;
    [[nodiscard]] Finding standing(std::vector<std::size_t> const& points) const;
    // Leaves those of the points that stand best.
    void keep_best(std::vector<std::size_t>& points) const;
    // Of several points, the one at which a rule stands worst, then has the least margin. Precondition: there is one.
    [[nodiscard]] RuleFinding const& worst(std::vector<std::size_t> const& points, std::size_t rule) const;

private:
    std::size_t rules_{0};
    std::vector<bool> decides_;          // by rule
    std::vector<RuleFinding> findings_;  // by point, then rule
};

// What stops an alternative: the rules that it does not pass, the worst first.
struct Obstruction {
    std::size_t rule{0};
    RuleFinding finding;
};
[[nodiscard]] std::vector<Obstruction> obstructions(Study const& study, RuleFindings const& findings,
                                                    std::vector<std::size_t> const& points);

}  // namespace meridian::study
