#include "sim/scheduler/waiting/reaches.hpp"

#include <algorithm>

#include <boost/container_hash/hash.hpp>

namespace meridian::scheduler {

std::size_t JobKindHash::operator()(JobKind const& kind) const {
    std::size_t hash = 0;
    boost::hash_combine(hash, kind.workload_class.index);
    boost::hash_combine(hash, kind.origin.index);
    boost::hash_combine(hash, kind.width);
    boost::hash_combine(hash, kind.home.index);
    boost::hash_combine(hash, kind.storage_step);
    return hash;
}

Reaches::Reaches(Scenario const& scenario, Slots slots, Find find)
    : find_{std::move(find)}, at_(slots.size()) {
    for (Site const& site : scenario.sites) {
        if (site.storage) storage_limits_.push_back(*site.storage);
    }
    std::ranges::sort(storage_limits_);
    auto const again = std::ranges::unique(storage_limits_);
    storage_limits_.erase(again.begin(), again.end());
}

JobKind Reaches::kind(state::Job const& job) const {
    auto const enough = std::ranges::lower_bound(storage_limits_, job.what.input);
    return {job.what.workload_class, job.what.origin, job.what.width.count(), job.what.input_home,
            static_cast<std::size_t>(enough - storage_limits_.begin())};
}

Reaches::Reach Reaches::of(state::Job const& job) {
    if (known_.size() >= most_kinds) known_.clear();
    auto const [at, is_new] = known_.try_emplace(kind(job));
    if (is_new) at->second = add(find_(job));
    return at->second;
}

Reaches::Reach Reaches::add(SlotSet set) {
    auto const [at, is_new] = numbers_.emplace(std::move(set), static_cast<Reach>(sets_.size()));
    if (!is_new) return at->second;
    sets_.push_back(&at->first);
    for_each(at->first, [&](std::size_t slot) { at_[slot].push_back(at->second); });
    return at->second;
}

}  // namespace meridian::scheduler
