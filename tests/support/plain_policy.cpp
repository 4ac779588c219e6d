#include "tests/support/plain_policy.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <optional>

namespace meridian::testing {
namespace {

using scheduler::Decision;
using scheduler::Placement;
using scheduler::View;

class Plain final : public scheduler::OneJobPolicy {
public:
    Plain(PlainRule rule, std::uint64_t seed) : rule_{std::move(rule)}, random_{seed, 0} {
        std::string const& name = rule_.policy;
        bool const usual = name == "least_loaded" || name == "power_of_two" || name == "earliest_start";
        queues_ = rule_.parameter == "when_full" ? rule_.word == "queue" : usual;
    }

    [[nodiscard]] double preference(state::Job const& job, Placement place, View const& view) const override {
        static constexpr std::array without{"nearest_user", "overflow",      "round_robin", "random",
                                            "power_of_two", "min_cost_flow", "cats"};
        return std::ranges::find(without, rule_.policy) == without.end() ? score(job, place, view) : 0.0;
    }
    [[nodiscard]] bool uses(state::Job const& job, SiteId site, View const& view) const override {
        return rule_.policy != "overflow" || view.latency(job.what.origin, site) <= help ||
               home(job, view)->site == site;
    }
    [[nodiscard]] bool senses_links() const override { return rule_.policy == "least_congested"; }
    [[nodiscard]] PathId output_path(state::Job const& job, View const& view) override {
        return senses_links() ? view.fastest_output_route(job, job.site).path : PathId{};
    }

private:
    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view) override {
        std::vector<Placement> const found = candidates(job, view);
        if (rule_.policy == "overflow") return overflow(job, view, found);
        if (found.empty()) return nowhere(job, view);
        if (rule_.policy == "random") return found[draw("policy/random", job, 0, found.size())];
        if (rule_.policy == "power_of_two") return two(job, view, found);
        if (rule_.policy == "round_robin") return next(job, view, found);
        if (rule_.policy == "cats") return steered(job, view, found);
        Placement best = found.front();
        for (Placement const& place : found) {
            if (score(job, place, view) < score(job, best, view)) best = place;
        }
        if (senses_links()) best.path = view.fastest_input_route(job, best.site).path;
        return best;
    }

    [[nodiscard]] std::vector<Placement> candidates(state::Job const& job, View const& view) const {
        std::vector<Placement> found;
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            bool const stores = queues_ ? view.could_store(job, site) : view.has_storage(job, site);
            if (!stores) continue;
            if (job.what.width.count() == 0) found.push_back({site, PoolId{}});
            if (job.what.width.count() == 0) continue;
            for (PoolId const pool : view.pools_of(site)) {
                if (queues_ ? view.could_run(job, pool) : view.has_room(job, pool))
                    found.push_back({site, pool});
            }
        }
        return found;
    }

    [[nodiscard]] static Decision nowhere(state::Job const& job, View const& view) {
        if (home(job, view)) return scheduler::Wait{state::Reason::sites_in_reach_are_full};
        return scheduler::Reject{state::Reason::no_site_in_reach};
    }
    [[nodiscard]] static std::optional<Placement> home(state::Job const& job, View const& view) {
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (auto const place = view.possible(job, site)) return place;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::size_t draw(std::string const& stream, state::Job const& job, std::size_t at,
                                   std::size_t of) const {
        double const u = engine::unit_interval(
            random_.block(engine::name_hash(stream), job.what.entity, job.what.draw)[at]);
        return static_cast<std::size_t>(u * static_cast<double>(of));
    }

    [[nodiscard]] Decision two(state::Job const& job, View const& view,
                               std::vector<Placement> const& found) const {
        auto const load = [&](Placement const& place) {
            return place.pool.valid() ? view.load(place.pool) : 0.0;
        };
        Placement const first = found[draw("policy/power_of_two/0", job, 0, found.size())];
        Placement const second = found[draw("policy/power_of_two/0", job, 1, found.size())];
        return load(second) < load(first) ? second : first;
    }

    [[nodiscard]] Decision next(state::Job const& job, View const& view,
                                std::vector<Placement> const& found) {
        std::size_t const sites = view.scenario().sites.size();
        next_.resize(view.scenario().classes.size(), 0);
        std::size_t& turn = next_[job.what.workload_class.index];
        for (std::size_t step = 0; step < sites; ++step) {
            SiteId const site{static_cast<std::uint32_t>((turn + step) % sites)};
            auto const place = std::ranges::find(found, site, &Placement::site);
            if (place == found.end()) continue;
            turn = (site.index + 1) % sites;
            return *place;
        }
        return nowhere(job, view);
    }

    [[nodiscard]] Decision overflow(state::Job const& job, View const& view,
                                    std::vector<Placement> const& found) const {
        auto const at = home(job, view);
        if (!at) return nowhere(job, view);
        auto const here = std::ranges::find(found, at->site, &Placement::site);
        if (here != found.end()) return *here;
        std::optional<Placement> best;
        SiteId last;
        for (Placement const& place : found) {
            bool const is_first = place.site != last;
            last = place.site;
            if (!is_first || view.latency(job.what.origin, place.site) > help) continue;
            if (!best || (rule_.word == "least_loaded" && place.pool.valid() &&
                          view.load(place.pool) < view.load(best->pool)))
                best = place;
        }
        return best.value_or(*at);
    }

    // By scores of 0 to 10; the first of those that are equal but for rounding.
    [[nodiscard]] Decision steered(state::Job const& job, View const& view,
                                   std::vector<Placement> const& found) const {
        double nearest = 1e300, farthest = -1e300, quickest = 1e300, slowest = -1e300;
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (!view.possible(job, site)) continue;
            double const ms = in_seconds(view.latency(job.what.origin, site)).count() * 1e3;
            nearest = std::min(nearest, ms);
            farthest = std::max(farthest, ms);
            for (PoolId const pool : view.pools_of(site)) {
                if (!view.could_run(job, pool)) continue;
                double const s = in_seconds(view.expected_time(job, pool)).count();
                quickest = std::min(quickest, s);
                slowest = std::max(slowest, s);
            }
        }
        auto const share = [](double value, double low, double high) {
            return high > low ? (value - low) / (high - low) : 0.0;
        };
        auto const whole = [](double bad) { return std::round((1.0 - bad) * 10.0); };
        std::optional<Placement> best;
        double most = -1.0;
        for (Placement const& place : found) {
            double const ms = in_seconds(view.latency(job.what.origin, place.site)).count() * 1e3;
            std::array<double, 3> bad{0.0, share(ms, nearest, farthest), 0.0};
            if (place.pool.valid()) {
                bad[0] = std::min(1.0, std::max(0.0, view.load(place.pool)));
                bad[2] = share(in_seconds(view.expected_time(job, place.pool)).count(), quickest, slowest);
            }
            double score = 0.0;
            for (double const one : bad)
                score += rule_.word == "raw" ? 10.0 * (1.0 - one) : whole(one);
            score /= 3.0;
            if (rule_.word == "l2") score = std::round(score);
            if (score > most + 1e-9) best = place;
            most = std::max(most, score);
        }
        return *best;
    }

    [[nodiscard]] double score(state::Job const& job, Placement place, View const& view) const {
        std::string const& name = rule_.policy;
        SiteId const site = place.site;
        if (name == "nearest_user") return in_seconds(view.latency(job.what.origin, site)).count();
        if (name == "data_local")
            return in_seconds(view.input_time(job, site) + view.output_time(job, site)).count();
        if (name == "least_congested")
            return in_seconds(view.fastest_input_route(job, site).time).count() +
                   in_seconds(view.fastest_output_route(job, site).time).count();
        if (name == "cheapest" || name == "min_cost_flow") return view.footprint(job, place).cny();
        if (name == "greenest")
            return rule_.parameter == "by" ? view.footprint(job, place).carbon_market_kg
                                           : view.footprint(job, place).carbon_kg;
        if (name == "earliest_start") {
            Seconds const start =
                in_seconds(std::max(view.input_time(job, site), view.expected_queue(job, place.pool)));
            if (rule_.parameter != "aim") return start.count();
            return (start + (in_seconds(view.expected_time(job, place.pool)) +
                             in_seconds(view.output_time(job, site))))
                .count();
        }
        if (!place.pool.valid()) return 0.0;
        if (name == "least_loaded") return view.load(place.pool);
        auto const room_left = static_cast<double>(view.headroom(place.pool) - job.what.width.count());
        return name == "most_free" ? -room_left : room_left;
    }

    static constexpr Duration help = std::chrono::milliseconds{10};  // half of overflow's round trip
    PlainRule rule_;
    engine::RandomSource random_;
    bool queues_{false};
    std::vector<std::size_t> next_;  // by class
};

}  // namespace

std::vector<PlainRule> plain_rules() {
    return {{"nearest_user"},
            {"data_local"},
            {"data_local", "when_full", "queue"},
            {"least_congested"},
            {"least_congested", "when_full", "queue"},
            {"least_loaded"},
            {"least_loaded", "when_full", "wait"},
            {"cheapest"},
            {"cheapest", "when_full", "queue"},
            {"greenest"},
            {"greenest", "by", "market"},
            {"power_of_two"},
            {"power_of_two", "when_full", "wait"},
            {"round_robin"},
            {"round_robin", "when_full", "queue"},
            {"random"},
            {"random", "when_full", "queue"},
            {"best_fit"},
            {"most_free"},
            {"most_free", "when_full", "queue"},
            {"earliest_start"},
            {"earliest_start", "aim", "finish"},
            {"earliest_start", "when_full", "wait"},
            {"overflow"},
            {"overflow", "then", "least_loaded"},
            {"min_cost_flow"},
            {"cats", "level", "raw"},
            {"cats", "level", "l1"},
            {"cats", "level", "l2"}};
}

std::unique_ptr<scheduler::Policy> plain_policy(PlainRule const& rule, std::uint64_t seed) {
    return std::make_unique<Plain>(rule, seed);
}

}  // namespace meridian::testing
