// Whether the alternatives of a study keep its rules (finding.hpp).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sim/study/finding.hpp"
#include "sim/study/results.hpp"

namespace meridian::study {

class RuleFindings {
public:
    // Reads the values that the rows of a study with rules keep. Throws SystemError.
    explicit RuleFindings(Results const& results);

    [[nodiscard]] bool empty() const { return rules_ == 0; }
    // By the rules of the study. A rule over each loss is of a point that is no variant by its loss cases, the one in
    // which it stands worst, as it must be kept in each: an intersection-union test, too. While a case has no runs, it is
    // open.
    [[nodiscard]] std::span<RuleFinding const> of(std::size_t point) const;
    // The worst over the rules that decide.
    [[nodiscard]] Finding standing(std::size_t point) const;
    [[nodiscard]] Finding standing(std::vector<std::size_t> const& points) const;
    // Leaves those of the points that stand best.
    void keep_best(std::vector<std::size_t>& points) const;
    // Of several points, the one at which a rule stands worst, then has the least margin. Precondition: there is one.
    [[nodiscard]] RuleFinding const& worst(std::vector<std::size_t> const& points, std::size_t rule) const;

private:
    void add_losses(Study const& study);

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
