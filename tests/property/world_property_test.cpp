#include <algorithm>
#include <map>
#include <tuple>

#include "tests/support/catch.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using testing::all_files;
using testing::play;

namespace {

std::string replaced(std::string text, std::string const& from, std::string const& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

// What a job is, apart from what is done with it.
using Birth = std::tuple<std::uint64_t, SimTime, std::uint32_t, std::uint32_t, std::int64_t, std::int64_t,
                         std::int64_t, std::int64_t>;

struct Births final : state::RunListener {
    void job_departed(SimTime, state::Job const& job, state::Departure const&) override {
        seen.emplace_back(job.number, job.arrival, job.what.workload_class.index, job.what.origin.index,
                          job.what.width.count(), job.what.runtime.count(), job.what.input.count(),
                          job.what.output.count());
    }
    std::vector<Birth> seen;
};

std::vector<Birth> births(Scenario const& scenario) {
    Births listener;
    world::RunOptions options;
    options.listeners = {&listener};
    static_cast<void>(play(scenario, std::move(options)));
    std::sort(listener.seen.begin(), listener.seen.end());
    return listener.seen;
}

}  // namespace

TEST_CASE("renaming with keys and order kept changes only labels", "[property]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(11)));
    CAPTURE(seed);
    Scenario const scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    Scenario renamed = scenario;
    for (Site& site : renamed.sites)
        site.name = replaced(site.name, "site", "zone");
    for (DemandRegion& region : renamed.regions)
        region.name = replaced(region.name, "region", "county");
    for (WorkloadClass& c : renamed.classes)
        c.name = replaced(c.name, "class", "genre");
    // No header or other cell of the files holds these words followed by a digit.
    std::string expected = all_files(scenario, play(scenario));
    for (char digit = '0'; digit <= '9'; ++digit) {
        std::string const d(1, digit);
        expected = replaced(expected, "site" + d, "zone" + d);
        expected = replaced(expected, "class" + d, "genre" + d);
        expected = replaced(expected, "region" + d, "county" + d);
    }
    CHECK(all_files(renamed, play(renamed)) == expected);
}

TEST_CASE("what regions ask for and get sums up to their classes", "[property]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(21)));
    CAPTURE(seed);
    Scenario const scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    observe::Ledger const ledger = play(scenario);
    REQUIRE(ledger.demand.size() == scenario.classes.size() * scenario.regions.size());
    for (ClassId const c : scenario.classes.keys()) {
        observe::DemandTally sum;
        for (RegionId const r : scenario.regions.keys()) {
            observe::DemandTally const& from = ledger.demand(c, r);
            CHECK(from.unfinished() >= 0);
            sum.arrived += from.arrived;
            sum.completed += from.completed;
            sum.rejected += from.rejected;
            sum.started += from.started;
            sum.met += from.met;
            sum.wait_s += from.wait_s;
        }
        observe::ClassTally const& all = ledger.classes[c];
        CHECK(sum.arrived == all.arrived);
        CHECK(sum.completed == all.completed);
        CHECK(sum.rejected == all.rejected);
        CHECK(sum.unfinished() == all.unfinished());
        CHECK(sum.started == static_cast<std::int64_t>(all.wait_s.count()));
        CHECK(sum.met == all.met);
        CHECK(sum.wait_s == Approx(all.wait_s.mean() * static_cast<double>(all.wait_s.count())).margin(1e-9));
    }
}

TEST_CASE("a name without its key is another identity and draws other numbers", "[property]") {
    Scenario const scenario = testing::random_world(4);
    Scenario renamed = scenario;
    for (WorkloadClass& c : renamed.classes)
        c.name = c.key = c.name + "x";
    CHECK(births(renamed) != births(scenario));
}

TEST_CASE("twice the bytes over links twice as fast change no time", "[property]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(11)));
    CAPTURE(seed);
    Scenario const scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    Scenario scaled = scenario;
    Table<LinkId, Link> links;
    for (Link link : scenario.map.links()) {
        link.capacity = 2.0 * link.capacity;
        links.add(link);
    }
    scaled.map = NationalMap{scenario.map.nodes(), links, scenario.map.router_delay()};
    for (Site& site : scaled.sites) {
        if (site.storage) *site.storage += *site.storage;
    }
    // Draws are rounded to whole bytes, so 2 x (rounded) differs from rounded (2 x) by at most one byte:
    // 10^-9 s at these speeds. Constant sizes have no such rounding.
    for (Scenario* s : {&scaled}) {
        for (WorkloadClass& c : s->classes)
            c.output.shape = Constant{2e10};
        for (WorkloadClass& c : s->classes)
            c.input.shape = Constant{4e11};
    }
    Scenario plain = scenario;
    for (WorkloadClass& c : plain.classes)
        c.output.shape = Constant{1e10};
    for (WorkloadClass& c : plain.classes)
        c.input.shape = Constant{2e11};

    observe::Ledger const one = play(plain);
    observe::Ledger const two = play(scaled);
    CHECK(one.all_classes().wait_s.mean() == two.all_classes().wait_s.mean());
    CHECK(one.all_classes().turnaround_s.mean() == two.all_classes().turnaround_s.mean());
    CHECK(2 * one.all_classes().bytes_moved == two.all_classes().bytes_moved);
}

TEST_CASE("twice the price costs twice as much and changes nothing else", "[property]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(6)));
    CAPTURE(seed);
    Scenario const scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    Scenario dearer = scenario;
    for (Tariff& tariff : dearer.tariffs)
        tariff.flat_price = 2.0 * tariff.flat_price;
    observe::Ledger const one = play(scenario);
    observe::Ledger const two = play(dearer);
    for (SiteId const s : scenario.sites.keys()) {
        CHECK(two.sites[s].energy.cost_cny == 2.0 * one.sites[s].energy.cost_cny);
        CHECK(two.sites[s].energy.facility_kwh == one.sites[s].energy.facility_kwh);
        CHECK(two.sites[s].energy.carbon_kg == one.sites[s].energy.carbon_kg);
    }
}

TEST_CASE("the same jobs arrive whatever the layout and the policy", "[property]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(11)));
    CAPTURE(seed);
    Scenario const scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    auto const expected = births(scenario);
    CHECK(!expected.empty());
    SECTION("half the accelerators") {
        Scenario smaller = scenario;
        for (Pool& pool : smaller.pools)
            pool.servers = (pool.servers + 1) / 2;
        CHECK(births(smaller) == expected);
    }
    SECTION("another policy") {
        Scenario other = scenario;
        other.policy = {Selection{"random", {}}};
        CHECK(births(other) == expected);
    }
    SECTION("another seed, and another run of the same seed, are other jobs") {
        Scenario other = scenario;
        ++other.run;
        CHECK(births(other) != expected);
        other = scenario;
        other.seed += 1000;
        CHECK(births(other) != expected);
    }
}

TEST_CASE("a longer bin changes no result but the bins", "[property]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(6)));
    CAPTURE(seed);
    Scenario const scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    Scenario coarse = scenario;
    coarse.bin = scenario.horizon;
    observe::Ledger const one = play(scenario);
    observe::Ledger const two = play(coarse);
    // Energy is integrated, not sampled: how often somebody looks does not matter.
    for (SiteId const s : scenario.sites.keys()) {
        CHECK(one.sites[s].energy.facility_kwh == two.sites[s].energy.facility_kwh);
        CHECK(one.sites[s].accelerator_hours_held == two.sites[s].accelerator_hours_held);
    }
}

TEST_CASE("drawing estimates moves no other draw, and fcfs does not look at them", "[property][estimates]") {
    struct Estimates final : state::RunListener {
        void job_departed(SimTime, state::Job const& job, state::Departure const&) override {
            Duration const runtime = job.what.runtime;
            wrong += job.what.estimate < runtime / 2 || job.what.estimate > 3 * runtime + Duration{1};
            other += job.what.estimate != runtime;
        }
        int wrong{0};
        int other{0};
    };
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        Scenario scenario = testing::random_world(seed);
        std::string const before = all_files(scenario, play(scenario));
        for (WorkloadClass& c : scenario.classes)
            c.estimate.shape = Uniform{0.5, 3.0};
        Estimates estimates;
        world::RunOptions options;
        options.listeners = {&estimates};
        CHECK(all_files(scenario, play(scenario, std::move(options))) == before);
        CHECK(estimates.wrong == 0);
        CHECK(estimates.other > 0);
    }
}
