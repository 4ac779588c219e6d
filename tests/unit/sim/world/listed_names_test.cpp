// NamesByNumber of listed jobs, and runs that a drain limit ends.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "sim/report/facts.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/terminal.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

struct NamesByNumber final : state::RunListener {
    void job_departed(SimTime, state::Job const& job, state::Departure const&) override {
        by_number[job.number] = job.name_text();
    }
    std::map<std::uint64_t, std::string> by_number;
};

// Streams jobs that it holds.
class Streamed final : public StreamedJobs {
public:
    explicit Streamed(std::vector<ListedJob> jobs) : jobs_{std::move(jobs)} {}
    [[nodiscard]] std::unique_ptr<JobStream> open() const override { return std::make_unique<Stream>(jobs_); }
    [[nodiscard]] std::uint64_t size() const override { return jobs_.size(); }
    [[nodiscard]] SimTime last_arrival() const override { return jobs_.back().arrival; }
    [[nodiscard]] std::filesystem::path const& file() const override { return file_; }

private:
    class Stream final : public JobStream {
    public:
        explicit Stream(std::vector<ListedJob> const& jobs) : jobs_{jobs} {}
        [[nodiscard]] bool next(ListedJob& job) override {
            if (taken_ == jobs_.size()) return false;
            job = jobs_[taken_++];
            return true;
        }

    private:
        std::vector<ListedJob> const& jobs_;
        std::size_t taken_{0};
    };
    std::vector<ListedJob> jobs_;
    std::filesystem::path file_;
};

}  // namespace

TEST_CASE("streamed jobs run as held ones do, beside others that are held", "[world][jobs]") {
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(50); ++seed) {
        CAPTURE(seed);
        Scenario held = testing::random_world(seed);
        for (int i = 0; i < 20; ++i) {
            testing::list_job(held, minutes{7 * i});
            held.listed_jobs.back().name = std::to_string(i);
        }
        // Streamed ones come first among those of one instant.
        std::ranges::stable_sort(held.listed_jobs, {}, [](ListedJob const& one) {
            return std::pair{one.arrival, one.job.calendar.valid()};
        });
        Scenario streamed = held;
        std::vector<ListedJob> table;
        std::ranges::copy_if(held.listed_jobs, std::back_inserter(table),
                             [](ListedJob const& one) { return !one.job.calendar.valid(); });
        std::erase_if(streamed.listed_jobs, [](ListedJob const& one) { return !one.job.calendar.valid(); });
        streamed.streamed_jobs = std::make_shared<Streamed>(std::move(table));
        CHECK(testing::all_files(streamed, testing::play(streamed)) ==
              testing::all_files(held, testing::play(held)));
    }
}

TEST_CASE("what is drawn for a job with a name depends on no other job", "[world][jobs]") {
    // Also not for two without a name when others with one come before, or for two of one name.
    struct Draws final : state::RunListener {
        void job_arrived(SimTime, state::Job const& job) override {
            by_name.emplace(job.name_text(), std::pair{job.what.entity, job.what.draw});
        }
        std::multimap<std::string, std::pair<std::uint64_t, std::uint64_t>> by_name;
    };
    auto const draws = [](bool with_others) {
        Scenario s = testing::one_site(1, hours{1});
        auto const add = [&](std::string const& name, Duration when) {
            testing::list_job(s, when);
            s.listed_jobs.back().name = name;
        };
        if (with_others) {
            s.calendar.add({.name = "long", .key = "long"});
            add("long", Duration{0});
            s.listed_jobs.back().job.calendar = CalendarId{0};
            add("other", Duration{0});
        }
        add("a", hours{1});
        add("", hours{2});
        add("", hours{3});
        add("c", hours{3});
        add("c", hours{4});
        add("c", hours{4});
        Draws seen;
        world::RunOptions options;
        options.listeners = {&seen};
        static_cast<void>(testing::play(s, std::move(options)));
        for (char const* other : {"long", "other"})
            CHECK(seen.by_name.erase(other) == (with_others ? 1 : 0));
        return seen.by_name;
    };
    auto const alone = draws(false);
    CHECK(draws(true) == alone);
    std::set<std::pair<std::uint64_t, std::uint64_t>> different;
    for (auto const& [name, draw] : alone)
        different.insert(draw);
    CHECK(different.size() == 6);
}

TEST_CASE("a job keeps its name as long as it lives, and slots forget it", "[world][jobs]") {
    // One accelerator, 1 h each: at 0 s "a" runs, "b" waits; at 4 h a job without a name takes the slot of
    // one.
    Scenario s = testing::one_site(1, hours{1});
    testing::list_job(s, Duration{0});
    s.listed_jobs.back().name = "a";
    testing::list_job(s, Duration{0});
    s.listed_jobs.back().name = "b";
    testing::list_job(s, hours{4});
    NamesByNumber names;
    world::RunOptions options;
    options.listeners = {&names};
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
        bool const reported = report::terminal_text(facts).find("drain limit") != std::string::npos;
        CHECK(reported == (ledger.cut_by_drain_limit > 0));
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
