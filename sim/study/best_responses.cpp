#include <algorithm>
#include <cmath>
#include <compare>
#include <optional>
#include <utility>
#include <vector>

#include "sim/study/comparable_means.hpp"
#include "sim/study/comparison.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::study {

std::vector<BestResponse> best_responses(Results const& results) {
    return best_responses(results, RuleFindings{results});
}

std::vector<BestResponse> best_responses(Results const& results, RuleFindings const& findings) {
    Study const& study = results.study();
    Metric const& decides = study.metrics.front();
    std::vector<std::size_t> axes;  // of what is responses: futures, then what is compared
    std::optional<std::size_t> response;
    for (Role const role : {Role::future, Role::compared, Role::response}) {
        for (std::size_t a = 0; a < study.axes.size(); ++a) {
            if (study.axes[a].role != role) continue;
            if (role == Role::response) response = a;
            if (role != Role::response) axes.push_back(a);
        }
    }
    auto const futures = static_cast<std::size_t>(std::ranges::count(study.axes, Role::future, &Axis::role));
    auto const apart = [&](std::size_t p, std::size_t q, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            auto const a = study.points[p].level[axes[i]] <=> study.points[q].level[axes[i]];
            if (a != 0) return a;
        }
        return std::strong_ordering::equal;
    };
    // Sorted rather than put into a map: there may be a million.
    std::vector<double> value = comparable_means(results, decides.column);
    std::vector<std::size_t> order;
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        if (std::isnan(value[p]) || study.is_variant(study.points[p])) continue;
        if (decides.more_is_better) value[p] = -value[p];
        order.push_back(p);
    }
    std::ranges::stable_sort(order,
                             [&](std::size_t p, std::size_t q) { return apart(p, q, axes.size()) < 0; });
    struct Found {
        std::size_t future, first, point;
        std::size_t best;  // but for the rules
        std::optional<std::size_t> reference;
    };
    std::vector<Found> all;
    std::size_t future = 0;
    std::vector<std::size_t> first_points;  // by future
    for (std::size_t const p : order) {
        system::checkpoint();
        if (all.empty() || apart(all.back().first, p, axes.size()) != 0) {
            if (!all.empty() && apart(all.back().first, p, futures) != 0) ++future;
            all.push_back({future, p, p, p, {}});
            first_points.resize(future + 1, p);
            first_points[future] = std::min(first_points[future], p);
        } else {
            Found& found = all.back();
            auto const rank = [&](std::size_t q) { return std::pair{findings.standing(q), value[q]}; };
            if (rank(p) < rank(found.point)) found.point = p;
            if (value[p] < value[found.best]) found.best = p;
        }
        if (study.reference_policy && response && study.points[p].level[*response] == *study.reference_policy)
            all.back().reference = p;
    }
    // Futures and alternatives in the order of their first points.
    std::ranges::sort(all, {}, [&](Found const& one) {
        return std::pair{first_points[one.future], one.first};
    });
    std::vector<BestResponse> responses;
    responses.reserve(all.size());
    for (Found const& one : all) {
        Point const& point = study.points[one.first];
        BestResponse& added = responses.emplace_back(BestResponse{study.part(point, Role::compared),
                                                                  study.part(point, Role::future),
                                                                  one.point,
                                                                  one.reference,
                                                                  findings.standing(one.point),
                                                                  {}});
        if (one.best != one.point) added.barred = one.best;
    }
    return responses;
}

}  // namespace meridian::study
