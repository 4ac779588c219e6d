#include "sim/conformance/policy_check.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <new>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "sim/conformance/worlds.hpp"

namespace meridian::conformance {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Where jobs were placed, and when the first work ended.
class Placements final : public state::RunListener {
public:
    struct Row {
        SimTime at;
        std::uint64_t job;
        SiteId site;
        PoolId pool;
        friend bool operator==(Row const&, Row const&) = default;
    };
    void job_committed(SimTime now, state::Job const& job, bool /*conflict*/) override {
        rows_.push_back({now, job.number, job.site, job.pool});
    }
    void job_ended(SimTime now, state::Job const& /*job*/, state::Progress const& /*progress*/) override {
        first_end_ = std::min(first_end_, now);
    }
    [[nodiscard]] std::vector<Row> before(SimTime when) const {
        std::vector<Row> early;
        for (Row const& row : rows_) {
            if (row.at < when) early.push_back(row);
        }
        return early;
    }
    [[nodiscard]] SimTime first_end() const { return first_end_; }

private:
    std::vector<Row> rows_;
    SimTime first_end_{SimTime::max()};
};

Placements placements(Scenario const& scenario) {
    Placements observed;
    world::RunOptions options;
    options.listeners = {&observed};
    static_cast<void>(play(scenario, std::move(options)));
    return observed;
}

// What the first law that does not hold is.
std::optional<std::string> broken_law(observe::Ledger const& ledger) {
    for (observe::AuditRow const& row : ledger.audit) {
        if (!row.holds()) return fmt::format("the law '{}' does not hold", row.law.key);
    }
    return std::nullopt;
}

}  // namespace

Scenario PolicyCheck::world(std::uint64_t seed) const {
    Scenario scenario = random_world(seed);
    scenario.policy = {policy_};
    return scenario;
}

std::optional<std::string> PolicyCheck::keeps_laws(Scenario const& scenario) const {
    observe::Ledger const ledger = play(scenario);
    if (!ledger.plugin_failures.empty()) return ledger.plugin_failures.front().why;
    return broken_law(ledger);
}

std::optional<std::string> PolicyCheck::keeps_places(std::uint64_t seed) const {
    return keeps_laws(world(seed));
}

std::optional<std::string> PolicyCheck::lives_with_losses(std::uint64_t seed) const {
    Scenario scenario = world(seed);
    if (seed % 2 == 0) break_links(scenario, seed);
    if (seed % 2 != 0) break_sites(scenario, seed);
    return keeps_laws(scenario);
}

std::optional<std::string> PolicyCheck::lives_with_old_information(std::uint64_t seed) const {
    Scenario scenario = world(seed);
    break_sites(scenario, seed);
    scenario.sensing = {minutes{2}, minutes{1 + seed % 7}, seed % 2 == 0, {}};
    scenario.sensing.decision_time.per_job = seconds{seed % 3};
    return keeps_laws(scenario);
}

std::optional<std::string> PolicyCheck::answers_alike(std::uint64_t seed) const {
    Scenario const scenario = world(seed);
    if (all_files(scenario, play(scenario)) == all_files(scenario, play(scenario))) return std::nullopt;
    return "the same run gives other results when it is repeated";
}

// Until work ends, nothing shows how long it takes: where jobs go may not depend on it.
std::optional<std::string> PolicyCheck::knows_no_truth(std::uint64_t seed) const {
    bool const is_oracle = policy_.plugin && policy_.plugin->knowledge == Knowledge::oracle;
    if (is_oracle) return std::nullopt;
    Scenario scenario = one_site(static_cast<std::int64_t>(4 + seed % 5), hours{2});
    scenario.policy = {policy_};
    for (std::uint64_t i = 0; i < 40; ++i)
        list_job(scenario, seconds{10 * i * (1 + seed % 3)});
    Scenario other = scenario;
    for (std::size_t i = 0; i < other.listed_jobs.size(); ++i)
        other.listed_jobs[i].job.runtime += minutes{7 * ((i + seed) % 9)};
    Placements const a = placements(scenario);
    Placements const b = placements(other);
    SimTime const end = std::min(a.first_end(), b.first_end());
    if (a.before(end) == b.before(end)) return std::nullopt;
    return "where jobs go depends on run times that it cannot know";
}

std::optional<std::string> PolicyCheck::lives_without_places(std::uint64_t seed) const {
    Scenario scenario = one_site(1, hours{1});
    scenario.policy = {policy_};
    for (int i = 0; i < 5; ++i)
        list_job(scenario, seconds{i});
    FailureEvent lost = FailureEvent::once(Asset::of(SiteId{0}), Duration{0}, std::nullopt, 0.0);
    lost.name = lost.key = "lost";
    scenario.events.add(std::move(lost));
    scenario.seed = seed;
    return keeps_laws(scenario);
}

std::optional<std::string> PolicyCheck::serves_many(std::uint64_t seed) const {
    Scenario scenario = one_site(options_.waiting / 50 + 1, seconds{60});
    scenario.policy = {policy_};
    scenario.seed = seed;
    scenario.listed_jobs.reserve(static_cast<std::size_t>(options_.waiting));
    for (std::int64_t i = 0; i < options_.waiting; ++i)
        list_job(scenario, Duration{i});
    observe::Ledger const ledger = play(scenario);
    if (!ledger.plugin_failures.empty()) return ledger.plugin_failures.front().why;
    return broken_law(ledger);
}

std::vector<CheckVerdict> PolicyCheck::run(std::function<void(std::string_view)> const& before) const {
    using Play = std::optional<std::string> (PolicyCheck::*)(std::uint64_t) const;
    struct Check {
        std::string_view id, what;
        Play play;
        bool draws;  // several worlds
    };
    static constexpr std::array checks{
        Check{"places", "places jobs only where they could run, and breaks no law of conservation",
              &PolicyCheck::keeps_places, true},
        Check{"losses", "lives with links, sites and power that are lost and come back",
              &PolicyCheck::lives_with_losses, true},
        Check{"old_information", "lives with a picture of the network that is minutes old",
              &PolicyCheck::lives_with_old_information, true},
        Check{"same_answer", "gives the same answer to the same question", &PolicyCheck::answers_alike, true},
        Check{"no_truth", "does not depend on true run times", &PolicyCheck::knows_no_truth, true},
        Check{"no_place", "lives where no place is in service", &PolicyCheck::lives_without_places, false},
        Check{"many_waiting", "answers in time where very many jobs wait at once", &PolicyCheck::serves_many,
              false}};
    std::vector<CheckVerdict> verdicts;
    for (Check const& check : checks) {
        if (before) before(check.what);
        CheckVerdict& verdict = verdicts.emplace_back(CheckVerdict{check.id, check.what, 0, std::nullopt});
        std::int64_t const worlds = check.draws ? options_.worlds : 1;
        while (verdict.worlds < worlds && !verdict.failure) {
            std::uint64_t const seed = options_.first_seed + static_cast<std::uint64_t>(verdict.worlds++);
            try {
                if (auto why = (this->*check.play)(seed)) verdict.failure = {seed, *std::move(why)};
            } catch (std::bad_alloc const&) {
                throw;
            } catch (std::exception const& fault) {  // PolicyFault, PluginFault
                verdict.failure = {seed, fault.what()};
            }
        }
    }
    return verdicts;
}

}  // namespace meridian::conformance
