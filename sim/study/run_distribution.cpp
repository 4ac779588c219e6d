#include "sim/study/run_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace meridian::study {

RunDistribution::RunDistribution(RunQueue& queue, std::size_t ranks, std::size_t each)
    : queue_{queue}, each_{each}, held_(ranks, 0), is_open_(ranks, true) {
    for (std::size_t rank = 0; rank < ranks; ++rank)
        open_.push_back(rank);
}

std::size_t RunDistribution::room() const {
    constexpr double felt = 0.01;  // of an assignment's time
    if (answer_s < felt * queue_.batch_s()) return each_;
    auto const until_answer =
        static_cast<std::size_t>(std::ceil(answer_s / std::max(queue_.batch_s(), 1e-4)));
    // Not what another would otherwise run: near the end whoever is free should have it.
    std::size_t const fair = queue_.batches_left() / (4 * held_.size() * each_);
    return each_ * (1 + std::min(until_answer, fair));
}

std::optional<RunDistribution::Grant> RunDistribution::next() {
    if (queue_.empty()) return std::nullopt;
    while (!open_.empty()) {
        std::size_t const rank = open_.front();
        open_.pop_front();
        if (held_[rank] >= room()) {
            is_open_[rank] = false;
            continue;
        }
        open_.push_back(rank);
        ++held_[rank];
        ++out_;
        return Grant{rank, queue_.take(held_.size() * each_)};
    }
    return std::nullopt;
}

void RunDistribution::ended(std::size_t rank) {
    --held_[rank];
    --out_;
    if (is_open_[rank]) return;
    is_open_[rank] = true;
    open_.push_back(rank);
}

}  // namespace meridian::study
