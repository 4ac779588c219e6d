#include <algorithm>
#include <queue>
#include <tuple>

#include "models/units/exact_math.hpp"
#include "sim/failure/capacity_timeline.hpp"

namespace meridian::failure {
namespace {

constexpr std::uint64_t uptime_stream = engine::name_hash("event uptime");
constexpr std::uint64_t repair_stream = engine::name_hash("event repair");
constexpr std::uint64_t follow_stream = engine::name_hash("event follows");

std::string asset_key(Scenario const& scenario, Asset asset) {
    switch (asset.kind) {
        case AssetKind::link:
            return "link " + scenario.map.links()[asset.link()].key;
        case AssetKind::site:
            return "site " + scenario.sites[asset.site()].key;
        case AssetKind::site_power:
            return "power " + scenario.sites[asset.site()].key;
        case AssetKind::pool:
            break;
    }
    return "pool " + scenario.pools[asset.pool()].key;
}

// What one occurrence hits: an asset of an event with `each`, else all of them.
struct Target {
    std::vector<Asset> assets;
    std::uint64_t entity;
};

std::vector<Target> targets_of(Scenario const& scenario, FailureEvent const& event) {
    if (!event.each) return {{event.assets, engine::name_hash(event.key)}};
    std::vector<Target> targets;
    for (Asset const asset : event.assets)
        targets.push_back({{asset}, engine::name_hash(event.key + "\n" + asset_key(scenario, asset))});
    return targets;
}

class Expansion {
public:
    Expansion(Scenario const& scenario, engine::RandomSource random)
        : scenario_{scenario},
          random_{random},
          last_{scenario.last_end()},
          of_event_{scenario.events.size()} {}

    [[nodiscard]] std::vector<Occurrence> all() {
        for (EventId const e : scenario_.events.keys()) {
            FailureEvent const& event = scenario_.events[e];
            if (event.hazard) {
                add_hazard(e, event);
            } else if (event.cause) {
                add_consequences(e, event);
            } else {
                add_planned(e, event);
            }
            std::ranges::stable_sort(of_event_[e], {}, order_of);
        }
        std::vector<Occurrence> all;
        for (auto const& some : of_event_)
            all.insert(all.end(), some.begin(), some.end());
        std::ranges::stable_sort(all, {}, order_of);
        return all;
    }

private:
    // The hit assets identify an occurrence of an event at an instant. In some layouts an event has none, and may still
    // have consequences.
    static std::tuple<SimTime, EventId, Asset> order_of(Occurrence const& one) {
        return {one.begin, one.event, one.assets.empty() ? Asset{} : one.assets.front()};
    }

    [[nodiscard]] static Duration draw(Distribution const& of, std::uint64_t bits) {
        return rounded_up(Seconds{quantile(of, engine::unit_interval(bits))});
    }
    [[nodiscard]] SimTime end_of(FailureEvent const& event, Target const& target, SimTime begin,
                                 std::uint64_t n) const {
        if (event.duration) return later(begin, *event.duration);
        if (!event.repair) return SimTime::max();
        return later(begin, draw(*event.repair, random_.block(repair_stream, target.entity, n)[0]));
    }
    void add(EventId e, Target const& target, SimTime begin, SimTime end) {
        if (begin < end && begin <= last_) of_event_[e].push_back({e, target.assets, begin, end});
    }

    void add_planned(EventId e, FailureEvent const& event) {
        for (Target const& target : targets_of(scenario_, event)) {
            SimTime begin{event.from.value()};
            for (std::uint64_t n = 0; begin <= last_; ++n) {
                add(e, target, begin, end_of(event, target, begin, n));
                if (!event.every) break;
                begin = later(begin, *event.every);
            }
        }
    }

    // In the order of time, as repairs wait for crews: the first that is free takes the first that has failed.
    void add_hazard(EventId e, FailureEvent const& event) {
        struct Failure {
            SimTime when;
            std::size_t target;
            std::uint64_t n;
            auto operator<=>(Failure const&) const = default;
        };
        auto const targets = targets_of(scenario_, event);
        std::priority_queue<Failure, std::vector<Failure>, std::greater<>> next;
        for (std::size_t i = 0; i < targets.size(); ++i)
            next.push({uptime_of(event, targets[i], SimTime{}, 0), i, 0});
        std::vector<SimTime> crews(static_cast<std::size_t>(event.hazard->crews));  // when each is free
        while (!next.empty() && next.top().when <= last_) {
            auto const [when, at, n] = next.top();
            next.pop();
            SimTime repair_begins = when;
            auto const crew = std::ranges::min_element(crews);
            if (crew != crews.end()) repair_begins = std::max(when, *crew);
            SimTime const end = end_of(event, targets[at], repair_begins, n);
            if (crew != crews.end()) *crew = end;
            add(e, targets[at], when, end);
            if (end < last_) next.push({uptime_of(event, targets[at], end, n + 1), at, n + 1});
        }
    }
    // When the target fails after it has been up since `from`.
    [[nodiscard]] SimTime uptime_of(FailureEvent const& event, Target const& target, SimTime from,
                                    std::uint64_t n) const {
        double const u = engine::unit_interval(random_.block(uptime_stream, target.entity, n)[0]);
        double seconds = quantile(event.hazard->uptime, u);
        if (event.hazard->per && !target.assets.empty() && target.assets.front().kind == AssetKind::link) {
            Kilometres const length = scenario_.map.links()[target.assets.front().link()].length;
            seconds *= event.hazard->per->count() / length.count();
        }
        return later(from, std::max(rounded_up(Seconds{seconds}), Duration{1}));
    }

    void add_consequences(EventId e, FailureEvent const& event) {
        EventCause const& cause = *event.cause;
        auto const targets = targets_of(scenario_, event);
        auto const& causes = of_event_[cause.event];
        for (std::uint64_t n = 0; n < causes.size(); ++n) {
            for (Target const& target : targets) {
                auto const bits = random_.block(follow_stream, target.entity, n);
                if (engine::unit_interval(bits[0]) >= cause.probability) continue;
                SimTime const begin = later(causes[n].begin, draw(cause.delay, bits[1]));
                add(e, target, begin, end_of(event, target, begin, n));
            }
        }
    }

    Scenario const& scenario_;
    engine::RandomSource random_;
    SimTime last_;
    Table<EventId, std::vector<Occurrence>> of_event_;
};

}  // namespace

std::vector<Occurrence> occurrences(Scenario const& scenario, engine::RandomSource random) {
    if (scenario.events.empty()) return {};
    return Expansion{scenario, random}.all();
}

}  // namespace meridian::failure
