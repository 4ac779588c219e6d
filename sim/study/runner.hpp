// What executes the runs of a study.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/study/assignment.hpp"
#include "sim/study/store.hpp"

namespace meridian::study {

// Hears of rows as they come, and is asked now and then whether to go on.
class SweepListener {
public:
    virtual ~SweepListener() = default;
    // `kept`: the row is in a shard already.
    virtual void heard(std::size_t point, Row const& row, bool kept) = 0;
    // How many runs are under way.
    virtual void at_work(std::size_t /*runs*/) {}
    // False stops the runs under way.
    [[nodiscard]] virtual bool keep_going() = 0;
    // False: the runs under way are the last. `longest_s`: the longest run so far.
    [[nodiscard]] virtual bool may_begin(double /*longest_s*/) { return true; }
};

class Runner {
public:
    virtual ~Runner() = default;
    // Executes them all, first runs of all points first; rows are given to the listener one by one. False if the
    // listener stopped it. Throws what the listener throws, and SystemError.
    [[nodiscard]] virtual bool play(std::vector<Assignment> wanted, SweepListener& listener) = 0;
};

}  // namespace meridian::study
