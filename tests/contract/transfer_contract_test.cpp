// What every transfer model must do, whatever it thinks of sharing.
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/engine/random_streams.hpp"
#include "tests/contract/transfer_variants.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using testing::check_in_own_process;
using testing::Ends;
using testing::Findings;
using testing::TransferBench;
using testing::Variant;
using testing::variants;
using transfer::TransferModel;

namespace {

struct Order {
    SimTime when;
    std::size_t from, to;
    Bytes size;
};

// `count` transfers at random times, sizes over nine decades.
std::vector<Order> random_orders(std::size_t nodes, std::uint64_t seed, std::uint64_t count) {
    engine::RandomSource const random{seed, 99};
    std::vector<Order> orders;
    SimTime when{};
    auto const places = static_cast<double>(nodes);
    for (std::uint64_t i = 0; i < count; ++i) {
        auto const a = random.block(1, 1, i);
        auto const b = random.block(2, 1, i);
        if (i % 5 != 0) when += Duration{static_cast<std::int64_t>(engine::unit_interval(a[0]) * 2e9)};
        std::int64_t size = 1;
        for (std::uint64_t decade = 0; decade < b[0] % 10; ++decade)
            size *= 10;
        orders.push_back({when, static_cast<std::size_t>(engine::unit_interval(a[1]) * places),
                          static_cast<std::size_t>(engine::unit_interval(a[2]) * places),
                          Bytes{size * static_cast<std::int64_t>(1 + b[1] % 9)}});
    }
    return orders;
}

// What the test itself knows of each arc: flows under way and their bytes.
struct Known {
    std::int64_t flows{0};
    double bytes{0.0};
};

void check_links(TransferBench& bench, Table<ArcId, Known> const& known, SimTime now, bool shares,
                 Findings& findings) {
    bench.model->measure(now, TransferModel::Measure::all);
    for (ArcId const arc : bench.map.arcs().keys()) {
        state::LinkUse const& use = bench.links[arc];
        double const capacity = bench.map.links()[NationalMap::link_of(arc)].usable().count();
        double const rate = use.rate + use.rate_low;
        std::string const at = fmt::format("arc {} at {} ns", arc.index, now.time_since_epoch().count());
        findings.expect(use.flows == known[arc].flows, "{}: {} flows, not {}", at, use.flows,
                        known[arc].flows);
        findings.expect(rate >= 0.0 && (use.flows > 0 || rate == 0.0), "{}: {} B/s, {} flows", at, rate,
                        use.flows);
        if (shares) {
            findings.expect(rate <= capacity * (1.0 + 1e-9), "{}: {} B/s over {}", at, rate, capacity);
        }
        // Bytes carried for flows under way: some, not more than they have. Rates that change within a
        // nanosecond leave a few bytes of doubt.
        double const on_the_way = use.carried_by(now) - static_cast<double>(use.arrived);
        double const doubt = 1e4 + 1e-9 * static_cast<double>(use.arrived);
        findings.expect(on_the_way >= -doubt && on_the_way <= known[arc].bytes + doubt,
                        "{}: {} B on the way of {}", at, on_the_way, known[arc].bytes);
    }
}

// Plays orders as a world would, and checks the links at every stop.
Ends play_orders(TransferBench& bench, std::vector<Order> const& orders, bool shares, Findings& findings) {
    Table<ArcId, Known> known{bench.map.arcs().size()};
    Ends ends;
    auto const count = [&](std::uint32_t owner, int sign) {
        for (ArcId const arc : bench.paths[bench.path(orders[owner].from, orders[owner].to)].arcs) {
            known[arc].flows += sign;
            known[arc].bytes += sign * static_cast<double>(orders[owner].size.count());
        }
    };
    auto const advance = [&](SimTime until) {
        while (bench.model->next_completion() <= until) {
            SimTime const now = bench.model->next_completion();
            std::vector<std::uint32_t> finished;
            bench.model->advance(now, finished);
            for (std::uint32_t const owner : finished) {
                findings.expect(ends.emplace(owner, now).second, "flow {} ended twice", owner);
                if (orders[owner].size.count() > 0) count(owner, -1);
            }
            if (bench.model->next_completion() > now) check_links(bench, known, now, shares, findings);
        }
    };
    for (std::uint32_t i = 0; i < orders.size(); ++i) {
        advance(orders[i].when);
        bench.model->start(orders[i].when, {bench.path(orders[i].from, orders[i].to), orders[i].size, i});
        count(i, +1);
        check_links(bench, known, orders[i].when, shares, findings);
    }
    advance(SimTime::max() - Duration{1});
    SimTime last{};
    for (auto const& [owner, end] : ends)
        last = std::max(last, end);
    bench.model->measure(last, TransferModel::Measure::all);
    return ends;
}

void check_ends(TransferBench& bench, std::vector<Order> const& orders, Ends const& ends,
                Findings& findings) {
    findings.expect(ends.size() == orders.size(), "{} of {} flows ended", ends.size(), orders.size());
    for (auto const& [i, end] : ends) {
        Path const& path = bench.paths[bench.path(orders[i].from, orders[i].to)];
        // No model can be faster than an empty network.
        Duration const alone =
            path.arcs.empty() ? Duration{0} : path.latency + rounded_up(orders[i].size / path.bottleneck);
        findings.expect(end - orders[i].when >= alone - Duration{1}, "flow {} took {} ns of {}", i,
                        (end - orders[i].when).count(), alone.count());
    }
}

NationalMap map_of(std::uint64_t seed) {
    return testing::random_world(seed).map;
}

}  // namespace

TEST_CASE("every transfer ends once, not before it can, and bytes are conserved", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const seed = static_cast<std::uint64_t>(GENERATE(range(1, meridian::testing::seeds_until(13))));
    CAPTURE(seed);
    auto const check = [&](TransferBench& bench, Findings& findings) {
        auto const orders = random_orders(bench.nodes.size(), seed, 300);
        Ends const ends = play_orders(bench, orders, variant.shares_links(), findings);
        check_ends(bench, orders, ends, findings);
        std::int64_t total = 0;
        for (Order const& order : orders)
            total += order.size.count();
        transfer::ByteCounts const bytes = bench.model->bytes();
        findings.expect(bytes.started == total && bytes.arrived == total && bytes.in_flight == 0,
                        "bytes are not conserved");
        findings.expect(bench.model->next_completion() == SimTime::max(), "a flow is left");
        for (state::LinkUse const& use : bench.links) {
            auto const arrived = static_cast<double>(use.arrived);
            findings.expect(use.flows == 0 && use.rate == 0.0, "{} flows, {} B/s left", use.flows, use.rate);
            findings.expect(std::abs(use.carried - arrived) <= 1e-9 * arrived, "carried {} of {} B",
                            use.carried, arrived);
        }
    };
    check_in_own_process(variant, check, map_of(seed));
}

TEST_CASE("the same calls give the same answers", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const seed = static_cast<std::uint64_t>(GENERATE(range(1, meridian::testing::seeds_until(6))));
    CAPTURE(variant.label, seed);
    auto const work = [&] {
        TransferBench bench{map_of(seed), variant.selection};
        Findings findings;
        auto const orders = random_orders(bench.nodes.size(), seed, 300);
        std::string text;
        for (auto const& [owner, end] : play_orders(bench, orders, variant.shares_links(), findings))
            text += fmt::format("{} {}\n", owner, end.time_since_epoch().count());
        for (state::LinkUse const& use : bench.links)
            text += fmt::format("{:a}\n", use.carried);
        return text;
    };
    std::string one, two;
    if (!testing::with_model(variant.selection.name, work, one)) return;
    REQUIRE(testing::with_model(variant.selection.name, work, two));
    CHECK(one.size() > 300);
    CHECK(one == two);
}

TEST_CASE("a flow of zero bytes, or over no distance, ends at once", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const check = [](TransferBench& bench, Findings& findings) {
        SimTime const now{std::chrono::seconds{5}};
        bench.model->start(now, {bench.path(0, 0), Bytes{1'000'000'000}, 1});
        bench.model->start(now, {bench.path(0, 1), Bytes{0}, 2});
        findings.expect(bench.model->next_completion() == now, "not at once");
        std::vector<std::uint32_t> finished;
        bench.model->advance(now, finished);
        findings.expect(finished == std::vector<std::uint32_t>{1, 2}, "ended: {}", fmt::join(finished, " "));
    };
    check_in_own_process(variant, check, map_of(3));
}

TEST_CASE("a cancelled flow is never reported, and its slot is used again", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const seed = static_cast<std::uint64_t>(GENERATE(range(1, meridian::testing::seeds_until(6))));
    CAPTURE(seed);
    auto const check = [](TransferBench& bench, Findings& findings) {
        TransferModel& model = *bench.model;
        SimTime const later{std::chrono::milliseconds{1}};
        auto const first = model.start(SimTime{}, {bench.path(0, 1), Bytes{50'000'000'000}, 1});
        auto const second = model.start(SimTime{}, {bench.path(0, 1), Bytes{40'000'000'000}, 4});
        Ends ends;
        testing::advance_to(model, later, ends);
        model.cancel(later, first);
        model.cancel(later, second);
        findings.expect(model.next_completion() == SimTime::max(), "something is left");
        // A cancelled end does not stand in the way of an earlier one.
        model.start(later, {bench.path(0, 1), Bytes{40'000'000'000}, 2});
        // The slots may be used again at once.
        model.start(later, {bench.path(0, 1), Bytes{1'000}, 3});
        testing::advance_to_end(model, ends);
        findings.expect(ends.count(1) == 0 && ends.count(4) == 0, "a cancelled flow was reported");
        findings.expect(ends.count(2) == 1 && ends.count(3) == 1, "a flow did not end");
        model.measure(ends.empty() ? later : ends.rbegin()->second, TransferModel::Measure::all);
        transfer::ByteCounts const bytes = model.bytes();
        findings.expect(bytes.cancelled == 90'000'000'000, "cancelled bytes are wrong");
        findings.expect(bytes.started == bytes.arrived + bytes.cancelled, "bytes are not conserved");
        for (state::LinkUse const& use : bench.links)
            findings.expect(use.rate == 0.0 && use.flows == 0, "{} B/s left", use.rate);
    };
    check_in_own_process(variant, check, map_of(seed));
}

TEST_CASE("a thousand flows at once all end", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const check = [&](TransferBench& bench, Findings& findings) {
        auto orders = random_orders(bench.nodes.size(), 8, 1000);
        for (Order& order : orders)
            order.when = SimTime{std::chrono::hours{1}};
        Ends const ends = play_orders(bench, orders, variant.shares_links(), findings);
        check_ends(bench, orders, ends, findings);
    };
    check_in_own_process(variant, check, map_of(8));
}
