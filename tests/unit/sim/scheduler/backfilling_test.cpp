// EASY and conservative backfilling against schedules made by hand. Times are in nanoseconds; a job is
// written {arrival, width, work, estimate}.
#include "tests/support/catch.hpp"
#include "tests/support/queue_work.hpp"

using namespace meridian;
using testing::play_by;
using testing::QueueRule;
using testing::QueueWork;
using testing::Starts;

namespace {

QueueRule const easy{.name = "easy"};
QueueRule const easy_count{.name = "easy", .count_only = true};
QueueRule const conservative{.name = "conservative"};
QueueRule const conservative_count{.name = "conservative", .count_only = true};

std::vector<QueueRule> all_four() {
    return {easy, easy_count, conservative, conservative_count};
}

}  // namespace

TEST_CASE("EASY protects the first job of the queue alone, conservative all of them", "[backfilling]") {
    // 4 accelerators. A runs 0-10 on three. B (2 wide) and C (all 4) wait; D is 1 wide and 30 long.
    //   B: earliest at 10, to 20.
    //   EASY: at 10 four are free, B leaves two over: D takes the free one at 3, to 33, and delays only C.
    //         B 10, then C needs all four: 33.
    //   conservative: C holds 20-30. D from 3 to 33 would be in its way; the first gap of 30 is at 30.
    QueueWork const work{4, 4, {{0, 3, 10, 10}, {1, 2, 10, 10}, {2, 4, 10, 10}, {3, 1, 30, 30}}};
    CHECK(play_by(easy, work) == Starts{0, 10, 33, 3});
    CHECK(play_by(easy_count, work) == Starts{0, 10, 33, 3});
    CHECK(play_by(conservative, work) == Starts{0, 10, 20, 30});
    CHECK(play_by(conservative_count, work) == Starts{0, 10, 20, 30});
}

TEST_CASE("a short job fills the hole before a reservation under both", "[backfilling]") {
    // 4 accelerators. A runs 0-10 on three, B wants all four at 10. C (1 wide) ends at 2 + 8 = 10, in time;
    // D (1 wide, 9 long) would end at 3 + 9 = 12 even if C left it room: after B, at 20.
    QueueWork const work{4, 4, {{0, 3, 10, 10}, {1, 4, 10, 10}, {2, 1, 8, 8}, {3, 1, 9, 9}}};
    for (QueueRule const& rule : all_four()) {
        CAPTURE(testing::words(rule));
        CHECK(play_by(rule, work) == Starts{0, 10, 2, 20});
    }
}

TEST_CASE("reservations name accelerators, or count them only", "[backfilling]") {
    // 4 accelerators. At 0: S takes {0} to 2, A {1, 2} to 10, X {3} to 20. B is 2 wide: at 10 {0, 1, 2} are
    // free and the lowest two, {0, 1}, are reserved. D is 1 wide and 30 long; at 2 only {0} is free.
    //   machines: {0} is reserved from 10 on, so D waits: at 10 it finds {2}.
    //   count: 3 will be free at 10 and B needs 2, so one is left over: D starts at 2.
    QueueWork const work{
        4, 4, {{0, 1, 2, 2}, {0, 2, 10, 10}, {0, 1, 20, 20}, {1, 2, 10, 10}, {1, 1, 30, 30}}};
    CHECK(play_by(easy, work) == Starts{0, 0, 0, 10, 10});
    CHECK(play_by(easy_count, work) == Starts{0, 0, 0, 10, 2});
    CHECK(play_by(conservative, work) == Starts{0, 0, 0, 10, 10});
    CHECK(play_by(conservative_count, work) == Starts{0, 0, 0, 10, 2});
}

TEST_CASE("when a job ends early, the schedule is compressed in the order of the queue", "[backfilling]") {
    // 2 accelerators. A (both) is believed to run to 10 and ends at 4. Reserved before: B (both) 10-15,
    // C (1) 15-18, D (1) 15-16. Compressed at 4: B 4-9, C 9, D 9.
    QueueWork const work{2, 2, {{0, 2, 4, 10}, {1, 2, 5, 5}, {2, 1, 3, 3}, {3, 1, 1, 1}}};
    for (QueueRule const& rule : all_four()) {
        CAPTURE(testing::words(rule));
        CHECK(play_by(rule, work) == Starts{0, 4, 9, 9});
    }
}

TEST_CASE("compressing goes on until no reservation can move", "[backfilling]") {
    // 3 accelerators. A takes two of them and is believed to run to 30, E the third to 6. Reserved: B (3
    // wide, 5 long) 30-35; C (1 wide, 20 long) 6-26 on E's. A ends at 2: two are free.
    //   First pass: B needs all three; C sits on 6-26, so B moves to 26-31. C moves to 2-22 (an accelerator
    //   of A's). Second pass: B can begin at 22. One pass would leave B at 26, when nothing happens.
    //   EASY, B alone having a reservation: at 2 the shadow time of B is 6, and C would end at 22 with none
    //   left over; so B starts at 6 and C at 11.
    QueueWork const work{3, 3, {{0, 2, 2, 30}, {0, 1, 6, 6}, {1, 3, 5, 5}, {1, 1, 20, 20}}};
    CHECK(play_by(conservative, work) == Starts{0, 0, 22, 2});
    CHECK(play_by(conservative_count, work) == Starts{0, 0, 22, 2});
    CHECK(play_by(easy, work) == Starts{0, 0, 6, 11});
}

TEST_CASE("compressing chooses the lowest accelerators again, where the time stays", "[backfilling]") {
    // 3 accelerators. A takes {0}, believed to run to 20; C {1} to 10, D {2} to 10. B (2 wide, 5 long) is
    // reserved at 10 on {1, 2}. A ends at 2: B cannot begin before 10, but now on the lowest two, {0, 1}.
    //   E (1 wide, 7 long) arrives at 3: {0} is free to 10, so it starts. F (1 wide, 8 long) arrives at 3
    //   instead: on {0} it would end at 11, after B's begin; so it takes {2} at 10.
    //   count: one of three is left over beside B at 10, so F starts at 3.
    std::vector<testing::QueueJob> const jobs{{0, 1, 2, 20}, {0, 1, 10, 10}, {0, 1, 10, 10}, {1, 2, 5, 5}};
    auto const with = [&](testing::QueueJob const& last) {
        QueueWork work{3, 3, jobs};
        work.jobs.push_back(last);
        return work;
    };
    CHECK(play_by(conservative, with({3, 1, 7, 7})) == Starts{0, 0, 0, 10, 3});
    CHECK(play_by(conservative, with({3, 1, 8, 8})) == Starts{0, 0, 0, 10, 10});
    CHECK(play_by(conservative_count, with({3, 1, 8, 8})) == Starts{0, 0, 0, 10, 3});
}

TEST_CASE("a job that outlives its estimate is expected to end at the next instant", "[backfilling]") {
    // 3 accelerators. A (2) is believed to run to 2 and ends at 6. B wants all three from 1 on.
    //   at 3: A is late, so it is expected to end at 4. C (1 wide, 1 long) ends at 4: it starts. D (1 wide,
    //   2 long) does not.
    //   at 4: C has ended, A is expected at 5; D would end at 6. At 6: A ends, B runs 6-9, D starts at 9.
    QueueWork const work{3, 3, {{0, 2, 6, 2}, {1, 3, 3, 3}, {3, 1, 1, 1}, {3, 1, 2, 2}}};
    for (QueueRule const& rule : all_four()) {
        CAPTURE(testing::words(rule));
        CHECK(play_by(rule, work) == Starts{0, 6, 3, 9});
    }
}

TEST_CASE("a job of zero length waits for its accelerators and holds them for no time", "[backfilling]") {
    // 2 accelerators. A (1) runs 0-5. Z wants both for no time: at 5. B (1) ends at 2 + 3 = 5, in time.
    // C wants both: at 5, the instant at which Z came and went.
    QueueWork const work{2, 2, {{0, 1, 5, 5}, {1, 2, 0, 0}, {2, 1, 3, 3}, {3, 2, 1, 1}}};
    for (QueueRule const& rule : all_four()) {
        CAPTURE(testing::words(rule));
        CHECK(play_by(rule, work) == Starts{0, 5, 2, 5});
    }
}

TEST_CASE("nothing is backfilled while power alone holds up the first job", "[backfilling]") {
    // 5 accelerators, power for 3. A (2) runs 0-10. B (2) finds its accelerators free, but not the power.
    // C (1) would fit and keep B from ever starting if more of its like came. At 10 both start.
    QueueWork const work{5, 3, {{0, 2, 10, 10}, {1, 2, 5, 5}, {2, 1, 30, 30}}};
    for (QueueRule const& rule : all_four()) {
        CAPTURE(testing::words(rule));
        CHECK(play_by(rule, work) == Starts{0, 10, 10});
    }
    CHECK(play_by({.name = "fcfs_skip"}, work) == Starts{0, 10, 2});  // which looks at what can start alone
}

TEST_CASE("no job beyond the depth is looked at", "[backfilling]") {
    // 2 accelerators. A (1) runs 0-10, B wants both; C and D (1 wide) of which C is too long to pass.
    QueueWork const work{2, 2, {{0, 1, 10, 10}, {1, 2, 1, 1}, {2, 1, 20, 20}, {3, 1, 2, 2}}};
    for (bool const count_only : {false, true}) {
        CHECK(play_by({.name = "easy", .depth = 4, .count_only = count_only}, work) == Starts{0, 10, 11, 3});
        CHECK(play_by({.name = "easy", .depth = 2, .count_only = count_only}, work) == Starts{0, 10, 11, 11});
        CHECK(play_by({.name = "conservative", .depth = 2, .count_only = count_only}, work) ==
              Starts{0, 10, 11, 11});
        CHECK(play_by({.name = "conservative", .depth = 3, .count_only = count_only}, work) ==
              Starts{0, 10, 11, 3});
    }
}
