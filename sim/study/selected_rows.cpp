#include "sim/study/selected_rows.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace meridian::study {
namespace {

double mean_over(Results const& results, Places const& places) {
    double sum = 0.0;
    for (std::size_t const p : places)
        sum += results.mean(p, results.study().metrics.front().column).value_or(0.0);
    return sum / static_cast<double>(places.size());
}

Finding worst_of(std::vector<Finding> const& standing, Places const& places) {
    Finding worst = Finding::passes;
    for (std::size_t const p : places)
        worst = std::max(worst, standing[p]);
    return worst;
}

// Leaves the best ones by the rules, then the first metric, the baseline and the other, in their order.
void leave_best(Group& group, Results const& results, std::vector<Finding> const& standing,
                std::optional<std::string> const& other) {
    if (group.alternatives.size() <= most_selected) return;
    Study const& study = results.study();
    double const sign = study.metrics.front().more_is_better ? -1.0 : 1.0;
    std::vector<std::tuple<Finding, double, std::size_t>> by_figure;
    for (std::size_t i = 0; i < group.alternatives.size(); ++i) {
        Places const& places = group.alternatives[i].second;
        by_figure.emplace_back(worst_of(standing, places), sign * mean_over(results, places), i);
    }
    std::ranges::nth_element(by_figure, by_figure.begin() + most_selected);
    by_figure.resize(most_selected);
    std::vector<bool> is_selected(group.alternatives.size(), false);
    for (auto const& [finding, figure, i] : by_figure)
        is_selected[i] = true;
    Point const baseline = study.part(study.baseline, Role::compared);
    std::vector<std::pair<Point, Places>> left;
    for (std::size_t i = 0; i < group.alternatives.size(); ++i) {
        Point const& one = group.alternatives[i].first;
        if (is_selected[i] || one == baseline || (other && study.names(one, Role::compared) == *other))
            left.push_back(std::move(group.alternatives[i]));
    }
    group.omitted = group.alternatives.size() - left.size();
    group.alternatives = std::move(left);
}

}  // namespace

std::vector<Group> groups_of(Results const& results, std::vector<BestResponse> const& responses,
                             std::optional<std::string> const& other) {
    Study const& study = results.study();
    std::vector<Group> groups;
    Group all{std::string{all_futures}, {}};
    std::map<Point, std::size_t> places;  // in `all`
    for (BestResponse const& one : responses) {
        auto const [at, is_new] = places.try_emplace(one.alternative, all.alternatives.size());
        if (is_new) all.alternatives.push_back({one.alternative, {}});
        all.alternatives[at->second].second.push_back(one.point);
    }
    std::size_t const most_futures =
        std::max<std::size_t>(1, most_selected / std::max<std::size_t>(1, places.size()));
    Point const baseline = study.part(study.baseline, Role::future);
    std::size_t futures = 0;
    Point const* last = nullptr;
    bool is_selected = false;
    for (BestResponse const& one : responses) {
        if (last == nullptr || *last != one.future) {
            last = &one.future;
            is_selected = ++futures <= most_futures || one.future == baseline;
            if (is_selected) groups.push_back({study.names(one.future, Role::future), {}});
        }
        if (is_selected) groups.back().alternatives.push_back({one.alternative, {one.point}});
    }
    if (futures > 1) {
        std::erase_if(all.alternatives, [&](auto const& one) { return one.second.size() != futures; });
        groups.push_back(std::move(all));
    }
    std::vector<Finding> standing(study.points.size(), Finding::passes);
    for (BestResponse const& one : responses)
        standing[one.point] = one.standing;
    for (Group& group : groups)
        leave_best(group, results, standing, other);
    return groups;
}

std::vector<BestResponse> selected_rows(Results const& results, std::vector<BestResponse> const& responses) {
    if (responses.size() <= most_selected) return responses;
    std::vector<bool> is_selected(results.study().points.size(), false);
    for (Group const& group : groups_of(results, responses)) {
        if (group.future == all_futures) continue;
        for (auto const& [alternative, places] : group.alternatives)
            is_selected[places.front()] = true;
    }
    std::vector<BestResponse> some;
    for (BestResponse const& one : responses) {
        if (is_selected[one.point]) some.push_back(one);
    }
    return some;
}

}  // namespace meridian::study
