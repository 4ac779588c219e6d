#include "sim/study/site_values.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "sim/study/comparable_means.hpp"
#include "sim/study/metrics.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::study {
namespace {

// Of a run, CNY a year.
struct RunMoney {
    double net_cost{0.0}, cost{0.0}, value_lost{0.0};
};

std::optional<RunMoney> money_of(std::optional<Row> const& row) {
    if (!row || !row->ok()) return std::nullopt;
    auto const figure = [&](std::string_view key) { return row->figures[column_of(key)]; };
    double const years = figure("window_s") / seconds_per_year;
    RunMoney const money{figure("net_cost_cny") / years, figure("cost_cny_total") / years,
                         figure("value_lost_cny") / years};
    if (std::isnan(money.net_cost) || std::isnan(money.cost) || std::isnan(money.value_lost))
        return std::nullopt;
    return money;
}

// Sites of one alternative in one future that are changed by one axis.
struct Family {
    std::size_t axis, base;            // the point in which none is changed
    std::vector<std::size_t> changed;  // points
};

class SiteValuer {
public:
    SiteValuer(Results const& results, RuleFindings const& findings)
        : results_{results}, study_{results.study()}, findings_{findings} {}

    std::vector<SiteValue> all() {
        std::vector<SiteValue> values;
        for (Family const& family : families()) {
            auto some = values_of(family);
            std::ranges::move(some, std::back_inserter(values));
        }
        return values;
    }

private:
    // The best point of each combination of levels but those of responses, in the order of the points.
    [[nodiscard]] std::vector<std::size_t> best_points() const {
        Metric const& decides = study_.metrics.front();
        auto const means = comparable_means(results_, decides.column);
        auto const rank = [&](std::size_t p) {
            return std::pair{findings_.standing(p), decides.more_is_better ? -means[p] : means[p]};
        };
        std::map<Point, std::size_t> numbers;
        std::vector<std::size_t> best;
        for (std::size_t p = 0; p < study_.points.size(); ++p) {
            if (std::isnan(means[p])) continue;
            Point without_response = study_.points[p];
            for (std::size_t a = 0; a < study_.axes.size(); ++a) {
                if (study_.axes[a].role == Role::response)
                    without_response.level[a] = study_.baseline.level[a];
            }
            auto const [at, is_new] = numbers.try_emplace(std::move(without_response), best.size());
            if (is_new) {
                best.push_back(p);
            } else if (rank(p) < rank(best[at->second])) {
                best[at->second] = p;
            }
        }
        return best;
    }

    // By axis, then in the order in which alternatives come.
    [[nodiscard]] std::vector<Family> families() const {
        auto const group = [&](std::size_t p) {
            return std::pair{study_.part(study_.points[p], Role::future),
                             study_.part(study_.points[p], Role::compared)};
        };
        std::map<std::pair<Point, Point>, std::size_t> bases;
        std::vector<std::size_t> changed;
        std::vector<std::size_t> order;  // of bases
        for (std::size_t const p : best_points()) {
            if (auto const axis = study_.variant_axis(study_.points[p])) {
                if (changes_a_site(study_.axes[*axis].role)) changed.push_back(p);
            } else if (bases.try_emplace(group(p), p).second) {
                order.push_back(p);
            }
        }
        std::map<std::pair<std::size_t, std::size_t>, std::vector<std::size_t>> by_axis_and_base;
        for (std::size_t const p : changed) {
            auto const base = bases.find(group(p));
            if (base != bases.end())
                by_axis_and_base[{study_.variant_axis(study_.points[p]).value(), base->second}].push_back(p);
        }
        std::vector<Family> all;
        for (std::size_t a = 0; a < study_.axes.size(); ++a) {
            for (std::size_t const base : order) {
                auto const found = by_axis_and_base.find({a, base});
                if (found != by_axis_and_base.end()) all.push_back({a, base, found->second});
            }
        }
        return all;
    }

    std::vector<SiteValue> values_of(Family const& family) {
        std::vector<SiteValue> values;
        double const sites = static_cast<double>(family.changed.size());
        for (std::size_t const p : family.changed) {
            if (auto value = value_of(family, p, 1.0 - (1.0 - study_.confidence) / sites))
                values.push_back(std::move(*value));
        }
        std::ranges::stable_sort(values, std::ranges::greater{},
                                 [](SiteValue const& one) { return one.worth.mean; });
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i].rank = i + 1;
        return values;
    }

    std::optional<SiteValue> value_of(Family const& family, std::size_t changed, double confidence) {
        Axis const& axis = study_.axes[family.axis];
        bool const removed = axis.role == Role::removed;
        auto const& with = runs_of(removed ? family.base : changed);
        auto const& without = runs_of(removed ? changed : family.base);
        SiteValue value;
        std::vector<double> worth;
        for (std::size_t run = 0; run < std::min(with.size(), without.size()); ++run) {
            if (!with[run] || !without[run]) continue;
            worth.push_back(without[run]->net_cost - with[run]->net_cost);
            value.value += without[run]->value_lost - with[run]->value_lost;
            value.cost += with[run]->cost - without[run]->cost;
        }
        if (worth.empty()) return std::nullopt;
        value.value /= static_cast<double>(worth.size());
        value.cost /= static_cast<double>(worth.size());
        value.worth = estimate_mean(worth, confidence);
        if (auto const& interval = value.worth.interval) {
            if (interval->low > 0.0) value.verdict = SiteVerdict::pays;
            if (interval->high < 0.0) value.verdict = SiteVerdict::does_not_pay;
        }
        Point const& point = study_.points[changed];
        value.role = axis.role;
        value.axis = axis.name;
        value.future = study_.names(point, Role::future);
        value.alternative = study_.names(point, Role::compared);
        value.response = study_.names(study_.points[family.base], Role::response);
        value.response_of_change = study_.names(point, Role::response);
        value.site = study_.level_name(point, family.axis);
        if (axis.addition) {
            value.model = axis.addition->model;
            value.accelerators = study_.added[changed];
        }
        return value;
    }

    // By run; each point is read once.
    std::vector<std::optional<RunMoney>> const& runs_of(std::size_t point) {
        auto const [at, is_new] = runs_.try_emplace(point);
        if (!is_new) return at->second;
        for (std::int64_t run = 0; run < results_.runs(point); ++run) {
            system::checkpoint();
            at->second.push_back(money_of(results_.row(point, run)));
        }
        return at->second;
    }

    Results const& results_;
    Study const& study_;
    RuleFindings const& findings_;
    std::map<std::size_t, std::vector<std::optional<RunMoney>>> runs_;
};

// clang-format off
constexpr auto axis = column<&SiteValue::axis>("axis");
constexpr auto future = column<&SiteValue::future>("future");
constexpr auto alternative = column<&SiteValue::alternative>("alternative");
constexpr auto rank = column<&SiteValue::rank>("rank", "among the sites of the alternative, by worth");
constexpr auto site = column<&SiteValue::site>("site");
constexpr auto worth = column<&SiteValue::worth, mean_value>("worth_cny_per_year", "net cost without less net cost with");
constexpr auto worth_low = column<&SiteValue::worth, low_of>("worth_cny_per_year_low", "over all sites of the alternative together");
constexpr auto worth_high = column<&SiteValue::worth, high_of>("worth_cny_per_year_high", "over all sites of the alternative together");
constexpr auto verdict = column<&SiteValue::verdict>("verdict");
constexpr auto response = column<&SiteValue::response>("response", "of the alternative as it is");
constexpr auto runs = column<&SiteValue::worth, &MeanEstimate::count>("runs");

constexpr std::array site_values_columns{
    axis, future, alternative, rank, site, worth, worth_low, worth_high,
    column<&SiteValue::value>("value_kept_cny_per_year"),
    column<&SiteValue::cost>("site_cost_cny_per_year"),
    verdict, response,
    column<&SiteValue::response_of_change>("response_without"),
    runs,
};
constexpr std::array next_accelerators_columns{
    axis, future, alternative, rank, site,
    column<&SiteValue::model>("model"),
    column<&SiteValue::accelerators>("accelerators", "added"),
    worth, worth_low, worth_high,
    column<&SiteValue::worth_per_accelerator>("worth_cny_per_accelerator_year"),
    column<&SiteValue::value>("value_gained_cny_per_year"),
    column<&SiteValue::cost>("added_cost_cny_per_year"),
    verdict, response,
    column<&SiteValue::response_of_change>("response_with"),
    runs,
};
// clang-format on

}  // namespace

constexpr StudyTable<SiteValue> site_values_table{"site_values", "a site of an alternative that is left out",
                                                  site_values_columns, TableNeeds::removed_sites};
constexpr StudyTable<SiteValue> next_accelerators_table{
    "next_accelerators", "a site of an alternative that gets more accelerators", next_accelerators_columns,
    TableNeeds::added_sites};

std::string_view words(SiteVerdict verdict) {
    constexpr std::array<std::string_view, 3> all{"pays", "does not pay", "not significant"};
    return all[static_cast<std::size_t>(verdict)];
}

std::vector<SiteValue> site_values(Results const& results, RuleFindings const& findings) {
    Study const& study = results.study();
    bool const any =
        std::ranges::any_of(study.axes, [](Axis const& axis) { return changes_a_site(axis.role); });
    if (!any) return {};
    return SiteValuer{results, findings}.all();
}

std::vector<SiteValue> values_of(std::vector<SiteValue> const& values, Role role) {
    std::vector<SiteValue> some;
    std::ranges::copy_if(values, std::back_inserter(some),
                         [&](SiteValue const& value) { return value.role == role; });
    return some;
}

}  // namespace meridian::study
