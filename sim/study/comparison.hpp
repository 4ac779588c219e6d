// What may be said of the alternatives of a study: each responses in each future with the response that suits it
// best, and compared with the baseline run by run, as both met the same random numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/statistics/intervals.hpp"
#include "sim/study/results.hpp"
#include "sim/study/rule_findings.hpp"

namespace meridian::study {

// An alternative in a future.
struct BestResponse {
    Point alternative;  // levels of the compared axes, the baseline's elsewhere
    Point future;       // likewise of the futures
    // With the response that suits it best: among those that stand best by the study's rules, the best by the first
    // metric.
    std::size_t point;
    std::optional<std::size_t> reference;  // with the reference policy, if it was run
    Finding standing{Finding::passes};     // by the rules that decide
    std::optional<std::size_t> barred{};   // with the response that would be best, but for the rules
};
// By future, then alternative, in the order of the points. Alternatives without a figure are left out.
[[nodiscard]] std::vector<BestResponse> best_responses(Results const& results);
// The same with what is known of the rules. `findings`: of these results.
[[nodiscard]] std::vector<BestResponse> best_responses(Results const& results, RuleFindings const& findings);

enum class Verdict : std::uint8_t { is_baseline, better, worse, not_significant };
[[nodiscard]] std::string_view words(Verdict verdict);

// Differences of more runs are not resampled: Student's interval is as good there, and resampling takes long.
inline constexpr std::size_t most_resampled = 250;

// The name of the mean over futures, which counts each of them alike.
inline constexpr std::string_view all_futures = "(all futures)";

// One metric of an alternative in a future, or over all of them.
struct Comparison {
    Metric metric;
    std::string future, alternative, response;  // responses of several futures with spaces between
    std::vector<std::size_t> points;            // one per future
    MeanEstimate own;                           // its mean is that of comparable_means()
    // From the baseline; of nothing for itself. The interval of its mean is simultaneous over the alternatives of the
    // same metric and future.
    PairedDifference difference;
    double p_adjusted{1.0};  // over the same
    Verdict verdict{Verdict::not_significant};
    std::optional<double> cny_per_year;  // of a metric in CNY: the difference, a year of it
};

struct CompareOptions {
    std::optional<std::string> baseline;  // name of an alternative; none: the study's
    std::vector<Metric> metrics;          // empty: the study's
};

// By metric, future and alternative, those selected; the mean over futures last if there are
// several.
[[nodiscard]] std::vector<Comparison> compare(Results const& results,
                                              std::vector<BestResponse> const& responses,
                                              CompareOptions const& options);

// The first metric again, each alternative compared with the best one of the future: of those that stand best by the
// rules, the one with the best mean. `comparisons`: of compare() with the first metric among its own, and with the
// same `baseline`.
[[nodiscard]] std::vector<Comparison> compare_with_best(Results const& results,
                                                        std::vector<BestResponse> const& responses,
                                                        std::vector<Comparison> const& comparisons,
                                                        std::optional<std::string> const& baseline = {});

// What the brain is worth to an alternative: the reference policy against the best response, by the first metric.
// `own` is the reference policy's; the difference is best minus reference.
[[nodiscard]] std::vector<Comparison> value_of_brain(Results const& results,
                                                     std::vector<BestResponse> const& responses);

// Draws for resampling, the same for the same name.
[[nodiscard]] RandomBits resampling_bits(std::string_view name);

}  // namespace meridian::study
