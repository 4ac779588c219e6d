// A run that still makes paths ends when it is asked to.
#include <chrono>
#include <filesystem>

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"

using namespace meridian;
using testing::CommandResult;

namespace {

// 800 nodes, each with a region, a site and links to nodes before it: 3 paths for each of 640,000 pairs.
std::string many_paths() {
    constexpr int nodes = 800;
    std::string text =
        "meridian: 1\nname: Many paths\nstart: 2025-01-06T00:00:00+08:00\nhorizon: 1 d\n"
        "policy: least_congested\npath_choices: 3\n"
        "accelerators: [{name: card, stack: cann, fp16_dense: 100 TFLOPS, efficiency: {training: 0.4},\n"
        "  idle_power: 100 W, busy_power: 500 W}]\n"
        "tariffs: [{name: flat, price: 0.6 CNY/kWh}]\ngrids: [{name: coal, carbon: 0.6 kg/kWh}]\n"
        "coolings: [{name: hall}]\n";
    std::string links = "links:\n";
    std::string sites = "sites:\n";
    std::string pools = "pools:\n";
    std::string regions = "regions:\n";
    text += "nodes:\n";
    for (int i = 0; i < nodes; ++i) {
        text += fmt::format("  - {{name: n{}, latitude: {}, longitude: {}}}\n", i, 20 + i % 30, 80 + i % 50);
        for (int const back : {1, 7, 31, 101, 211}) {
            if (i >= back)
                links += fmt::format("  - {{a: n{}, b: n{}, capacity: 400 Gbit/s, length: {} km}}\n", i,
                                     i - back, 5 + (i * 37 + back * 11) % 900);
        }
        sites += fmt::format("  - {{name: s{0}, node: n{0}, tariff: flat, grid: coal, cooling: hall}}\n", i);
        pools += fmt::format("  - {{site: s{}, accelerator: card, servers: 20, width: 8}}\n", i);
        regions += fmt::format("  - {{name: r{0}, node: n{0}, masses: {{gdp: 1}}}}\n", i);
    }
    return text + links + sites + pools + regions +
           "classes:\n  - {name: batch, kind: training, arrivals: {rate: 100 /h, by: gdp}, runtime: 2 h,\n"
           "     input: 1 GB, output: 1 GB}\n";
}

}  // namespace

TEST_CASE("SIGINT while paths are made ends a run with nothing written", "[e2e][stop]") {
    testing::TemporaryFolder const work;
    testing::write_file(work.file("many.yaml"), many_paths());
    auto const begun = std::chrono::steady_clock::now();
    CommandResult const answer =
        testing::run_meridian({"run", "many.yaml", "--out", "out"}, work.path(), 2500);
    INFO(answer.out << answer.err);
    CHECK(answer.exit_code == 130);
    CHECK_THAT(answer.err, Catch::Contains("meridian: stopped; nothing was written"));
    // All paths would take minutes; a search takes milliseconds.
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{20});
    std::size_t entries = 0;
    for (auto const& entry : std::filesystem::directory_iterator{work.path()}) {
        CAPTURE(entry.path());
        ++entries;
    }
    CHECK(entries == 1);
}
