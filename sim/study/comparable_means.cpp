#include "sim/study/comparable_means.hpp"

#include <limits>
#include <map>

namespace meridian::study {

std::vector<double> comparable_means(Results const& results, std::size_t column) {
    Study const& study = results.study();
    std::vector<double> means;
    for (std::size_t p = 0; p < study.points.size(); ++p)
        means.push_back(results.mean(p, column).value_or(std::numeric_limits<double>::quiet_NaN()));
    if (!study.is_adaptive()) return means;
    std::map<Point, std::size_t> longest;  // by future, the point with most runs
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        if (!results.mean(p, column)) continue;
        auto const at = longest.try_emplace(study.part(study.points[p], Role::future), p).first;
        if (results.runs(p) > results.runs(at->second)) at->second = p;
    }
    std::vector<double> comparable = means;
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        auto const reference = longest.find(study.part(study.points[p], Role::future));
        if (reference == longest.end() || results.runs(p) == results.runs(reference->second)) continue;
        auto const apart = results.mean_difference(p, reference->second, column);
        if (apart) comparable[p] = means[reference->second] + *apart;
    }
    return comparable;
}

void move_to(MeanEstimate& estimate, double mean) {
    if (estimate.count == 0) return;
    if (estimate.interval) {
        estimate.interval->low += mean - estimate.mean;
        estimate.interval->high += mean - estimate.mean;
    }
    estimate.mean = mean;
}

}  // namespace meridian::study
