// How sure the verdict on an alternative is: one grade over random numbers, futures and uncertain inputs, and the
// assumption that it depends on most.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/study/comparison.hpp"
#include "sim/study/sensitivity.hpp"
#include "sim/study/study_table.hpp"

namespace meridian::study {

enum class Grade : std::uint8_t {
    robust,       // significantly better in every future, and better in at least 95 % of the input samples
    likely,       // better in every future and in at least 80 % of the input samples
    depends,      // significantly better in the baseline's future, but not likely
    significant,  // significantly better in every future; inputs were not varied
    not_significant,  // in the baseline's future
    worse,            // significantly, in the baseline's future
};
[[nodiscard]] std::string_view words(Grade grade);

inline constexpr double robust_share = 0.95;
inline constexpr double likely_share = 0.8;

// The input whose break-even value lies nearest to what the scenario says, both as a share of its range.
struct DecisiveInput {
    std::string name;
    double break_even{0.0};
    std::optional<double>
        assumed;               // in the unit of the range; nothing where the scenario writes another unit
    bool better_below{false};  // the alternative is better below the break-even value
};

struct Certainty {
    std::string alternative;
    Grade grade{Grade::not_significant};
    std::size_t futures{0}, futures_better{0};  // of the study; those in which its mean is better
    std::string worst_future;                   // one in which it is not better; empty: none
    std::size_t samples{0};                     // of all inputs at once; 0: inputs were not varied
    double better_share{0.0};                   // of these
    std::optional<DecisiveInput> decisive;      // none: no break-even value lies within the range of an input
};

// By the first metric, a row for each alternative but the baseline that has a difference in the baseline's future.
// `comparisons`: of compare() with the first metric among its own and the study's baseline. `sensitivity`: none if
// inputs were not varied. `scenario`: of the baseline, for the values that it assumes.
[[nodiscard]] std::vector<Certainty> grade_certainty(Study const& study,
                                                     std::vector<Comparison> const& comparisons,
                                                     SensitivityResult const* sensitivity,
                                                     scenario::Draft const& scenario);

extern StudyTable<Certainty> const certainty_table;

}  // namespace meridian::study
