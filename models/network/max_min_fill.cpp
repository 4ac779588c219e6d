// Rates from nothing (progressive filling), sums from nothing, and the conditions of max_min.hpp recounted.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/network/max_min.hpp"

namespace meridian::network {

// The level rises evenly until a link is full or a cap is reached; what that limits is taken out, and so on
// (Bertsekas & Gallager, 6.5.2). O(bottlenecks x (links + classes x their links)).
void MaxMin::fill_from_nothing() {
    must_refill_ = false;
    std::vector<FlowClass> open_classes;
    for (FlowClass c = 0; c < classes_.size(); ++c) {
        if (classes_[c].flows > 0) open_classes.push_back(c);
    }
    std::vector<double> rest = capacity_;
    std::vector<double> weight(capacity_.size());
    std::vector<std::pair<BottleneckIndex, double>> found;  // by class
    found.resize(classes_.size());
    while (!open_classes.empty()) {
        std::ranges::fill(weight, 0.0);
        double least_cap = no_cap;
        for (FlowClass const c : open_classes) {
            least_cap = std::min(least_cap, classes_[c].cap_level);
            for (LinkIndex const l : classes_[c].links)
                weight[l] += classes_[c].total();
        }
        LinkIndex fullest = 0;
        double least = no_cap;
        for (LinkIndex l = 0; l < capacity_.size(); ++l) {
            if (weight[l] == 0.0 || rest[l] / weight[l] >= least) continue;
            least = rest[l] / weight[l];
            fullest = l;
        }
        double const level = std::max(std::min(least, least_cap), 0.0);
        bool const by_cap = least_cap <= least;
        auto const is_limited = [&](FlowClass const c) {
            if (by_cap) return classes_[c].cap_level <= level;
            return std::ranges::binary_search(classes_[c].links, fullest);
        };
        auto const limited =
            std::ranges::stable_partition(open_classes, [&](FlowClass const c) { return !is_limited(c); });
        for (FlowClass const c : limited) {
            found[c] = {by_cap ? classes_[c].cap : fullest, level};
            for (LinkIndex const l : classes_[c].links)
                rest[l] -= level * classes_[c].total();
        }
        open_classes.erase(limited.begin(), limited.end());
    }
    for (FlowClass c = 0; c < classes_.size(); ++c) {
        if (classes_[c].flows > 0) detach(c);
    }
    for (FlowClass c = 0; c < classes_.size(); ++c) {
        if (classes_[c].flows == 0) continue;
        auto const [b, level] = found[c];
        if (!limits(b)) open(b, level);
        attach(c, b);
    }
    recount();
    dirty_ = Bits{capacity_.size()};
    check_all_ = Bits{capacity_.size()};
}

// Sums that go up and down by fractions gather rounding.
void MaxMin::recount() {
    for (LinkIndex l = 0; l < capacity_.size(); ++l) {
        residual_[l] = capacity_[l];
        bottleneck_weight_[l] = 0.0;
    }
    for (auto const& [level, id] : order_) {
        Limited& b = limited_[id];
        for (Crossing& crossing : b.crossings)
            crossing.weight = 0.0;
        for (FlowClass const c : b.members) {
            for (LinkIndex const l : classes_[c].links)
                (l == id ? bottleneck_weight_[l] : crossing(id, l).weight) += classes_[c].total();
        }
        for (Crossing const& crossing : b.crossings)
            residual_[crossing.link] -= crossing.weight * level;
    }
}

std::vector<std::string> MaxMin::broken_conditions() const {
    constexpr double slack = 1e-9;
    std::vector<std::string> broken;
    std::vector<double> used(capacity_.size());
    std::vector<double> fastest(capacity_.size());  // level on each link
    for (Class const& c : classes_) {
        if (c.flows == 0) continue;
        double const level = fair_share_[c.bottleneck];
        for (LinkIndex const l : c.links) {
            used[l] += c.total() * level;
            fastest[l] = std::max(fastest[l], level);
        }
    }
    for (LinkIndex l = 0; l < capacity_.size(); ++l) {
        if (used[l] > capacity_[l] * (1.0 + slack))
            broken.push_back(fmt::format("link {} carries {} of {}", l, used[l], capacity_[l]));
        if (std::abs(used[l] - use(l)) > slack * capacity_[l])
            broken.push_back(fmt::format("link {} carries {}, not {}", l, used[l], use(l)));
    }
    for (FlowClass id = 0; id < classes_.size(); ++id) {
        Class const& c = classes_[id];
        if (c.flows == 0) continue;
        double const level = fair_share_[c.bottleneck];
        bool const at_cap = std::abs(level - c.cap_level) <= slack * level;
        bool const has_bottleneck = std::ranges::any_of(c.links, [&](LinkIndex const l) {
            return used[l] >= capacity_[l] * (1.0 - slack) && fastest[l] <= level * (1.0 + slack);
        });
        if (!at_cap && !has_bottleneck) broken.push_back(fmt::format("class {} has no bottleneck", id));
        if (level > c.cap_level * (1.0 + slack))
            broken.push_back(fmt::format("class {} is above its cap", id));
    }
    return broken;
}

}  // namespace meridian::network
