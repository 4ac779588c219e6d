#include <algorithm>

#include <fmt/format.h>

#include "sim/scenario/building.hpp"

namespace meridian::scenario {
namespace {

constexpr Duration never = Duration::max();

struct Written {
    Outage outage;
    OutageInput const* in;
};

void check_order(Building& b, OutageInput const& in) {
    if (!in.from.good || !in.until.good || !in.until.written() || in.from.value < in.until.value) return;
    b.problems.add(in.until.draft->place(), "the outage is over before it begins",
                   fmt::format("write an 'until' after {}", in.from.draft->text()));
}

// Of one link, sorted by their begin.
void check_apart(Building& b, Written const& earlier, Written const& later) {
    if (earlier.outage.link != later.outage.link) return;
    if (earlier.outage.until.value_or(never) <= later.outage.from) return;
    b.problems.add(later.in->from.draft->place(),
                   fmt::format("two outages of the link '{}' overlap; the other begins at {}",
                               later.in->link.value, earlier.in->from.draft->text()),
                   earlier.outage.until ? fmt::format("let it begin at {} or later, or make one of them",
                                                      earlier.in->until.draft->text())
                                        : std::string{"give the other an 'until', or remove one of them"});
}

}  // namespace

void build_outages(Building& b) {
    std::vector<Written> all;
    for (auto const& in : b.in.outages) {
        LinkId const link = b.link_names.id<LinkId>(in.link, b.problems);
        check_order(b, in);
        if (!link.valid() || !in.from.good || (in.until.written() && !in.until.good)) continue;
        Outage outage{link, nanoseconds(in.from.value), std::nullopt, in.left.value};
        if (in.until.written()) outage.until = nanoseconds(in.until.value);
        all.push_back({outage, &in});
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
