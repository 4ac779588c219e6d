// How many workers one rank 0 can keep at work. The code that it runs is the real one (queue, distribution,
// texts, results); workers are simulated: each sleeps for as long as its runs take, on a clock of their own,
// and rank 0's clock goes on by what the real code has taken and by what each message takes. With nothing to
// hear it looks again as late as the real one does beside busy workers.
//
// Usage: mpirun -n 2 meridian_distribution_rates       what a message takes is measured; without mpirun it is
// 2 us. A line per case:
//     message US                                       rows from rank 1 to rank 0
//     overhead POINTS US_PER_POINT                     one run per point
//     limit RUN_S WORKERS EFFICIENCY US_PER_RUN        runs of so many seconds, give or take a third
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/engine/random_streams.hpp"
#include "sim/report/summary.hpp"
#include "sim/study/results.hpp"
#include "sim/study/run_distribution.hpp"
#include "sim/system/ranks.hpp"

namespace {

using namespace meridian;
using Clock = std::chrono::steady_clock;

// How often rank 0 looks for messages beside busy workers.
constexpr double look_s = study::answer_s / 2.0;

double since(Clock::time_point begun) {
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

std::string key_of(std::size_t point) {
    return fmt::format("{:032x}", point);
}

study::Study study_of(std::size_t points) {
    study::Study made;
    made.name = "Bench";
    study::Axis axis;
    axis.name = "load";
    axis.role = study::Role::future;
    for (std::size_t p = 0; p < points; ++p) {
        axis.levels.push_back({std::to_string(p), {}});
        made.points.push_back({{p}});
    }
    made.axes.push_back(std::move(axis));
    made.baseline = {{0}};
    made.replications.least = made.replications.most = 1;
    made.metrics.push_back({"cost_cny_total", 0, false});
    return made;
}

// What a worker reports of a run, as it stands in a message.
std::string row_line(std::size_t point, std::int64_t run, double seconds) {
    study::Row row{key_of(point), run, seconds, {}, {}};
    for (std::size_t i = 0; i < report::summary_keys().size(); ++i)
        row.figures.push_back(1234.5678901234 * static_cast<double>(i + point + 1));
    std::string text = study::row_text(row);
    text.pop_back();
    return text;
}

// What rank 0 takes to receive a row from rank 1, which sends them as fast as it can: by 200, as many may be
// on the way. Rank 1 comes back with 0.
double message_time(system::Messenger& ranks) {
    constexpr std::size_t rows = 200;
    constexpr std::size_t times = 100;
    auto const wait = [&] {
        while (true) {
            if (auto message = ranks.receive()) return;
        }
    };
    std::string const line = row_line(0, 0, 1.0);
    double taken_s = 0.0;
    for (std::size_t i = 0; i < times; ++i) {
        if (ranks.rank() == 0) {
            ranks.send(1, "more");
            wait();  // the first of them is there
            auto const begun = Clock::now();
            for (std::size_t row = 1; row < rows; ++row)
                wait();
            taken_s += since(begun);
        } else {
            wait();
            for (std::size_t row = 0; row < rows; ++row)
                ranks.send(0, line);
        }
    }
    return taken_s / static_cast<double>(times * (rows - 1));
}

struct SimulatedEvent {
    double when;
    std::size_t rank;
    std::size_t number;

    friend bool operator>(SimulatedEvent const& a, SimulatedEvent const& b) {
        return std::pair{a.when, a.number} > std::pair{b.when, b.number};
    }
};

struct SimulatedOutcome {
    double efficiency{0.0};
    double us_per_run{0.0};
};

// `each` runs of about `run_s` for each of so many workers.
SimulatedOutcome simulate(std::size_t workers, double run_s, std::size_t each, double message_s) {
    std::size_t const points = workers * each;
    std::vector<study::Assignment> wanted;
    std::vector<std::string> keys;
    for (std::size_t p = 0; p < points; ++p) {
        keys.push_back(key_of(p));
        wanted.push_back(study::Assignment::of({p, {}, keys.back()}, {0}));
    }
    study::Results results{study_of(points), keys, {}};
    study::RunQueue queue{std::move(wanted)};
    study::RunDistribution distribution{queue, workers, 1};
    // Between two thirds and four thirds of the mean, by the point.
    auto const lasts = [&](std::size_t point) {
        double const share = static_cast<double>(engine::name_hash(key_of(point)) % 1000) / 1000.0;
        return run_s * (2.0 + 2.0 * share) / 3.0;
    };
    std::priority_queue<SimulatedEvent, std::vector<SimulatedEvent>, std::greater<>> events;
    std::vector<double> free_at(workers, 0.0);
    std::vector<std::queue<std::size_t>> at(workers);  // points of runs, by rank, in order
    double clock = 0.0;                                // of rank 0
    double own_s = 0.0;
    double worked_s = 0.0;
    std::size_t number = 0;
    auto const spend = [&](auto const& work) {
        auto const begun = Clock::now();
        work();
        double const spent = since(begun) + message_s;
        clock += spent;
        own_s += spent;
    };
    auto const give = [&] {
        for (bool more = true; more;) {
            std::optional<study::RunDistribution::Grant> grant;
            auto const begun = Clock::now();
            grant = distribution.next();
            std::string text = grant ? study::assignment_text(grant->assignment) : std::string{};
            double const spent = since(begun) + (grant ? message_s : 0.0);
            clock += spent;
            own_s += spent;
            more = grant.has_value();
            if (!more) continue;
            std::size_t const rank = grant->rank;
            for (std::size_t i = 0; i < grant->assignment.runs.size(); ++i) {
                double const s = lasts(grant->assignment.points.front().point);
                worked_s += s;
                free_at[rank] = std::max(free_at[rank], clock) + s;
                at[rank].push(grant->assignment.points.front().point);
                events.push({free_at[rank], rank, number++});
            }
        }
    };
    give();
    while (!events.empty()) {
        SimulatedEvent const event = events.top();
        events.pop();
        if (event.when > clock) clock += std::ceil((event.when - clock) / look_s) * look_s;
        std::size_t const point = at[event.rank].front();
        at[event.rank].pop();
        std::string const line = row_line(point, 0, lasts(point));
        spend([&] {
            auto const row = study::parse_row(line);
            queue.heard(*row);
            results.add(*row);
        });
        std::string const left =
            study::assignment_text(study::Assignment::of({point, {}, key_of(point)}, {}));
        spend([&] {
            distribution.ended(event.rank);
            static_cast<void>(queue.release(study::parse_assignment(left), std::nullopt));
        });
        give();
    }
    return {worked_s / (static_cast<double>(workers) * clock), 1e6 * own_s / static_cast<double>(points)};
}

}  // namespace

int main() {
    double message_s = 2e-6;
    if (system::started_together() > 1) {
        auto const ranks = system::join_ranks();
        message_s = message_time(*ranks);
        if (ranks->rank() > 0) return 0;
        fmt::print("message {:.1f}\n", 1e6 * message_s);
    }
    for (std::size_t const points : {1'000U, 10'000U, 100'000U})
        fmt::print("overhead {} {:.1f}\n", points, simulate(1, 1e-6, points, message_s).us_per_run);
    for (double const run_s : {0.1, 1.0, 10.0}) {
        for (std::size_t const workers : {1U, 10U, 100U, 1'000U, 10'000U}) {
            SimulatedOutcome const found = simulate(workers, run_s, 20, message_s);
            fmt::print("limit {} {} {:.3f} {:.1f}\n", run_s, workers, found.efficiency, found.us_per_run);
            std::fflush(stdout);
        }
    }
    return 0;
}
