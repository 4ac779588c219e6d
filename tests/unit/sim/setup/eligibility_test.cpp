// Every obstacle by hand over one tiny world, asked of the checked scenario, the state, the view and the
// admission of jobs.
#include "sim/setup/eligibility.hpp"

#include <set>

#include "sim/scheduler/admission.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using testing::Outlook;

namespace {

constexpr ClassId work{0};
constexpr SiteId home{0}, city{1}, island{2}, bare{3};
constexpr PoolId home_pool{0}, city_pool{1}, island_pool{2}, no_pool{};

// home:   8 chips behind 5 kW; 100 W idle, 1 kW busy: 0.8 kW + 4 x 0.9 kW = 4.4 kW, and a fifth busy chip
//         would make 5.3 kW. 1,000 bytes of storage, in the province of the only region, as is bare.
// city:   2 boards, which do no inference, of another stack, 1 ms away in another province.
// island: 8 chips that no path reaches.
// bare:   no pool.
Scenario four_sites() {
    Scenario s = testing::one_site(8, std::chrono::hours{1});
    Table<NodeId, Node> nodes;
    nodes.add({"home", "home", 0.0, 0.0, "P"});
    nodes.add({"city", "city", 0.0, 0.0, "Q"});
    nodes.add({"island", "island", 0.0, 0.0, "P"});
    nodes.add({"bare", "bare", 0.0, 0.0, "P"});
    Table<LinkId, Link> links;
    for (std::uint32_t const end : {1U, 3U}) {
        Link link;
        link.name = link.key = "link" + std::to_string(end);
        link.a = NodeId{0};
        link.b = NodeId{end};
        link.capacity = BytesPerSecond{1e9};
        link.delay = std::chrono::milliseconds{1};
        links.add(link);
    }
    s.map = NationalMap{std::move(nodes), std::move(links), Duration{0}};
    Accelerator& chip = s.accelerators[AcceleratorId{0}];
    chip.idle_power = Microwatts{100'000'000};
    Accelerator board = chip;
    board.name = "board";
    board.stack = "cann";
    board.efficiency[WorkKind::inference] = 0.0;
    s.accelerators.add(board);
    Site const site = s.sites[home];
    for (std::uint32_t node = 1; node < 4; ++node) {
        Site other = site;
        other.name = other.key = s.map.nodes()[NodeId{node}].name;
        other.node = NodeId{node};
        s.sites.add(other);
    }
    s.sites[home].power_limit = Microwatts{5'000'000'000};
    s.sites[home].storage = Bytes{1000};
    s.pools.add({"city", "city", city, AcceleratorId{1}, 1, 2});
    s.pools.add({"island", "island", island, AcceleratorId{0}, 1, 8});
    return s;
}

enum class Asks : std::uint8_t { training, inference, chip_only, cuda_only, province_only };

Scenario four_sites(Asks what) {
    Scenario s = four_sites();
    WorkloadClass& c = s.classes[work];
    if (what == Asks::inference) c.kind = WorkKind::inference;
    if (what == Asks::chip_only) c.models = {AcceleratorId{0}};
    if (what == Asks::cuda_only) c.stacks = {"cuda"};
    if (what == Asks::province_only) c.residency = Residency::province;
    return s;
}

JobId add_job(Outlook& outlook, std::int64_t width, std::int64_t bytes) {
    JobId const id = outlook.add_job(width, std::chrono::hours{1}, work);
    outlook.job(id).what.input = Bytes{bytes};
    return id;
}

struct PermanentCase {
    Asks asks;
    std::int64_t width, bytes;
    SiteId site;
    PoolId pool;
    std::optional<Obstacle> expected;
};

// Closes all places.
struct ClosedGate final : scheduler::PlacementGate {
    [[nodiscard]] bool admits(state::Job const&, SiteId, PoolId) const override { return false; }
};

}  // namespace

TEST_CASE("each permanent obstacle is found in an empty network", "[setup][eligibility]") {
    auto const row = GENERATE(values<PermanentCase>({
        {Asks::training, 4, 1000, home, home_pool, {}},
        {Asks::training, 5, 1000, home, home_pool, Obstacle::power_limit},
        {Asks::training, 9, 1000, home, home_pool, Obstacle::too_wide},  // whatever the power
        {Asks::training, 4, 1001, home, home_pool, Obstacle::storage_size},
        {Asks::training, 9, 1001, home, home_pool, Obstacle::too_wide},  // the data's come last
        {Asks::province_only, 3, 0, city, city_pool, Obstacle::too_wide},
        {Asks::province_only, 1, 1001, home, home_pool, Obstacle::storage_size},
        {Asks::training, 0, 1000, home, no_pool, {}},
        {Asks::training, 0, 1001, home, no_pool, Obstacle::storage_size},
        {Asks::training, 2, 1001, city, city_pool, {}},
        {Asks::training, 3, 1001, city, city_pool, Obstacle::too_wide},
        {Asks::inference, 1, 0, home, home_pool, {}},
        {Asks::inference, 9, 0, city, city_pool, Obstacle::kind_of_work},  // not too wide
        {Asks::chip_only, 1, 0, home, home_pool, {}},
        {Asks::chip_only, 9, 0, city, city_pool, Obstacle::accelerator_model},
        {Asks::cuda_only, 1, 0, home, home_pool, {}},
        {Asks::cuda_only, 9, 0, city, city_pool, Obstacle::software_stack},
        {Asks::province_only, 1, 0, city, city_pool, Obstacle::residency},
        {Asks::province_only, 1, 0, home, home_pool, {}},
        {Asks::training, 1, 0, island, island_pool, Obstacle::unreachable},
        {Asks::training, 1, 0, bare, no_pool, Obstacle::kind_of_work},
        {Asks::training, 0, 0, bare, no_pool, {}},
    }));
    CAPTURE(static_cast<int>(row.asks), row.width, row.bytes, row.site.index);
    Outlook outlook{four_sites(row.asks)};
    state::Job const& job = outlook.job(add_job(outlook, row.width, row.bytes));
    CHECK(outlook.view.why_never(job, {row.site, row.pool}) == row.expected);
    CHECK(outlook.view.why_not_now(job, {row.site, row.pool}) == row.expected);
    CHECK((!row.expected || is_permanent(*row.expected)));
    if (row.pool == no_pool || row.site == island) return;

    Eligibility const eligibility{outlook.scenario};
    auto const at_pool = eligibility.at_pool(work, job.what.width, row.pool);
    auto const at_site = eligibility.at_site(job.what.input, row.site);
    CHECK(outlook.state.could_run(work, job.what.width, row.pool) == !at_pool);
    CHECK(outlook.state.could_store(row.site, job.what.input) == !at_site);
    // The reader gives the same reason. It knows nothing of the job's origin, so of no residency.
    auto const nearest = eligibility.first_obstacle({work, job.what.width, job.what.input}, row.pool);
    CHECK(nearest == (at_pool ? at_pool : at_site));
    if (row.expected != Obstacle::residency) CHECK(nearest == row.expected);
}

TEST_CASE("the widest job of a pool is bound by its size, its power and its hardware",
          "[setup][eligibility]") {
    Scenario s = four_sites();
    Eligibility const eligibility{s};
    CHECK(eligibility.idle_power(home) == Microwatts{800'000'000});
    CHECK(eligibility.widest(work, home_pool) == 4666);  // 4.2 kW / 0.9 kW
    CHECK(eligibility.widest(work, city_pool) == 2000);
    s.classes[work].kind = WorkKind::inference;
    CHECK(eligibility.widest(work, city_pool) == -1);
    s.sites[home].power_limit = Microwatts{800'000'000};  // what the idle chips draw
    CHECK(eligibility.powers_idle_pools(home));
    CHECK(eligibility.widest(work, home_pool) == 0);
    s.sites[home].power_limit = Microwatts{799'999'999};
    CHECK_FALSE(eligibility.powers_idle_pools(home));
    CHECK(eligibility.widest(work, home_pool) == -1);
    s.sites[home].power_limit.reset();
    CHECK(eligibility.widest(work, home_pool) == 8000);
    s.sites[home].power_limit = Microwatts{800'000'000};
    s.accelerators[AcceleratorId{0}].busy_power = Microwatts{100'000'000};  // work draws nothing more
    CHECK(eligibility.widest(work, home_pool) == 8000);
}

TEST_CASE("a replica needs accelerators for inference that its service accepts", "[setup][eligibility]") {
    Scenario s = four_sites();
    Service service;
    service.replica_accelerators = 4;  // the most that the power of home feeds
    ServiceId const chat = s.services.add(service);
    Eligibility const eligibility{s};
    CHECK(eligibility.at_pool(chat, home_pool) == std::nullopt);
    CHECK(eligibility.at_pool(chat, city_pool) == Obstacle::kind_of_work);
    s.services[chat].stacks = {"cann"};
    CHECK(eligibility.at_pool(chat, home_pool) == Obstacle::software_stack);
    s.services[chat].models = {AcceleratorId{1}};
    CHECK(eligibility.at_pool(chat, home_pool) == Obstacle::accelerator_model);
    s.services[chat] = service;
    s.services[chat].replica_accelerators = 5;
    CHECK(eligibility.at_pool(chat, home_pool) == Obstacle::power_limit);
    s.services[chat].replica_accelerators = 9;
    CHECK(eligibility.at_pool(chat, home_pool) == Obstacle::too_wide);
}

TEST_CASE("each obstacle of the moment is found, and goes with what causes it", "[setup][eligibility]") {
    Outlook outlook{four_sites()};
    scheduler::View& view = outlook.view;
    scheduler::Placement const at_home{home, home_pool}, in_city{city, city_pool};
    auto const why = [&](JobId id, scheduler::Placement place) {
        CHECK(view.why_never(outlook.job(id), place) == std::nullopt);
        return view.why_not_now(outlook.job(id), place);
    };
    SECTION("accelerators") {
        JobId const job = add_job(outlook, 1, 0);
        outlook.hold(city_pool, 1);
        CHECK(why(job, in_city) == std::nullopt);
        outlook.hold(city_pool, 1);
        CHECK(why(job, in_city) == Obstacle::accelerators_taken);
    }
    SECTION("power") {
        JobId const job = add_job(outlook, 2, 0);
        outlook.hold(home_pool, 2);
        CHECK(why(job, at_home) == std::nullopt);  // 0.8 + 4 x 0.9 = 4.4 kW
        outlook.hold(home_pool, 1);                // with it 5.3 kW; 5 chips are free
        CHECK(why(job, at_home) == Obstacle::power_taken);
    }
    SECTION("storage") {
        JobId const job = add_job(outlook, 1, 400);
        outlook.store(home, Bytes{600});
        CHECK(why(job, at_home) == std::nullopt);
        outlook.store(home, Bytes{1});
        CHECK(why(job, at_home) == Obstacle::storage_taken);
    }
    SECTION("jobs that go first") {
        JobId const job = add_job(outlook, 1, 0);
        ClosedGate const gate;
        view.set_gate(&gate);
        CHECK(why(job, at_home) == Obstacle::held_for_earlier_jobs);
        view.set_gate(nullptr);
        CHECK(why(job, at_home) == std::nullopt);
    }
    SECTION("services") {
        outlook.state.set_apart(city_pool, 1000);  // one board of two
        JobId const wide = add_job(outlook, 2, 0);
        CHECK(view.why_never(outlook.job(wide), in_city) == Obstacle::services_at_peak);
        CHECK_FALSE(view.could_run(outlook.job(wide), city_pool));
        JobId const job = add_job(outlook, 1, 0);
        CHECK(why(job, in_city) == std::nullopt);
        outlook.hold(city_pool, 1);
        CHECK(why(job, in_city) == Obstacle::set_apart_for_services);  // the other is free
    }
}

TEST_CASE("a job is rejected for the nearest miss over all places", "[setup][eligibility]") {
    auto const reason = [](Asks what, std::int64_t width, std::int64_t bytes) {
        Outlook outlook{four_sites(what)};
        JobId const id = add_job(outlook, width, bytes);
        return scheduler::Admission{outlook.view}.obstacle(outlook.job(id));
    };
    using state::Reason;
    CHECK(reason(Asks::training, 4, 1000) == std::nullopt);
    CHECK(reason(Asks::training, 5, 1000) == Reason::no_pool_can_run_it);      // the island could
    CHECK(reason(Asks::training, 4, 1001) == Reason::no_storage_can_hold_it);  // the city is too small
    CHECK(reason(Asks::training, 2, 1001) == std::nullopt);                    // in the city
    CHECK(reason(Asks::province_only, 2, 1001) == Reason::no_storage_can_hold_it);
    CHECK(reason(Asks::province_only, 0, 1001) == std::nullopt);  // bare stores it

    Scenario far = four_sites(Asks::province_only);
    far.regions[RegionId{0}].node = NodeId{1};  // the city's province, whose pool has 2
    Outlook outlook{std::move(far)};
    scheduler::Admission admission{outlook.view};
    CHECK(admission.obstacle(outlook.job(add_job(outlook, 4, 0))) == Reason::data_may_not_leave);
    CHECK(admission.obstacle(outlook.job(add_job(outlook, 2, 0))) == std::nullopt);
    outlook.state.set_apart(home_pool, 7000);
    admission.services_reserved();
    CHECK(admission.obstacle(outlook.job(add_job(outlook, 4, 0))) == Reason::services_need_the_room);
    CHECK(admission.obstacle(outlook.job(add_job(outlook, 5, 0))) == Reason::no_pool_can_run_it);
}

TEST_CASE("every obstacle has words of its own and a reason", "[setup][eligibility]") {
    std::set<std::string_view> all;
    std::set<state::Reason> reasons;
    for (Obstacle const obstacle : obstacles) {
        CHECK_FALSE(words(obstacle).empty());
        all.insert(words(obstacle));
        reasons.insert(state::reason_where_all(obstacle));
    }
    CHECK(all.size() == obstacles.size());
    CHECK(reasons.size() + 1 == state::reasons.size());  // links that are full keep requests from no place
    CHECK(is_permanent(Obstacle::services_at_peak));
    CHECK_FALSE(is_permanent(Obstacle::accelerators_taken));
    CHECK_FALSE(is_permanent(Obstacle::policy_rule));
}
