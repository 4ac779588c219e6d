#include "models/statistics/selection.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

#include "models/statistics/moments.hpp"
#include "models/units/exact_math.hpp"

namespace meridian {
namespace {

// A spread that is huge beside the indifference asks for more runs than anyone makes; it must still be a
// number.
constexpr double most_rounds = 0x1p50;

double h_squared(std::size_t systems, SelectionRules const& rules) {
    if (systems == 1) return 0.0;
    double const degrees = static_cast<double>(rules.first_runs) - 1.0;
    double const error = 2.0 * (1.0 - rules.confidence) / static_cast<double>(systems - 1);
    double const eta = 0.5 * (exact_exp(-2.0 / degrees * exact_log(error)) - 1.0);
    return 2.0 * eta * degrees;
}

}  // namespace

FullySequentialSelection::FullySequentialSelection(std::size_t systems, SelectionRules const& rules,
                                                   std::vector<std::size_t> variants_of,
                                                   std::vector<std::size_t> ranks)
    : rules_{rules},
      h_squared_{h_squared(systems, rules)},
      systems_{systems},
      variants_of_{std::move(variants_of)},
      ranks_{std::move(ranks)},
      survivors_(systems),
      last_rounds_{systems, systems},
      sums_(systems, 0.0),
      runs_(systems, 0),
      exits_(systems) {
    assert(systems >= 1 && rules.first_runs >= 2 && rules.indifference > 0.0 && rules.look_every > 0);
    assert(rules.confidence < 1.0 && (systems == 1 || rules.confidence * static_cast<double>(systems) > 1.0));
    std::iota(survivors_.begin(), survivors_.end(), std::size_t{0});
}

void FullySequentialSelection::add_round(std::span<double const> values) {
    assert(values.size() == survivors_.size());
    for (std::size_t s = 0; s < values.size(); ++s) {
        assert(std::isfinite(values[s]));
        sums_[survivors_[s]] += values[s];
        ++runs_[survivors_[s]];
    }
    ++rounds_;
    auto const first = static_cast<std::int64_t>(rules_.first_runs);
    if (rounds_ <= first) first_values_.emplace_back(values.begin(), values.end());
    if (rounds_ < first) return;
    if (rounds_ == first) measure_spread();
    if ((rounds_ - first) % static_cast<std::int64_t>(rules_.look_every) == 0) screen();
}

void FullySequentialSelection::leave_out(std::size_t system) {
    assert(rounds_ >= static_cast<std::int64_t>(rules_.first_runs) && survivors_.size() > 1);
    std::erase(survivors_, system);
}

void FullySequentialSelection::measure_spread() {
    double const scale = h_squared_ / (rules_.indifference * rules_.indifference);
    for (std::size_t i = 0; i < systems_; ++i) {
        for (std::size_t l = 0; l < i; ++l) {
            Moments difference;
            for (auto const& run : first_values_)
                difference.add(run[i] - run[l]);
            double const last = std::min(scale * difference.variance(), most_rounds);
            last_rounds_(i, l) = last;
            last_rounds_(l, i) = last;
        }
    }
    first_values_.clear();
}

bool FullySequentialSelection::are_variants(std::size_t i, std::size_t l) const {
    return i == l || (!variants_of_.empty() && variants_of_[i] == variants_of_[l]);
}

bool FullySequentialSelection::decided() const {
    return std::ranges::all_of(survivors_,
                               [&](std::size_t i) { return are_variants(i, survivors_.front()); });
}

double FullySequentialSelection::last_round(std::size_t i, std::size_t l) const {
    return last_rounds_(i, l);
}

// Both sides of mean_i - mean_l > W_il(r) times r.
bool FullySequentialSelection::beats(std::size_t l, std::size_t i) const {
    if (rank(l) > rank(i)) return false;
    double const apart = sums_[i] - sums_[l];
    double const left = last_round(i, l) - static_cast<double>(rounds_);
    if (left > 0.0) return apart > 0.5 * rules_.indifference * left;
    return apart > 0.0 || (apart == 0.0 && l < i);
}

void FullySequentialSelection::screen() {
    std::vector<std::size_t> kept;
    for (std::size_t const i : survivors_) {
        bool const out =
            std::ranges::any_of(survivors_, [&](std::size_t l) { return l != i && beats(l, i); });
        if (out) {
            exits_[i] = Exit{rounds_, least_mean(rank(i))};
        } else {
            kept.push_back(i);
        }
    }
    survivors_ = std::move(kept);
}

std::size_t FullySequentialSelection::least_mean(std::size_t rank_at_most) const {
    std::optional<std::size_t> least;
    for (std::size_t const i : survivors_) {
        if (rank(i) <= rank_at_most && (!least || sums_[i] < sums_[*least])) least = i;
    }
    return *least;
}

std::size_t FullySequentialSelection::best() const {
    return least_mean(
        rank(*std::ranges::min_element(survivors_, {}, [&](std::size_t i) { return rank(i); })));
}

double FullySequentialSelection::mean(std::size_t system) const {
    return runs_[system] == 0 ? 0.0 : sums_[system] / static_cast<double>(runs_[system]);
}

// With a mean difference d to the best, sums are apart by r d, and i is out as soon as
//     r d > indifference / 2 (last - r), that is r > last x indifference / (2 d + indifference)
std::optional<RunsMissing> FullySequentialSelection::missing() const {
    if (rounds_ < static_cast<std::int64_t>(rules_.first_runs)) return std::nullopt;
    auto const rounds_to = [&](double last) {  // whole looks
        auto const look = static_cast<std::int64_t>(rules_.look_every);
        auto const rounds =
            std::max<std::int64_t>(static_cast<std::int64_t>(std::floor(last)) + 1 - rounds_, 1);
        return (rounds + look - 1) / look * look;
    };
    RunsMissing missing;
    if (decided()) return missing;
    std::size_t const least = best();
    std::int64_t longest = 0;
    double last = 0.0;
    for (std::size_t const i : survivors_) {
        for (std::size_t const l : survivors_)
            last = std::max(last, are_variants(i, l) ? 0.0 : last_round(i, l));
        if (are_variants(i, least)) continue;
        double const apart = mean(i) - mean(least);
        if (apart < 0.0) return std::nullopt;
        std::int64_t const rounds =
            rounds_to(last_round(i, least) * rules_.indifference / (2.0 * apart + rules_.indifference));
        missing.likely += rounds;
        longest = std::max(longest, rounds);
    }
    missing.likely += longest;  // of the best itself; its variants are likely to be out before
    missing.at_most = rounds_to(last) * static_cast<std::int64_t>(survivors_.size());
    return missing;
}

}  // namespace meridian
