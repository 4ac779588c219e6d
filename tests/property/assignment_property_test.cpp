// Jobs that are assigned together, against trying every way to place them.
#include <functional>
#include <random>

#include "models/map/assignment.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/seeds.hpp"

using namespace meridian;

namespace {

// What an assignment is judged by: who is placed, the earliest listed first, and then the cost. Of two sets
// the one with more items is better; of equals the one that has the earliest item which the other lacks.
template <class Cost>
struct Result {
    std::vector<bool> placed;
    Cost cost{};

    [[nodiscard]] auto count() const { return std::ranges::count(placed, true); }
    [[nodiscard]] bool better_than(Result const& other) const {
        if (count() != other.count()) return count() > other.count();
        if (placed != other.placed) return placed > other.placed;
        return cost < other.cost;
    }
};

// The best of all ways to give each item one of its options or none. `cost(item, bin)` is empty where the
// item cannot go.
template <class Cost>
class EveryWay {
public:
    EveryWay(std::size_t items, std::vector<std::int64_t> slots,
             std::function<std::optional<Cost>(std::size_t, std::size_t)> cost)
        : items_{items}, slots_{std::move(slots)}, cost_{std::move(cost)} {}

    Result<Cost> best() {
        found_.placed.assign(items_, false);
        Result<Cost> way = found_;
        go_on(0, way);
        return found_;
    }

private:
    void go_on(std::size_t item, Result<Cost> way) {
        if (item == items_) {
            if (way.better_than(found_)) found_ = way;
            return;
        }
        go_on(item + 1, way);
        for (std::size_t bin = 0; bin < slots_.size(); ++bin) {
            auto const cost = cost_(item, bin);
            if (!cost || slots_[bin] == 0) continue;
            --slots_[bin];
            Result<Cost> with = way;
            with.placed[item] = true;
            with.cost += *cost;
            go_on(item + 1, with);
            ++slots_[bin];
        }
    }

    std::size_t items_;
    std::vector<std::int64_t> slots_;
    std::function<std::optional<Cost>(std::size_t, std::size_t)> cost_;
    Result<Cost> found_;
};

}  // namespace

TEST_CASE("an assignment is the best of all ways", "[property][assignment]") {
    std::size_t left_out = 0;
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(2000); ++seed) {
        CAPTURE(seed);
        std::mt19937_64 dice{seed};
        auto const whole = [&](std::uint64_t below) { return static_cast<std::int64_t>(dice() % below); };
        std::vector<std::int64_t> slots(static_cast<std::size_t>(1 + whole(4)));
        for (auto& one : slots)
            one = whole(4);
        std::vector<std::vector<AssignmentOption>> items(static_cast<std::size_t>(whole(7)));
        std::int64_t const most = seed % 2 == 0 ? 4 : 1000;  // many equal costs, or few
        for (auto& options : items) {
            for (std::uint32_t bin = 0; bin < slots.size(); ++bin) {
                if (whole(3) > 0) options.push_back({bin, whole(static_cast<std::uint64_t>(most))});
            }
        }
        auto const cost = [&](std::size_t item, std::size_t bin) -> std::optional<std::int64_t> {
            for (AssignmentOption const& option : items[item]) {
                if (option.bin == bin) return option.cost;
            }
            return std::nullopt;
        };

        auto const bins = assign(items, slots);
        Result<std::int64_t> found;
        auto left = slots;
        for (std::size_t i = 0; i < items.size(); ++i) {
            found.placed.push_back(bins[i].has_value());
            if (!bins[i]) continue;
            REQUIRE(cost(i, *bins[i]));
            found.cost += *cost(i, *bins[i]);
            REQUIRE(--left[*bins[i]] >= 0);
        }
        auto const best = EveryWay<std::int64_t>{items.size(), slots, cost}.best();
        REQUIRE(found.placed == best.placed);
        REQUIRE(found.cost == best.cost);
        left_out += items.size() - static_cast<std::size_t>(best.count());
    }
    CHECK(20 * left_out > meridian::testing::last_seed(2000));
}

// Costs are rounded to 2^-24 of the difference between the dearest and the cheapest.
TEST_CASE("min_cost_flow places a period's jobs at the least sum", "[property][assignment][policy]") {
    std::uint64_t differs = 0;
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(100); ++seed) {
        CAPTURE(seed);
        std::mt19937_64 dice{seed};
        testing::Outlook outlook{testing::many_sites(31)};
        std::vector<PoolId> open;
        std::vector<std::int64_t> slots;
        std::int64_t const width = 1 + static_cast<std::int64_t>(dice() % 3);
        for (PoolId const pool : outlook.scenario.pools.keys()) {
            std::int64_t const cards = outlook.state.pool(pool).capacity / 1000;
            std::int64_t const room = pool.index % 8 == seed % 8 ? static_cast<std::int64_t>(dice() % 3) : 0;
            outlook.hold(pool, cards - room * width);
            if (room == 0) continue;
            open.push_back(pool);
            slots.push_back(room);
        }
        std::vector<JobId> jobs;
        for (int j = 0; j < 5; ++j) {
            RegionId const origin{static_cast<std::uint32_t>(dice() % 31)};
            jobs.push_back(outlook.add_job(width, std::chrono::hours{1 + dice() % 3}, ClassId{0}, origin));
            outlook.job(jobs.back()).what.input =
                Bytes{static_cast<std::int64_t>(dice() % 100) * 100'000'000};
        }
        auto const cost = [&](std::size_t item, std::size_t bin) -> std::optional<double> {
            auto const adds = outlook.view.footprint(outlook.job(jobs[item]),
                                                     {outlook.scenario.pools[open[bin]].site, open[bin]});
            return adds.cny();
        };

        auto const policy = testing::policy("min_cost_flow");
        auto const answers = outlook.ask(*policy, jobs);
        Result<double> found;
        double alone = 0.0;
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            auto const* const place = std::get_if<scheduler::Placement>(&answers[i].decision);
            found.placed.push_back(place != nullptr);
            if (place == nullptr) continue;
            auto const bin = static_cast<std::size_t>(std::ranges::find(open, place->pool) - open.begin());
            REQUIRE(bin < open.size());
            found.cost += *cost(i, bin);
            double least = *cost(i, 0);
            for (std::size_t other = 1; other < open.size(); ++other)
                least = std::min(least, *cost(i, other));
            alone += least;
        }
        auto const best = EveryWay<double>{jobs.size(), slots, cost}.best();
        REQUIRE(found.placed == best.placed);
        REQUIRE(found.cost == Approx(best.cost).epsilon(1e-6));
        if (found.cost > alone * 1.001) ++differs;
    }
    CHECK(5 * differs >
          meridian::testing::last_seed(100));  // else taking the cheapest for each would have done
}
