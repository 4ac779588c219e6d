// Why the net cost of an alternative differs from the baseline's: an exact sum of parts, run by run.
//
//     net cost = capital + operations + electricity + network + carbon + green premium + value lost
//
// Electricity is E U P: IT energy, PUE, mean price. Its difference is the sum of three parts, each the mean over the six
// orders in which the three can change one after another (Shapley, "A value for n-person games", 1953):
//     of E: (E - E') (2 U P + U P' + U' P + 2 U' P') / 6, and likewise of the other two.
// Value lost is split by class or service, outcome and obstacle.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/statistics/intervals.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/results.hpp"
#include "sim/study/study_table.hpp"

namespace meridian::study {

enum class WhyKind : std::uint8_t {
    cost,        // CNY a year
    value_lost,  // CNY a year
    volume,      // no part of the sum: what stands behind it, a year of it
};
[[nodiscard]] std::string_view words(WhyKind kind);

struct WhyRow {
    std::string future, alternative;
    WhyKind kind{};
    std::string part;     // "capital", "electricity: PUE"; of lost value the class or service
    std::string outcome;  // of lost value: "rejected"
    std::string obstacle;
    MeanEstimate difference;  // alternative less baseline, over the runs that both have
};

// Of each alternative but the baseline, in each future, with the response that suits it best. The parts of each by size,
// the largest first; they add up to the difference of net cost. Then volumes. Empty where there is no net cost.
[[nodiscard]] std::vector<WhyRow> why_rows(Results const& results,
                                           std::vector<BestResponse> const& responses);

// The parts of the difference between two runs, a year of them; `a` is the alternative's. Nothing without net cost.
[[nodiscard]] std::vector<NamedFigure> parts_of_difference(Row const& a, Row const& b);

extern StudyTable<WhyRow> const why_table;

}  // namespace meridian::study
