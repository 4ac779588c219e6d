// What the disciplines promise, over random workloads.
#include <map>

#include "sim/scheduler/disciplines/registry.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/queue_work.hpp"
#include "tests/support/seeds.hpp"

using namespace meridian;
using testing::QueueRule;
using testing::QueueWork;
using testing::Starts;

namespace {

constexpr std::uint64_t workloads = meridian::testing::last_seed(500);

// The first reservation that each job was seen with, by number; and whether one ever moved later.
class Promises {
public:
    [[nodiscard]] testing::Look look() {
        return [this](std::int64_t, scheduler::Discipline const& discipline, state::State const& state,
                      std::vector<JobId> const& waiting) {
            for (JobId const id : waiting) {
                auto const reserved = discipline.reserved(PoolId{0}, id, state);
                if (!reserved) continue;
                std::int64_t const when = reserved->time_since_epoch().count();
                std::uint64_t const number = state.jobs[id].number;
                auto const last = last_.find(number);
                if (last != last_.end() && when > last->second) moved_later_ = true;
                first_.emplace(number, when);
                last_[number] = when;
            }
        };
    }
    [[nodiscard]] bool kept(Starts const& starts) const {
        for (auto const& [number, when] : first_) {
            if (starts[number] > when) return false;
        }
        return !moved_later_;
    }
    [[nodiscard]] std::size_t made() const { return first_.size(); }

private:
    std::map<std::uint64_t, std::int64_t> first_, last_;
    bool moved_later_{false};
};

}  // namespace

TEST_CASE("with estimates that are upper bounds nobody starts later than reserved",
          "[property][discipline]") {
    auto const name = GENERATE(as<std::string>{}, "easy", "conservative");
    auto const count_only = GENERATE(false, true);
    auto const depth = GENERATE(1000, 3);
    QueueRule const rule{.name = name, .depth = depth, .count_only = count_only};
    CAPTURE(testing::words(rule));
    std::size_t promises = 0;
    for (std::uint64_t seed = 1; seed <= workloads; ++seed) {
        QueueWork const work = testing::bounded_work(seed);
        Scenario const scenario = testing::scenario_of(work);
        auto const discipline = scheduler::make_discipline(testing::selection(rule), scenario);
        Promises kept;
        Starts const starts = testing::play_through(*discipline, work, scenario, kept.look());
        promises += kept.made();
        if (kept.kept(starts)) continue;
        CAPTURE(seed, testing::words(work), starts);
        FAIL("a promise was broken");
    }
    CHECK(promises > workloads);
}

TEST_CASE("backfilling that looks at one job is fcfs", "[property][discipline]") {
    auto const name = GENERATE(as<std::string>{}, "fcfs_skip", "easy", "conservative");
    for (std::uint64_t seed = 1; seed <= workloads; ++seed) {
        QueueWork const work = testing::random_work(seed);
        CAPTURE(name, seed, testing::words(work));
        REQUIRE(testing::play_by({.name = name, .depth = 1}, work) ==
                testing::play_by({.name = "fcfs"}, work));
    }
}

TEST_CASE("the length that is believed decides, not the true one", "[property][discipline]") {
    // Longer than believed or not, the jobs that start at the very first instant are the same.
    for (ComponentDoc const& doc : scheduler::disciplines()) {
        for (std::uint64_t seed = 1; seed <= workloads; ++seed) {
            QueueWork work = testing::random_work(seed);
            for (auto& job : work.jobs) {
                job.arrival = 0;
                job.work = std::max<std::int64_t>(job.work, 1);
            }
            auto const before = testing::play_by({.name = std::string{doc.name}}, work);
            for (auto& job : work.jobs)
                job.work += 5;
            auto const after = testing::play_by({.name = std::string{doc.name}}, work);
            CAPTURE(doc.name, seed, testing::words(work));
            std::size_t otherwise = 0;
            for (std::size_t i = 0; i < before.size(); ++i)
                otherwise += (before[i] == 0) != (after[i] == 0) ? 1U : 0U;
            REQUIRE(otherwise == 0);
        }
    }
}
