// Every transfer model on one link of 1 GB/s, against sums by hand.
#include <cmath>

#include <fmt/ranges.h>

#include "tests/contract/transfer_variants.hpp"

using namespace meridian;
using testing::check_in_own_process;
using testing::Ends;
using testing::Findings;
using testing::TransferBench;
using testing::Variant;
using testing::variants;
using transfer::TransferModel;

namespace {

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

TEST_CASE("paused flows count on no link", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const check = [&](TransferBench& bench, Findings& findings) {
        TransferModel& model = *bench.model;
        state::LinkUse const& use = bench.links[ArcId{0}];
        auto const expect_flows = [&](SimTime now, std::int64_t flows) {
            model.measure(now, TransferModel::Measure::all);
            findings.expect(use.flows == flows, "{} flows, not {}", use.flows, flows);
        };
        Ends ends;
        auto const first = model.start(SimTime{}, {bench.path(0, 1), Bytes{4'000'000'000}, 1});
        auto const second = model.start(SimTime{}, {bench.path(0, 1), Bytes{4'000'000'000}, 2});
        testing::advance_to(model, at_s(1.0), ends);
        expect_flows(at_s(1.0), 2);
        model.pause(at_s(1.0), first);
        expect_flows(at_s(1.0), 1);
        model.pause(at_s(1.0), second);
        expect_flows(at_s(1.0), 0);
        // Whole bytes have arrived, and the link has carried these.
        auto const arrived = static_cast<double>(use.arrived);
        findings.expect(arrived > 0.0 && std::abs(use.carried - arrived) <= 1.0, "carried {} of {}",
                        use.carried, arrived);
        model.resume(at_s(2.0), first);
        expect_flows(at_s(2.0), 1);
        model.cancel(at_s(2.0), second);
        expect_flows(at_s(2.0), 1);
        testing::advance_to_end(model, ends);
        expect_flows(ends.at(1), 0);
        transfer::ByteCounts const bytes = model.bytes();
        findings.expect(bytes.arrived == 4'000'000'000 && bytes.cancelled == 4'000'000'000, "bytes are lost");
    };
    check_in_own_process(variant, check, one_link());
}

TEST_CASE("flows over a link are listed by their start, whatever their slots", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const check = [&](TransferBench& bench, Findings& findings) {
        TransferModel& model = *bench.model;
        Ends ends;
        model.start(SimTime{}, {bench.path(0, 1), Bytes{1'000}, 1});
        model.start(SimTime{}, {bench.path(0, 1), Bytes{4'000'000'000}, 2});
        testing::advance_to(model, at_s(1.0), ends);
        findings.expect(ends.count(1) == 1, "the first has not ended");
        model.start(at_s(1.0), {bench.path(0, 1), Bytes{4'000'000'000}, 3});  // in the slot of the first
        auto const over = model.flows_over(ArcId{0});
        findings.expect(over.size() == 2 && over[0].owner == 2 && over[1].owner == 3, "not by their start");
    };
    check_in_own_process(variant, check, one_link());
}

TEST_CASE("flows that end together are reported by their start", "[contract][transfer]") {
    auto const variant = GENERATE(from_range(variants()));
    auto const check = [&](TransferBench& bench, Findings& findings) {
        TransferModel& model = *bench.model;
        // The first stands still from its start until the second starts, which is as large.
        auto const first = model.start(SimTime{}, {bench.path(0, 1), Bytes{4'000'000'000}, 1});
        model.pause(SimTime{}, first);
        model.start(at_s(1.0), {bench.path(0, 1), Bytes{4'000'000'000}, 2});
        model.resume(at_s(1.0), first);
        std::vector<std::uint32_t> finished;
        while (finished.empty() && model.next_completion() != SimTime::max())
            model.advance(model.next_completion(), finished);
        findings.expect(finished == std::vector<std::uint32_t>{1, 2}, "ended: {}", fmt::join(finished, " "));
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
