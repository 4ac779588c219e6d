#include "sim/study/branched_run.hpp"

#include <chrono>
#include <csignal>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sim/scheduler/disciplines/registry.hpp"
#include "sim/scheduler/policies/registry.hpp"
#include "sim/service/service_policy.hpp"
#include "sim/study/copies.hpp"
#include "sim/transfer/transfer_model.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/names.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using namespace std::chrono_literals;
using study::Assignment;
using study::BranchedRun;
using study::BranchRule;
using study::FamilyMembers;
using study::PointFamily;
using study::Row;
using testing::names;

namespace {

using Events = Table<EventId, FailureEvent>;

constexpr BranchRule wherever_possible{0.0, 0.0};

// Jobs, a calendar, losses of links or of sites, pools and power, and a service whose demand is forecast by what came last.
Scenario busy_world(std::uint64_t seed) {
    Scenario s = testing::random_world(seed);
    s.policy = {Selection{"nearest_user", {}}};
    seed % 2 == 0 ? testing::break_links(s, seed) : testing::break_sites(s, seed);
    Service ask;
    ask.name = ask.key = "ask";
    ask.requests.rate = PerSecond{2.0};
    ask.requests.mass = 0;
    ask.tokens_in.shape = Constant{1.0};
    ask.prefill_per_s = 1.0;
    ask.objective = 3s;
    s.services.add(ask);
    s.service_policies.add({"home", {}});
    s.serving.lends = seed % 2 == 0;
    s.serving.forecast.kind = ForecastKind::last_epoch;
    return s;
}

// When the events that are given begin.
std::vector<Duration> begins(Scenario const& world) {
    std::vector<Duration> all;
    for (FailureEvent const& event : world.events) {
        if (event.from) all.push_back(*event.from);
    }
    std::ranges::sort(all);
    return all;
}

// Without those that begin at a time or later; those at random and those that follow others stay. `is_last_for_good`: the
// last of these does not end.
Events events_before(Scenario const& world, Duration begin, bool is_last_for_good) {
    Events some = world.events;
    std::optional<EventId> last;
    for (EventId const e : some.keys()) {
        FailureEvent& event = some[e];
        if (!event.from) continue;
        if (*event.from < begin)
            last = e;
        else
            event.duration = Duration{0};
    }
    if (is_last_for_good && last) {
        some[*last].duration.reset();
        some[*last].repair.reset();
        some[*last].every.reset();
    }
    return some;
}

// The world as it is, twice; without the events from a time on, and then with the one before for ever.
PointFamily family_of(Scenario world) {
    Events const all = world.events;
    std::vector<study::TimedInputs> inputs{{all}, {all}};
    auto const times = begins(world);
    for (std::size_t n = 1; n < times.size(); n += 1 + times.size() / 4) {
        inputs.push_back({events_before(world, times[n], false)});
        inputs.push_back({events_before(world, times[n], true)});
    }
    inputs.push_back({});
    world.events = {};
    PointFamily family{std::move(world)};
    for (std::size_t i = 0; i < inputs.size(); ++i)
        family.add({i, {}, fmt::format("key{}", i)}, inputs[i]);
    return family;
}

FamilyMembers all_of(PointFamily const& family) {
    FamilyMembers all(family.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

using Rows = std::map<std::string, std::string>;  // by key; without times

// In a process of their own: SimGrid has one engine in each.
Rows rows(std::vector<Assignment> wanted, study::PlayAssignment const& play) {
    Rows rows;
    study::play_in_copies(std::move(wanted), {}, 0.0, play, [&](Row row) {
        CAPTURE(row.key, row.failure);
        CHECK(row.ok());
        row.wall_s = 0.0;
        CHECK(rows.emplace(row.key, study::row_text(row)).second);
    });
    return rows;
}

Rows whole(PointFamily& family, std::int64_t run) {
    BranchedRun played{family, run, {}, wherever_possible};
    std::vector<Assignment> wanted;
    for (std::size_t const member : all_of(family))
        wanted.push_back(family.assignment({member}, run));
    return rows(std::move(wanted), [&](Assignment const& one, study::SendRow const& send) {
        played.play_whole(family.members(one, run), send);
    });
}

Rows branched(PointFamily& family, std::int64_t run, BranchRule const& rule = wherever_possible) {
    BranchedRun played{family, run, {}, rule};
    std::vector<Assignment> wanted;
    for (FamilyMembers const& group : played.groups(all_of(family)))
        wanted.push_back(family.assignment(group, run));
    return rows(std::move(wanted), [&](Assignment const& one, study::SendRow const& send) {
        played.play(family.members(one, run), send);
    });
}

void check_branches(Scenario world, std::int64_t run = 0) {
    PointFamily family = family_of(std::move(world));
    Rows const expected = whole(family, run);
    REQUIRE(expected.size() == family.size());
    Rows const found = branched(family, run);
    REQUIRE(found.size() == expected.size());
    for (auto const& [key, row] : expected) {
        CAPTURE(key);
        CHECK(found.at(key) == row);
    }
}

}  // namespace

TEST_CASE("a branched run has the bytes of whole runs, under every policy and network model",
          "[study][many_runs]") {
    auto const network = GENERATE(from_range(names(transfer::models())));
    auto const policy = GENERATE(from_range(names(scheduler::policies())));
#ifndef MERIDIAN_HAS_SIMGRID
    if (network == "simgrid") return;
#endif
    CAPTURE(network, policy);
    Scenario world = busy_world(1);
    world.network.name = network;
    world.policy = {Selection{policy, {}}};
    check_branches(std::move(world));
}

TEST_CASE("a branched run has the bytes of whole runs, under every discipline and sensing", "[study]") {
    auto const discipline = GENERATE(from_range(names(scheduler::disciplines())));
    auto const interval = GENERATE(0min, 7min);
    CAPTURE(discipline, interval.count());
    Scenario world = busy_world(2);
    world.network.name = "fluid";
    world.policy = {Selection{"least_loaded", {}}};
    world.discipline.name = discipline;
    world.sensing.interval = interval;
    world.sensing.delay = interval / 7;
    check_branches(std::move(world));
}

TEST_CASE("a branched run has the bytes of whole runs, under every policy of services", "[study]") {
    auto const policy = GENERATE(from_range(names(service::service_policies())));
    auto const kind =
        GENERATE(ForecastKind::perfect, ForecastKind::last_epoch, ForecastKind::same_hour_last_week);
    CAPTURE(policy, static_cast<int>(kind));
    Scenario world = busy_world(4);
    world.service_policies[ServiceId{0}].name = policy;
    world.serving.forecast.kind = kind;
    check_branches(std::move(world), 3);
}

TEST_CASE("a branched run has the bytes of whole runs in other worlds", "[study]") {
    auto const seed = GENERATE(range<std::uint64_t>(10, 30));
    CAPTURE(seed);
    Scenario world = busy_world(seed);
    world.network.name = seed % 3 == 0 ? "delay" : "fluid";
    check_branches(std::move(world), static_cast<std::int64_t>(seed));
}

TEST_CASE("runs are branched where points share as much as the rule says", "[study]") {
    PointFamily family{testing::one_site(4, 1h)};  // a day
    auto const cut = [](Duration from, std::optional<Duration> until, double left) {
        Events events;
        events.add(FailureEvent::once(Asset::of(SiteId{0}), from, until, left));
        return study::TimedInputs{events};
    };
    family.add({0, {}, "none"}, {});
    family.add({1, {}, "late"}, cut(12h, std::nullopt, 0.0));
    family.add({2, {}, "early"}, cut(2h, std::nullopt, 0.0));
    family.add({3, {}, "early and less"}, cut(2h, std::nullopt, 0.5));
    family.add({4, {}, "early and short"}, cut(2h, 9h, 0.0));
    using Groups = std::vector<FamilyMembers>;
    auto const groups = [&](double least_share) {
        return BranchedRun{family, 0, {}, {least_share, 0.0}}.groups({0, 1, 2, 3, 4});
    };
    CHECK(groups(0.0) == Groups{{0, 1, 2, 3, 4}});
    CHECK(groups(1.0 / 12) == Groups{{0, 1, 2, 3, 4}});
    CHECK(groups(0.1) == Groups{{0, 1}, {2, 4}, {3}});  // 2 h are no tenth of a day
    CHECK(groups(0.4) == Groups{{0, 1}, {2}, {3}, {4}});
}

TEST_CASE("copies of the process are made where a past takes time, and only there", "[study]") {
    PointFamily family = family_of(busy_world(5));
    auto const copies = [&](double least_past_s) {
        ::rusage before{};
        ::rusage after{};
        BranchedRun played{family, 0, {}, {0.0, least_past_s}};
        ::getrusage(RUSAGE_CHILDREN, &before);
        std::size_t count = 0;
        played.play(all_of(family), [&](Row const&) { ++count; });
        ::getrusage(RUSAGE_CHILDREN, &after);
        CHECK(count == family.size());
        return after.ru_minflt > before.ru_minflt;
    };
    CHECK(copies(0.0));
    CHECK_FALSE(copies(3600.0));
}

TEST_CASE("a copy that dies is tried once more, and harms no other", "[study]") {
    Assignment const family = [] {
        Assignment made;
        for (std::size_t p = 0; p < 4; ++p) {
            made.points.push_back({p, {}, fmt::format("key{}", p)});
            made.runs.push_back({p, 7});
        }
        return made;
    }();
    std::map<std::string, std::string> failures;
    auto const play = [](Assignment const& one, study::SendRow const& send) {
        for (auto const& run : one.runs) {
            std::string const& key = one.point_of(run).key;
            if (key == "key1") ::kill(::getpid(), SIGKILL);
            if (key == "key2") std::this_thread::sleep_for(150ms);
            send({key, run.run, 0.0, {}, {}});
        }
    };
    study::Limits limits;
    limits.time_s = 10.0;
    study::play_in_copies({family}, limits, 9.9, play,
                          [&](Row const& row) { failures[row.key] = row.failure; });
    CHECK(failures == std::map<std::string, std::string>{
                          {"key0", ""},
                          {"key1", "it died of signal 9 (Killed), as if memory had run out"},
                          {"key2", "it took longer than the limit of 10 s"},
                          {"key3", ""}});
}
