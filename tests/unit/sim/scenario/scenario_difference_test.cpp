// In what two scenarios differ: by hand, record by record.
#include "sim/scenario/scenario_difference.hpp"

#include <string>
#include <vector>

#include "sim/scenario/difference_counts.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/sim/scenario/written_files.hpp"

namespace meridian::testing {
namespace {

using scenario::Draft;
using scenario::RecordChange;
using scenario::RecordDifference;
using scenario::ScenarioDifference;
using scenario::ValueKind;

Draft resolved(std::string const& text) {
    WrittenFiles const folder;
    auto reading = read(folder.write("s.yaml", text));
    std::string problems;
    for (auto const& problem : reading.problems)
        problems += scenario::words(problem) + "\n";
    INFO(problems);
    REQUIRE(reading.scenario.has_value());
    return std::move(reading.resolved);
}

// The texts with several changes, one after the other: pairs of what stands there and what is to.
std::string changed(std::string text, std::vector<std::pair<std::string, std::string>> const& changes) {
    for (auto const& [from, to] : changes) {
        auto const at = text.find(from);
        INFO(from);
        REQUIRE(at != std::string::npos);
        text.replace(at, from.size(), to);
    }
    return text;
}

std::string const base{good_scenario};

ScenarioDifference between(std::string const& a, std::string const& b) {
    return scenario::compare_scenarios(resolved(a), resolved(b));
}

// A second site with a pool of 3 x 8 beside the base's 2 x 8.
std::string two_sites() {
    return changed(base,
                   {{"pools:\n",
                     "  - {name: hub2, node: tianjin, tariff: flat, grid: coal, cooling: hall}\npools:\n"
                     "  - {site: hub2, accelerator: card, servers: 3, width: 8}\n"}});
}

}  // namespace

TEST_CASE("equal scenarios have no differences, whatever their units, order and written defaults", "[diff]") {
    CHECK(between(base, base).empty());
    auto const same =
        changed(base, {{"horizon: 1 d", "horizon: 1440 min\nrouter_delay: 0 s\ndiscipline: fcfs"},
                       {"100 TFLOPS", "0.1 PFLOPS"},
                       {"training: 0.4", "training: 40 %, inference: 0"},
                       {"busy_power: 500 W", "busy_power: 0.5 kW"},
                       {"400 Gbit/s", "0.4 Tbit/s"},
                       {"rate: 10 /h", "rate: 240 /d"},
                       {"runtime: 2 h", "runtime: {constant: 120 min}, accelerators: 1"}});
    CHECK(between(base, same).empty());
    CHECK(between(same, base).empty());
    CHECK(between(base, changed(base, {{"runtime: 2 h", "runtime: 7200 s"}})).empty());
    CHECK(between(changed(base, {{"runtime: 2 h", "runtime: {lognormal: {median: 2 h, sigma: 1.5}}"}}),
                  changed(base, {{"runtime: 2 h", "runtime: {lognormal: {sigma: 15e-1, median: 120 min}}"}}))
              .empty());
    CHECK(between(base, changed(base, {{"horizon: 1 d", "horizon: 1 d\npolicy: {name: nearest_user}"}}))
              .empty());
}

TEST_CASE("a price that differs is found by its record and key, in the words of the files", "[diff]") {
    auto const found = between(base, changed(base, {{"price: 0.6 CNY/kWh", "price: 0.72 CNY/kWh"}}));
    REQUIRE(found.records.size() == 1);
    RecordDifference const& record = found.records.front();
    CHECK(record.list == "tariffs");
    CHECK(record.noun == "tariff");
    CHECK(record.name == "flat");
    CHECK(record.change == RecordChange::changed);
    REQUIRE(record.values.size() == 1);
    CHECK(record.values.front().key == "price");
    CHECK(record.values.front().a == "0.6 CNY/kWh");
    CHECK(record.values.front().b == "0.72 CNY/kWh");
    CHECK(record.values.front().kind == ValueKind::price);
    auto const counts = scenario::count_values(found);
    CHECK(counts.prices == 1);
    CHECK(counts.figures == 0);
    REQUIRE(found.lists.size() == 1);
    CHECK(found.lists.front().changed == 1);
    CHECK(found.lists.front().added == 0);
}

TEST_CASE("keys of groups, of the scenario itself and numbers by name have paths; defaults are said",
          "[diff]") {
    auto const found = between(
        base,
        changed(base, {{"rate: 10 /h", "rate: 20 /h"},
                       {"horizon: 1 d", "horizon: 2 d\nroute_factor: 1.5\nfuture: {scale: {batch: 2}}"}}));
    REQUIRE(found.records.size() == 2);
    RecordDifference const& own = found.records[0];
    CHECK(own.list.empty());
    REQUIRE(own.values.size() == 3);
    CHECK(own.values[0].key == "horizon");
    CHECK(own.values[1].key == "route_factor");
    CHECK(own.values[1].a == "1.4 (default)");
    CHECK(own.values[1].b == "1.5");
    CHECK(own.values[2].key == "future.scale.batch");
    CHECK(own.values[2].a.empty());
    CHECK(own.values[2].b == "2");
    REQUIRE(found.records[1].values.size() == 1);
    CHECK(found.records[1].values[0].key == "arrivals.rate");
}

TEST_CASE("a name, source or note is an annotation", "[diff]") {
    auto const found = between(base, changed(base, {{"name: base", "name: other"},
                                                    {"{name: coal,", "{name: coal, source: S1, grade: B,"}}));
    auto const counts = scenario::count_values(found);
    CHECK(counts.annotations == 3);
    CHECK(counts.figures == 0);
    CHECK(counts.prices == 0);
}

TEST_CASE("records that one scenario has alone are added or removed as such", "[diff]") {
    auto const found = between(base, two_sites());
    REQUIRE(found.records.size() == 2);
    CHECK(found.records[0].list == "sites");
    CHECK(found.records[0].name == "hub2");
    CHECK(found.records[0].change == RecordChange::added);
    CHECK(found.records[0].values.empty());
    CHECK(found.records[1].name == "hub2/card");
    REQUIRE(found.lists.size() == 2);
    CHECK(found.lists[0].a == 1);
    CHECK(found.lists[0].b == 2);
    CHECK(found.lists[0].added == 1);
    auto const back = between(two_sites(), base);
    CHECK(back.records[0].change == RecordChange::removed);
    CHECK(back.lists[0].removed == 1);
    // 16 accelerators more is none that moved.
    auto const shift = scenario::accelerator_shift(resolved(base), resolved(two_sites()));
    CHECK(shift.a == 16);
    CHECK(shift.b == 40);
    CHECK(shift.moved == 0);
}

TEST_CASE("accelerators that one site loses and another gains have moved", "[diff]") {
    // Of 2 x 8 and 3 x 8, one server of 8 goes from hub1 to hub2: 8 of 40.
    auto const other = changed(two_sites(), {{"servers: 3", "servers: 4"}, {"servers: 2", "servers: 1"}});
    auto const shift = scenario::accelerator_shift(resolved(two_sites()), resolved(other));
    CHECK(shift.a == 40);
    CHECK(shift.b == 40);
    CHECK(shift.moved == 8);
    CHECK(shift.moved_share() == 0.2);
    CHECK(between(two_sites(), other).lists.front().list == "pools");
    // Of another model nothing moves: there are 32 fewer of `card` and 48 more of `chip`.
    auto const with_chip = [&](std::string const& text) {
        return changed(text,
                       {{"tariffs:",
                         "  - {name: chip, stack: cann, fp16_dense: 1 TFLOPS, efficiency: {training: 0.4},\n"
                         "     idle_power: 1 W, busy_power: 2 W}\nreference: card\ntariffs:"}});
    };
    auto const mixed =
        changed(with_chip(two_sites()),
                {{"site: hub2, accelerator: card, servers: 3", "site: hub2, accelerator: chip, servers: 6"},
                 {"servers: 2", "servers: 1"}});
    CHECK(scenario::accelerator_shift(resolved(with_chip(two_sites())), resolved(mixed)).moved == 0);
}

TEST_CASE("a site of another name at the same node is the same place for accelerators", "[diff]") {
    auto const renamed = changed(base, {{"{name: hub1,", "{name: west,"}, {"{site: hub1,", "{site: west,"}});
    CHECK(scenario::accelerator_shift(resolved(base), resolved(renamed)).moved == 0);
    auto const elsewhere = changed(renamed, {{"{name: west, node: beijing", "{name: west, node: tianjin"}});
    CHECK(scenario::accelerator_shift(resolved(base), resolved(elsewhere)).moved == 16);
}

TEST_CASE("events by their names, and listed jobs without names by what they are", "[diff]") {
    auto const with = [](std::string const& records) { return base + records; };
    std::string const a = with(
        "events: [{name: a, link: beijing-tianjin, from: 1 h, until: 2 h}, {name: b, link: beijing-tianjin, "
        "from: 3 h}]\n"
        "jobs:\n  - {class: batch, origin: Tianjin, at: 1 h}\n  - {class: batch, origin: Tianjin, at: 1 h}\n"
        "  - {name: big, class: batch, origin: Tianjin, at: 2 h, accelerators: 8}\n");
    CHECK(between(a, a).empty());
    std::string const reordered = with(
        "events: [{name: b, link: beijing-tianjin, from: 180 min}, {name: a, link: beijing-tianjin, from: 60 "
        "min, "
        "until: 2 h}]\n"
        "jobs:\n  - {name: big, class: batch, origin: Tianjin, at: 120 min, accelerators: 8}\n"
        "  - {class: batch, origin: Tianjin, at: 60 min}\n  - {class: batch, origin: Tianjin, at: 1 h}\n");
    CHECK(between(a, reordered).empty());
    std::string const fewer = with(
        "events: [{name: a, link: beijing-tianjin, from: 1 h, until: 4 h}]\n"
        "jobs:\n  - {class: batch, origin: Tianjin, at: 1 h}\n"
        "  - {name: big, class: batch, origin: Tianjin, at: 2 h, accelerators: 16}\n");
    auto const found = between(a, fewer);
    REQUIRE(found.lists.size() == 2);
    CHECK(found.lists[0].list == "events");
    CHECK(found.lists[0].removed == 1);
    CHECK(found.lists[0].changed == 1);
    CHECK(found.lists[1].list == "jobs");
    CHECK(found.lists[1].removed == 1);
    CHECK(found.lists[1].changed == 1);
    CHECK(found.records[0].values[0].key == "until");
    CHECK(found.records[2].name == "batch of Tianjin at 1 h #2");
    CHECK(found.records[2].change == RecordChange::removed);
    CHECK(found.records[3].name == "big");
    CHECK(found.records[3].values[0].a == "8");
}

TEST_CASE("layouts over a base differ in their sites alone", "[diff]") {
    WrittenFiles const folder;
    auto const file = folder.write("base.yaml", base);
    auto const layout =
        folder.write("layout.yaml",
                     "sites:\n  remove: [hub1]\n  records:\n"
                     "    - {name: far, node: tianjin, tariff: flat, grid: coal, cooling: hall}\n"
                     "pools: [{site: far, accelerator: card, servers: 2, width: 8}]\n");
    scenario::ReadOptions over;
    over.overlays = {layout};
    auto const a = read(file).resolved;
    auto const b = read(file, over).resolved;
    auto const found = scenario::compare_scenarios(a, b);
    REQUIRE(found.lists.size() == 2);
    CHECK(found.lists[0].a == 1);
    CHECK(found.lists[0].b == 1);
    CHECK(found.lists[0].added == 1);
    CHECK(found.lists[0].removed == 1);
    CHECK(scenario::count_values(found).figures == 0);
    CHECK(scenario::accelerator_shift(a, b).moved_share() == 1.0);
}

}  // namespace meridian::testing
