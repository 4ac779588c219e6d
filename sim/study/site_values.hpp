// What each site of an alternative is worth, and what more accelerators at it would bring, by playing it: paired
// differences of net cost, in CNY a year.
//
//     worth = net cost without - net cost with = value that is kept or gained - cost
//     value = value lost without - value lost with;    cost = total cost with - total cost without
//
// "With" is the alternative as it is for a site that is left out, and the alternative with the accelerators for those that
// are added. Both respond with what suits them best, by the study's first metric and rules. The intervals of a table hold
// together for all sites of an alternative with the study's confidence: each is Student's at 1 - (1 - confidence) / sites
// (Bonferroni; Miller, "Simultaneous statistical inference", 2nd ed., 1981, section 2.3). The verdict is theirs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/statistics/intervals.hpp"
#include "sim/study/results.hpp"
#include "sim/study/rule_findings.hpp"
#include "sim/study/study_table.hpp"

namespace meridian::study {

enum class SiteVerdict : std::uint8_t { pays, does_not_pay, not_significant };
[[nodiscard]] std::string_view words(SiteVerdict verdict);

struct SiteValue {
    Role role{Role::removed};
    std::string axis, future, alternative;
    std::string response, response_of_change;  // of the alternative; with the site changed
    std::string site;
    std::size_t rank{1};       // among the sites of the alternative, by worth
    std::string model;         // of what is added
    double accelerators{0.0};  // added
    MeanEstimate worth;        // CNY a year, with the interval above
    double value{0.0}, cost{0.0};
    SiteVerdict verdict{SiteVerdict::not_significant};

    // CNY a year for each accelerator added. Precondition: role added.
    [[nodiscard]] double worth_per_accelerator() const { return worth.mean / accelerators; }
};

// By axis, future and alternative in the order of the points, then by rank. Sites without a common run that has a net cost
// are left out.
[[nodiscard]] std::vector<SiteValue> site_values(Results const& results, RuleFindings const& findings);

// Those of axes `remove`, and those of axes `add`.
[[nodiscard]] std::vector<SiteValue> values_of(std::vector<SiteValue> const& values, Role role);
extern StudyTable<SiteValue> const site_values_table;
extern StudyTable<SiteValue> const next_accelerators_table;

}  // namespace meridian::study
