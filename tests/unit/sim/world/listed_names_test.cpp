// Names of listed jobs, and runs that a drain limit ends.
#include <map>

#include "sim/report/facts.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/terminal.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

struct Names final : observe::JobListener {
    void departed(SimTime, state::Job const& job, observe::Departure) override {
        by_number[job.number] = job.name_text();
    }
    std::map<std::uint64_t, std::string> by_number;
};

}  // namespace

TEST_CASE("a job keeps its name as long as it lives, and slots forget it", "[world][jobs]") {
    // One accelerator, 1 h each: at 0 s "a" runs, "b" waits; at 4 h a job without a name takes the slot of
    // one.
    Scenario s = testing::one_site(1, hours{1});
    testing::list_job(s, Duration{0});
    s.listed_jobs.back().name = "a";
    testing::list_job(s, Duration{0});
    s.listed_jobs.back().name = "b";
    testing::list_job(s, hours{4});
    Names names;
    world::RunOptions options;
    options.job_listeners = {&names};
    static_cast<void>(testing::play(s, std::move(options)));
    CHECK(names.by_number == std::map<std::uint64_t, std::string>{{0, "a"}, {1, "b"}, {2, ""}});
}

TEST_CASE("the drain limit cuts jobs and the output says how many", "[world][drain]") {
    // Horizon 1 h, two accelerators: jobs of 2.5 h and 4 h from 0 s. Twice the horizon is 2 h: both are cut.
    // Three times: one. Up to 4 h: none.
    Scenario s = testing::one_site(2, hours{4});
    s.horizon = hours{1};
    s.bin = hours{1};
    testing::list_job(s, Duration{0});
    testing::list_job(s, Duration{0});
    s.listed_jobs[0].job.runtime = s.listed_jobs[0].job.estimate = minutes{150};
    auto const cut = [&] {
        observe::Ledger const ledger = testing::play(s);
        report::Facts const facts{s, ledger};
        CHECK_THAT(report::summary_json(facts), Catch::Contains("\"jobs_cut_by_drain_limit\": " +
                                                                std::to_string(ledger.cut_by_drain_limit)));
        bool const told = report::terminal_text(facts).find("drain limit") != std::string::npos;
        CHECK(told == (ledger.cut_by_drain_limit > 0));
        return ledger.cut_by_drain_limit;
    };
    CHECK(cut() == 2);
    s.drain_limit = hours{3};
    CHECK(cut() == 1);
    s.drain_limit = hours{4};
    CHECK(cut() == 0);
    s.end = EndRule::cut;
    s.drain_limit.reset();
    CHECK(cut() == 0);
}
