// Draws for the making of random work, apart from any stream of a run. Equal seeds give equal draws.
#pragma once

#include <cstdint>
#include <random>

namespace meridian::testing {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : bits_{seed} {}
    std::int64_t whole(std::int64_t low, std::int64_t high) {  // both included
        return low + static_cast<std::int64_t>(bits_() % static_cast<std::uint64_t>(high - low + 1));
    }
    bool chance(int percent) { return whole(1, 100) <= percent; }

private:
    std::mt19937_64 bits_;
};

// An estimate of so much work: right in a third of the cases, else too long, too short or close to nothing.
// `unit` is the grain of all times.
[[nodiscard]] inline std::int64_t random_estimate(std::int64_t work, std::int64_t unit, Dice& dice) {
    switch (dice.whole(0, 5)) {
        case 0:
            return work * dice.whole(2, 4);
        case 1:
            return work + unit * dice.whole(0, 8);
        case 2:
            return work / 2;
        case 3:
            return unit * dice.whole(0, 3);
        default:
            return work;
    }
}

}  // namespace meridian::testing
