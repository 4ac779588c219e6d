#include "sim/study/run_distribution.hpp"

#include <numeric>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "tests/support/catch.hpp"

using namespace meridian;
using study::AssignedPoint;
using study::AssignedRun;
using study::Assignment;
using study::WorkerFailure;

namespace {

std::vector<Assignment> points(std::size_t count, std::int64_t runs) {
    std::vector<Assignment> all;
    for (std::size_t p = 0; p < count; ++p) {
        std::vector<std::int64_t> numbers(static_cast<std::size_t>(runs));
        std::iota(numbers.begin(), numbers.end(), 0);
        all.push_back(Assignment::of({p, {}, "key" + std::to_string(p)}, numbers));
    }
    return all;
}

using Given = std::set<std::pair<std::size_t, std::int64_t>>;

// Each run is given once.
void note(Given& given, Assignment const& assignment) {
    for (AssignedRun const& one : assignment.runs)
        CHECK(given.emplace(assignment.point_of(one).point, one.run).second);
}

}  // namespace

TEST_CASE("an assignment is the same once read back", "[study]") {
    Assignment given = Assignment::of(
        {7, {{"tariff", "tariffs.cheap.price=0.3 CNY/kWh"}, {"x", "a=\"é\n\""}}, "key"}, {-1, 0, 12});
    given.points.push_back({9, {}, "other"});
    given.runs.push_back({1, 12});
    std::string const text = study::assignment_text(given);
    CHECK(text.find('\n') == std::string::npos);
    Assignment const read = study::parse_assignment(text);
    REQUIRE(read.points.size() == 2);
    AssignedPoint const& first = read.points.front();
    CHECK(first.point == 7);
    REQUIRE(first.changes.size() == 2);
    CHECK(first.changes[0].option == "tariff");
    CHECK(first.changes[1].text == given.points.front().changes[1].text);
    CHECK(first.key == "key");
    CHECK(read.points[1].point == 9);
    CHECK(read.runs == given.runs);
}

TEST_CASE("every run is given out once, and ranks in turn have as much as they have room for", "[study]") {
    study::RunQueue queue{points(5, 3)};
    study::RunDistribution distribution{queue, 3, 2};
    Given given;
    std::vector<std::size_t> order;
    while (auto grant = distribution.next()) {
        order.push_back(grant->rank);
        note(given, grant->assignment);
    }
    CHECK(order == std::vector<std::size_t>{0, 1, 2, 0, 1, 2});  // two workers each
    CHECK(distribution.out() == 6);
    // Whoever is done has the next.
    distribution.ended(1);
    auto const next = distribution.next();
    REQUIRE(next);
    CHECK(next->rank == 1);
    note(given, next->assignment);
    for (std::size_t rank = 0; distribution.out() > 0; rank = (rank + 1) % 3) {
        distribution.ended(rank);
        while (auto grant = distribution.next()) {
            note(given, grant->assignment);
            distribution.ended(grant->rank);
        }
        if (rank == 2 && queue.empty()) break;
    }
    CHECK(given.size() == 15);
    CHECK(queue.empty());
}

TEST_CASE("where runs are short a rank has some in hand, as many as last until the answer comes", "[study]") {
    struct Case {
        char const* why;
        std::size_t points;
        std::optional<std::pair<std::int64_t, double>> heard;  // a run and its seconds
        std::vector<std::size_t> held;
    };
    auto const [why, count, heard, held] = GENERATE(
        values<Case>({{"none while nothing is known of how long they take", 100, {}, {1, 1}},
                      {"answer_s / 10 ms = 2, and the one that is played", 1000, {{0, 0.01}}, {3, 3}},
                      // 1 ms each: 20 last until the answer. After 20 are given, ten each, a rank may have
                      // 1 + 80 / 8 = 11; after 21 it may have 1 + 79 / 8 = 10.
                      {"at most a quarter of its part of what is left", 100, {{0, 0.001}}, {11, 10}},
                      {"none where runs are long", 100, {{0, 2.1}}, {1, 1}},
                      {"the static estimate says nothing of how long runs take",
                       100,
                       {{study::static_run, 1e-6}},
                       {1, 1}}}));
    INFO(why);
    study::RunQueue queue{points(count, 1)};
    if (heard) queue.heard({"key", heard->first, heard->second, {}, {}});
    study::RunDistribution distribution{queue, 2, 1};
    std::vector<std::size_t> given(2, 0);
    while (auto grant = distribution.next())
        ++given[grant->rank];
    CHECK(given == held);
}

TEST_CASE("a first run that took no time does not leave the other rank without any", "[study]") {
    study::RunQueue queue{points(12, 20)};
    study::RunDistribution distribution{queue, 2, 1};
    while (distribution.next()) {}
    queue.heard({"key", 0, 1e-6, {}, {}});
    distribution.ended(0);
    std::size_t runs = 0;  // of 238: by 29, an eighth of what is left
    while (auto grant = distribution.next())
        runs += grant->assignment.runs.size();
    CHECK(runs < 120);
}

TEST_CASE("a run at which a process has died is tried once more, those behind it are not blamed", "[study]") {
    study::RunQueue queue{points(1, 3)};
    Assignment const taken = queue.take(1);
    CHECK(taken.runs.size() == 1);  // nothing is known of how long runs take
    CHECK(queue.runs_left() == 2);
    CHECK_FALSE(queue.release(taken, WorkerFailure{"it died", false}));
    CHECK(queue.runs_left() == 3);
    // Runs 1, 2 and 0 again, which dies again.
    Assignment left = Assignment::of({0, {}, "key0"}, {0, 1});
    auto const failed = queue.release(left, WorkerFailure{"it died", false});
    REQUIRE(failed);
    CHECK(failed->point == 0);
    CHECK(failed->row.run == 0);
    CHECK(failed->row.failure == "it died");
    CHECK(queue.runs_left() == 4);
    // One that was too slow is not tried again.
    CHECK(queue.release(Assignment::of({0, {}, "key0"}, {1}), WorkerFailure{"too slow", true}));
    // And where the worker ended well nothing has failed.
    CHECK_FALSE(queue.release(Assignment::of({0, {}, "key0"}, {}), std::nullopt));
}

namespace {

// So many points that share a past, each with the same runs.
Assignment family_of(std::size_t points, std::vector<std::int64_t> const& runs) {
    Assignment family;
    for (std::size_t p = 0; p < points; ++p)
        family.points.push_back({p, {}, "key" + std::to_string(p)});
    for (std::int64_t const run : runs) {
        for (std::size_t p = 0; p < points; ++p)
            family.runs.push_back({p, run});
    }
    return family;
}

}  // namespace

TEST_CASE("the runs of one number of a family stay together", "[study]") {
    study::RunQueue queue{{family_of(10, {0, 1, 2, 3})}};
    Given given;
    for (std::int64_t run = 0; run < 3; ++run) {
        Assignment const taken = queue.take(1);
        CHECK(taken.points.size() == 10);
        CHECK(taken.runs.size() == 10);
        CHECK(taken.runs.front().run == run);
        note(given, taken);
    }
    CHECK(queue.runs_left() == 10);
    // Where runs are short several numbers are taken at once: all that are left, but for a fair part.
    study::RunQueue many{{family_of(10, {0, 1, 2, 3, 4, 5, 6, 7})}};
    many.heard({"key", 0, 1e-4, {}, {}});
    CHECK(many.take(1).runs.size() == 20);  // of 80, a quarter
}

TEST_CASE("a family is divided where workers would be without work", "[study]") {
    study::RunQueue queue{{family_of(10, {0, 1})}};
    // Two families of ten runs for three workers: the first in two parts, and then the last in three.
    CHECK(queue.take(3).runs.size() == 5);
    CHECK(queue.take(3).runs.size() == 5);
    std::vector<std::size_t> sizes;
    Given given;
    while (!queue.empty()) {
        Assignment const taken = queue.take(3);
        sizes.push_back(taken.runs.size());
        CHECK(taken.points.size() == taken.runs.size());
        note(given, taken);
    }
    CHECK(sizes == std::vector<std::size_t>{3, 3, 4});
    CHECK(given.size() == 10);
    // Its runs may take as long as the longest, one after the other.
    study::RunQueue timed{{family_of(4, {0})}};
    timed.heard({"key", 0, 2.5, {}, {}});
    CHECK(timed.longest_s() == 10.0);
}

TEST_CASE("rows of a family may come in any order", "[study]") {
    Assignment left = family_of(3, {4});
    CHECK(left.remove({"key2", 4, 0.0, {}, {}}) == 2);
    CHECK_FALSE(left.remove({"key2", 4, 0.0, {}, {}}));
    CHECK_FALSE(left.remove({"key0", 5, 0.0, {}, {}}));
    REQUIRE(left.runs.size() == 2);
    // The first of those without a row is the one at which the worker died.
    study::RunQueue queue;
    CHECK_FALSE(queue.release(left, WorkerFailure{"it died", false}));
    auto const failed = queue.release(left, WorkerFailure{"it died", false});
    REQUIRE(failed);
    CHECK(failed->row.key == "key0");
}
