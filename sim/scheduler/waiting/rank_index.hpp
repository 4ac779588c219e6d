// The ranks of all jobs that wait, by position: which is the n-th? Adding, removing and asking cost O(log n).
#pragma once

#include <cstddef>
#include <memory>

#include "sim/scheduler/waiting/waiting_rule.hpp"

namespace meridian::scheduler {

class RankIndex {
public:
    RankIndex();
    ~RankIndex();

    void add(Rank const& rank);
    void remove(Rank const& rank);
    [[nodiscard]] std::size_t size() const;
    // Precondition: position < size().
    [[nodiscard]] Rank at(std::size_t position) const;

private:
    struct Tree;  // of Boost, which takes a second to compile
    std::unique_ptr<Tree> tree_;
};

}  // namespace meridian::scheduler
