#include "sim/study/trade_offs.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "models/statistics/pareto.hpp"

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
class Found {
public:
    explicit Found(std::vector<Comparison> const& comparisons) {
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
                                   std::vector<Metric> const& metrics) {
    Found const found{comparisons};
    std::vector<ParetoRow> all;
    for (std::string const& future : distinct(comparisons, &Comparison::future)) {
        std::vector<ParetoRow> rows;
        std::vector<std::vector<double>> lower_is_better;
        for (std::string const& alternative : distinct(comparisons, &Comparison::alternative)) {
            ParetoRow row{future, alternative, {}, {}, {}};
            std::vector<double> figures;
            for (Metric const& metric : metrics) {
                Comparison const* const c = found.of(metric.key, future, alternative);
                if (c == nullptr) break;
                row.response = c->response;
                row.means.push_back(c->level);
                figures.push_back(metric.more_is_better ? -c->level : c->level);
            }
            if (row.means.size() != metrics.size()) continue;
            rows.push_back(std::move(row));
            lower_is_better.push_back(std::move(figures));
        }
        auto const by = dominated_by(lower_is_better);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (by[i]) rows[i].dominated_by = rows[*by[i]].alternative;
        }
        std::ranges::move(rows, std::back_inserter(all));
    }
    return all;
}

std::vector<Regret> regrets(std::vector<Comparison> const& comparisons, Metric const& metric) {
    std::vector<std::string> futures = distinct(comparisons, &Comparison::future);
    std::erase(futures, all_futures);
    std::map<std::string, double> best;
    double const sign = metric.more_is_better ? -1.0 : 1.0;
    for (Comparison const& c : comparisons) {
        if (c.metric.key != metric.key || c.own.count == 0) continue;
        auto const [at, is_new] = best.try_emplace(c.future, sign * c.level);
        if (!is_new) at->second = std::min(at->second, sign * c.level);
    }
    Found const found{comparisons};
    std::vector<Regret> all;
    for (std::string const& alternative : distinct(comparisons, &Comparison::alternative)) {
        std::vector<Regret> rows;
        for (std::string const& future : futures) {
            Comparison const* const c = found.of(metric.key, future, alternative);
            if (c != nullptr)
                rows.push_back({alternative, future, c->level, sign * c->level - best.at(future)});
        }
        if (rows.size() != futures.size() || rows.empty()) continue;
        auto worst = *std::ranges::max_element(rows, {}, &Regret::regret);
        worst.future = worst_future;
        std::ranges::move(rows, std::back_inserter(all));
        all.push_back(std::move(worst));
    }
    return all;
}

}  // namespace meridian::study
