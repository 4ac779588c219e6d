// meridian headroom, by hand.
#include <string>

#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"

using namespace meridian;
using namespace meridian::testing;

namespace {

// Two sites of 4 accelerators. Six jobs of one and 2 h at 1 h, done within 2 h. Whichever site is lost at 30 min for 10 h,
// two of them wait: SLO attainment 4 / 6.
constexpr char const* two_sites = R"(meridian: 1
name: Two sites
start: 2025-01-06T00:00:00+08:00
horizon: 1 d
network: delay
accelerators: [{name: card, stack: cann, fp16_dense: 300 TFLOPS, efficiency: {training: 0.5}, idle_power: 100 W, busy_power: 500 W}]
coolings: [{name: hall}]
grids: [{name: grid, carbon: 0.5 kg/kWh}]
tariffs: [{name: tariff, price: 0.5 CNY/kWh}]
nodes: [{name: n}]
sites: [{name: a, node: n, tariff: tariff, grid: grid, cooling: hall}, {name: b, node: n, tariff: tariff, grid: grid, cooling: hall}]
pools: [{site: a, accelerator: card, servers: 4, width: 1}, {site: b, accelerator: card, servers: 4, width: 1}]
regions: [{name: people, node: n}]
classes: [{name: work, kind: training, runtime: 2 h, objective: 2 h}]
jobs:
  - {class: work, origin: people, at: 1 h}
  - {class: work, origin: people, at: 1 h}
  - {class: work, origin: people, at: 1 h}
  - {class: work, origin: people, at: 1 h}
  - {class: work, origin: people, at: 1 h}
  - {class: work, origin: people, at: 1 h}
rules: [{name: service, measure: slo_attainment, at_least: 100 %}]
)";

std::string written(TemporaryFolder const& folder, std::string const& name, std::string const& text) {
    std::string const file = folder.file(name);
    write_file(file, text);
    return file;
}

}  // namespace

TEST_CASE("headroom is the least addition with which no loss breaks a rule", "[e2e][headroom]") {
    TemporaryFolder const folder;
    std::string text = two_sites;
    // Of all work, and of that which arrives during the loss: here the same.
    std::string const measure = GENERATE("slo_attainment", "slo_attainment_during_loss");
    CAPTURE(measure);
    bool const over_losses = measure != "slo_attainment";
    text.replace(text.find("rules:"), std::string::npos,
                 "rules: [{name: service, measure: " + measure + ", at_least: 100 %" +
                     (over_losses ? ", over: each_loss" : "") + "}]\n");
    auto const file = written(folder, "two.yaml", text);
    // Each site needs 6: of 4 servers a quarter more is one, and anything beyond it two.
    CommandResult const answer =
        run_meridian({"headroom", file, "--at", "30 min", "--for", "10 h", "--runs", "2", "--json"});
    REQUIRE(answer.exit_code == 0);
    auto const rows = nlohmann::json::parse(answer.out)["tables"]["headroom"];
    REQUIRE(rows.size() == 2);
    for (auto const& row : rows) {
        CHECK(row["addition_share"].get<double>() > 0.25);
        CHECK(row["addition_share"].get<double>() <= 0.26);
        CHECK(row["addition_accelerators"] == 4);
        CHECK(row["addition_bound_by"] == "loss of a");
    }
    // At site a alone: where that is lost, b still has 4.
    CommandResult const at_a =
        run_meridian({"headroom", file, "--at", "30 min", "--for", "10 h", "--runs", "1", "--at-site", "a"});
    CHECK(at_a.exit_code == 1);
    CHECK_THAT(at_a.out,
               Catch::Contains("in 1 of 1 runs even 100 % more accelerators do not keep the rules"));
    if (over_losses) return;
    // A loss after the work changes nothing.
    CommandResult const late = run_meridian({"headroom", file, "--at", "12 h", "--runs", "1"});
    CHECK(late.exit_code == 0);
    CHECK_THAT(late.out, Catch::Contains("no addition is needed: the rules hold whichever of the"));
}

TEST_CASE("headroom says what it cannot be asked", "[e2e][headroom]") {
    TemporaryFolder const folder;
    std::string text = two_sites;
    auto const file = written(folder, "two.yaml", text);
    CHECK(run_meridian({"headroom", file, "--at", "2 d"}).exit_code == 2);
    CHECK(run_meridian({"headroom", file, "--at-site", "c"}).exit_code == 2);
    CHECK(run_meridian({"headroom", file, "--precision", "0 %"}).exit_code == 2);
    CHECK(run_meridian({"headroom", file, "--for", "soon"}).exit_code == 2);
    auto const bare = written(folder, "bare.yaml", text.substr(0, text.find("rules:")));
    CommandResult const ruleless = run_meridian({"headroom", bare, "--at", "1 h"});
    CHECK(ruleless.exit_code == 2);
    CHECK_THAT(ruleless.err, Catch::Contains("no rule in force"));
}
