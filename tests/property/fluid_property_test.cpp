// The fluid model against rates counted from nothing at every event, flow by flow. (Builds with slow checks
// recount the conditions of optimality after every event besides.)
#include <cmath>

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/transfer_script.hpp"

using namespace meridian;
using testing::Ends;
using testing::ScriptOptions;
using testing::TransferBench;
using testing::TransferStep;

namespace {

// The worst flow, if it is off by more than 1e-9 of its duration and `ns`.
std::string difference(std::vector<TransferStep> const& script, Ends const& got, Ends const& expected,
                       double ns = 4.0) {
    if (got.size() != expected.size())
        return fmt::format("{} flows ended, not {}", got.size(), expected.size());
    for (TransferStep const& step : script) {
        if (step.kind != TransferStep::Kind::start || got.count(step.flow) == 0) continue;
        if (expected.count(step.flow) == 0) return fmt::format("flow {} ended", step.flow);
        auto const off = static_cast<double>(std::abs((got.at(step.flow) - expected.at(step.flow)).count()));
        auto const duration = static_cast<double>((expected.at(step.flow) - step.when).count());
        if (off > 1e-9 * duration + ns)
            return fmt::format("flow {} is off by {} of {} ns", step.flow, off, duration);
    }
    return {};
}

std::string against_plain(std::uint64_t seed, ScriptOptions const& options) {
    Selection selection = testing::network("fluid");
    bool const by_latency = seed % 3 == 0;
    selection.parameters["sharing"] = by_latency ? "inverse_rtt" : "equal";
    TransferBench bench{testing::random_map(seed), selection};
    auto const script = testing::random_script(bench.map, seed, options);
    Ends const got = testing::play_script(bench, script);
    return difference(script, got, testing::play_plainly(bench, script, by_latency));
}

}  // namespace

TEST_CASE("every flow ends when a plain count says", "[property][transfer]") {
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(600); ++seed) {
        ScriptOptions options;
        options.flows = 200;
        options.load = seed % 4 < 2 ? 1.0 : 10.0;
        options.decades = seed % 5 != 0;
        CAPTURE(seed);
        std::string const wrong = against_plain(seed, options);
        if (!wrong.empty()) CHECK(wrong == "");
    }
}

TEST_CASE("with weights, caps, changing capacities, cancelled and paused flows too", "[property][transfer]") {
    for (std::uint64_t seed = 1001; seed <= 1300; ++seed) {
        ScriptOptions options{80, seed % 4 < 2 ? 1.0 : 4.0, seed % 5 != 0, true, true, true, true};
        CAPTURE(seed);
        std::string const wrong = against_plain(seed, options);
        if (!wrong.empty()) CHECK(wrong == "");
    }
}

TEST_CASE("two flows of half the size and half the weight end with the one", "[property][transfer]") {
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(50); ++seed) {
        Selection const selection = testing::network("fluid");
        TransferBench whole{testing::random_map(seed), selection};
        TransferBench halves{testing::random_map(seed), selection};
        auto script = testing::random_script(whole.map, seed, {});
        for (TransferStep& step : script)
            step.size = Bytes{step.size.count() * 2};
        std::vector<TransferStep> split;
        for (TransferStep half : script) {
            half.size = Bytes{half.size.count() / 2};
            half.weight = 0.5;
            half.flow *= 2;
            split.push_back(half);
            ++half.flow;
            split.push_back(half);
        }
        Ends const one = testing::play_script(whole, script);
        Ends const two = testing::play_script(halves, split);
        Ends first, second;
        for (auto const& [flow, end] : two)
            (flow % 2 == 0 ? first : second).emplace(flow / 2, end);
        CAPTURE(seed);
        CHECK(difference(script, first, one) == "");
        CHECK(difference(script, second, one) == "");
    }
}

TEST_CASE("a thousand times the sizes and the capacities change nothing", "[property][transfer]") {
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(50); ++seed) {
        Selection const selection = testing::network("fluid");
        NationalMap const map = testing::random_map(seed);
        Table<LinkId, Link> links = map.links();
        for (Link& link : links)
            link.capacity = 1000.0 * link.capacity;
        TransferBench small{map, selection};
        TransferBench large{NationalMap{map.nodes(), links, Duration{0}}, selection};
        auto script = testing::random_script(map, seed, {});
        Ends const one = testing::play_script(small, script);
        for (TransferStep& step : script)
            step.size = Bytes{step.size.count() * 1000};
        CAPTURE(seed);
        CHECK(difference(script, testing::play_script(large, script), one) == "");
    }
}
