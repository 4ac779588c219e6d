#include "sim/study/comparison_tables.hpp"

#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "models/statistics/intervals.hpp"
#include "models/units/format.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/study/comparable_means.hpp"
#include "sim/study/csv_cells.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/selected_rows.hpp"

namespace meridian::study {
namespace {

using report::csv_cell;

// The difference with both intervals, p, p_adjusted, verdict.
std::string difference_cells(Comparison const& c) {
    if (c.verdict == Verdict::is_baseline) return fmt::format(",,,,,,,{}", words(c.verdict));
    bool const tested = c.difference.difference.count > 1;
    return fmt::format("{},{},{},{},{}", cells(c.difference.difference), cells(c.difference.bootstrap),
                       tested ? format_number(c.difference.p_value) : std::string{},
                       tested ? format_number(c.p_adjusted) : std::string{}, words(c.verdict));
}

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

std::string points_cell(Comparison const& c) {
    std::string all;
    if (c.points.size() > most_selected) return all;
    for (std::size_t const p : c.points)
        all += (all.empty() ? "" : " ") + std::to_string(p);
    return all;
}

}  // namespace

std::string comparison_csv(std::vector<Comparison> const& comparisons) {
    std::string out{
        "metric,future,alternative,response,points,runs,mean,low,high,difference,difference_low,"
        "difference_high,bootstrap_low,bootstrap_high,p,p_adjusted,verdict,variance_reduction,cny_per_"
        "year\n"};
    for (Comparison const& c : comparisons) {
        out += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", c.metric.key, csv_cell(c.future),
                           csv_cell(c.alternative), csv_cell(c.response), points_cell(c), c.own.count,
                           cells(c.own), difference_cells(c), cell(c.difference.variance_reduction),
                           cell(c.cny_per_year));
    }
    return out;
}

std::string against_best_csv(std::vector<Comparison> const& comparisons) {
    std::string out{
        "metric,future,alternative,response,runs,mean,low,high,difference,difference_low,difference_high,"
        "bootstrap_low,bootstrap_high,p,p_adjusted,verdict,cny_per_year\n"};
    for (Comparison const& c : comparisons) {
        out += fmt::format("{},{},{},{},{},{},{},{}\n", c.metric.key, csv_cell(c.future),
                           csv_cell(c.alternative), csv_cell(c.response), c.own.count, cells(c.own),
                           difference_cells(c), cell(c.cny_per_year));
    }
    return out;
}

std::string policy_effects_csv(Results const& results, std::vector<BestResponse> const& responses) {
    constexpr std::array<std::string_view, 8> figures{
        "bytes_moved", "cost_cny_network",   "cost_cny_energy",          "energy_kwh_it",
        "pue_mean",    "carbon_kg_location", "accelerator_hours_active", "cost_cny_total"};
    Study const& study = results.study();
    std::string out{"future,alternative,reference_policy,best_response,figure,reference,best,difference\n"};
    for (BestResponse const& one : responses) {
        if (!one.reference) continue;
        PointFigures const of_reference{results, *one.reference};
        PointFigures const of_best{results, one.point};
        for (std::string_view const figure : figures) {
            auto const metric = metric_of(figure);
            auto const reference = of_reference.mean(metric->column);
            auto const best = of_best.mean(metric->column);
            if (!reference || !best) continue;
            out += fmt::format("{},{},{},{},{},{},{},{}\n", csv_cell(study.names(one.future, Role::future)),
                               csv_cell(study.names(one.alternative, Role::compared)),
                               csv_cell(study.names(study.points[*one.reference], Role::response)),
                               csv_cell(study.names(study.points[one.point], Role::response)), figure,
                               format_number(*reference), format_number(*best),
                               format_number(*best - *reference));
        }
    }
    return out;
}

std::string kpis_csv(Results const& results, std::vector<BestResponse> const& responses) {
    Study const& study = results.study();
    auto const keys = report::summary_keys();
    std::string out{"future,alternative,response,key,mean,low,high,runs\n"};
    std::optional<PointFigures> longest;  // of the future, as for comparable_means()
    for (BestResponse const& one : responses) {
        bool const is_new = &one == responses.data() || one.future != (&one - 1)->future;
        if (is_new && study.is_adaptive())
            longest.emplace(results, longest_of(results, responses, one.future));
        PointFigures const all{results, one.point};
        for (std::size_t k = 0; k < keys.size(); ++k) {
            auto const figures = all.figures(k);
            if (figures.empty()) continue;
            auto estimate = estimate_mean(figures, study.confidence);
            if (longest && longest->runs() > all.runs()) {
                auto const apart = all.apart_from(*longest, k);
                if (apart) move_to(estimate, longest->mean(k).value_or(0.0) + *apart);
            }
            out += fmt::format("{},{},{},{},{},{}\n", csv_cell(study.names(one.future, Role::future)),
                               csv_cell(study.names(one.alternative, Role::compared)),
                               csv_cell(study.names(study.points[one.point], Role::response)), keys[k].name,
                               cells(estimate), figures.size());
        }
    }
    return out;
}

std::string policy_value_csv(std::vector<Comparison> const& values) {
    std::string out{
        "metric,future,alternative,best_response,runs,reference_mean,reference_low,reference_high,difference,"
        "difference_low,difference_high,bootstrap_low,bootstrap_high,p,p_adjusted,verdict,cny_per_year\n"};
    for (Comparison const& c : values) {
        out += fmt::format("{},{},{},{},{},{},{},{}\n", c.metric.key, csv_cell(c.future),
                           csv_cell(c.alternative), csv_cell(c.response), c.own.count, cells(c.own),
                           difference_cells(c), cell(c.cny_per_year));
    }
    return out;
}

std::string pareto_csv(std::vector<ParetoRow> const& rows, Study const& study) {
    std::string out{"future,alternative,response"};
    for (Metric const& metric : study.metrics)
        out += "," + metric.key;
    out.append(",dominated_by").append(ruled_out_heading(study)).append("\n");
    for (ParetoRow const& row : rows) {
        out +=
            fmt::format("{},{},{}", csv_cell(row.future), csv_cell(row.alternative), csv_cell(row.response));
        for (double const mean : row.means)
            out += "," + format_number(mean);
        out += "," + csv_cell(row.dominated_by.value_or("")) + ruled_out_cell(study, row.ruled_out) + "\n";
    }
    return out;
}

std::string regret_csv(std::vector<Regret> const& regrets, Study const& study) {
    std::string out{"metric,alternative,future,mean,regret"};
    out.append(ruled_out_heading(study)).append("\n");
    for (Regret const& r : regrets)
        out += fmt::format("{},{},{},{},{}{}\n", study.metrics.front().key, csv_cell(r.alternative),
                           csv_cell(r.future), format_number(r.mean), format_number(r.regret),
                           ruled_out_cell(study, r.ruled_out));
    return out;
}

std::string static_csv(Results const& results, std::vector<BestResponse> const& responses) {
    Study const& study = results.study();
    auto const keys = report::summary_keys();
    std::string out{"future,alternative,response,point,figure,static,simulated,difference,share\n"};
    for (BestResponse const& one : responses) {
        auto const estimate = results.row(one.point, static_run);
        if (!estimate || !estimate->ok()) continue;
        PointFigures const all{results, one.point};
        for (std::size_t k = 0; k < keys.size(); ++k) {
            double const by_arithmetic = estimate->figures[k];
            auto const simulated = all.mean(k);
            if (std::isnan(by_arithmetic) || !simulated) continue;
            double const apart = *simulated - by_arithmetic;
            out += fmt::format(
                "{},{},{},{},{},{},{},{},{}\n", csv_cell(study.names(one.future, Role::future)),
                csv_cell(study.names(one.alternative, Role::compared)),
                csv_cell(study.names(study.points[one.point], Role::response)), one.point, keys[k].name,
                format_number(by_arithmetic), format_number(*simulated), format_number(apart),
                by_arithmetic != 0.0 ? format_number(apart / by_arithmetic) : std::string{});
        }
    }
    return out;
}

}  // namespace meridian::study
