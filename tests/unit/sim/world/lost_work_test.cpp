// Work that is lost, in the measured window and on both sides of its beginning.
#include <chrono>

#include "sim/engine/random_streams.hpp"
#include "sim/failure/interrupted_work.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using namespace std::chrono_literals;

namespace {

// A job of 10 accelerators and 100 h from the start, without checkpoints, that fails once, at 3 h.
Scenario fails_at_three(Duration warmup, Duration horizon) {
    Scenario s = testing::one_site(10, 100h);
    s.horizon = horizon;
    s.warmup = warmup;
    testing::list_job(s, 0h);
    JobDescription& job = s.listed_jobs.back().job;
    job.width = Milliaccelerators{10'000};
    // A seed whose first gap is that of the failure and whose second is longer than the run.
    auto const gap = [&](std::uint64_t n) {
        failure::RandomGaps const gaps{engine::RandomSource{s.seed, s.run}};
        return gaps.gap(gaps.entity_of(engine::name_hash("listed jobs"), 0), n);
    };
    while (gap(1) < 3.0 * gap(0))
        ++s.seed;
    for (Accelerator& a : s.accelerators)
        a.mtbf = rounded_up(Seconds{10.0 * 3.0 * 3600.0 / gap(0)});
    return s;
}

observe::Ledger audited_ledger(Scenario const& scenario) {
    observe::Ledger ledger = testing::play(scenario);
    for (observe::AuditRow const& row : ledger.audit) {
        CAPTURE(row.law.key, row.residual);
        CHECK(row.holds());
    }
    return ledger;
}

}  // namespace

TEST_CASE("work from before the window that is undone in it takes nothing off the window", "[unit][world]") {
    struct Case {
        Duration warmup, horizon;
        double held_h, lost_h;
    };
    // 10 accelerators over the window; of the 3 h that are undone at 3 h, those in the window.
    for (auto const& [warmup, horizon, held_h, lost_h] :
         {Case{0h, 6h, 60.0, 30.0}, Case{2h, 6h, 40.0, 10.0}, Case{2h, 4h, 20.0, 10.0},
          Case{150min, 3h + 6min, 6.0, 5.0}, Case{4h, 6h, 20.0, 0.0}, Case{1h, 2h, 10.0, 0.0}}) {
        CAPTURE(in_seconds(warmup).count(), in_seconds(horizon).count());
        observe::Ledger const ledger = audited_ledger(fails_at_three(warmup, horizon));
        CHECK(ledger.classes[ClassId{0}].accelerator_hours_held == Approx(held_h));
        CHECK(ledger.classes[ClassId{0}].accelerator_hours_lost == Approx(lost_h).margin(1e-6));
        CHECK(ledger.sites[SiteId{0}].accelerator_hours_active() == Approx(held_h - lost_h).margin(1e-6));
        CHECK(ledger.classes[ClassId{0}].model_flop <= ledger.classes[ClassId{0}].peak_flop);
        CHECK(ledger.classes[ClassId{0}].model_flop >= 0.0);
    }
}
