// Policies, disciplines and transfer models together; and what the brain says of its reasons.
#include <fmt/format.h>

#include "sim/scheduler/disciplines/registry.hpp"
#include "sim/scheduler/policies/registry.hpp"
#include "sim/transfer/transfer_model.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/names.hpp"
#include "tests/support/own_process.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using scheduler::Answer;
using scheduler::Candidate;
using testing::names;
using testing::play;

namespace {

// What is wrong with the run; nothing if its conservation checks pass and it comes out the same twice.
std::string faults(Scenario const& scenario) {
    observe::Ledger const ledger = play(scenario);
    std::string found;
    for (observe::AuditRow const& row : ledger.audit) {
        if (!row.holds()) found += fmt::format("{}: {}\n", row.law.key, row.residual);
    }
    observe::ClassTally const all = ledger.all_classes();
    if (all.arrived == 0) found += "no job came\n";
    if (all.completed + all.rejected + all.unfinished() != all.arrived) found += "jobs are missing\n";
    return found;
}

// Checks each answer against the candidates that it comes with.
struct Explained final : state::RunListener {
    explicit Explained(bool of_batches) : together{of_batches} {}

    [[nodiscard]] bool traces_decisions() const override { return true; }
    void decided(scheduler::View const& view, Answer const& answer) override {
        auto const of_site = [&](SiteId site) {
            return std::ranges::any_of(answer.candidates, [&](Candidate const& c) { return c.site == site; });
        };
        for (SiteId const site : view.scenario().sites.keys()) {
            if (!of_site(site)) complain(view, answer, fmt::format("site {} has no row", site.index));
        }
        auto const* const place = std::get_if<scheduler::Placement>(&answer.decision);
        if (place != nullptr) return check_place(view, answer, *place);
        bool const others =
            std::ranges::any_of(answer.candidates, [](Candidate const& c) { return !c.excluded_by; });
        if (others && !together) complain(view, answer, "it is not placed, and a place is feasible");
    }

    void check_place(scheduler::View const& view, Answer const& answer, scheduler::Placement place) {
        ++places;
        auto const chosen = std::ranges::find_if(answer.candidates, [&](Candidate const& c) {
            return c.site == place.site && c.pool == place.pool && !c.excluded_by;
        });
        if (chosen == answer.candidates.end()) return complain(view, answer, "its place is not feasible");
        if (!chosen->score) return;
        if (together) return;
        for (Candidate const& other : answer.candidates) {
            if (other.excluded_by || !other.score || *other.score >= *chosen->score) continue;
            complain(view, answer, fmt::format("site {} has a lower score", other.site.index));
        }
    }

    void complain(scheduler::View const& view, Answer const& answer, std::string const& what) {
        if (found.size() > 1000) return;
        found += fmt::format("job {}: {}\n", view.job(answer.job).number, what);
    }

    bool together;  // jobs share what is feasible, and one may get a dearer place so that the sum is least
    std::string found;
    std::size_t places{0};
};

}  // namespace

TEST_CASE("every policy works with every discipline", "[contract][brain]") {
    auto const policy = GENERATE(from_range(names(scheduler::policies())));
    auto const discipline = GENERATE(from_range(names(scheduler::disciplines())));
    for (std::uint64_t seed = 1; seed < static_cast<std::uint64_t>(testing::seeds_until(4)); ++seed) {
        CAPTURE(policy, discipline, seed);
        Scenario scenario = testing::random_world(seed);
        scenario.policy = {Selection{policy, {}}};
        scenario.discipline.name = discipline;
        CHECK(faults(scenario) == "");
    }
}

TEST_CASE("every policy and every discipline works over every transfer model", "[contract][brain]") {
    auto const network = GENERATE(from_range(names(transfer::models())));
    auto const disciplines = names(scheduler::disciplines());
    std::size_t which = 0;
    for (std::string const& policy : names(scheduler::policies())) {
        std::uint64_t const seed = 1 + which % 20;
        std::string const discipline = disciplines[which++ % disciplines.size()];
        CAPTURE(network, policy, discipline, seed);
        Scenario scenario = testing::random_world(seed);
        scenario.policy = {Selection{policy, {}}};
        scenario.discipline.name = discipline;
        scenario.network = {network, {}};
        std::string found;
        if (testing::with_model(
                network, [&] { return faults(scenario); }, found))
            CHECK(found == "");
    }
}

TEST_CASE("every policy says why it chose and why not the others", "[contract][brain]") {
    auto const policy = GENERATE(from_range(names(scheduler::policies())));
    Explained explained{policy == "min_cost_flow"};
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(10); ++seed) {
        CAPTURE(policy, seed);
        Scenario scenario = testing::random_world(seed);
        scenario.policy = {Selection{policy, {}}};
        world::RunOptions options;
        options.listeners = {&explained};
        observe::Ledger const reported = play(scenario, std::move(options));
        CHECK(explained.found == "");
        // Listening changes nothing.
        CHECK(testing::all_files(scenario, reported) == testing::all_files(scenario, play(scenario)));
    }
    CHECK(explained.places > 100);
}
