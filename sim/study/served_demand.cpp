#include "sim/study/served_demand.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string_view>

#include "sim/study/metrics.hpp"

namespace meridian::study {
namespace {

// The mean over the points of a comparison; nothing where one has no figure.
std::optional<double> mean_over(Results const& results, std::vector<std::size_t> const& points,
                                std::string_view key) {
    std::size_t const column = metric_of(key).value().column;
    double sum = 0.0;
    for (std::size_t const p : points) {
        auto const mean = results.mean(p, column);
        if (!mean) return std::nullopt;
        sum += *mean;
    }
    return points.empty() ? std::nullopt : std::optional{sum / static_cast<double>(points.size())};
}

// At least as good in both, and better in one.
bool dominates(ServedDemand const& a, ServedDemand const& b) {
    if (!a.cost_cny || *a.cost_cny > *b.cost_cny || a.unserved_h > b.unserved_h) return false;
    return *a.cost_cny < *b.cost_cny || a.unserved_h < b.unserved_h;
}

bool is_comparable(ServedDemand const& one) {
    return !one.in_gap;
}

// clang-format off
constexpr std::array served_demand_columns{
    column<&ServedDemand::future>("future"),
    column<&ServedDemand::alternative>("alternative"),
    column<&ServedDemand::response>("response"),
    column<&ServedDemand::demanded_h>("accelerator_hours_demanded"),
    column<&ServedDemand::unserved_h>("accelerator_hours_unserved"),
    column<&ServedDemand::unserved_share>("unserved_share"),
    column<is_comparable>("comparable", "no: alternatives of the future serve so different demand that none may be called the best by the first metric"),
    column<&ServedDemand::cost_cny>("cost_cny_total"),
    column<&ServedDemand::on_front>("on_front", "of total cost against unserved demand"),
    ruled_out_column<ServedDemand>,
};
// clang-format on

}  // namespace

constexpr StudyTable<ServedDemand> served_demand_table{
    "served_demand", "an alternative in a future, by the first metric", served_demand_columns};

bool rewards_unserved_demand(Metric const& metric) {
    constexpr std::array<std::string_view, 3> totals{"cost_cny_", "carbon_kg_", "energy_kwh_"};
    return std::ranges::any_of(totals, [&](std::string_view of) { return metric.key.starts_with(of); });
}

std::vector<ServedDemand> served_demand(Results const& results, RuleFindings const& findings,
                                        std::vector<Comparison> const& comparisons) {
    std::vector<ServedDemand> all;
    std::map<std::string, Finding> best;  // by future
    std::vector<Finding> standing;
    for (Comparison const& c : comparisons) {
        auto const demanded = mean_over(results, c.points, "accelerator_hours_demanded");
        auto const unserved = mean_over(results, c.points, "accelerator_hours_unserved");
        if (!demanded || !unserved) continue;
        all.push_back({c.future,
                       c.alternative,
                       c.response,
                       *demanded,
                       *unserved,
                       mean_over(results, c.points, "cost_cny_total"),
                       {}});
        standing.push_back(findings.standing(c.points));
        Finding& least = best.try_emplace(c.future, standing.back()).first->second;
        least = std::min(least, standing.back());
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (standing[i] != best.at(all[i].future)) all[i].ruled_out = standing[i];
    }
    for (ServedDemand& one : all) {
        if (!one.cost_cny || one.ruled_out) continue;
        one.on_front = std::ranges::none_of(all, [&](ServedDemand const& other) {
            return other.future == one.future && !other.ruled_out && dominates(other, one);
        });
    }
    return all;
}

std::optional<DemandGap> find_demand_gap(Study const& study, Metric const& metric,
                                         std::vector<ServedDemand> const& of_one_future) {
    std::vector<ServedDemand> some;
    std::ranges::copy_if(of_one_future, std::back_inserter(some),
                         [](ServedDemand const& one) { return !one.ruled_out; });
    if (some.size() < 2 || !rewards_unserved_demand(metric)) return std::nullopt;
    auto const [least, most] = std::ranges::minmax_element(some, {}, &ServedDemand::unserved_share);
    if (most->unserved_share() - least->unserved_share() <= study.demand_tolerance) return std::nullopt;
    return DemandGap{*least, *most};
}

std::vector<ServedDemand> served_demand_rows(Results const& results, RuleFindings const& findings,
                                             std::vector<Comparison> const& comparisons) {
    Metric const& metric = results.study().metrics.front();
    std::vector<Comparison> of_first;
    std::ranges::copy_if(comparisons, std::back_inserter(of_first),
                         [&](Comparison const& c) { return c.metric.key == metric.key; });
    auto all = served_demand(results, findings, of_first);
    for (auto from = all.begin(); from != all.end();) {
        auto const to = std::find_if(from, all.end(),
                                     [&](ServedDemand const& one) { return one.future != from->future; });
        bool const in_gap = find_demand_gap(results.study(), metric, {from, to}).has_value();
        for (; from != to; ++from)
            from->in_gap = in_gap;
    }
    return all;
}

}  // namespace meridian::study
