#include "models/statistics/pareto.hpp"

#include <algorithm>
#include <numeric>

namespace meridian {
namespace {

bool dominates(std::vector<double> const& a, std::vector<double> const& b) {
    bool better = false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] > b[i]) return false;
        better = better || a[i] < b[i];
    }
    return better;
}

}  // namespace

std::vector<std::optional<std::size_t>> dominated_by(std::span<std::vector<double> const> rows,
                                                     std::vector<bool> const& is_candidate) {
    // In rising order a row can be beaten by earlier ones only, and then by one of those on the front.
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(
        order, {}, [&](std::size_t i) -> auto const& { return rows[i]; });
    std::vector<std::optional<std::size_t>> by(rows.size());
    std::vector<std::size_t> front;
    for (std::size_t const i : order) {
        auto const better =
            std::ranges::find_if(front, [&](std::size_t j) { return dominates(rows[j], rows[i]); });
        if (better != front.end()) {
            by[i] = *better;
        } else if (is_candidate.empty() || is_candidate[i]) {
            front.push_back(i);
        }
    }
    return by;
}

}  // namespace meridian
