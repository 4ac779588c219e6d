// Who of several ranks is to have the next runs. Knows no clock, no processes and no messages.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

#include "sim/study/run_queue.hpp"

namespace meridian::study {

// What passes at most from the end of an assignment until the next is there: both ranks look for messages
// twice as often.
inline constexpr double answer_s = 0.02;

class RunDistribution {
public:
    // `each`: workers of every rank. The queue outlives it.
    RunDistribution(RunQueue& queue, std::size_t ranks, std::size_t each);

    struct Grant {
        std::size_t rank;
        Assignment assignment;
    };
    // The next runs, and a rank that has room for them, which has them from then on; nothing if none has or
    // the queue is empty. Where waiting for the answer would be felt a rank has some in hand, as many as
    // last until it comes.
    [[nodiscard]] std::optional<Grant> next();
    // A rank is done with one of its assignments.
    void ended(std::size_t rank);
    [[nodiscard]] std::size_t out() const { return out_; }  // assignments that ranks have

private:
    [[nodiscard]] std::size_t room() const;  // assignments that a rank may have

    RunQueue& queue_;
    std::size_t each_;
    std::vector<std::size_t> held_;  // by rank
    std::deque<std::size_t> open_;   // ranks that may have room, each once, in turn
    std::vector<bool> is_open_;
    std::size_t out_{0};
};

}  // namespace meridian::study
