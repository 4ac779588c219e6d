#include "sim/study/comparison_tables.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

#include "models/statistics/intervals.hpp"
#include "sim/report/summary.hpp"
#include "sim/study/comparable_means.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/selected_rows.hpp"

namespace meridian::study {
namespace {

// Of the baseline nothing: it does not differ from itself.
MeanEstimate difference(Comparison const& c) {
    return c.verdict == Verdict::is_baseline ? MeanEstimate{} : c.difference.difference;
}
std::optional<Interval> bootstrap(Comparison const& c) {
    return c.verdict == Verdict::is_baseline ? std::nullopt : c.difference.bootstrap;
}
std::optional<double> if_tested(Comparison const& c, double p) {
    return difference(c).count > 1 ? std::optional{p} : std::nullopt;
}
std::optional<double> p_value(Comparison const& c) {
    return if_tested(c, c.difference.p_value);
}
std::optional<double> p_adjusted(Comparison const& c) {
    return if_tested(c, c.p_adjusted);
}

std::string points_of(Comparison const& c) {
    std::string all;
    if (c.points.size() > most_selected) return all;
    for (std::size_t const p : c.points)
        all += (all.empty() ? "" : " ") + std::to_string(p);
    return all;
}

// Rows of a best response.
template <class Record>
std::string future(Record const& row, CellContext const& at) {
    return at.study.names(row.response.future, Role::future);
}
template <class Record>
std::string alternative(Record const& row, CellContext const& at) {
    return at.study.names(row.response.alternative, Role::compared);
}
template <class Record>
std::string response(Record const& row, CellContext const& at) {
    return at.study.names(at.study.points[row.response.point], Role::response);
}
std::string reference_policy(PolicyEffect const& row, CellContext const& at) {
    return at.study.names(at.study.points[row.response.reference.value()], Role::response);
}

double difference_of_policies(PolicyEffect const& row) {
    return row.best - row.reference;
}
double difference_from_arithmetic(StaticRow const& row) {
    return row.simulated - row.by_arithmetic;
}
std::optional<double> share_of_arithmetic(StaticRow const& row) {
    if (row.by_arithmetic == 0.0) return std::nullopt;
    return difference_from_arithmetic(row) / row.by_arithmetic;
}

double mean_of_metric(ParetoRow const& row, CellContext const& at) {
    return row.means[at.index];
}

// clang-format off
constexpr auto metric = column<&Comparison::metric, &Metric::key>("metric");
constexpr auto of_future = column<&Comparison::future>("future");
constexpr auto of_alternative = column<&Comparison::alternative>("alternative");
constexpr auto with_response = column<&Comparison::response>("response");
constexpr auto runs = column<&Comparison::own, &MeanEstimate::count>("runs");
constexpr auto mean = column<&Comparison::own, mean_value>("mean");
constexpr auto low = column<&Comparison::own, low_of>("low");
constexpr auto high = column<&Comparison::own, high_of>("high");
constexpr auto apart = column<difference, mean_value>("difference");
constexpr auto apart_low = column<difference, low_of>("difference_low");
constexpr auto apart_high = column<difference, high_of>("difference_high");
constexpr auto resampled_low = column<bootstrap, low_end>("bootstrap_low");
constexpr auto resampled_high = column<bootstrap, high_end>("bootstrap_high");
constexpr auto p = column<p_value>("p");
constexpr auto adjusted = column<p_adjusted>("p_adjusted");
constexpr auto verdict = column<&Comparison::verdict>("verdict");
constexpr auto cny_per_year = column<&Comparison::cny_per_year>("cny_per_year", "the difference of a metric in CNY, a year of it");

constexpr std::array comparison_columns{
    metric, of_future, of_alternative, with_response,
    column<points_of>("points", "one per future"),
    runs, mean, low, high, apart, apart_low, apart_high, resampled_low, resampled_high, p, adjusted, verdict,
    column<&Comparison::difference, &PairedDifference::variance_reduction>("variance_reduction", "the factor of runs that common random numbers save"),
    cny_per_year,
};
constexpr std::array against_best_columns{
    metric, of_future, of_alternative, with_response, runs, mean, low, high, apart, apart_low, apart_high,
    resampled_low, resampled_high, p, adjusted, verdict, cny_per_year,
};
constexpr std::array policy_value_columns{
    metric, of_future, of_alternative, column<&Comparison::response>("best_response"), runs,
    column<&Comparison::own, mean_value>("reference_mean"),
    column<&Comparison::own, low_of>("reference_low"),
    column<&Comparison::own, high_of>("reference_high"),
    apart, apart_low, apart_high, resampled_low, resampled_high, p, adjusted, verdict, cny_per_year,
};
constexpr std::array policy_effects_columns{
    column<future<PolicyEffect>>("future"),
    column<alternative<PolicyEffect>>("alternative"),
    column<reference_policy>("reference_policy"),
    column<response<PolicyEffect>>("best_response"),
    column<&PolicyEffect::figure>("figure"),
    column<&PolicyEffect::reference>("reference", "mean of the figure under the reference policy"),
    column<&PolicyEffect::best>("best", "mean of the figure under the best policy"),
    column<difference_of_policies>("difference", "best less reference"),
};
constexpr std::array kpis_columns{
    column<future<KpiRow>>("future"),
    column<alternative<KpiRow>>("alternative"),
    column<response<KpiRow>>("response"),
    column<&KpiRow::figure>("key", "of summary.json"),
    column<&KpiRow::estimate, mean_value>("mean", "over the runs; comparable over a future"),
    column<&KpiRow::estimate, low_of>("low"),
    column<&KpiRow::estimate, high_of>("high"),
    column<&KpiRow::estimate, &MeanEstimate::count>("runs", "that have the figure"),
};
constexpr std::array static_columns{
    column<future<StaticRow>>("future"),
    column<alternative<StaticRow>>("alternative"),
    column<response<StaticRow>>("response"),
    column<&StaticRow::response, &BestResponse::point>("point"),
    column<&StaticRow::figure>("figure"),
    column<&StaticRow::by_arithmetic>("static"),
    column<&StaticRow::simulated>("simulated"),
    column<difference_from_arithmetic>("difference", "simulated less static"),
    column<share_of_arithmetic>("share", "of the static estimate, that the difference is"),
};
constexpr std::array pareto_columns{
    column<&ParetoRow::future>("future"),
    column<&ParetoRow::alternative>("alternative"),
    column<&ParetoRow::response>("response"),
    column<mean_of_metric>("<metric>", "mean of each metric of the study", ColumnOf::metric),
    column<&ParetoRow::dominated_by>("dominated_by", "an alternative that is at least as good in all metrics; empty, and not ruled out: on the front"),
    ruled_out_column<ParetoRow>,
};
constexpr std::array regret_columns{
    metric_column<Regret>,
    column<&Regret::alternative>("alternative"),
    column<&Regret::future>("future", "(worst): the largest regret over all"),
    column<&Regret::mean>("mean"),
    column<&Regret::regret>("regret", "how much worse the metric is than that of the best alternative of the future"),
    ruled_out_column<Regret>,
};
// clang-format on

// The responses point with most runs.
std::size_t longest_of(Results const& results, std::vector<BestResponse> const& responses,
                       Point const& future) {
    std::size_t longest = 0;
    std::int64_t most = -1;
    for (BestResponse const& one : responses) {
        if (one.future != future || results.runs(one.point) <= most) continue;
        longest = one.point;
        most = results.runs(one.point);
    }
    return longest;
}

}  // namespace

constexpr StudyTable<Comparison> comparison_table{
    "comparison", "an alternative in a future against the baseline, by one metric", comparison_columns};
constexpr StudyTable<Comparison> against_best_table{
    "against_best", "an alternative in a future against the best one, by the first metric",
    against_best_columns};
constexpr StudyTable<Comparison> policy_value_table{
    "policy_value", "the best policy of an alternative in a future against the reference policy",
    policy_value_columns};
constexpr StudyTable<PolicyEffect> policy_effects_table{
    "policy_effects", "a figure of an alternative in a future under the reference policy and the best one",
    policy_effects_columns};
constexpr StudyTable<KpiRow> kpis_table{"kpis", "a figure of an alternative with its best policy in a future",
                                        kpis_columns, TableNeeds::nothing, TableUse::report};
constexpr StudyTable<StaticRow> static_table{
    "static", "a figure of an alternative with its best policy, by arithmetic and simulated", static_columns,
    TableNeeds::nothing, TableUse::report};
constexpr StudyTable<ParetoRow> pareto_table{"pareto", "an alternative in a future", pareto_columns};
constexpr StudyTable<Regret> regret_table{"regret", "an alternative in a future", regret_columns};

std::vector<PolicyEffect> policy_effects(Results const& results, std::vector<BestResponse> const& responses) {
    constexpr std::array<std::string_view, 8> figures{
        "bytes_moved", "cost_cny_network",   "cost_cny_energy",          "energy_kwh_it",
        "pue_mean",    "carbon_kg_location", "accelerator_hours_active", "cost_cny_total"};
    std::vector<PolicyEffect> all;
    for (BestResponse const& one : responses) {
        if (!one.reference) continue;
        PointFigures const of_reference{results, *one.reference};
        PointFigures const of_best{results, one.point};
        for (std::string_view const figure : figures) {
            auto const reference = of_reference.mean(column_of(figure));
            auto const best = of_best.mean(column_of(figure));
            if (reference && best) all.push_back({one, figure, *reference, *best});
        }
    }
    return all;
}

std::vector<KpiRow> kpi_rows(Results const& results, std::vector<BestResponse> const& responses) {
    Study const& study = results.study();
    auto const keys = report::summary_keys();
    std::vector<KpiRow> all;
    std::optional<PointFigures> longest;  // of the future, as for comparable_means()
    for (BestResponse const& one : responses) {
        bool const is_new = &one == responses.data() || one.future != (&one - 1)->future;
        if (is_new && study.is_adaptive())
            longest.emplace(results, longest_of(results, responses, one.future));
        PointFigures const own{results, one.point};
        for (std::size_t k = 0; k < keys.size(); ++k) {
            auto const figures = own.figures(k);
            if (figures.empty()) continue;
            auto estimate = estimate_mean(figures, study.confidence);
            if (longest && longest->runs() > own.runs()) {
                if (auto const away = own.apart_from(*longest, k))
                    move_to(estimate, longest->mean(k).value_or(0.0) + *away);
            }
            all.push_back({one, keys[k].name, estimate});
        }
    }
    return all;
}

std::vector<StaticRow> static_rows(Results const& results, std::vector<BestResponse> const& responses) {
    auto const keys = report::summary_keys();
    std::vector<StaticRow> all;
    for (BestResponse const& one : responses) {
        auto const estimate = results.row(one.point, static_run);
        if (!estimate || !estimate->ok()) continue;
        PointFigures const simulated{results, one.point};
        for (std::size_t k = 0; k < keys.size(); ++k) {
            auto const figure = simulated.mean(k);
            if (!std::isnan(estimate->figures[k]) && figure)
                all.push_back({one, keys[k].name, estimate->figures[k], *figure});
        }
    }
    return all;
}

}  // namespace meridian::study
