#include "sim/study/runners_up.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>

#include "models/statistics/ratio_interval.hpp"
#include "sim/study/metrics.hpp"

namespace meridian::study {
namespace {

constexpr double kg_per_tonne = 1000.0;

std::string_view figure_of(Criterion criterion) {
    switch (criterion) {
        case Criterion::net_cost:
            return "net_cost_cny";
        case Criterion::carbon_location:
            return "carbon_kg_location";
        case Criterion::carbon_market:
            return "carbon_kg_market";
        case Criterion::job_slo:
            return "slo_attainment";
        case Criterion::request_slo:
            break;
    }
    return "request_slo_attainment_least";
}

bool is_of_carbon(Criterion criterion) {
    return criterion == Criterion::carbon_location || criterion == Criterion::carbon_market;
}

// The points of one future that may be chosen, against the baseline's.
class FutureSearch {
public:
    FutureSearch(Results const& results, std::vector<std::size_t> points, std::size_t baseline)
        : results_{results},
          points_{std::move(points)},
          baseline_{baseline},
          cost_{column_of(results.mean(baseline, column_of("net_cost_cny")) ? "net_cost_cny"
                                                                            : "cost_cny_total")} {
        double const window_s = results.mean(baseline, column_of("window_s")).value_or(seconds_per_year);
        per_year_ = seconds_per_year / window_s;
    }

    [[nodiscard]] std::optional<RunnerUp> find(Criterion criterion) const {
        auto const point = is_of_carbon(criterion) ? least_per_tonne(column_of(figure_of(criterion)))
                           : criterion == Criterion::net_cost ? extreme(cost_, -1.0)
                                                              : extreme(column_of(figure_of(criterion)), 1.0);
        if (!point) return std::nullopt;
        RunnerUp found;
        found.criterion = criterion;
        found.point = *point;
        found.cny_per_year = scaled(results_.mean_difference(*point, baseline_, cost_), per_year_);
        std::size_t const carbon = column_of(figure_of(
            criterion == Criterion::carbon_market ? Criterion::carbon_market : Criterion::carbon_location));
        found.tonnes_per_year =
            scaled(results_.mean_difference(baseline_, *point, carbon), per_year_ / kg_per_tonne);
        found.slo_attainment = results_.mean(
            *point,
            column_of(figure_of(criterion == Criterion::request_slo ? criterion : Criterion::job_slo)));
        if (is_of_carbon(criterion)) find_price(carbon, found);
        return found;
    }

private:
    static std::optional<double> scaled(std::optional<double> x, double factor) {
        return x ? std::optional{*x * factor} : std::nullopt;
    }

    // The first point with the largest figure of a sign.
    [[nodiscard]] std::optional<std::size_t> extreme(std::size_t column, double sign) const {
        std::optional<std::size_t> best;
        double most = -INFINITY;
        for (std::size_t const p : points_) {
            auto const mean = results_.mean(p, column);
            if (!mean || sign * *mean <= most) continue;
            most = sign * *mean;
            best = p;
        }
        return best;
    }

    [[nodiscard]] std::optional<std::size_t> least_per_tonne(std::size_t carbon) const {
        std::optional<std::size_t> free;
        std::optional<std::size_t> priced;
        double most_kg = 0.0;
        double least = INFINITY;
        for (std::size_t const p : points_) {
            auto const kg = results_.mean_difference(baseline_, p, carbon);
            auto const cny = results_.mean_difference(p, baseline_, cost_);
            if (!kg || !cny || !(*kg > 0.0)) continue;
            if (*cny <= 0.0 && *kg > most_kg) {
                most_kg = *kg;
                free = p;
            }
            if (*cny > 0.0 && *cny / *kg < least) {
                least = *cny / *kg;
                priced = p;
            }
        }
        return free ? free : priced;
    }

    void find_price(std::size_t carbon, RunnerUp& found) const {
        if (!found.tonnes_per_year || !found.cny_per_year || !(*found.tonnes_per_year > 0.0)) return;
        // Carbon that contracts take off has no price where their premium is not given.
        bool const is_priced =
            results_.mean(found.point, column_of("green_cny_per_tonne_avoided")).has_value();
        if (found.criterion == Criterion::carbon_market && !is_priced) return;
        found.cny_per_tonne = *found.cny_per_year / *found.tonnes_per_year;
        auto const cost = results_.pairs(found.point, baseline_, cost_);
        auto const kg = results_.pairs(found.point, baseline_, carbon);
        if (cost.a.size() != kg.a.size()) return;
        std::vector<double> cny;
        std::vector<double> tonnes;
        for (std::size_t i = 0; i < cost.a.size(); ++i) {
            cny.push_back(cost.a[i] - cost.b[i]);
            tonnes.push_back((kg.b[i] - kg.a[i]) / kg_per_tonne);
        }
        found.per_tonne = ratio_interval(cny, tonnes, results_.study().confidence);
    }

    Results const& results_;
    std::vector<std::size_t> points_;
    std::size_t baseline_;
    std::size_t cost_;
    double per_year_{1.0};
};

std::string alternative(RunnerUp const& one, CellContext const& at) {
    return at.study.names(at.study.points[one.point], Role::compared);
}
std::string response(RunnerUp const& one, CellContext const& at) {
    return at.study.names(at.study.points[one.point], Role::response);
}

// clang-format off
constexpr std::array runners_up_columns{
    column<&RunnerUp::future>("future"),
    column<&RunnerUp::criterion>("criterion", "that the alternative answers best"),
    column<alternative>("alternative"),
    column<response>("response"),
    column<&RunnerUp::cny_per_year>("cny_per_year", "net cost more than the baseline's; total cost where values of work are missing"),
    column<&RunnerUp::tonnes_per_year>("tonnes_avoided_per_year", "of carbon, against the baseline"),
    column<&RunnerUp::cny_per_tonne>("cny_per_tonne", "negative: it avoids carbon and saves money"),
    column<&RunnerUp::per_tonne, low_end>("cny_per_tonne_low"),
    column<&RunnerUp::per_tonne, high_end>("cny_per_tonne_high"),
    column<&RunnerUp::slo_attainment>("slo_attainment", "of jobs; of the criterion of requests, of requests"),
};
// clang-format on

}  // namespace

constexpr StudyTable<RunnerUp> runners_up_table{
    "runners_up", "what answers a criterion best in a future, against the baseline's best policy",
    runners_up_columns};

std::string_view words(Criterion criterion) {
    constexpr std::array<std::string_view, 5> all{
        "least net cost", "least CNY per tonne, location-based", "least CNY per tonne, market-based",
        "highest SLO attainment of jobs", "highest SLO attainment of requests"};
    return all[static_cast<std::size_t>(criterion)];
}

std::vector<RunnerUp> runners_up(Results const& results, RuleFindings const& findings,
                                 std::vector<BestResponse> const& responses) {
    Study const& study = results.study();
    std::string const baseline = study.names(study.baseline, Role::compared);
    std::vector<RunnerUp> all;
    for (BestResponse const& base : responses) {
        if (study.names(base.alternative, Role::compared) != baseline) continue;
        std::vector<std::size_t> points;
        for (std::size_t p = 0; p < study.points.size(); ++p) {
            bool const is_of_future = study.part(study.points[p], Role::future) == base.future;
            if (!is_of_future || study.is_variant(study.points[p])) continue;
            points.push_back(p);
        }
        findings.keep_best(points);
        FutureSearch const search{results, std::move(points), base.point};
        for (Criterion const criterion :
             {Criterion::net_cost, Criterion::carbon_location, Criterion::carbon_market, Criterion::job_slo,
              Criterion::request_slo}) {
            auto found = search.find(criterion);
            if (!found) continue;
            found->future = study.names(base.future, Role::future);
            all.push_back(std::move(*found));
        }
    }
    return all;
}

}  // namespace meridian::study
