// The quick way of `weighted` over many pools against the rule itself, asked of the view pool by pool.
#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <vector>

#include "sim/scheduler/scale.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"

using namespace meridian;

namespace {

constexpr std::array<char const*, 5> names{"latency", "energy", "carbon", "cost", "load"};

// What the job meets and adds there, at the prices of this instant.
std::array<double, 5> measures(testing::Outlook const& outlook, state::Job const& job,
                               scheduler::Placement place) {
    scheduler::View const& view = outlook.view;
    auto const factors = view.power_factors(view.energy_zone(place.site)).value;
    Grid const& grid = outlook.scenario.grids[outlook.scenario.sites[place.site].grid];
    double const kwh_of_chips =
        static_cast<double>(state::draw_uw(outlook.state.pool(place.pool), job.what.width.count())) /
        microwatts_per_kw * in_seconds(view.expected_time(job, place.pool)).count() / 3600.0;
    return {
        in_seconds(view.latency(job.what.origin, place.site)).count() * 1e3, kwh_of_chips * factors.pue,
        kwh_of_chips * factors.carbon,
        kwh_of_chips * (factors.price +
                        factors.pue * grid.green_share * grid.green_premium.value_or(CnyPerKwh{}).count() +
                        factors.carbon * (1.0 - grid.green_share) * outlook.scenario.carbon_price.count()) +
            view.footprint(job, place).network_cny,
        view.load(place.pool)};
}

// The totals of all places with room, nearest site first.
std::vector<std::pair<scheduler::Placement, double>> totals(testing::Outlook const& outlook,
                                                            state::Job const& job,
                                                            std::map<std::string, double> const& weights) {
    std::vector<std::pair<scheduler::Placement, double>> places;
    std::vector<std::array<double, 5>> rows;
    for (SiteId const site : outlook.view.sites_by_latency(job.what.origin)) {
        if (!outlook.view.has_storage(job, site)) continue;
        for (PoolId const pool : outlook.view.pools_of(site)) {
            if (!outlook.view.has_room(job, pool)) continue;
            places.push_back({{site, pool}, 0.0});
            rows.push_back(measures(outlook, job, places.back().first));
        }
    }
    for (std::size_t m = 0; m < names.size(); ++m) {
        auto const of = [m](std::array<double, 5> const& row) { return row[m]; };
        auto const [low, high] = std::ranges::minmax(rows, {}, of);
        for (std::size_t i = 0; high[m] > low[m] && i < rows.size(); ++i)
            places[i].second += weights.at(names[m]) * (rows[i][m] - low[m]) / (high[m] - low[m]);
    }
    return places;
}

Scenario with_storage(std::uint32_t sites) {
    Scenario scenario = testing::many_sites(sites);
    scenario.carbon_price = CnyPerKg{0.8};
    for (GridId const g : scenario.grids.keys())
        scenario.grids[g].green_premium = CnyPerKwh{0.05 * (g.index % 4)};
    for (SiteId const s : scenario.sites.keys()) {
        if (s.index % 3 == 0) scenario.sites[s].storage = Bytes{5'000'000'000 * (s.index % 5)};
    }
    return scenario;
}

JobId some_job(testing::Outlook& outlook, std::uint32_t n) {
    RegionId const origin{n * 5 % 31};
    JobId const id = outlook.add_job(1 + n % 16, std::chrono::minutes{20 + n * 7}, ClassId{0}, origin);
    JobDescription& what = outlook.job(id).what;
    what.estimate = what.runtime * (1 + n % 3);
    what.input_home = outlook.scenario.regions[RegionId{n * 11 % 31}].node;
    what.input = Bytes{std::int64_t{n % 4} * 6'000'000'000};
    what.output = Bytes{std::int64_t{n % 3} * 9'000'000'000};
    return id;
}

}  // namespace

TEST_CASE("weighted finds the smallest total of all places with room", "[property][policy]") {
    std::vector<std::map<std::string, double>> const mixes{
        {{"latency", 1}, {"energy", 1}, {"carbon", 1}, {"cost", 1}, {"load", 1}},
        {{"latency", 3}, {"energy", 0}, {"carbon", 0.5}, {"cost", 7}, {"load", 0}},
        {{"latency", 0}, {"energy", 2}, {"carbon", 0}, {"cost", 0}, {"load", 0}}};
    testing::Outlook outlook{with_storage(150)};
    testing::fill(outlook, 0.9, 3);
    for (auto const& mix : mixes) {
        auto const quick = testing::policy("weighted", {mix.begin(), mix.end()});
        auto const reported = testing::policy("weighted", {mix.begin(), mix.end()});
        for (std::uint32_t n = 0; n < 60; ++n) {
            CAPTURE(n, mix.at("latency"), mix.at("cost"));
            JobId const id = some_job(outlook, n);
            auto const expected = totals(outlook, outlook.job(id), mix);
            REQUIRE(!expected.empty());
            auto const answer = outlook.ask(*quick, id);
            auto const place = std::get<scheduler::Placement>(answer.decision);
            auto const explained = outlook.ask(*reported, id, true);
            auto const same = std::get<scheduler::Placement>(explained.decision);
            CHECK(place.pool == same.pool);
            auto const mine =
                std::ranges::find(expected, place.pool, [](auto const& e) { return e.first.pool; });
            REQUIRE(mine != expected.end());
            double const least =
                std::ranges::min_element(expected, {}, [](auto const& e) { return e.second; })->second;
            CHECK(mine->second == Approx(least).margin(1e-12));
            // Pools fill up while the policy is asked.
            outlook.hold(place.pool, outlook.job(id).what.width.count() / 1000);
        }
    }
}

TEST_CASE("weighted reports the totals that it compares", "[property][policy]") {
    std::map<std::string, double> const mix{
        {"latency", 1}, {"energy", 2}, {"carbon", 3}, {"cost", 4}, {"load", 5}};
    testing::Outlook outlook{with_storage(90)};
    testing::fill(outlook, 0.8, 4);
    auto const policy = testing::policy("weighted", {mix.begin(), mix.end()});
    for (std::uint32_t n = 0; n < 20; ++n) {
        JobId const id = some_job(outlook, n);
        auto const expected = totals(outlook, outlook.job(id), mix);
        auto const answer = outlook.ask(*policy, id, true);
        std::size_t row = 0;
        for (scheduler::Candidate const& reported : answer.candidates) {
            if (reported.excluded_by) continue;
            REQUIRE(row < expected.size());
            CHECK(reported.pool == expected[row].first.pool);
            CHECK(reported.score.value() == Approx(expected[row].second).margin(1e-12));
            ++row;
        }
        CHECK(row == expected.size());
    }
}

// By hand: (1, 3, 2) with weight 2 becomes (0, 2, 1), and (10, 10, 10) becomes 0.
TEST_CASE("a weighted measure is scaled to its extent", "[property][policy]") {
    scheduler::Scale const scale{2.0, {1.0, 3.0}};
    CHECK(scale(1.0) == 0.0);
    CHECK(scale(3.0) == 2.0);
    CHECK(scale(2.0) == 1.0);
    CHECK(scheduler::Scale{9.0, {10.0, 10.0}}(10.0) == 0.0);
}

TEST_CASE("the extent of values of any number, in blocks or not", "[property][policy]") {
    for (std::size_t size = 1; size <= 100; ++size) {
        for (std::size_t at = 0; at < size; ++at) {
            CAPTURE(size, at);
            std::vector<double> values(size, 2.0);
            values[at] = 1.0;
            CHECK(scheduler::extent(values).least == 1.0);
            CHECK(scheduler::extent(values).most == (size == 1 ? 1.0 : 2.0));
            values[at] = 3.0;
            CHECK(scheduler::extent(values).least == (size == 1 ? 3.0 : 2.0));
            CHECK(scheduler::extent(values).most == 3.0);
        }
    }
}

// Of (5, 1, 9, 3, ...) in two runs with a gap: what is closed, or in no run, does not count.
TEST_CASE("the extent of open pools alone", "[property][policy]") {
    constexpr double closed = std::numeric_limits<double>::infinity();
    for (std::size_t size = 2; size <= 40; ++size) {
        CAPTURE(size);
        std::vector<double> values(3 * size, 5.0);
        std::vector<double> indicator(3 * size, closed);
        std::array<scheduler::PoolRun, 2> const runs{{{0, size}, {2 * size, 3 * size}}};
        scheduler::OpenPools const open{indicator, runs};
        CHECK(scheduler::extent(values, open).least > scheduler::extent(values, open).most);
        values[0] = 1.0;  // closed
        std::fill(values.begin() + static_cast<std::ptrdiff_t>(size),
                  values.begin() + static_cast<std::ptrdiff_t>(2 * size), 99.0);  // in no run
        indicator[size - 1] = indicator[2 * size] = indicator[3 * size - 1] = 0.0;
        values[size - 1] = 3.0;
        values[2 * size] = 9.0;
        CHECK(scheduler::extent(values, open).least == 3.0);
        CHECK(scheduler::extent(values, open).most == 9.0);
    }
}
