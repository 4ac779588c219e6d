#include "sim/study/trade_offs.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "models/statistics/pareto.hpp"
#include "sim/study/comparable_means.hpp"
#include "sim/study/selected_rows.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::study {
namespace {

// Distinct, in the order of their first appearance.
std::vector<std::string> distinct(std::vector<Comparison> const& comparisons, std::string Comparison::*of) {
    std::vector<std::string> all;
    std::set<std::string_view> seen;
    for (Comparison const& c : comparisons) {
        if (seen.insert(c.*of).second) all.push_back(c.*of);
    }
    return all;
}

// Those that have a mean, by metric, future and alternative.
class MeansByAlternative {
public:
    explicit MeansByAlternative(std::vector<Comparison> const& comparisons) {
        for (Comparison const& c : comparisons) {
            if (c.own.count > 0) all_.emplace(std::tie(c.metric.key, c.future, c.alternative), &c);
        }
    }
    // nullptr: there is none.
    [[nodiscard]] Comparison const* of(std::string const& metric, std::string const& future,
                                       std::string const& alternative) const {
        auto const found = all_.find(std::tie(metric, future, alternative));
        return found == all_.end() ? nullptr : found->second;
    }

private:
    std::map<std::tuple<std::string, std::string, std::string>, Comparison const*, std::less<>> all_;
};

}  // namespace

std::vector<ParetoRow> pareto_rows(std::vector<Comparison> const& comparisons,
                                   std::vector<Metric> const& metrics, RuleFindings const& findings) {
    MeansByAlternative const found{comparisons};
    std::vector<ParetoRow> all;
    for (std::string const& future : distinct(comparisons, &Comparison::future)) {
        std::vector<ParetoRow> rows;
        std::vector<std::vector<double>> lower_is_better;
        std::vector<Finding> standing;
        for (std::string const& alternative : distinct(comparisons, &Comparison::alternative)) {
            ParetoRow row{future, alternative, {}, {}, {}, {}};
            std::vector<double> figures;
            Finding of_row = Finding::passes;
            for (Metric const& metric : metrics) {
                Comparison const* const c = found.of(metric.key, future, alternative);
                if (c == nullptr) break;
                row.response = c->response;
                of_row = findings.standing(c->points);
                row.means.push_back(c->own.mean);
                figures.push_back(metric.more_is_better ? -c->own.mean : c->own.mean);
            }
            if (row.means.size() != metrics.size()) continue;
            rows.push_back(std::move(row));
            lower_is_better.push_back(std::move(figures));
            standing.push_back(of_row);
        }
        if (rows.empty()) continue;
        Finding const best = *std::ranges::min_element(standing);
        std::vector<bool> is_candidate;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            is_candidate.push_back(standing[i] == best);
            if (standing[i] != best) rows[i].ruled_out = standing[i];
        }
        auto const by = dominated_by(lower_is_better, is_candidate);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            system::checkpoint();
            if (by[i]) rows[i].dominated_by = rows[*by[i]].alternative;
        }
        std::ranges::move(rows, std::back_inserter(all));
    }
    return all;
}

std::vector<Regret> regrets(Results const& results, std::vector<BestResponse> const& responses) {
    Study const& study = results.study();
    Metric const& metric = study.metrics.front();
    double const sign = metric.more_is_better ? -1.0 : 1.0;
    struct OneFuture {
        std::size_t future;
        double mean;
        bool is_selected;
        BestResponse const* responses;
    };
    std::vector<bool> is_selected(study.points.size(), false);
    for (BestResponse const& one : selected_rows(results, responses))
        is_selected[one.point] = true;
    auto const means = comparable_means(results, metric.column);
    std::vector<std::pair<Finding, double>> best;  // by future
    std::vector<std::vector<OneFuture>> by_alternative;
    std::map<Point, std::size_t> numbers;
    for (BestResponse const& one : responses) {  // by future
        double const mean = means[one.point];
        std::pair const rank{one.standing, sign * mean};
        if (&one == responses.data() || one.future != (&one - 1)->future) best.push_back(rank);
        best.back() = std::min(best.back(), rank);
        auto const [at, is_new] = numbers.try_emplace(one.alternative, by_alternative.size());
        if (is_new) by_alternative.emplace_back();
        by_alternative[at->second].push_back({best.size() - 1, mean, is_selected[one.point], &one});
    }
    std::vector<Regret> all;
    for (auto const& futures : by_alternative) {
        if (futures.size() != best.size()) continue;
        Regret worst{study.names(futures.front().responses->alternative, Role::compared),
                     std::string{worst_future},
                     0.0,
                     -INFINITY,
                     {}};
        bool some_selected = false;
        for (OneFuture const& one : futures) {
            system::checkpoint();
            auto const& [standing, least] = best[one.future];
            Regret regret{worst.alternative, {}, one.mean, sign * one.mean - least, {}};
            if (one.responses->standing != standing) regret.ruled_out = one.responses->standing;
            worst.ruled_out = std::max(worst.ruled_out, regret.ruled_out);
            if (one.is_selected) {
                all.push_back(regret);
                all.back().future = study.names(one.responses->future, Role::future);
            }
            some_selected = some_selected || one.is_selected;
            if (regret.regret > worst.regret) {
                worst.mean = regret.mean;
                worst.regret = regret.regret;
            }
        }
        if (some_selected) all.push_back(std::move(worst));
    }
    return all;
}

}  // namespace meridian::study
