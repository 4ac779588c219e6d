// What every transfer model must do, whatever it thinks of sharing. Each instance runs in a process of its
// own and says what it found wrong: SimGrid has one engine per process.
#include <cmath>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/engine/random_streams.hpp"
#include "sim/system/atomic_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/own_process.hpp"
#include "tests/support/transfer_bench.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using testing::Ends;
using testing::TransferBench;
using transfer::TransferModel;

namespace {

struct Variant {
    std::string label;
    Selection selection;

    [[nodiscard]] bool shares_links() const { return selection.name != "delay"; }
    // Do flows on one path, from one instant, each get capacity / flows, and is nothing else counted?
    [[nodiscard]] bool plain() const { return label != "simgrid LV08"; }
};

// Every model with its default parameters, and those with a choice of rules once more.
std::vector<Variant> variants() {
    std::vector<Variant> all;
    for (ComponentDoc const& model : transfer::models()) {
        std::string const name{model.name};
        all.push_back({name, testing::network(name)});
    }
    Variant by_latency{"fluid inverse_rtt", testing::network("fluid")};
    by_latency.selection.parameters["sharing"] = 1.0;
    all.push_back(by_latency);
    Variant lv08{"simgrid LV08", testing::network("simgrid")};
    lv08.selection.parameters["model"] = 1.0;
    all.push_back(lv08);
    return all;
}

// What was found wrong.
class Findings {
public:
    template <class... Values>
    void expect(bool holds, fmt::format_string<Values...> what, Values&&... values) {
        if (holds) return;
        fmt::format_to(std::back_inserter(text_), what, std::forward<Values>(values)...);
        text_ += '\n';
    }
    [[nodiscard]] std::string const& text() const { return text_; }

private:
    std::string text_;
};

void check_in_own_process(Variant const& variant, std::function<void(TransferBench&, Findings&)> const& check,
                          NationalMap const& map) {
    CAPTURE(variant.label);
    std::string found;
    auto const work = [&] {
        TransferBench bench{map, variant.selection};
        Findings findings;
        check(bench, findings);
        return findings.text();
    };
    if (testing::with_model(variant.selection.name, work, found)) CHECK(found == "");
}

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
Ends play(TransferBench& bench, std::vector<Order> const& orders, bool shares, Findings& findings) {
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

constexpr SimTime at_s(double seconds) {
    return SimTime{Duration{static_cast<std::int64_t>(seconds * 1e9)}};
}

void expect_end(Findings& findings, Ends const& ends, std::uint32_t owner, double expected_s) {
    if (ends.count(owner) == 0) return findings.expect(false, "flow {} did not end", owner);
    double const end = in_seconds(ends.at(owner)).count();
    findings.expect(std::abs(end - expected_s) <= 4e-9, "flow {} ended at {} s, not {} s", owner, end,
                    expected_s);
}

// Two places, 1 GB/s usable.
NationalMap one_link(Duration delay = std::chrono::milliseconds{10}) {
    Table<NodeId, Node> nodes;
    nodes.add({"a", "a", 0.0, 0.0});
    nodes.add({"b", "b", 0.0, 0.0});
    Link link;
    link.name = link.key = "ab";
    link.a = NodeId{0};
    link.b = NodeId{1};
    link.capacity = BytesPerSecond{1e9};
    link.delay = delay;
    Table<LinkId, Link> links;
    links.add(link);
    return NationalMap{std::move(nodes), std::move(links), Duration{0}};
}

}  // namespace

TEST_CASE("every transfer ends once, not before it can, and bytes are conserved", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const seed = static_cast<std::uint64_t>(GENERATE(range(1, 13)));
    CAPTURE(seed);
    auto const check = [&](TransferBench& bench, Findings& findings) {
        auto const orders = random_orders(bench.nodes.size(), seed, 300);
        Ends const ends = play(bench, orders, variant.shares_links(), findings);
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
    auto const seed = static_cast<std::uint64_t>(GENERATE(range(1, 6)));
    CAPTURE(variant.label, seed);
    auto const work = [&] {
        TransferBench bench{map_of(seed), variant.selection};
        Findings findings;
        auto const orders = random_orders(bench.nodes.size(), seed, 300);
        std::string text;
        for (auto const& [owner, end] : play(bench, orders, variant.shares_links(), findings))
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
    auto const seed = static_cast<std::uint64_t>(GENERATE(range(1, 6)));
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

TEST_CASE("a model may be left with flows under way", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const check = [](TransferBench& bench, Findings& findings) {
        bench.model->start(SimTime{}, {bench.path(0, 1), Bytes{4'000'000'000}, 1});
        bench.model->start(SimTime{}, {bench.path(0, 1), Bytes{4'000'000'000}, 2});
        Ends ends;
        testing::advance_to(*bench.model, SimTime{std::chrono::seconds{1}}, ends);
        findings.expect(bench.model->bytes().in_flight == 8'000'000'000, "not in flight");
        bench.model.reset();
    };
    check_in_own_process(variant, check, one_link());
}

TEST_CASE("a cancelled flow gives its share back", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const check = [&](TransferBench& bench, Findings& findings) {
        TransferModel& model = *bench.model;
        model.start(SimTime{}, {bench.path(0, 1), Bytes{4'000'000'000}, 1});
        auto const other = model.start(SimTime{}, {bench.path(0, 1), Bytes{4'000'000'000}, 2});
        Ends ends;
        SimTime const then{std::chrono::seconds{2}};
        testing::advance_to(model, then, ends);
        model.measure(then, TransferModel::Measure::rates_only);
        double const shared = bench.links[ArcId{0}].rate;
        model.cancel(then, other);
        testing::advance_to_end(model, ends);
        if (!variant.plain()) return;
        // Alone: 10 ms + 4 s. Shared: from 10 ms to 2 s at half of 1 GB/s, which leaves 3.005 GB for
        // 3.005 s alone, until 5.005 s.
        double const expected = variant.shares_links() ? 5.005 : 4.010;
        double const end = in_seconds(ends.at(1)).count();
        findings.expect(std::abs(end - expected) <= 2e-9, "ended at {} s, not {} s", end, expected);
        if (variant.shares_links()) {
            findings.expect(std::abs(shared - 1e9) <= 1.0, "{} B/s with two flows", shared);
        }
    };
    check_in_own_process(variant, check, one_link());
}

TEST_CASE("a link that gets narrower slows its flows", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const check = [&](TransferBench& bench, Findings& findings) {
        TransferModel& model = *bench.model;
        Ends ends;
        model.start(SimTime{}, {bench.path(0, 1), Bytes{4'000'000'000}, 1});
        testing::advance_to(model, at_s(2.010), ends);
        model.set_capacity(at_s(2.010), ArcId{0}, BytesPerSecond{0.5e9});
        testing::advance_to(model, at_s(3.010), ends);
        model.set_capacity(at_s(3.010), ArcId{0}, BytesPerSecond{1e9});
        testing::advance_to_end(model, ends);
        if (!variant.plain()) return;
        // 10 ms and 2 GB until 2.010 s, 0.5 GB in the next second, the other 1.5 GB in 1.5 s. Without
        // sharing, a flow keeps the time that it started with.
        expect_end(findings, ends, 1, variant.shares_links() ? 4.510 : 4.010);
    };
    check_in_own_process(variant, check, one_link());
}

TEST_CASE("a paused flow stands still and leaves its share to others", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const check = [&](TransferBench& bench, Findings& findings) {
        TransferModel& model = *bench.model;
        Ends ends;
        model.start(SimTime{}, {bench.path(0, 1), Bytes{4'000'000'000}, 1});
        auto const second = model.start(SimTime{}, {bench.path(0, 1), Bytes{4'000'000'000}, 2});
        testing::advance_to(model, at_s(2.010), ends);
        model.pause(at_s(2.010), second);
        model.measure(at_s(2.010), TransferModel::Measure::all);
        auto const over = model.flows_over(ArcId{0});
        findings.expect(over.size() == 2 && !over[0].paused && over[1].paused, "not one of two is paused");
        findings.expect(over.size() == 2 && over[0].owner == 1 && over[1].flow == second, "not in order");
        findings.expect(model.flows_over(ArcId{1}).empty(), "flows on the way back");
        testing::advance_to(model, at_s(6.0), ends);
        model.resume(at_s(6.0), second);
        testing::advance_to_end(model, ends);
        if (!variant.plain()) return;
        // Shared: each has 3 GB left at 2.010 s. Unshared: bytes are spread evenly over latency and
        // all, 2.010 of 4.010 s.
        expect_end(findings, ends, 1, variant.shares_links() ? 5.010 : 4.010);
        expect_end(findings, ends, 2, variant.shares_links() ? 9.010 : 6.010 + 8.0 / 4.010);
    };
    check_in_own_process(variant, check, one_link());
}

TEST_CASE("a flow paused before its first byte begins anew", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const check = [&](TransferBench& bench, Findings& findings) {
        TransferModel& model = *bench.model;
        Ends ends;
        auto const flow = model.start(SimTime{}, {bench.path(0, 1), Bytes{4'000'000'000}, 1});
        model.pause(at_s(0.005), flow);
        findings.expect(model.next_completion() == SimTime::max(), "something is left to come");
        model.resume(at_s(1.0), flow);
        testing::advance_to_end(model, ends);
        // 1 s + 10 ms + 4 s; without sharing, 5 ms of 4.010 s have been sent.
        double const left = variant.shares_links() ? 4.0 : 4.0 * 4.005 / 4.010;
        if (variant.plain()) expect_end(findings, ends, 1, 1.010 + left);
    };
    check_in_own_process(variant, check, one_link());
}

TEST_CASE("a flow sent another way takes what is left, and that way's latency", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const from_pause = GENERATE(false, true);
    auto const check = [&](TransferBench& bench, Findings& findings) {
        TransferModel& model = *bench.model;
        Ends ends;
        auto const flow = model.start(SimTime{}, {bench.path(0, 1), Bytes{4'000'000'000}, 1});
        testing::advance_to(model, at_s(2.010), ends);
        if (from_pause) model.pause(at_s(2.010), flow);
        model.reroute(at_s(2.010), flow, bench.path(1, 0));
        findings.expect(model.flows_over(ArcId{0}).empty(), "still on its old way");
        testing::advance_to_end(model, ends);
        // By our clock 2 s of 4 s have passed when it turns; without sharing, its bytes are spread evenly
        // over latency and all, 2.010 of 4.010 s: what is left takes 10 ms + 4 x 2 / 4.010 s.
        if (variant.plain())
            expect_end(findings, ends, 1, variant.shares_links() ? 4.020 : 2.010 + 0.010 + 8.0 / 4.010);
        model.measure(ends.at(1), TransferModel::Measure::all);
        transfer::ByteCounts const bytes = model.bytes();
        findings.expect(bytes.arrived == 4'000'000'000 && bytes.in_flight == 0, "bytes are not conserved");
        for (std::uint32_t const arc : {0U, 1U}) {
            state::LinkUse const& use = bench.links[ArcId{arc}];
            findings.expect(use.flows == 0, "{} flows left on arc {}", use.flows, arc);
            double const arrived = static_cast<double>(use.arrived);
            findings.expect(std::abs(use.carried - arrived) <= 1.0, "arc {}: carried {} of {}", arc,
                            use.carried, arrived);
        }
        WideCount const both = bench.links[ArcId{0}].arrived + bench.links[ArcId{1}].arrived;
        findings.expect(both == 4'000'000'000, "{} B on both ways", static_cast<double>(both));
    };
    check_in_own_process(variant, check, one_link());
}

TEST_CASE("links without delay are shared like others", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const check = [&](TransferBench& bench, Findings& findings) {
        bench.model->start(SimTime{}, {bench.path(0, 1), Bytes{4'000'000'000}, 1});
        bench.model->start(SimTime{}, {bench.path(0, 1), Bytes{2'000'000'000}, 2});
        bench.model->start(SimTime{}, {bench.path(1, 0), Bytes{2'000'000'000}, 3});  // another direction
        Ends ends;
        testing::advance_to_end(*bench.model, ends);
        findings.expect(ends.size() == 3, "{} flows ended", ends.size());
        if (!variant.plain()) return;
        // Shared: 4 s at half, when the second has ended and the first has 2 GB left for 2 s.
        double const factor = variant.shares_links() ? 1.0 : 0.0;
        double const expected[] = {4.0 + 2.0 * factor, 2.0 + 2.0 * factor, 2.0};
        for (std::uint32_t i = 0; i < 3; ++i) {
            double const end = in_seconds(ends.at(i + 1)).count();
            findings.expect(std::abs(end - expected[i]) <= 2e-9, "flow {} ended at {} s, not {} s", i + 1,
                            end, expected[i]);
        }
    };
    check_in_own_process(variant, check, one_link(Duration{0}));
}

TEST_CASE("a flow late in a long run ends at its nanosecond", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const check = [&](TransferBench& bench, Findings& findings) {
        Ends ends;
        bench.model->start(SimTime{}, {bench.path(0, 1), Bytes{1'234'567}, 1});
        testing::advance_to_end(*bench.model, ends);
        // A double holds seconds of a year to 4 ns.
        SimTime const late{std::chrono::hours{24 * 365} + Duration{1}};
        bench.model->start(late, {bench.path(0, 1), Bytes{3'000}, 2});
        testing::advance_to_end(*bench.model, ends);
        std::int64_t const took = (ends.at(2) - late).count();
        // 10 ms + 3 kB / 1 GB/s.
        if (variant.plain()) findings.expect(took == 10'003'000, "took {} ns", took);
    };
    check_in_own_process(variant, check, one_link());
}

TEST_CASE("a long flow after a short latency ends, whatever its length", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const k = GENERATE(range(0, 8));
    auto const check = [&](TransferBench& bench, Findings& findings) {
        std::int64_t const size = 100'000'000'000'000 + k * std::int64_t{1'234'567'891};  // 10^5 s at 1 GB/s
        Ends ends;
        bench.model->start(SimTime{}, {bench.path(0, 1), Bytes{size}, 1});
        testing::advance_to_end(*bench.model, ends);
        double const expected = 0.010 + static_cast<double>(size) / 1e9;
        double const end = in_seconds(ends.at(1)).count();
        if (variant.plain()) {
            findings.expect(std::abs(end - expected) <= 2e-9, "ended at {} s, not {} s", end, expected);
        }
    };
    check_in_own_process(variant, check, one_link());
}

TEST_CASE("a thousand flows at once all end", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const check = [&](TransferBench& bench, Findings& findings) {
        auto orders = random_orders(bench.nodes.size(), 8, 1000);
        for (Order& order : orders)
            order.when = SimTime{std::chrono::hours{1}};
        Ends const ends = play(bench, orders, variant.shares_links(), findings);
        check_ends(bench, orders, ends, findings);
    };
    check_in_own_process(variant, check, map_of(8));
}
