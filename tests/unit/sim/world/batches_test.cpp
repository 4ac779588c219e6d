// Whom a policy with a period is asked for, by hand.
#include "tests/support/start_times.hpp"

using namespace meridian;
using std::chrono::seconds;
using testing::list;
using testing::Times;

namespace {

// Asked every 10 s; places each job where there is room and keeps for whom it was asked.
class EveryTenSeconds final : public scheduler::Policy {
public:
    using Batches = std::vector<std::pair<double, std::vector<std::uint64_t>>>;  // seconds, numbers of jobs
    explicit EveryTenSeconds(Batches& batches) : batches_{batches} {}

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
    [[nodiscard]] Duration period() const override { return seconds{10}; }

private:
    Batches& batches_;
};

}  // namespace

TEST_CASE("a batch is of those that are new, and of those that find open room, as much as there is",
          "[world]") {
    // Two accelerators; widths 1, 2, 1 at 0, 5, 15 s. Each job is asked for at the next multiple of 10 s, room or not.
    // After that job 1 finds no room, and what job 2 finds is closed to it. At 600 s both could start, but job 1 takes all.
    Scenario s = testing::one_site(2, seconds{600});
    list(s, seconds{0}, 1, seconds{600});
    list(s, seconds{5}, 2, seconds{600});
    list(s, seconds{15}, 1, seconds{600});
    for (std::string const name : {"fcfs", "easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        EveryTenSeconds::Batches batches;
        CHECK(testing::starts(s, std::make_unique<EveryTenSeconds>(batches)) == Times{0, 600, 1200});
        CHECK(batches ==
              EveryTenSeconds::Batches{{0.0, {0}}, {10.0, {1}}, {20.0, {2}}, {600.0, {1}}, {1200.0, {2}}});
    }
}
