#include <algorithm>

#include <fmt/format.h>

#include "sim/scenario/scenario_builder.hpp"

namespace meridian::scenario {
namespace {

constexpr Duration never = Duration::max();

struct Written {
    Outage outage;
    OutageRecord const* in;
};

void check_order(ScenarioBuilder& b, OutageRecord const& in) {
    if (!in.good("from") || !in.value.until || in.value.from < *in.value.until) return;
    b.problems.add(in.location("until"), "the outage is over before it begins",
                   fmt::format("write an 'until' after {}", in.text("from")));
}

// Of one link, sorted by their begin.
void check_apart(ScenarioBuilder& b, Written const& earlier, Written const& later) {
    if (earlier.outage.link != later.outage.link) return;
    if (earlier.outage.until.value_or(never) <= later.outage.from) return;
    b.problems.add(later.in->location("from"),
                   fmt::format("two outages of the link '{}' overlap; the other begins at {}",
                               later.in->link.value, earlier.in->text("from")),
                   earlier.outage.until ? fmt::format("let it begin at {} or later, or make one of them",
                                                      earlier.in->text("until"))
                                        : std::string{"give the other an 'until', or remove one of them"});
}

}  // namespace

void build_outages(ScenarioBuilder& b) {
    std::vector<Written> all;
    for (auto const& in : b.in.outages) {
        LinkId const link = b.link_names.id<LinkId>(in.link, b.problems);
        check_order(b, in);
        if (!link.valid() || !in.good({"from", "until"})) continue;
        Outage& outage = all.emplace_back(Written{in.value, &in}).outage;
        outage.link = link;
    }
    std::ranges::stable_sort(all, {}, [](Written const& one) {
        return std::pair{one.outage.link, one.outage.from};
    });
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0) check_apart(b, all[i - 1], all[i]);
        b.scenario.outages.push_back(all[i].outage);
    }
}

}  // namespace meridian::scenario
