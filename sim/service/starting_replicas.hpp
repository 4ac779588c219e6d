// The replicas of every deployment that answer requests: those that it holds without those that still start up. What is
// released are the replicas taken last. Deployments are numbers from 0.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "models/units/time.hpp"

namespace meridian::service {

class StartingReplicas {
public:
    // No deployment has any.
    explicit StartingReplicas(std::size_t deployments) : ready_(deployments, 0), batches_(deployments) {}

    // Precondition: count > 0.
    void take(std::size_t deployment, std::int64_t count, SimTime ready_at) {
        auto& batches = batches_[deployment];
        if (batches.empty()) starting_.push_back(deployment);
        batches.push_back({count, ready_at});
    }
    // Precondition: the deployment holds so many. O(batches that are released).
    void release(std::size_t deployment, std::int64_t count) {
        auto& batches = batches_[deployment];
        while (!batches.empty() && count > 0) {
            std::int64_t const some = std::min(count, batches.back().count);
            batches.back().count -= some;
            count -= some;
            if (batches.back().count == 0) batches.pop_back();
        }
        ready_[deployment] -= count;
    }
    // By deployment, at that instant or later ones until the next call. Precondition: not before an earlier call's.
    // O(deployments of which some start up).
    [[nodiscard]] std::span<std::int64_t const> ready(SimTime now) {
        std::erase_if(starting_, [&](std::size_t deployment) {
            auto& batches = batches_[deployment];
            std::erase_if(batches, [&](Batch const& batch) {
                if (batch.ready_at > now) return false;
                ready_[deployment] += batch.count;
                return true;
            });
            return batches.empty();
        });
        return ready_;
    }

private:
    struct Batch {
        std::int64_t count{0};
        SimTime ready_at;
    };
    std::vector<std::int64_t> ready_;
    std::vector<std::vector<Batch>> batches_;  // that start up, in the order in which they were taken
    std::vector<std::size_t> starting_;        // deployments that have some
};

}  // namespace meridian::service
