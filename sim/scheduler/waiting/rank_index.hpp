// All jobs that wait by rank: which is the n-th? Adding, removing and asking cost O(log n).
#pragma once

#include <cstddef>
#include <memory>

#include "models/units/ids.hpp"
#include "sim/scheduler/waiting/waiting_rule.hpp"

namespace meridian::scheduler {

class RankIndex {
public:
    RankIndex();
    ~RankIndex();

    struct Ranked {
        Rank rank;
        JobId job;
    };
    void add(Ranked const& job);
    void remove(Rank const& rank);
    [[nodiscard]] std::size_t size() const;
    // Precondition: position < size().
    [[nodiscard]] Ranked const& at(std::size_t position) const;

private:
    struct Tree;  // of Boost, which takes a second to compile
    std::unique_ptr<Tree> tree_;
};

}  // namespace meridian::scheduler
