#include "sim/scheduler/disciplines/machines.hpp"

#include <random>
#include <vector>

#include "sim/scheduler/disciplines/timeline.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;
using scheduler::Machines;
using scheduler::Slot;
using scheduler::Timeline;

namespace {

using Bits = std::vector<bool>;

Bits bits_of(Machines const& machines, std::size_t capacity) {
    Bits bits(capacity, false);
    for (auto const interval : machines.intervals()) {
        for (std::int64_t id = interval.begin; id < interval.end; ++id)
            bits[static_cast<std::size_t>(id)] = true;
    }
    return bits;
}

// Those of [0, 24) whose bit of a random word is set.
Machines some(std::mt19937_64& dice) {
    Machines set;
    std::uint64_t const word = dice() & dice();
    for (std::int64_t id = 0; id < 24; ++id) {
        if ((word >> id & 1U) == 0) continue;
        Machines one{id + 1};
        one.remove(Machines{id});
        set.add(one);
    }
    return set;
}

}  // namespace

TEST_CASE("sets of machines are what their bits say", "[machines]") {
    std::mt19937_64 dice{7};
    for (int round = 0; round < 2000; ++round) {
        CAPTURE(round);
        Machines const a = some(dice);
        Machines const b = some(dice);
        Bits const x = bits_of(a, 24);
        Bits const y = bits_of(b, 24);
        Machines either = a;
        either.add(b);
        Machines only_a = a;
        only_a.remove(b);
        Machines both = a;
        both.keep(b);
        Machines all;
        std::vector<Machines const*> const two{&a, &b};
        all.add(two);
        CHECK(all == either);
        std::int64_t count = 0;
        for (std::size_t i = 0; i < 24; ++i) {
            REQUIRE(bits_of(either, 24)[i] == (x[i] || y[i]));
            REQUIRE(bits_of(only_a, 24)[i] == (x[i] && !y[i]));
            REQUIRE(bits_of(both, 24)[i] == (x[i] && y[i]));
            count += x[i] ? 1 : 0;
        }
        CHECK(a.count() == count);
        CHECK(either.count() == only_a.count() + b.count());
        CHECK(both.count() == a.count() - only_a.count());
    }
}

TEST_CASE("the lowest machines of a set", "[machines]") {
    // {0-4} without {1, 2} is {0, 3, 4}; its lowest two are {0, 3}.
    Machines hole{3};
    hole.remove(Machines{1});
    Machines set{5};
    set.remove(hole);
    Machines const two = set.lowest(2);
    std::vector<Machines::Interval> const found{two.intervals().begin(), two.intervals().end()};
    CHECK(found == std::vector<Machines::Interval>{{0, 1}, {3, 4}});
    CHECK(set.lowest(3) == set);
    CHECK(set.lowest(0).count() == 0);
}

TEST_CASE("what is taken from a timeline and given back leaves no trace", "[machines]") {
    auto const t = [](std::int64_t ns) { return SimTime{Duration{ns}}; };
    Timeline<Machines> line{4};
    Slot<Machines> const first{t(0), t(10), Machines{3}};
    line.take(first);
    // Two wide and five long: one is free until 10, then all.
    auto const second = line.earliest(2, Duration{5}, SimTime::max(), nullptr);
    REQUIRE(second);
    CHECK(second->begin == t(10));
    CHECK(second->end == t(15));
    CHECK(second->amount == Machines{2});
    line.take(*second);
    CHECK(line.size() == 3);  // steps begin at 0, 10 and 15
    line.advance(t(4));
    CHECK(line.size() == 3);
    // If the first ended now, the second could begin now: not before 4, and not while the first is there.
    CHECK_FALSE(line.earliest(2, Duration{5}, second->begin, &*second));
    line.give({t(4), t(10), Machines{3}});
    auto const earlier = line.earliest(2, Duration{5}, second->begin, &*second);
    REQUIRE(earlier);
    CHECK(earlier->begin == t(4));
    line.give(*second);
    CHECK(line.size() == 1);
    CHECK(line.looks() > 0);
}

TEST_CASE("a slot must find the same machines free all along", "[machines]") {
    // {0} is taken 0-5, {1} is taken 5-10. One of the two is free at each instant, but for 6 on end only {0}
    // from 5 on.
    auto const t = [](std::int64_t ns) { return SimTime{Duration{ns}}; };
    Machines one{2};
    one.remove(Machines{1});
    Timeline<Machines> line{2};
    line.take({t(0), t(5), Machines{1}});
    line.take({t(5), t(10), one});
    auto const found = line.earliest(1, Duration{6}, SimTime::max(), nullptr);
    REQUIRE(found);
    CHECK(found->begin == t(5));
    CHECK(found->amount == Machines{1});
    Timeline<scheduler::MachineCount> counted{2};
    counted.take({t(0), t(5), scheduler::MachineCount{1}});
    counted.take({t(5), t(10), scheduler::MachineCount{1}});
    auto const sooner = counted.earliest(1, Duration{6}, SimTime::max(), nullptr);
    REQUIRE(sooner);
    CHECK(sooner->begin == t(0));
}
