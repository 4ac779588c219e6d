#include "sim/study/replications.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/statistics/intervals.hpp"

namespace meridian::study {
namespace {

class Rounds {
public:
    Rounds(Study const& study, std::vector<std::size_t> const& compared_with, KnownRuns const& known)
        : study_{study},
          compared_with_{compared_with},
          known_{known},
          values_(study.points.size()),
          going_(study.points.size(), true) {}

    Wanted play() {
        Replications const& r = study_.replications;
        Wanted wanted{std::vector<std::int64_t>(study_.points.size(), 0), true};
        std::int64_t left = r.runs.value_or(INT64_MAX);
        for (std::int64_t round = 0; round < r.most; ++round) {
            auto const points = of_this_round();
            if (points.empty() || static_cast<std::int64_t>(points.size()) > left) break;
            left -= static_cast<std::int64_t>(points.size());
            for (std::size_t const p : points)
                wanted.runs[p] = round + 1;
            if (!r.half_width) continue;  // nothing depends on the figures
            if (!take(points, round)) {
                wanted.decided = false;
                return wanted;
            }
            if (round + 1 >= r.least) stop_those_known(round + 1);
        }
        return wanted;
    }

private:
    // Points that go on and those that they are compared with, in order.
    [[nodiscard]] std::vector<std::size_t> of_this_round() const {
        std::vector<bool> takes_part = going_;
        if (study_.replications.half_width && study_.replications.of_difference) {
            for (std::size_t p = 0; p < going_.size(); ++p) {
                if (going_[p]) takes_part[compared_with_[p]] = true;
            }
        }
        std::vector<std::size_t> points;
        for (std::size_t p = 0; p < takes_part.size(); ++p) {
            if (takes_part[p]) points.push_back(p);
        }
        return points;
    }

    // False if a run is missing. Of failed runs there is no figure.
    bool take(std::vector<std::size_t> const& points, std::int64_t round) {
        bool all = true;
        for (std::size_t const p : points) {
            KnownRun const run = known_(p, round);
            all = all && run.state != RunState::missing;
            values_[p].push_back(run.state == RunState::done ? run.figure : std::nan(""));
        }
        return all;
    }

    void stop_those_known(std::int64_t runs) {
        for (std::size_t p = 0; p < going_.size(); ++p) {
            if (going_[p] && known_well(p, runs)) going_[p] = false;
        }
    }

    [[nodiscard]] bool known_well(std::size_t p, std::int64_t runs) const {
        bool const difference = study_.replications.of_difference;
        std::size_t const b = compared_with_[p];
        if (difference && b == p) return true;  // goes on as long as others need it
        std::vector<double> values;
        std::vector<double> scale;
        for (std::size_t i = 0; i < static_cast<std::size_t>(runs); ++i) {
            double const own = values_[p][i];
            double const base = i < values_[b].size() ? values_[b][i] : std::nan("");
            double const value = difference ? own - base : own;
            if (!std::isnan(value)) values.push_back(value);
            if (!std::isnan(base)) scale.push_back(base);
        }
        auto const estimate = estimate_mean(values, study_.confidence);
        if (!estimate.interval) return values.empty();  // all absent: more runs will not help
        double const half = (estimate.interval->high - estimate.interval->low) / 2.0;
        double const unit = std::fabs(estimate_mean(scale, study_.confidence).mean);
        return half <= *study_.replications.half_width * unit;
    }

    Study const& study_;
    std::vector<std::size_t> const& compared_with_;
    KnownRuns const& known_;
    std::vector<std::vector<double>> values_;  // by point and round, of rounds in which it took part
    std::vector<bool> going_;
};

}  // namespace

Wanted wanted_runs(Study const& study, std::vector<std::size_t> const& compared_with,
                   KnownRuns const& known) {
    return Rounds{study, compared_with, known}.play();
}

std::vector<std::size_t> baseline_points(Study const& study) {
    // Points in their order, of equal ones the first first.
    std::vector<std::size_t> order(study.points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    auto const point = [&](std::size_t p) -> Point const& { return study.points[p]; };
    std::ranges::stable_sort(order, {}, point);
    std::vector<std::size_t> all(study.points.size());
    for (std::size_t p = 0; p < all.size(); ++p) {
        Point base = study.original(study.points[p]);
        bool const changed = base != study.points[p];
        for (std::size_t a = 0; a < study.axes.size(); ++a) {
            if (!changed && study.axes[a].role == Role::compared) base.level[a] = study.baseline.level[a];
        }
        auto const found = std::ranges::lower_bound(order, base, {}, point);
        all[p] = found == order.end() || point(*found) != base ? p : *found;
    }
    return all;
}

}  // namespace meridian::study
