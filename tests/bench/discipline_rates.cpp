// How fast each discipline decides with many jobs waiting: events (arrivals and ends) per second of processor
// time on one pool of 1,000 accelerators that is kept full, with a queue of constant length.
//     meridian_discipline_rates [SECONDS_PER_FIGURE [DISCIPLINE [DEPTH]]]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <queue>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/scheduler/disciplines/registry.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;

namespace {

constexpr PoolId pool{0};

struct End {
    SimTime when;
    JobId job;
    friend bool operator>(End const& a, End const& b) { return a.when > b.when; }
};

enum class Estimates { exact, too_long, any };

class QueueLoad {
public:
    QueueLoad(Selection const& selection, Estimates estimates)
        : scenario_{testing::one_site(1000, std::chrono::hours{1})},
          state_{scenario_},
          discipline_{scheduler::make_discipline(selection, scenario_)},
          estimates_{estimates} {}

    double events_per_second(std::size_t waiting, double seconds) {
        for (std::size_t i = 0; i < waiting; ++i)
            arrive();
        start_jobs();
        std::clock_t const begin = std::clock();
        std::uint64_t events = 0;
        double elapsed = 0.0;
        while (elapsed < seconds) {
            for (int i = 0; i < 16; ++i)
                events += one_end(waiting);
            elapsed = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
        }
        return static_cast<double>(events) / elapsed;
    }

private:
    std::int64_t whole(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(bits_() % static_cast<std::uint64_t>(high - low + 1));
    }

    void arrive() {
        JobDescription what;
        what.workload_class = ClassId{0};
        what.origin = RegionId{0};
        what.width = Milliaccelerators{(std::int64_t{1} << whole(0, 7)) * 1000};
        what.runtime = Duration{whole(1, 3600) * 1'000'000'000};
        JobId const id = state_.jobs.add(what, now_);
        state::Job& job = state_.jobs[id];
        job.site = SiteId{0};
        job.pool = pool;
        job.work = job.expected = what.runtime;
        if (estimates_ == Estimates::too_long) job.expected *= whole(1, 4);
        if (estimates_ == Estimates::any) job.expected = job.expected * whole(1, 8) / 4;
        state_.reserve(job);
        discipline_->enqueue(id, now_, state_);
    }

    void start_jobs() {
        for (JobId id = discipline_->next(pool, now_, state_); id.valid();
             id = discipline_->next(pool, now_, state_)) {
            state::Job& job = state_.jobs[id];
            state_.allocate(job, now_);
            state_.jobs.start(id, now_);
            discipline_->started(id, now_, state_);
            running_.push({now_ + job.work, id});
        }
    }

    std::uint64_t one_end(std::size_t waiting) {
        End const end = running_.top();
        running_.pop();
        now_ = end.when;
        state_.release(state_.jobs[end.job]);
        discipline_->ended(end.job, now_, state_);
        state_.jobs.depart(end.job, now_, {});
        start_jobs();
        std::uint64_t events = 1;
        while (discipline_->waiting(pool) < waiting) {
            now_ += Duration{1};
            arrive();
            start_jobs();
            ++events;
        }
        return events;
    }

    Scenario scenario_;
    state::State state_;
    std::unique_ptr<scheduler::Discipline> discipline_;
    Estimates estimates_;
    std::mt19937_64 bits_{1};
    SimTime now_;
    std::priority_queue<End, std::vector<End>, std::greater<>> running_;
};

}  // namespace

int main(int count, char** arguments) {
    double const seconds = count > 1 ? std::atof(arguments[1]) : 1.0;
    fmt::print("{:<16}{:<10}{:<10}{:>14}{:>14}{:>14}   events/s\n", "discipline", "resources", "waiting",
               "exact", "too long", "any");
    for (ComponentDoc const& doc : scheduler::disciplines()) {
        if (count > 2 && doc.name != arguments[2]) continue;
        bool const backfills = std::ranges::any_of(
            doc.parameters, [](ParameterDoc const& parameter) { return parameter.name == "resources"; });
        for (int resources = 0; resources < (backfills ? 2 : 1); ++resources) {
            Selection selection{std::string{doc.name}, {}};
            if (backfills) selection.parameters["resources"] = resources == 0 ? "machines" : "count";
            if (backfills && count > 3) selection.parameters["depth"] = std::atoi(arguments[3]);
            for (std::size_t const waiting : {std::size_t{10'000}, std::size_t{100'000}}) {
                fmt::print("{:<16}{:<10}{:<10}", doc.name,
                           backfills ? (resources == 0 ? "machines" : "count") : "", waiting);
                for (Estimates const e : {Estimates::exact, Estimates::too_long, Estimates::any})
                    fmt::print("{:>14.0f}", QueueLoad{selection, e}.events_per_second(waiting, seconds));
                fmt::print("\n");
                std::fflush(stdout);
            }
        }
    }
    return 0;
}
