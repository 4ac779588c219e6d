// Events per second of the event queue with so many in it: one is taken and another scheduled, later by a
// random time that keeps the queue as it is (the hold model: Jones, "An empirical comparison of
// priority-queue and event-set implementations", Communications of the ACM 29, 1986).
#include <cstdint>

#include <benchmark/benchmark.h>

#include "models/units/exact_math.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/random_streams.hpp"

using namespace meridian;

namespace {

constexpr std::size_t drawn = 1 << 16;

std::vector<Duration> waits() {
    engine::RandomSource const random{1, 0};
    std::vector<Duration> all;
    for (std::size_t i = 0; i < drawn; ++i) {
        double const u = engine::unit_interval(random.block(engine::name_hash("hold"), 0, i)[0]);
        all.push_back(rounded_up(Seconds{-3600.0 * exact_log(u)}));
    }
    return all;
}

void hold(benchmark::State& timer) {
    std::vector<Duration> const all = waits();
    engine::EventQueue queue;
    std::size_t at = 0;
    auto const next = [&] { return all[at++ % drawn]; };
    for (std::int64_t i = 0; i < timer.range(0); ++i)
        queue.push(SimTime{next()}, engine::EventRank::completion, 0, 0);
    for (auto _ : timer) {
        SimTime const now = queue.pop().when;
        queue.push(now + next(), engine::EventRank::completion, 0, 0);
    }
    timer.SetItemsProcessed(timer.iterations());
}
BENCHMARK(hold)->Name("event_queue")->Arg(200)->Arg(7'500)->Arg(100'000)->Arg(1'000'000);

}  // namespace
