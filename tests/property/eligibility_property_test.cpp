// Could a pool ever run that? The reader, the state, the view, the policies' search and the admission of jobs
// agree with the rules spelt out, over random worlds.
#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/scheduler/admission.hpp"
#include "sim/scheduler/candidate_search.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/worlds.hpp"
#include "tests/unit/sim/scenario/written_files.hpp"

using namespace meridian;
using testing::Dice;
using testing::Outlook;

namespace {

// A world in the numbers that its file is written of; power in W, sizes in bytes.
struct DrawnModel {
    bool trains, infers;
    std::int64_t idle, busy;
    std::string stack;
};
struct DrawnSite {
    std::optional<std::int64_t> power_limit, storage;
};
struct DrawnPool {
    std::size_t site, model;
    std::int64_t size;
};
struct DrawnWorld {
    std::vector<DrawnModel> models;
    std::vector<DrawnSite> sites;
    std::vector<DrawnPool> pools;
    bool trains;
    std::int64_t width, bytes;
    std::vector<std::size_t> accepted;  // empty: all
    std::vector<std::string> stacks;    // empty: all
};

std::int64_t idle_of(DrawnWorld const& world, std::size_t site) {
    std::int64_t idle = 0;
    for (DrawnPool const& pool : world.pools)
        if (pool.site == site) idle += pool.size * world.models[pool.model].idle;
    return idle;
}

DrawnWorld drawn_world(std::uint64_t seed) {
    Dice dice{seed};
    DrawnWorld world;
    world.models.push_back({true, true, 100, 500, "cuda"});  // runtimes are given on it
    for (std::int64_t more = dice.whole(0, 2); more > 0; --more) {
        bool const trains = dice.chance(60);
        world.models.push_back({trains, !trains || dice.chance(50), dice.whole(0, 2) * 50,
                                dice.whole(2, 9) * 100, dice.chance(50) ? "cann" : "cuda"});
    }
    auto const models = static_cast<std::int64_t>(world.models.size());
    std::int64_t const sites = dice.whole(1, 3);
    for (std::int64_t p = dice.whole(1, 4); p > 0; --p)
        world.pools.push_back({static_cast<std::size_t>(dice.whole(0, sites - 1)),
                               static_cast<std::size_t>(dice.whole(0, models - 1)), dice.whole(1, 12)});
    for (std::int64_t s = 0; s < sites; ++s) {
        DrawnSite site;
        if (dice.chance(50))
            site.power_limit = idle_of(world, static_cast<std::size_t>(s)) + dice.whole(1, 16) * 200;
        if (dice.chance(50)) site.storage = dice.whole(1, 5) * 1000;
        world.sites.push_back(site);
    }
    world.trains = dice.chance(50);
    world.width = dice.chance(10) ? 0 : dice.whole(1, 13);
    world.bytes = dice.whole(0, 5) * 1000;
    if (dice.chance(40)) world.accepted = {static_cast<std::size_t>(dice.whole(0, models - 1))};
    if (dice.chance(40)) world.stacks = {world.models[static_cast<std::size_t>(models - 1)].stack};
    return world;
}

std::string limits_of(DrawnSite const& site) {
    std::string text;
    if (site.power_limit) text += fmt::format(", power_limit: {} W", *site.power_limit);
    if (site.storage) text += fmt::format(", storage: {} B", *site.storage);
    return text;
}

std::string file_of(DrawnWorld const& world) {
    std::string text =
        "meridian: 1\nname: drawn\nstart: 2025-01-06T00:00:00+08:00\nhorizon: 1 d\nreference: m0\n"
        "tariffs: [{name: flat, price: 0.6 CNY/kWh}]\ngrids: [{name: coal, carbon: 0.6 kg/kWh}]\n"
        "coolings: [{name: hall}]\nnodes: [{name: town, latitude: 39.9, longitude: 116.4}]\n"
        "regions: [{name: people, node: town}]\naccelerators:\n";
    for (std::size_t m = 0; m < world.models.size(); ++m) {
        DrawnModel const& model = world.models[m];
        std::vector<std::string> kinds;
        if (model.trains) kinds.emplace_back("training: 0.4");
        if (model.infers) kinds.emplace_back("inference: 0.5");
        text += fmt::format(
            "  - {{name: m{}, stack: {}, fp16_dense: 100 TFLOPS, efficiency: {{{}}}, idle_power: {} W, "
            "busy_power: {} W}}\n",
            m, model.stack, fmt::join(kinds, ", "), model.idle, model.busy);
    }
    text += "sites:\n";
    for (std::size_t s = 0; s < world.sites.size(); ++s)
        text += fmt::format("  - {{name: s{}, node: town, tariff: flat, grid: coal, cooling: hall{}}}\n", s,
                            limits_of(world.sites[s]));
    text += "pools:\n";
    for (std::size_t p = 0; p < world.pools.size(); ++p)
        text += fmt::format("  - {{name: p{}, site: s{}, accelerator: m{}, servers: {}, width: 1}}\n", p,
                            world.pools[p].site, world.pools[p].model, world.pools[p].size);
    text += fmt::format(
        "classes:\n  - {{name: work, kind: {}, runtime: 1 h, accelerators: {}, input: {} B{}{}}}\n"
        "jobs: [{{class: work, origin: people, at: 0 s}}]\n",
        world.trains ? "training" : "inference", world.width, world.bytes,
        world.accepted.empty() ? "" : fmt::format(", models: [m{}]", world.accepted.front()),
        world.stacks.empty() ? "" : fmt::format(", stacks: [{}]", world.stacks.front()));
    return text;
}

bool stores(DrawnWorld const& world, std::size_t site, std::int64_t bytes) {
    return !world.sites[site].storage || bytes <= *world.sites[site].storage;
}

// What is wrong with a pool for the first reason in this order; 6: it stores too little, 7: nothing.
int nearness(DrawnWorld const& world, DrawnPool const& pool, std::int64_t width, std::int64_t bytes) {
    DrawnModel const& model = world.models[pool.model];
    if (!(world.trains ? model.trains : model.infers)) return 1;
    if (!world.accepted.empty() && world.accepted.front() != pool.model) return 2;
    if (!world.stacks.empty() && world.stacks.front() != model.stack) return 3;
    if (width > pool.size) return 4;
    auto const& limit = world.sites[pool.site].power_limit;
    if (limit && idle_of(world, pool.site) + width * (model.busy - model.idle) > *limit) return 5;
    return stores(world, pool.site, bytes) ? 7 : 6;
}
constexpr int none_lacks = 7;

// Of the best place for the class.
int nearness(DrawnWorld const& world) {
    int best = 0;
    if (world.width > 0) {
        for (DrawnPool const& pool : world.pools)
            best = std::max(best, nearness(world, pool, world.width, world.bytes));
        return best;
    }
    for (std::size_t s = 0; s < world.sites.size(); ++s)
        best = std::max(best, stores(world, s, world.bytes) ? none_lacks : 6);
    return best;
}

constexpr std::array phrases{"",
                             "has no 'efficiency' for",
                             "which is not among its models",
                             "has the stack",
                             "accelerators, and a job needs",
                             "above its power_limit",
                             "bytes, and a job needs"};
constexpr std::array obstacle_of{
    Obstacle::policy_rule, Obstacle::kind_of_work, Obstacle::accelerator_model, Obstacle::software_stack,
    Obstacle::too_wide,    Obstacle::power_limit,  Obstacle::storage_size};

// The scenario that was read agrees with the numbers for all widths and inputs.
void check_agreement(DrawnWorld const& world, Outlook& outlook) {
    scheduler::Admission const admission{outlook.view};
    Eligibility const eligibility{outlook.scenario};
    for (std::int64_t width = 0; width <= 13; ++width) {
        for (std::int64_t const bytes :
             {std::int64_t{0}, std::int64_t{2000}, std::int64_t{2001}, world.bytes}) {
            JobId const id = outlook.add_job(width, std::chrono::hours{1});
            state::Job& job = outlook.job(id);
            job.what.input = Bytes{bytes};
            CAPTURE(width, bytes);
            bool anywhere = false;
            for (SiteId const s : outlook.scenario.sites.keys()) {
                bool const holds = stores(world, s.index, bytes);
                CHECK(outlook.state.could_store(s, job.what.input) == holds);
                CHECK(!eligibility.at_site(job.what.input, s) == holds);
                if (width == 0) CHECK(!outlook.view.why_never(job, {s, PoolId{}}) == holds);
                anywhere = anywhere || (width == 0 && holds);
            }
            for (PoolId const p : outlook.scenario.pools.keys()) {
                if (width == 0) break;
                CAPTURE(p.index);
                int const near = nearness(world, world.pools[p.index], width, bytes);
                SiteId const s = outlook.scenario.pools[p].site;
                auto const first =
                    eligibility.first_obstacle({ClassId{0}, job.what.width, job.what.input}, p);
                if (near == none_lacks) {
                    CHECK_FALSE(first);
                } else {
                    CHECK(first == obstacle_of[static_cast<std::size_t>(near)]);
                }
                CHECK(outlook.state.could_run(ClassId{0}, job.what.width, p) == (near >= 6));
                CHECK(outlook.view.why_never(job, {s, p}) == first);
                CHECK(outlook.view.why_not_now(job, {s, p}) == first);
                anywhere = anywhere || near == none_lacks;
            }
            CHECK(!admission.obstacle(job) == anywhere);
        }
    }
}

}  // namespace

TEST_CASE("the reader, the state and the brain agree on what could ever run", "[property][eligibility]") {
    testing::WrittenFiles const folder;
    std::array<int, none_lacks + 1> seen{};
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(400); ++seed) {
        DrawnWorld const world = drawn_world(seed);
        std::string const text = file_of(world);
        CAPTURE(seed, text);
        auto reading = testing::read(folder.write("s.yaml", text));
        int const best = nearness(world);
        ++seen[static_cast<std::size_t>(best)];
        REQUIRE(reading.scenario.has_value() == (best == none_lacks));
        if (reading.scenario) {
            Outlook outlook{std::move(*reading.scenario)};
            check_agreement(world, outlook);
            continue;
        }
        REQUIRE(reading.problems.size() == 1);
        CHECK(reading.problems.front().wrong.find("no site can run the class 'work'") != std::string::npos);
        CHECK(reading.problems.front().wrong.find(phrases[static_cast<std::size_t>(best)]) !=
              std::string::npos);
    }
    auto const least = static_cast<int>(meridian::testing::last_seed(400) / 80);
    CHECK(std::ranges::none_of(std::span{seen}.subspan(1), [&](int count) { return count < least; }));
}

TEST_CASE("what the view explains is what it answers, in full networks too", "[property][eligibility]") {
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(60); ++seed) {
        Outlook outlook{testing::random_world(seed)};
        Dice dice{seed};
        Scenario const& scenario = outlook.scenario;
        for (PoolId const p : scenario.pools.keys())
            if (dice.chance(40)) outlook.state.set_apart(p, dice.whole(1, 20) * 1000);
        testing::fill(outlook, 0.7, seed);
        for (SiteId const s : scenario.sites.keys())
            outlook.store(s, Bytes{dice.whole(0, 2'000'000'000'000)});
        scheduler::CandidateSearch const now{Duration::max(), scheduler::WhenFull::wait};
        scheduler::CandidateSearch const ever{Duration::max(), scheduler::WhenFull::queue};
        for (int n = 0; n < 20; ++n) {
            auto const c = dice.whole(0, static_cast<std::int64_t>(scenario.classes.size()) - 1);
            JobId const id = outlook.add_job(dice.whole(1, 40), std::chrono::hours{1},
                                             ClassId{static_cast<std::uint32_t>(c)});
            state::Job& job = outlook.job(id);
            job.what.input = Bytes{dice.whole(0, 3'000'000'000'000)};
            for (PoolId const p : scenario.pools.keys()) {
                scheduler::Placement const place{scenario.pools[p].site, p};
                auto const never = outlook.view.why_never(job, place);
                auto const not_now = outlook.view.why_not_now(job, place);
                CAPTURE(seed, n, p.index);
                CHECK(!never == ever.takes(job, outlook.view, place));
                CHECK(!not_now == now.takes(job, outlook.view, place));
                CHECK((not_now && is_permanent(*not_now)) == never.has_value());
                if (never) CHECK(not_now == never);
            }
        }
    }
}
