#include "sim/failure/interrupted_work.hpp"

#include <chrono>
#include <vector>

#include "tests/support/catch.hpp"

using namespace meridian;
using namespace std::chrono_literals;
using failure::progress_at;
using failure::Stay;
using state::Progress;

namespace {

// Gaps that the test says, in means; endless after the last.
struct GivenGaps final : failure::Gaps {
    std::vector<double> gaps;
    explicit GivenGaps(std::vector<double> g) : gaps{std::move(g)} {}
    [[nodiscard]] double gap(std::uint64_t, std::uint64_t n) const override {
        return n < gaps.size() ? gaps[n] : 1e30;
    }
};

// 10 h of work in stretches of 3 h with 1 h checkpoints, restarts of 2 h; gaps count in hours.
Stay ten_hours() {
    Stay stay;
    stay.work = 10h;
    stay.interval = 3h;
    stay.write = 1h;
    stay.restart = 2h;
    stay.mtti_s = 3600.0;
    return stay;
}

}  // namespace

TEST_CASE("a job that nothing interrupts takes its work and its checkpoints", "[unit][failure]") {
    GivenGaps const never{{}};
    // 3 + 1 + 3 + 1 + 3 + 1 + 1: after the last stretch nothing is written.
    Progress const all = progress_at(ten_hours(), 100h, never);
    CHECK(all.ended);
    CHECK(all.held == 13h);
    CHECK(all.done == 10h);
    CHECK(all.writing == 3h);
    CHECK(all.lost() == 3h);

    Progress const at_3_30 = progress_at(ten_hours(), 3h + 30min, never);
    CHECK_FALSE(at_3_30.ended);
    CHECK(at_3_30.done == 3h);
    CHECK(at_3_30.kept == 0h);  // still being written
    CHECK(at_3_30.writing == 30min);
    CHECK(progress_at(ten_hours(), 4h, never).kept == 3h);
    CHECK(progress_at(ten_hours(), 6h, never).done == 5h);

    Stay exact = ten_hours();
    exact.work = 9h;  // three whole stretches, the last not written
    CHECK(progress_at(exact, 100h, never).held == 11h);
    exact.overhead = 2h;
    CHECK(progress_at(exact, 100h, never).held == 13h);
    CHECK(progress_at(exact, 1h, never).restarting == 1h);
}

TEST_CASE("an interruption takes a job back to its last checkpoint", "[unit][failure]") {
    // At 6 h: one cycle of 4 h and 2 h of work that are gone. Restart until 8 h, but at 7 h it fails again:
    // until 9 h. Then 7 h of work are left: 3 + 1 + 3 + 1 + 1, and the third failure comes 5 h after the
    // second, at 12 h, when the 3 h are done and not written: gone. Restart until 14 h, 7 h of work with two
    // checkpoints.
    GivenGaps const gaps{{6.0, 1.0, 5.0}};
    Progress const all = progress_at(ten_hours(), 100h, gaps);
    CHECK(all.ended);
    CHECK(all.held == 23h);
    CHECK(all.interruptions == 3);
    CHECK(all.redone == 5h);
    CHECK(all.restarting == 1h + 2h + 2h);
    CHECK(all.writing == 1h + 2h);
    CHECK(all.lost() == all.redone + all.restarting + all.writing);

    Progress const between = progress_at(ten_hours(), 7h, gaps);
    CHECK(between.done == 3h);
    CHECK(between.redone == 2h);
    CHECK(between.restarting == 1h);
}

TEST_CASE("of work that is undone the window saw what was done in it", "[unit][failure]") {
    // The job of the test above. What is undone: the work of 4 h to 6 h, at 6 h; nothing at 7 h; the work of
    // 9 h to 12 h, at 12 h (the checkpoint of 12 h had not begun).
    GivenGaps const gaps{{6.0, 1.0, 5.0}};
    auto const undone_early = [&](Duration before, Duration held) {
        Stay stay = ten_hours();
        stay.before = before;
        return progress_at(stay, held, gaps).undone_early;
    };
    CHECK(undone_early(0h, 100h) == 0h);
    CHECK(undone_early(4h, 100h) == 0h);
    CHECK(undone_early(5h, 100h) == 1h);  // 4 h to 5 h
    CHECK(undone_early(5h, 6h) == 0h);    // not undone yet: it fails at the end of the 6th hour
    CHECK(undone_early(6h, 100h) == 2h);
    CHECK(undone_early(8h, 100h) == 2h);
    CHECK(undone_early(10h, 100h) == 3h);  // and 9 h to 10 h
    CHECK(undone_early(50h, 100h) == 5h);
    // Of 4 h to 6 h and 9 h to 12 h, the window from 10 h on saw 2 h; before it there were restarts of 1 h
    // and 2 h and a checkpoint of 1 h, after it a restart of 2 h and two checkpoints: of these it takes none
    // off.
    Stay stay = ten_hours();
    stay.before = 10h;
    CHECK(progress_at(stay, 100h, gaps).lost_in_window() == 2h + (1h + 2h + 2h) + (1h + 2h));
}

TEST_CASE("without checkpoints an interrupted job begins anew", "[unit][failure]") {
    Stay stay = ten_hours();
    stay.interval = 0h;
    GivenGaps const gaps{{9.0, 4.0}};
    Progress const all = progress_at(stay, 100h, gaps);
    CHECK(all.held == 9h + 4h + 2h + 10h);  // the second comes 2 h into the work
    CHECK(all.redone == 11h);
    CHECK(all.writing == 0h);
    // One that can never end is not walked beyond the time asked for.
    GivenGaps const always{std::vector<double>(1000, 0.5)};
    CHECK_FALSE(progress_at(stay, 100h, always).ended);
    CHECK(progress_at(stay, 100h, always).held == 100h);
}

TEST_CASE("at every time a job has held what it has done and lost", "[unit][failure][property]") {
    failure::RandomGaps const gaps{engine::RandomSource{7, 0}};
    Stay stay = ten_hours();
    stay.work = 200h;
    stay.overhead = 30min;
    stay.mtti_s = 5.0 * 3600.0;
    stay.entity = gaps.entity_of(1, 2);
    stay.before = 100h;
    Duration before{0};
    for (Duration t = 0h; t < 2000h; t += 7min) {
        Progress const p = progress_at(stay, t, gaps);
        INFO("at " << t.count() << " ns");
        CHECK(p.held == (p.ended ? p.held : t));
        REQUIRE(p.undone_early <= p.redone);
        REQUIRE(p.lost() == p.redone + p.restarting + p.writing);
        REQUIRE(p.kept <= p.done);
        REQUIRE(p.lost() >= before);
        before = p.lost();
        if (p.ended) break;
    }
    CHECK(progress_at(stay, 2000h, gaps).ended);
}
