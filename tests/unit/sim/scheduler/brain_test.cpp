// A chain of policies, by hand.
#include "sim/scheduler/brain.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using scheduler::Brain;
using scheduler::Decision;
using scheduler::Reject;
using scheduler::Wait;
using state::Reason;
using std::chrono::hours;
using std::chrono::seconds;

namespace {

// Answers by the width of the job, uses one site, and says its own number where it is asked for its order.
struct Scripted final : scheduler::OneJobPolicy {
    Scripted(std::map<std::int64_t, Decision> by_width, double number, SiteId used, Duration every)
        : answers{std::move(by_width)}, preferred{number}, site{used}, between{every} {}
    [[nodiscard]] Decision decide_one(state::Job const& job, scheduler::View const&) override {
        return answers.at(job.what.width.count() / 1000);
    }
    [[nodiscard]] bool uses(state::Job const&, SiteId at, scheduler::View const&) const override {
        return at == site;
    }
    [[nodiscard]] double preference(state::Job const&, scheduler::Placement,
                                    scheduler::View const&) const override {
        return preferred;
    }
    [[nodiscard]] Duration period() const override { return between; }

    std::map<std::int64_t, Decision> answers;
    double preferred;
    SiteId site;
    Duration between;
};

constexpr SiteId near{0}, far{1};
constexpr scheduler::Placement there{near, PoolId{0}};

// The first, asked every 10 s, places jobs of width 1 and rejects all others; the second places those of width 2
// and lets wait the rest but those of width 4.
Brain two_policies() {
    Reject const never{Reason::policy_choice};
    std::vector<scheduler::NamedPolicy> chain;
    chain.push_back(
        {"first", std::make_unique<Scripted>(
                      std::map<std::int64_t, Decision>{{1, there}, {2, never}, {3, never}, {4, never}}, 1.0,
                      near, seconds{10})});
    chain.push_back({"second", std::make_unique<Scripted>(
                                   std::map<std::int64_t, Decision>{
                                       {2, there}, {3, Wait{Reason::policy_choice}}, {4, never}},
                                   2.0, far, Duration{0})});
    return Brain{std::move(chain)};
}

}  // namespace

TEST_CASE("each job of a batch gets the answer that the next policy gives for it", "[brain]") {
    testing::Outlook outlook{testing::one_site(8, hours{1})};
    Brain brain = two_policies();
    std::vector<JobId> asked;
    for (std::int64_t const width : {3, 1, 2, 4})
        asked.push_back(outlook.add_job(width, hours{1}));
    scheduler::Decisions out;
    brain.decide(0, asked, outlook.view, out);
    auto const& answers = out.answers();
    REQUIRE(answers.size() == 4);
    for (std::size_t i = 0; i < answers.size(); ++i)
        CHECK(answers[i].job == asked[i]);
    CHECK(std::holds_alternative<Wait>(answers[0].decision));
    CHECK(answers[1].policy == "first");
    CHECK(std::holds_alternative<scheduler::Placement>(answers[2].decision));
    CHECK(answers[2].policy == "second");
    CHECK(std::holds_alternative<Reject>(answers[3].decision));
}

TEST_CASE("a chain has the longest period of its policies, and the order of the first that uses the site",
          "[brain]") {
    Scenario s = testing::one_site(8, hours{1});
    s.sites.add(s.sites[near]);
    testing::Outlook outlook{std::move(s)};
    Brain const brain = two_policies();
    CHECK(brain.period(0) == seconds{10});
    state::Job const& job = outlook.job(outlook.add_job(1, hours{1}));
    CHECK(brain.preference(job, {near, PoolId{0}}, outlook.view) == 1.0);
    CHECK(brain.preference(job, {far, PoolId{0}}, outlook.view) == 2.0);
    CHECK(brain.uses(job, far, outlook.view));
    CHECK_FALSE(brain.uses(job, SiteId{2}, outlook.view));
}
