// Each policy on one small map, its choice and its score by hand.
//
//   node a --1 ms-- node b --3 ms-- node c      1 GB/s and 0.01 CNY/GB each, no router delay
//
//   site   cards held free  share   CNY/kWh  kg/kWh  green
//   a         4    1    3   0.250      1.0     0.9      0
//   b        10    8    2   0.800      0.5     0.6      0
//   c         6    2    4   0.333      0.8     0.7    0.9
//
// The job: from users at a, its 10 GB of input at c, no output; one card for an hour, which is 1 kWh at each
// site. Latency 0, 1, 4 ms; input 10.004, 10.003, 0 s and 0.20, 0.10, 0 CNY.
#include <array>

#include "sim/scheduler/brain.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using scheduler::Answer;
using std::chrono::hours;
using namespace std::chrono_literals;

namespace {

constexpr SiteId a{0};
constexpr SiteId b{1};
constexpr SiteId c{2};

NationalMap line() {
    Table<NodeId, Node> nodes;
    for (auto const* const name : {"a", "b", "c"})
        nodes.add({name, name, 0.0, 0.0});
    Table<LinkId, Link> links;
    for (std::uint32_t i = 0; i < 2; ++i) {
        Link link;
        link.name = link.key = "link" + std::to_string(i);
        link.a = NodeId{i};
        link.b = NodeId{i + 1};
        link.capacity = BytesPerSecond{1e9};
        link.delay = std::chrono::milliseconds{i == 0 ? 1 : 3};
        link.price = CnyPerGigabyte{0.01};
        links.add(link);
    }
    return {std::move(nodes), std::move(links), Duration{0}};
}

Scenario three_sites() {
    Scenario s = testing::one_site(1, hours{1});
    s.map = line();
    Site const like = s.sites[a];
    s.sites = {};
    s.pools = {};
    constexpr std::array cards{4, 10, 6};
    constexpr std::array price{1.0, 0.5, 0.8};
    constexpr std::array carbon{0.9, 0.6, 0.7};
    for (std::uint32_t i = 0; i < 3; ++i) {
        Tariff tariff = s.tariffs[TariffId{0}];
        tariff.flat_price = CnyPerKwh{price[i]};
        Site site = like;
        site.name = site.key = std::string(1, static_cast<char>('a' + i));
        site.node = NodeId{i};
        site.tariff = s.tariffs.add(tariff);
        site.grid = s.grids.add({"grid", KgPerKwh{carbon[i]}, i == 2 ? 0.9 : 0.0});
        s.pools.add({site.name, site.key, s.sites.add(site), AcceleratorId{0}, cards[i], 1});
    }
    return s;
}

struct Three : testing::Outlook {
    explicit Three(std::array<std::int64_t, 3> held = {1, 8, 2}, Scenario world = three_sites())
        : Outlook{std::move(world)} {
        for (std::uint32_t i = 0; i < 3; ++i)
            hold(PoolId{i}, held[i]);
    }
    JobId new_job() {
        JobId const id = add_job(1, hours{1});
        job(id).what.input = Bytes{10'000'000'000};
        job(id).what.input_home = NodeId{2};
        return id;
    }
};

struct Chosen {
    std::optional<SiteId> site;
    double score;
};

Chosen choose(Three& world, std::string const& name, ParameterValues parameters = {}) {
    auto const policy = testing::policy(name, std::move(parameters));
    Answer const answer = world.ask(*policy, world.new_job(), true);
    Chosen chosen{testing::site_of(answer), -1.0};
    for (scheduler::Candidate const& one : answer.candidates) {
        if (chosen.site == one.site) chosen.score = one.score.value_or(-1.0);
    }
    return chosen;
}

ParameterValues weights(double latency, double cost) {
    return {{"latency", latency}, {"energy", 0.0}, {"carbon", 0.0}, {"cost", cost}, {"load", 0.0}};
}

}  // namespace

TEST_CASE("each policy chooses by its rule", "[policy]") {
    struct Row {
        std::string policy;
        ParameterValues parameters;
        SiteId site;
        double score;
    };
    auto const row = GENERATE(values<Row>({
        {"nearest_user", {}, a, 0.0},                        // ms
        {"data_local", {}, c, 0.0},                          // s
        {"least_loaded", {}, a, 0.25},                       // share held
        {"cheapest", {}, b, 0.60},                           // 1.20, 0.60, 0.80 CNY
        {"greenest", {}, b, 0.6},                            // 0.9, 0.6, 0.7 kg
        {"greenest", {{"by", "market"}}, c, 0.07},           // market: 0.9, 0.6, 0.07 kg
        {"best_fit", {}, b, 1000.0},                         // 2, 1, 3 cards left free
        {"most_free", {}, c, -3000.0},                       // the same, most first
        {"earliest_start", {}, c, 0.0},                      // s; room everywhere, so the input decides
        {"earliest_start", {{"aim", "finish"}}, c, 3600.0},  // and an hour's work
        {"power_of_two", {{"choices", 64}}, a, 0.25},        // of 64 draws some are of a
        {"min_cost_flow", {}, b, 0.60},                      // as cheapest, for one job
        {"min_cost_flow", {{"least", "carbon"}}, b, 0.6},    // kg
        {"min_cost_flow", {{"least", "latency"}}, a, 0.0},   // ms
        {"weighted", weights(1.0, 0.0), a, 0.0},             //
        {"weighted", weights(0.0, 1.0), b, 0.0},             //
        {"weighted", weights(1.0, 1.0), b, 0.25},            // 0 + 1, 1/4 + 0, 1 + 1/3
        {"weighted", weights(5.0, 1.0), a, 1.0},             // 0 + 1, 5/4 + 0, 5 + 1/3
    }));
    CAPTURE(row.policy, row.parameters.size(), row.score);
    Three world;
    Chosen const chosen = choose(world, row.policy, row.parameters);
    REQUIRE(chosen.site.has_value());
    CHECK(chosen.site->index == row.site.index);
    CHECK(chosen.score == Approx(row.score));
}

// Electricity and carriage are 1.20, 0.60 and 0.80 CNY. The job's 1 kWh emits 0.9, 0.6 and 0.7 kg; nine
// tenths of that of c are bought green.
TEST_CASE("the price of carbon and the green premium are money that policies save", "[policy]") {
    for (std::string const name : {"cheapest", "min_cost_flow", "weighted"}) {
        CAPTURE(name);
        bool const by_weight = name == "weighted";
        auto const parameters = by_weight ? weights(0.0, 1.0) : ParameterValues{};
        Scenario scenario = three_sites();
        Three free{{1, 8, 2}, scenario};
        CHECK(choose(free, name, parameters).site == b);
        // 5,000 CNY/t: 1.2 + 5 x 0.9 = 5.7, 0.6 + 5 x 0.6 = 3.6, 0.8 + 5 x 0.1 x 0.7 = 1.15.
        scenario.carbon_price = CnyPerKg{5.0};
        Three priced{{1, 8, 2}, scenario};
        Chosen const clean = choose(priced, name, parameters);
        CHECK(clean.site == c);
        if (!by_weight) CHECK(clean.score == Approx(1.15));
        // And 3 CNY/kWh for the green part: 1.15 + 0.9 x 3 = 3.85 at c.
        scenario.grids[scenario.sites[c].grid].green_premium = CnyPerKwh{3.0};
        Three dear{{1, 8, 2}, scenario};
        Chosen const dirty = choose(dear, name, parameters);
        CHECK(dirty.site == b);
        if (!by_weight) CHECK(dirty.score == Approx(3.6));
    }
}

TEST_CASE("earliest_start counts the queue", "[policy]") {
    // c is full for an hour: 6 cards x 1 h over 6 cards. Of a and b, whose inputs take 10.004 and 10.003 s,
    // b.
    Three world{{1, 8, 6}};
    Chosen const chosen = choose(world, "earliest_start");
    CHECK(chosen.site == b);
    CHECK(chosen.score == Approx(10.003));
    // With b full for an hour as well, a; and with a full too, c, where the queue of 1 h hides no transfer.
    Three fuller{{1, 10, 6}};
    CHECK(choose(fuller, "earliest_start").site == a);
    Three full{{4, 10, 6}};
    Chosen const last = choose(full, "earliest_start");
    CHECK(last.site == a);  // 3600 s at all three: the nearest
    CHECK(last.score == Approx(3600.0));
}

TEST_CASE("overflow goes home, then within its round trip, then queues at home", "[policy]") {
    Three world;
    CHECK(choose(world, "overflow").site == a);
    Three full_home{{4, 8, 2}};
    CHECK(choose(full_home, "overflow").site == b);                              // the nearest with room
    CHECK(choose(full_home, "overflow", {{"then", "least_loaded"}}).site == c);  // held 1/3 against 4/5
    CHECK(choose(full_home, "overflow", {{"rtt", 1900us}}).site == a);           // b is 2 ms there and back
    CHECK(choose(full_home, "overflow", {{"rtt", 2ms}}).site == b);
}

TEST_CASE("reach and when_full bound where a policy goes", "[policy]") {
    Three full{{4, 8, 2}};
    CHECK(choose(full, "nearest_user").site == b);
    CHECK_FALSE(choose(full, "nearest_user", {{"reach", 500us}}).site);
    CHECK(choose(full, "data_local", {{"reach", 500us}, {"when_full", "queue"}}).site == a);
    CHECK(choose(full, "cheapest", {{"reach", 500us}, {"when_full", "queue"}}).site == a);
}

TEST_CASE("round_robin takes turns and passes over who is full", "[policy]") {
    Three world{{1, 10, 2}};
    auto const policy = testing::policy("round_robin");
    std::vector<std::uint32_t> sites;
    for (int i = 0; i < 5; ++i)
        sites.push_back(testing::site_of(world.ask(*policy, world.new_job()))->index);
    CHECK(sites == std::vector<std::uint32_t>{0, 2, 0, 2, 0});
}

TEST_CASE("random gives each place with room the same chance", "[policy]") {
    // 3,000 jobs over three places: 1,000 each, standard deviation 26; b is full in the second world.
    auto const policy = testing::policy("random");
    Three world;
    std::array<int, 3> at{};
    for (int i = 0; i < 3000; ++i)
        ++at[testing::site_of(world.ask(*policy, world.new_job()))->index];
    for (int const count : at)
        CHECK(std::abs(count - 1000) < 130);
    Three full_b{{1, 10, 2}};
    for (int i = 0; i < 100; ++i)
        CHECK(testing::site_of(full_b.ask(*policy, full_b.new_job())) != b);
}

TEST_CASE("a chain asks the next policy for what the one before did not place", "[policy][brain]") {
    Three world{{4, 8, 2}};
    Scenario scenario = three_sites();
    scenario.policy = {Selection{"nearest_user", {{"reach", 500us}}},
                       Selection{"greenest", {{"by", "market"}}}};
    WorkloadClass other = scenario.classes[ClassId{0}];
    other.name = other.key = "other";
    scenario.classes.add(other);
    scenario.class_policies = Table<ClassId, PolicyChain>{2};
    scenario.class_policies[ClassId{1}] = {Selection{"cheapest", {}}};
    scheduler::Brain brain = scheduler::make_brain(scenario, engine::RandomSource{1, 0});
    auto const ask = [&](ClassId of) {
        std::vector const jobs{world.new_job()};
        scheduler::Decisions out;
        brain.decide(brain.chain(of), jobs, world.view, out);
        REQUIRE(out.answers().size() == 1);
        return out.answers().front();
    };
    CHECK(testing::site_of(ask(ClassId{0})) == c);  // a is full and b beyond reach
    CHECK(ask(ClassId{0}).policy == "greenest");
    CHECK(testing::site_of(ask(ClassId{1})) == b);
    CHECK(ask(ClassId{1}).policy == "cheapest");
}
