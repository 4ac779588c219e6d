#include "sim/scheduler/waiting/commitments.hpp"

#include <algorithm>

#include "sim/scheduler/disciplines/backfilling.hpp"

namespace meridian::scheduler {

SimTime Commitments::placed(JobId id, Duration queue) {
    state::Job const& job = view_->job(id);
    Duration const ready = std::max(view_->input_time(job, job.site), queue);
    Key const key{later(later(view_->now(), ready), planned_length(job)), serial_++};
    if (keys_.size() <= id.index) keys_.resize(id.index + 1);
    keys_[id.index] = key;
    Held const held{job.what.width.count(), view_->is_non_preemptible(job.what.workload_class)};
    pools_[job.pool].emplace(key, held);
    widths_[job.pool] += held.width;
    if (held.non_preemptible) non_preemptible_widths_[job.pool] += held.width;
    return key.end;
}

Commitments::Change Commitments::started(JobId id) {
    state::Job const& job = view_->job(id);
    Key& key = keys_[id.index];
    SimTime const before = key.end;
    SimTime const after = later(job.started, planned_length(job));
    if (after == before) return {before, after};
    auto held = pools_[job.pool].extract(key);
    key.end = after;
    held.key() = key;
    pools_[job.pool].insert(std::move(held));
    return {before, after};
}

SimTime Commitments::ended(JobId id) {
    forget(view_->job(id).pool, keys_[id.index]);
    return keys_[id.index].end;
}

void Commitments::ended_unseen(JobId id, std::uint64_t snapshots_taken) {
    unseen_.push_back({snapshots_taken, view_->job(id).pool, keys_[id.index]});
}

std::vector<Commitments::Freed> Commitments::snapshot_arrives(std::uint64_t snapshots_arrived) {
    std::vector<Freed> freed;
    for (; !unseen_.empty() && unseen_.front().after_snapshot < snapshots_arrived; unseen_.pop_front()) {
        Unseen const& one = unseen_.front();
        freed.push_back({one.pool, forget(one.pool, one.key), one.key.end});
    }
    return freed;
}

std::int64_t Commitments::forget(PoolId pool, Key const& key) {
    auto const held = pools_[pool].find(key);
    std::int64_t const width = held->second.width;
    if (held->second.non_preemptible) non_preemptible_widths_[pool] -= width;
    pools_[pool].erase(held);
    widths_[pool] -= width;
    return width;
}

}  // namespace meridian::scheduler
