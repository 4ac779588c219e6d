// Whom a policy with a period is asked for, by hand.
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/support/start_times.hpp"

using namespace meridian;
using std::chrono::seconds;
using testing::list;
using testing::Times;

namespace {

// Places each job where there is room and keeps for whom it was asked: every 10 s, or, if it decides in batches, whenever
// something has changed.
class EveryTenSeconds final : public scheduler::Policy {
public:
    using Batches = std::vector<std::pair<double, std::vector<std::uint64_t>>>;  // seconds, numbers of jobs
    explicit EveryTenSeconds(Batches& batches, bool on_change = false)
        : batches_{batches}, on_change_{on_change} {}

    void decide(std::span<JobId const> asked, scheduler::View const& view,
                scheduler::Decisions& out) override {
        auto& [when, jobs] = batches_.emplace_back();
        when = in_seconds(view.now().time_since_epoch()).count();
        for (JobId const id : asked) {
            jobs.push_back(view.job(id).number);
            auto const place = view.room(view.job(id), SiteId{0});
            out.add(id, place ? scheduler::Decision{*place}
                              : scheduler::Decision{scheduler::Wait{state::Reason::sites_in_reach_are_full}});
        }
    }
    [[nodiscard]] Duration period() const override { return on_change_ ? Duration{0} : seconds{10}; }
    [[nodiscard]] bool decides_in_batches() const override { return on_change_; }

private:
    Batches& batches_;
    bool on_change_;
};

}  // namespace

TEST_CASE("a batch is of those that are new, and of those that find open room, as much as there is",
          "[world]") {
    // Two accelerators; widths 1, 2, 1 at 0, 5, 15 s. Each job is asked for at the next multiple of 10 s, room or not.
    // After that job 1 finds no room, and what job 2 finds is closed to it: the answer for all is held back, and it is asked
    // for alone. At 600 s both could start, but job 1 takes all.
    Scenario s = testing::one_site(2, seconds{600});
    list(s, seconds{0}, 1, seconds{600});
    list(s, seconds{5}, 2, seconds{600});
    list(s, seconds{15}, 1, seconds{600});
    for (std::string const name : {"fcfs", "easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        EveryTenSeconds::Batches batches;
        CHECK(testing::starts(s, std::make_unique<EveryTenSeconds>(batches)) == Times{0, 600, 1200});
        CHECK(batches == EveryTenSeconds::Batches{
                             {0.0, {0}}, {10.0, {1}}, {20.0, {2}}, {20.0, {2}}, {600.0, {1}}, {1200.0, {2}}});
    }
}

namespace {

// A class whose jobs are decided together every 10 s; those of the first class are decided one by one.
ClassId add_batched_class(Scenario& s) {
    ClassId const batched = testing::add_class(s, "batched");
    s.class_policies = Table<ClassId, PolicyChain>{s.classes.size()};
    s.class_policies[batched] = {Selection{"min_cost_flow", {{"period", std::chrono::seconds{10}}}}};
    return batched;
}

}  // namespace

TEST_CASE("what a job of a batch no longer closes goes to those behind it", "[world]") {
    // Two sites of two: job 0 holds the first to 95 s, job 1 one of the second for long. Job 2 (2 wide, of a batch) waits
    // for either and closes both to job 3. It is placed at 100 s, the next multiple of 10 s, and job 3 then.
    Scenario s = testing::one_site(2, seconds{100});
    testing::add_site(s, 2);
    s.discipline = {"fcfs", {}};
    ClassId const batched = add_batched_class(s);
    list(s, seconds{0}, 2, seconds{95});
    list(s, seconds{0}, 1, seconds{1000});
    list(s, seconds{5}, 2, seconds{100}, batched);
    list(s, seconds{20}, 1, seconds{1000});
    CHECK(testing::starts(s) == Times{0, 0, 100, 100});
}

TEST_CASE("a batch that waits does not take the turn of a job that the brain thinks of", "[world]") {
    // Four accelerators, 10 s to think. Job 0 holds all from 10 to 100 s; jobs 1 (2 wide), 2 (1 wide) and 3 (4 wide, of a
    // batch) wait. From 100 s on the brain thinks of job 1, from 110 s on of job 2; the batch is answered at 110 s, too,
    // and waits. Job 2 starts at 120 s.
    Scenario s = testing::one_site(4, seconds{100});
    s.sensing.decision_time.per_job = seconds{10};
    ClassId const batched = add_batched_class(s);
    list(s, seconds{0}, 4, seconds{90});
    list(s, seconds{20}, 2, seconds{1000});
    list(s, seconds{30}, 1, seconds{1000});
    list(s, seconds{40}, 4, seconds{100}, batched);
    s.discipline = {"best_effort", {}};
    Times const found = testing::starts(s);
    CHECK(found[1] == 110.0);
    CHECK(found[2] == 120.0);
}

TEST_CASE("a policy that decides in batches is asked for all that wait, when something has changed",
          "[world]") {
    // Two accelerators, jobs of 100 s. Three come at 0 s and are asked for in one message, of which each finds room: two
    // start, the third queues there. The fourth comes at 5 s, finds no room, and is asked for again at 100 s, as two end.
    Scenario s = testing::one_site(2, seconds{100});
    s.discipline = {"best_effort", {}};
    for (int const at : {0, 0, 0, 5})
        list(s, seconds{at}, 1, seconds{100});
    EveryTenSeconds::Batches batches;
    CHECK(testing::starts(s, std::make_unique<EveryTenSeconds>(batches, true)) == Times{0, 0, 100, 100});
    std::string found;
    for (auto const& [when, jobs] : batches)
        found += fmt::format("{}: {}; ", when, fmt::join(jobs, " "));
    CHECK(found == "0: 0 1 2; 5: 3; 100: 3; ");
}
