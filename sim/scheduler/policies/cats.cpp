#include <algorithm>
#include <array>
#include <cmath>

#include "sim/scheduler/scale.hpp"
#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

enum class MetricLevel : std::uint8_t { raw, l1, l2 };
constexpr std::array<std::string_view, 3> metric_level_words{"raw", "l1", "l2"};

constexpr ParameterDoc weight(std::string_view name, std::string_view doc) {
    return {name, Dimension::number, "1", 0.0, 1e6, doc};
}

// What a place is to a job in the categories of Level 1, each from 0, the best, to 1, the worst.
constexpr std::size_t categories = 3;
using Metrics = std::array<double, categories>;

// Scores are from 0 to 10, of which 10 is the best; those of Levels 1 and 2 are whole.
constexpr double best_score = 10.0;

// The path selector of Computing-Aware Traffic Steering. Computing is the share of the pool that is held or promised,
// communication the latency, service the time that the work is expected to take; the latter two are scaled over the
// places that could ever run the job. Where whole scores are equal, the nearest place is chosen.
class Cats final : public SearchPolicy {
public:
    struct Parameters : SearchParameters {
        Parameters() : SearchParameters{"wait"} {}
        Parameter<MetricLevel> level{
            *this,
            {"level", Dimension::number, "l1", 0.0, 2.0,
             "raw: the metrics as they are; l1: a score of 0 to 10 for each category; l2: one "
             "score of 0 to 10, from those",
             metric_level_words}};
        Parameter<double> computing{*this, weight("computing", "weight of the share that is taken")};
        Parameter<double> communication{*this, weight("communication", "weight of the latency")};
        Parameter<double> service{*this, weight("service", "weight of the time of the work")};
    };
    Cats(Parameters const& p, PolicyContext const&)
        : SearchPolicy{CandidateSearch{p}},
          level_{*p.level},
          weights_{*p.computing, *p.communication, *p.service} {}

private:
    [[nodiscard]] std::optional<Placement> choose(state::Job const& job, View const& view) override {
        auto const places = search().candidates(job, view);
        if (places.empty()) return std::nullopt;
        add_up(job, view, places);
        return places[static_cast<std::size_t>(std::ranges::min_element(totals_) - totals_.begin())];
    }
    void rank(state::Job const& job, View const& view, std::span<Placement const> places,
              std::span<std::optional<double>> scores) override {
        if (places.empty()) return;
        add_up(job, view, places);
        std::ranges::copy(totals_, scores.begin());
    }

    void add_up(state::Job const& job, View const& view, std::span<Placement const> places) {
        scale(job, view);
        totals_.clear();
        for (Placement const& place : places)
            totals_.push_back(total(metrics(job, view, place)));
    }

    // Over the places in reach that could ever run the job.
    void scale(state::Job const& job, View const& view) {
        milliseconds_.clear();
        seconds_.clear();
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (!search().covers(job.what.origin, site, view) || !view.possible(job, site)) continue;
            milliseconds_.push_back(milliseconds(job, view, site));
            for (PoolId const pool : view.pools_of(site)) {
                if (view.could_run(job, pool)) seconds_.push_back(seconds(job, view, pool));
            }
        }
        communication_ = Scale{1.0, extent(milliseconds_)};
        service_ = seconds_.empty() ? Scale{} : Scale{1.0, extent(seconds_)};
    }
    [[nodiscard]] Metrics metrics(state::Job const& job, View const& view, Placement place) const {
        double const latency = communication_(milliseconds(job, view, place.site));
        if (!place.pool.valid()) return {0.0, latency, 0.0};
        return {std::clamp(view.load(place.pool), 0.0, 1.0), latency,
                service_(seconds(job, view, place.pool))};
    }
    // What is lacking from the best score.
    [[nodiscard]] double total(Metrics metrics) const {
        double sum = 0.0;
        double weights = 0.0;
        for (std::size_t c = 0; c < categories; ++c) {
            double const score = best_score * (1.0 - metrics[c]);
            sum += weights_[c] * (level_ == MetricLevel::raw ? score : std::round(score));
            weights += weights_[c];
        }
        double const mean = weights > 0.0 ? sum / weights : best_score;
        return best_score - (level_ == MetricLevel::l2 ? std::round(mean) : mean);
    }

    [[nodiscard]] static double milliseconds(state::Job const& job, View const& view, SiteId site) {
        return in_seconds(view.latency(job.what.origin, site)).count() * 1e3;
    }
    [[nodiscard]] static double seconds(state::Job const& job, View const& view, PoolId pool) {
        return in_seconds(view.expected_time(job, pool)).count();
    }

    MetricLevel level_;
    std::array<double, categories> weights_;
    Scale communication_, service_;                        // of one decision
    std::vector<double> milliseconds_, seconds_, totals_;  // reused
};

}  // namespace

extern PolicyComponent const cats_component;
PolicyComponent const cats_component = PolicyComponent::of<Cats>(
    {"cats", "CATS path selector", "CATS 路径选择"},
    "the best score of computing, communication and service, at a metric level of CATS",
    "IETF RFC 10053 (framework) and draft-ietf-cats-metric-definition-11: scores of 0 to 10, by minimum and "
    "maximum");

}  // namespace meridian::scheduler
