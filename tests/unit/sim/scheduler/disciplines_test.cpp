// The disciplines without reservations, by hand. A job is written {arrival, width, work, estimate, priority}.
#include "tests/support/catch.hpp"
#include "tests/support/queue_work.hpp"

using namespace meridian;
using testing::play_by;
using testing::QueueWork;
using testing::Starts;

TEST_CASE("fcfs lets nobody pass the first", "[disciplines]") {
    // 2 accelerators; B wants both at 10, C would fit at once.
    QueueWork const work{2, 2, {{0, 1, 10, 10}, {1, 2, 5, 5}, {2, 1, 1, 1}}};
    CHECK(play_by({.name = "fcfs"}, work) == Starts{0, 10, 15});
}

TEST_CASE("fcfs_skip passes a job so many times and no more", "[disciplines]") {
    // 2 accelerators; A runs 0-10 on one, B wants both. Jobs of one accelerator and length 2 come at 2, 3
    // and 4: with passes = 2 those at 2 and (when that one has ended) 4 pass, then nobody: the last waits for
    // B, which runs 10-15.
    QueueWork const work{2, 2, {{0, 1, 10, 10}, {1, 2, 5, 5}, {2, 1, 2, 2}, {3, 1, 2, 2}, {4, 1, 2, 2}}};
    CHECK(play_by({.name = "fcfs_skip", .passes = 2}, work) == Starts{0, 10, 2, 4, 15});
    CHECK(play_by({.name = "fcfs_skip", .passes = 3}, work) == Starts{0, 10, 2, 4, 6});
    CHECK(play_by({.name = "fcfs_skip", .passes = 0}, work) == Starts{0, 10, 15, 15, 17});
    // Of the two jobs looked at, the second is the one at 2, then the one at 3, then the one at 4.
    CHECK(play_by({.name = "fcfs_skip", .depth = 2}, work) == Starts{0, 10, 2, 4, 6});
    CHECK(play_by({.name = "fcfs_skip", .depth = 1}, work) == Starts{0, 10, 15, 15, 17});
}

TEST_CASE("the smallest priority goes first, unless others have waited long enough", "[disciplines]") {
    // 1 accelerator, taken 0-100. L (priority 2) is ready at 1, H (priority 0) at 50.
    //   no ageing: H 100, L 110.
    //   ageing 30: at 100 L counts as 2 - 99/30 = -1.3, H as 0 - 50/30 = -1.67: H 100, L 110.
    //   ageing 20: L 2 - 99/20 = -2.95, H 0 - 50/20 = -2.5: L 100, H 110.
    QueueWork const work{1, 1, {{0, 1, 100, 100}, {1, 1, 10, 10, 2}, {50, 1, 10, 10, 0}}};
    CHECK(play_by({.name = "priority"}, work) == Starts{0, 110, 100});
    CHECK(play_by({.name = "priority", .ageing = 30}, work) == Starts{0, 110, 100});
    CHECK(play_by({.name = "priority", .ageing = 20}, work) == Starts{0, 100, 110});
}

TEST_CASE("best_effort starts what fits, the smallest priority first", "[disciplines]") {
    // 2 accelerators; A runs 0-10 on one, B (priority 2) 1-6 on the other. C (2), D (1) and E (0), which wants both,
    // become ready at 2, 3 and 4. At 6 E does not fit, and D is before C: 6-10. At 10 E is before C: 10-15.
    QueueWork const work{
        2, 2, {{0, 1, 10, 10}, {1, 1, 5, 5, 2}, {2, 1, 4, 4, 2}, {3, 1, 4, 4, 1}, {4, 2, 5, 5, 0}}};
    CHECK(play_by({.name = "best_effort"}, work) == Starts{0, 1, 15, 6, 10});
}

TEST_CASE("shortest_first goes by what users believe, and by the order of the queue where that is equal",
          "[disciplines]") {
    // 1 accelerator, taken 0-10. B is believed to take 5 and takes 1; C and D are believed to take 3.
    QueueWork const work{1, 1, {{0, 1, 10, 10}, {1, 1, 1, 5}, {2, 1, 20, 3}, {3, 1, 4, 3}}};
    CHECK(play_by({.name = "shortest_first"}, work) == Starts{0, 34, 10, 30});
}
