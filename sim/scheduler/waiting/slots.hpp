// Where jobs hold something: the pools and, for jobs without accelerators, the sites, as members of one set.
#pragma once

#include <boost/dynamic_bitset.hpp>

#include "sim/setup/scenario.hpp"

namespace meridian::scheduler {

// A set of slots.
using SlotSet = boost::dynamic_bitset<std::uint64_t>;

class Slots {
public:
    explicit Slots(Scenario const& scenario)
        : scenario_{&scenario}, pools_{scenario.pools.size()}, size_{pools_ + scenario.sites.size()} {}

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] SlotSet none() const { return SlotSet(size_); }
    // `pool` is none for a job without accelerators.
    [[nodiscard]] std::size_t of(SiteId site, PoolId pool) const {
        return pool.valid() ? pool.index : pools_ + site.index;
    }
    [[nodiscard]] PoolId pool(std::size_t slot) const {
        return slot < pools_ ? PoolId{static_cast<std::uint32_t>(slot)} : PoolId{};
    }
    [[nodiscard]] SiteId site(std::size_t slot) const {
        PoolId const at = pool(slot);
        return at.valid() ? scenario_->pools[at].site : SiteId{static_cast<std::uint32_t>(slot - pools_)};
    }

private:
    Scenario const* scenario_;
    std::size_t pools_;
    std::size_t size_;
};

template <class Visit>
void for_each(SlotSet const& set, Visit&& visit) {
    for (std::size_t slot = set.find_first(); slot != SlotSet::npos; slot = set.find_next(slot))
        visit(slot);
}

}  // namespace meridian::scheduler
