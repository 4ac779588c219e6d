#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "models/map/great_circle.hpp"
#include "sim/scenario/scenario_builder.hpp"
#include "sim/scenario/suggestion.hpp"

namespace meridian::scenario {
namespace {

constexpr double most_occurrences = 1e6;  // of all events, expected

// What an event hits, as it is written.
class Targets {
public:
    Targets(ScenarioBuilder& b, EventRecord const& in) : b_{b}, in_{in} {}

    [[nodiscard]] std::vector<Asset> find() {
        if (!says_one()) return {};
        if (in_.has("site")) add_site(b_.site_names.id<SiteId>(in_.site, b_.problems));
        if (in_.has("pool")) add(b_.pool_names.id<PoolId>(in_.pool, b_.problems));
        if (in_.has("link")) add(b_.link_names.id<LinkId>(in_.link, b_.problems));
        if (in_.has("province")) add_province();
        if (in_.has("within")) add_circle();
        if (in_.has("model")) add_model(b_.accelerator_names.id<AcceleratorId>(in_.model, b_.problems));
        if (in_.each) add_each(b_.tier_names.id<TierId>(in_.tier, b_.problems));
        std::ranges::sort(assets_);
        return std::move(assets_);
    }

private:
    static constexpr std::array<std::string_view, 7> ways{"site",   "pool",  "link", "province",
                                                          "within", "model", "each"};

    [[nodiscard]] bool says_one() {
        auto const written =
            std::ranges::count_if(ways, [&](std::string_view key) { return in_.written(key); });
        if (!in_.good(
                {"site", "pool", "link", "province", "within", "node", "model", "each", "tier", "part"}))
            return false;
        if (written == 1 && in_.written("node") == in_.written("within")) return true;
        if (written == 1) {
            b_.problems.add(in_.location(),
                            fmt::format("the event '{}' has a node without a radius, or the reverse", name()),
                            "write both 'node: NAME' and 'within: 300 km'");
        } else {
            b_.problems.add(in_.location(),
                            fmt::format("the event '{}' says {} it hits", name(),
                                        written == 0 ? "not what" : "more than once what"),
                            "write one of site, pool, link, province, node with within, model, each");
        }
        return false;
    }
    [[nodiscard]] std::string const& name() const { return in_.value.name; }

    template <class IdType>
    void add(IdType id) {
        if (id.valid()) assets_.push_back(Asset::of(id));
    }
    void add_site(SiteId site) {
        if (!site.valid()) return;
        assets_.push_back(in_.part == SitePart::all ? Asset::of(site) : Asset::power_of(site));
    }
    // Sites and links of which a node is inside.
    template <class Inside>
    void add_area(Inside const& inside) {
        for (SiteId const s : b_.scenario.sites.keys()) {
            if (inside(b_.scenario.sites[s].node)) add_site(s);
        }
        if (in_.part != SitePart::all) return;
        for (LinkId const l : b_.links.keys()) {
            if (inside(b_.links[l].a) || inside(b_.links[l].b)) add(l);
        }
    }
    void add_province() {
        add_area([&](NodeId node) { return node.valid() && b_.nodes[node].province == in_.province.value; });
        std::vector<std::string> provinces;
        for (Node const& node : b_.nodes) {
            if (!node.province.empty() && std::ranges::find(provinces, node.province) == provinces.end())
                provinces.push_back(node.province);
        }
        // Known, a province without sites is one of another layout.
        if (std::ranges::find(provinces, in_.province.value) != provinces.end()) return;
        b_.problems.add(in_.location("province"),
                        fmt::format("no node is in the province '{}'", in_.province.value),
                        suggestion(in_.province.value, provinces, "write a province of the nodes"));
    }
    void add_circle() {
        NodeId const middle = b_.node_names.id<NodeId>(in_.node, b_.problems);
        if (!middle.valid()) return;
        Node const& there = b_.nodes[middle];
        if (!there.has_coordinates) {
            b_.problems.add(in_.location("node"), fmt::format("the node '{}' has no coordinates", there.name),
                            "add its latitude and longitude, or name the sites in events of their own");
            return;
        }
        add_area([&](NodeId node) {
            return node.valid() && b_.nodes[node].has_coordinates &&
                   great_circle(there, b_.nodes[node]) <= *in_.within;
        });
        if (!assets_.empty()) return;
        b_.problems.add(
            in_.location("within"),
            fmt::format("no site and no link is within {} of '{}'", in_.text("within"), there.name),
            "write a longer radius, or another node");
    }
    void add_model(AcceleratorId model) {
        if (!model.valid()) return;
        for (PoolId const p : b_.scenario.pools.keys()) {
            if (b_.scenario.pools[p].accelerator == model) add(p);
        }
        if (assets_.empty())
            b_.problems.add(in_.location("model"),
                            fmt::format("no pool has the accelerator '{}'", in_.model.value),
                            "name an accelerator of a pool");
    }
    void add_each(TierId tier) {
        auto const is_of_tier = [&](SiteId s) { return !tier.valid() || b_.scenario.sites[s].tier == tier; };
        switch (*in_.each) {
            case EachOf::sites:
                for (SiteId const s : b_.scenario.sites.keys()) {
                    if (is_of_tier(s)) add_site(s);
                }
                break;
            case EachOf::pools:
                for (PoolId const p : b_.scenario.pools.keys()) {
                    if (is_of_tier(b_.scenario.pools[p].site)) add(p);
                }
                break;
            case EachOf::links:
                for (LinkId const l : b_.links.keys())
                    add(l);
                break;
        }
    }

    ScenarioBuilder& b_;
    EventRecord const& in_;
    std::vector<Asset> assets_;
};

void check_when(ScenarioBuilder& b, EventRecord const& in) {
    int const ways = int{in.written("from")} + int{in.written("mtbf")} + int{in.written("after")};
    if (!in.good({"from", "mtbf", "after"})) return;
    if (ways != 1)
        b.problems.add(
            in.location(),
            fmt::format("the event '{}' says {} it comes", in.value.name,
                        ways == 0 ? "not when" : "more than once when"),
            "write one of 'from: 12 d' (once), 'mtbf: 50 d' (at random), 'after: NAME' (follows another)");
    int const lengths = int{in.written("until")} + int{in.written("for")} + int{in.written("repair")};
    if (lengths > 1)
        b.problems.add(in.location(),
                       fmt::format("the event '{}' says more than once how long it lasts", in.value.name),
                       "write one of until, for, repair");
    auto const only_with = [&](std::string_view key, std::string_view with) {
        if (!in.has(key) || in.written(with)) return;
        b.problems.add(in.location(key), fmt::format("'{}' has no effect without '{}'", key, with),
                       fmt::format("add '{}', or remove '{}'", with, key));
    };
    only_with("until", "from");
    only_with("every", "from");
    only_with("notice", "from");
    only_with("per", "mtbf");
    only_with("crews", "mtbf");
    only_with("probability", "after");
    only_with("delay", "after");
    only_with("tier", "each");
    if (in.has("from") && in.has("until") && *in.value.from >= *in.until)
        b.problems.add(in.location("until"), "the event is over before it begins",
                       fmt::format("write an 'until' after {}", in.text("from")));
    if (in.has("mtbf") && lengths == 0)
        b.problems.add(in.location("mtbf"),
                       fmt::format("the event '{}' comes at random and never ends", in.value.name),
                       "add 'repair: 8 h', or 'for: 8 h'");
    if (in.has("every") && in.has("for") && *in.value.every <= *in.value.duration)
        b.problems.add(in.location("every"), "the event comes again before it is over",
                       fmt::format("write more than {}", in.text("for")));
}

void set_assessed(ScenarioBuilder& b, EventRecord const& in, FailureEvent& event) {
    for (std::string_view const level : {"failure_level", "recovery_level"}) {
        if (in.has(level) && in.good({"assessed"}) && !in.assessed)
            b.problems.add(in.location(level), fmt::format("'{}' has no effect without 'assessed'", level),
                           fmt::format("add 'assessed: true', or remove '{}'", level));
    }
    if (!in.assessed) return;
    if (in.has("every") || (!in.has("from") && in.good({"from"})))
        b.problems.add(
            in.location("assessed"),
            fmt::format("the event '{}' is assessed, and is not one loss at a given time", in.value.name),
            "write 'from: 12 d' without 'every', or remove 'assessed'");
    if (in.good({"failure_level", "recovery_level"}) && in.levels.failure > in.levels.recovery)
        b.problems.add(
            in.location(in.has("failure_level") ? "failure_level" : "recovery_level"),
            fmt::format("the event '{}' has recovered at a lower level than it fails", in.value.name),
            "write a 'failure_level' of at most the 'recovery_level'");
    event.assessed = in.levels;
}

void check_lengths(ScenarioBuilder& b, EventRecord const& in, FailureEvent const& event) {
    if (!event.hazard || !event.hazard->per) return;
    for (Asset const asset : event.assets) {
        if (asset.kind == AssetKind::link && !(b.links[asset.link()].length.count() > 0.0)) {
            b.problems.add(in.location("per"),
                           fmt::format("the link '{}' has no length", b.links[asset.link()].name),
                           "add its 'length', or remove 'per'");
            return;
        }
    }
}

// An exponential time between failures, where one number is written.
Distribution uptime_of(Distribution const& written) {
    auto const* const mean = std::get_if<Constant>(&written.shape);
    return mean == nullptr ? written : Distribution{Exponential{mean->value}};
}

double expected_occurrences(ScenarioBuilder const& b, FailureEvent const& event) {
    if (!event.hazard) return 0.0;
    double per_asset = 0.0;
    double const run_s = in_seconds(b.scenario.last_end()).count();
    double const repair_s =
        event.repair ? mean(*event.repair) : in_seconds(event.duration.value_or(Duration{})).count();
    for (Asset const asset : event.assets) {
        double uptime_s = mean(event.hazard->uptime);
        if (event.hazard->per && asset.kind == AssetKind::link)
            uptime_s *= event.hazard->per->count() / std::max(b.links[asset.link()].length.count(), 1e-9);
        per_asset += run_s / std::max(uptime_s + repair_s, 1e-9);
        if (!event.each) break;
    }
    return per_asset;
}

void set_cause(ScenarioBuilder& b, EventRecord const& in, FailureEvent& event) {
    if (!in.has("after")) return;
    event.cause = in.cause;
    event.cause->event = b.event_names.id<EventId>(in.after, b.problems);
    if (!event.cause->event.valid() || event.cause->event.index < b.scenario.events.size()) return;
    b.problems.add(
        in.location("after"),
        fmt::format("the event '{}' follows '{}', which is not above it", event.name, in.after.value),
        fmt::format("move '{}' above it; events that follow each other in a circle never come",
                    in.after.value));
}

}  // namespace

void build_events(ScenarioBuilder& b) {
    for (EventRecord const& in : b.in.events)
        b.event_names.add(in.value.name, in, b.problems);
    double expected = 0.0;
    for (EventRecord const& in : b.in.events) {
        FailureEvent event = in.value;
        event.key = key_of(in, event.name);
        event.each = in.each.has_value();
        event.assets = Targets{b, in}.find();
        check_when(b, in);
        if (in.has("until") && event.from && *in.until > *event.from)
            event.duration = *in.until - *event.from;
        if (in.uptime) {
            event.hazard = in.hazard;
            event.hazard->uptime = uptime_of(*in.uptime);
        }
        set_cause(b, in, event);
        set_assessed(b, in, event);
        check_lengths(b, in, event);
        expected += expected_occurrences(b, event);
        b.scenario.events.add(std::move(event));
    }
    if (expected > most_occurrences)
        b.problems.add(
            b.in.events.front().location(),
            fmt::format("the events come some {:.0f} times, more than {:.0f}", expected, most_occurrences),
            "write a longer 'mtbf', or fewer assets under 'each'");
}

}  // namespace meridian::scenario
