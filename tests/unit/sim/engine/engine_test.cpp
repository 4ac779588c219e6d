#include <algorithm>
#include <random>
#include <set>
#include <vector>

#include "sim/engine/event_queue.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/engine/ring_queue.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;
using engine::Event;
using engine::EventQueue;
using engine::EventRank;

namespace {

SimTime ns(std::int64_t n) {
    return SimTime{Duration{n}};
}

}  // namespace

TEST_CASE("events come out by time, then rank, then order of scheduling", "[engine]") {
    EventQueue queue;
    queue.push(ns(10), EventRank::report, 0, 1);
    queue.push(ns(10), EventRank::arrival, 0, 2);
    queue.push(ns(5), EventRank::report, 0, 3);
    queue.push(ns(10), EventRank::failure, 0, 4);
    queue.push(ns(10), EventRank::arrival, 0, 5);
    queue.push(ns(10), EventRank::epoch, 0, 8);  // services are resized when what ends has ended
    queue.push(ns(10), EventRank::completion, 0, 6);
    queue.push(ns(10), EventRank::bookkeeping, 0, 7);  // a window opens before anything at its first instant
    std::vector<std::uint32_t> order;
    while (!queue.empty())
        order.push_back(queue.pop().subject);
    CHECK(order == std::vector<std::uint32_t>{3, 7, 4, 6, 8, 2, 5, 1});
}

TEST_CASE("an event is known by its serial, whatever its time and rank", "[engine]") {
    EventQueue queue;
    std::uint64_t const late = queue.push(ns(20), EventRank::report, 0, 1);
    std::uint64_t const first = queue.push(ns(10), EventRank::completion, 0, 1);
    std::uint64_t const second = queue.push(ns(10), EventRank::completion, 0, 1);
    CHECK(queue.pop().serial() == first);
    CHECK(queue.pop().serial() == second);
    CHECK(queue.pop().serial() == late);
}

TEST_CASE("a heap of random events agrees with a stable sort", "[engine]") {
    auto const seed = GENERATE(range(1, 6));
    CAPTURE(seed);
    engine::RandomSource const random{static_cast<std::uint64_t>(seed), 0};
    EventQueue queue;
    std::vector<Event> reference;
    std::vector<std::uint32_t> taken;
    std::vector<std::uint32_t> expected;
    std::int64_t now = 0;
    for (std::uint32_t i = 0; i < 3000; ++i) {
        auto const r = random.block(1, 1, i);
        if (r[0] % 3 != 0 || reference.empty()) {  // few distinct times, so that ties are common
            auto const rank = static_cast<EventRank>(r[1] % 6);
            SimTime const when = ns(now + static_cast<std::int64_t>(r[2] % 4));
            queue.push(when, rank, 0, i);
            reference.push_back({when, (std::uint64_t{static_cast<std::uint8_t>(rank)} << 56) | i, 0, i});
            continue;
        }
        auto const first = std::min_element(reference.begin(), reference.end());
        expected.push_back(first->subject);
        now = first->when.time_since_epoch().count();
        reference.erase(first);
        taken.push_back(queue.pop().subject);
    }
    CHECK(taken.size() > 500);
    // Serials count pushes alone, so the reference's order is the queue's.
    CHECK(taken == expected);
}

TEST_CASE("Philox gives the published numbers", "[engine]") {
    // Random123's known-answer test for philox4x64-10 with all words 0.
    auto const zeros = engine::RandomSource{0, 0}.block(0, 0, 0);
    CHECK(zeros[0] == 0x16554d9eca36314cULL);
    CHECK(zeros[1] == 0xdb20fe9d672d0fdcULL);
    CHECK(zeros[2] == 0xd7e772cee186176bULL);
    CHECK(zeros[3] == 0x7e68b68aec7ba23bULL);
}

TEST_CASE("each stream, entity, draw, seed and run has numbers of its own", "[engine]") {
    std::set<std::uint64_t> seen;
    for (std::uint64_t seed : {1U, 2U}) {
        for (std::uint64_t run : {0U, 1U}) {
            engine::RandomSource const random{seed, run};
            for (std::uint64_t stream : {10U, 11U}) {
                for (std::uint64_t entity : {20U, 21U}) {
                    for (std::uint64_t draw = 0; draw < 10; ++draw)
                        seen.insert(random.block(stream, entity, draw)[0]);
                }
            }
        }
    }
    CHECK(seen.size() == 2 * 2 * 2 * 2 * 10);
}

TEST_CASE("the unit interval is open at both ends", "[engine]") {
    CHECK(engine::unit_interval(0) > 0.0);
    CHECK(engine::unit_interval(~std::uint64_t{0}) < 1.0);
    CHECK(engine::unit_interval(std::uint64_t{1} << 63) == Approx(0.5));
}

TEST_CASE("names hash as FNV-1a does", "[engine]") {
    CHECK(engine::name_hash("") == 14695981039346656037ULL);
    CHECK(engine::name_hash("a") == 0xaf63dc4c8601ec8cULL);  // the reference's own test vector
}

TEST_CASE("a ring queue keeps its order while it grows and wraps", "[engine]") {
    engine::RingQueue<int> queue;
    int in = 0;
    int out = 0;
    for (int round = 0; round < 50; ++round) {
        for (int i = 0; i < 7; ++i)
            queue.push(in++);
        for (int i = 0; i < 5; ++i)
            CHECK(queue.pop() == out++);
    }
    CHECK(queue.size() == 100);
    CHECK(queue[3] == out + 3);
}

TEST_CASE("a ring queue takes in and gives out anywhere, as a vector does", "[engine]") {
    engine::RingQueue<int> queue;
    std::vector<int> plain;
    std::mt19937 chance{20};
    for (int step = 0; step < 5'000; ++step) {
        bool const grows = plain.empty() || chance() % 10 < (step < 2'500 ? 6U : 4U);
        std::size_t const at = chance() % (plain.size() + (grows ? 1 : 0));
        if (grows) {
            queue.insert(at, step);
            plain.insert(plain.begin() + static_cast<std::ptrdiff_t>(at), step);
        } else {
            queue.remove(at);
            plain.erase(plain.begin() + static_cast<std::ptrdiff_t>(at));
        }
        bool same = queue.size() == plain.size();
        for (std::size_t i = 0; same && i < plain.size(); ++i)
            same = queue[i] == plain[i];
        if (!same) FAIL("they differ after step " << step);
    }
    CHECK(plain.size() < 500);
}
