// What a site is worth, and more accelerators at it, over random worlds of several sites with overload.
//
// Jobs of one accelerator that start in the order in which they come start no later with more accelerators, whichever
// site they go to: with equal accelerators everywhere it is one queue with more servers (Kiefer and Wolfowitz, "On the
// theory of queues with many servers", Transactions of the AMS 78, 1955). So these policies and disciplines may claim that
// free accelerators never raise net cost. With gangs none may: wider jobs leave other gaps (Graham, "Bounds on
// multiprocessing timing anomalies", SIAM Journal on Applied Mathematics 17, 1969). Of 40 of these worlds with gangs of up
// to six, one free server raised net cost in 1 to 12 under each of seven policies and four disciplines, and net cost
// without a site was lower by more than its cost in 0 to 2; under `shortest_first` free accelerators raised it in up to 2
// of 40 worlds of single accelerators, too, as a long job starts
// before a shorter one has come.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/app/vocabulary.hpp"
#include "sim/report/facts.hpp"
#include "sim/report/summary.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "sim/study/site_changes.hpp"
#include "sim/world/world.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/process.hpp"
#include "tests/support/seeds.hpp"

using namespace meridian;
using testing::Dice;

namespace {

// What random worlds differ in.
struct WorldKind {
    std::string policy, discipline;
    std::int64_t widest;  // accelerators of a job
    bool free;            // nothing costs anything but energy of work
};

// Two to four sites of one model and a last one whose model can do nothing of the work; listed jobs of three classes, more
// than there is room for.
std::string random_text(WorldKind const& kind, Dice& dice) {
    std::string text =
        "meridian: 1\nname: Random\nstart: 2025-01-06T00:00:00+00:00\nhorizon: 2 d\ndiscount_rate: 0 %\n"
        "value_basis: rent\n";
    text += fmt::format("policy: {}\ndiscipline: {}\n", kind.policy, kind.discipline);
    text += fmt::format("tiers: [{{name: site, facility: {} CNY/kW, facility_life_years: 10}}]\n",
                        kind.free ? 0 : dice.whole(0, 20'000));
    text += fmt::format(
        "reference: card\n"
        "accelerators:\n"
        "  - {{name: card, stack: cann, fp16_dense: 100 TFLOPS, efficiency: {{training: 0.5}},\n"
        "     idle_power: {0} W, busy_power: 500 W, price: {1} CNY}}\n"
        "  - {{name: other, stack: cann, fp16_dense: 100 TFLOPS, efficiency: {{inference: 0.5}},\n"
        "     idle_power: {0} W, busy_power: 500 W, price: {1} CNY}}\n",
        kind.free ? 0 : dice.whole(0, 200), kind.free ? 0 : dice.whole(0, 100'000));
    text +=
        "coolings: [{name: hall, base: 1, slope: 0, threshold: 10 degC, overhead: 0 W}]\n"
        "grids: [{name: grid, carbon: 0.5 kg/kWh}]\ntariffs:\n";
    std::int64_t const sites = dice.whole(2, 4);
    for (std::int64_t s = 0; s < sites; ++s)
        text += fmt::format("  - {{name: t{}, price: 0.{} CNY/kWh}}\n", s, kind.free ? 5 : dice.whole(2, 9));
    text += "nodes: [{name: town, latitude: 40.0, longitude: 116.0}]\nsites:\n";
    for (std::int64_t s = 0; s < sites; ++s)
        text += fmt::format("  - {{name: s{0}, node: town, tariff: t{0}, grid: grid, cooling: hall}}\n", s);
    text +=
        "  - {name: spare, node: town, tariff: t0, grid: grid, cooling: hall}\n"
        "pools:\n  - {site: spare, accelerator: other, servers: 3, width: 4}\n";
    for (std::int64_t s = 0; s < sites; ++s)
        text += fmt::format("  - {{site: s{}, accelerator: card, servers: {}, width: {}}}\n", s,
                            dice.whole(2, 4), 4);
    text += "regions: [{name: people, node: town}]\nclasses:\n";
    for (int c = 0; c < 3; ++c)
        text += fmt::format(
            "  - {{name: c{}, kind: training, accelerators: {}, runtime: {} h,\n"
            "     objective: {} h, value: {} CNY/acc-h}}\n",
            c, dice.whole(1, kind.widest), dice.whole(1, 8), dice.whole(6, 30), dice.whole(1, 30));
    text += "jobs:\n";
    for (std::int64_t j = dice.whole(100, 200); j > 0; --j)
        text += fmt::format("  - {{class: c{}, origin: people, at: {} min, runtime: {} min}}\n",
                            dice.whole(0, 2), dice.whole(0, 1'500), dice.whole(10, 900));
    return text;
}

struct Money {
    double net_cost{0.0};
    std::vector<double> of_sites;  // cost of each
};

Money money_of(scenario::Draft draft) {
    auto const reading = scenario::check_draft(std::move(draft), {}, app::vocabulary(), {false, true});
    for (auto const& problem : reading.problems)
        UNSCOPED_INFO(words(problem));
    REQUIRE(reading.scenario);
    world::World world{*reading.scenario, {}};
    static_cast<void>(world.run());
    auto ledger = world.ledger();
    report::Facts const facts{*reading.scenario, ledger};
    Money money;
    auto const keys = report::summary_keys();
    auto const key = std::ranges::find(keys, "net_cost_cny", &report::SummaryKey::name);
    auto const figure = key->compute(facts);
    REQUIRE(std::holds_alternative<double>(figure));
    money.net_cost = std::get<double>(figure);
    for (SiteId const s : reading.scenario->sites.keys())
        money.of_sites.push_back(facts.return_by_site[s].cost_cny);
    return money;
}

scenario::Draft draft_of(std::string const& text) {
    testing::TemporaryFolder const folder;
    testing::write_file(folder.file("world.yaml"), text);
    scenario::FilesRead known;
    scenario::Problems problems;
    return scenario::read_draft(folder.file("world.yaml"), {}, known, problems);
}

Money changed(std::string const& text, study::SiteChange const& change) {
    auto draft = draft_of(text);
    scenario::Problems problems;
    study::change_site(draft, change, {}, problems);
    REQUIRE(problems.none());
    return money_of(std::move(draft));
}

constexpr double rounding = 1e-6;

}  // namespace

TEST_CASE("accelerators that cost nothing never raise net cost of single jobs in order",
          "[property][value]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(31)));
    std::string const policy = GENERATE("earliest_start", "nearest_user", "least_loaded", "cheapest");
    std::string const discipline = GENERATE("fcfs", "best_effort");
    CAPTURE(seed, policy, discipline);
    Dice dice{static_cast<std::uint64_t>(seed)};
    std::string const text = random_text({policy, discipline, 1, true}, dice);
    double const before = money_of(draft_of(text)).net_cost;
    for (char const* const site : {"s0", "s1"}) {
        double const servers = static_cast<double>(dice.whole(1, 3));
        CHECK(changed(text, {site, study::Addition{4.0 * servers, "card"}}).net_cost <= before + rounding);
    }
}

TEST_CASE("at full demand net cost without a site is never lower by more than the site's cost",
          "[property][value]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(31)));
    std::string const policy = GENERATE("earliest_start", "nearest_user", "least_loaded", "cheapest");
    std::string const discipline = GENERATE("fcfs", "best_effort");
    CAPTURE(seed, policy, discipline);
    Dice dice{static_cast<std::uint64_t>(seed)};
    std::string const text = random_text({policy, discipline, 1, false}, dice);
    Money const with = money_of(draft_of(text));
    for (std::size_t s = 0; s < 2; ++s) {
        double const without = changed(text, {fmt::format("s{}", s), {}}).net_cost;
        CHECK(without >= with.net_cost - with.of_sites[s] - rounding);
    }
}

TEST_CASE("a site that nothing needs is worth minus its cost", "[property][value]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(31)));
    CAPTURE(seed);
    Dice dice{static_cast<std::uint64_t>(seed)};
    std::string const text = random_text({"least_loaded", "easy", 6, false}, dice);
    Money const with = money_of(draft_of(text));
    double const without = changed(text, {"spare", {}}).net_cost;
    CHECK(with.of_sites.back() > 0.0);
    CHECK(with.net_cost - without == Approx(with.of_sites.back()).epsilon(1e-9));
}
