// Data on its way over the map, and links that fail or narrow under it.
//
// A transfer over a link that goes down takes the shortest way around from where it started, with what has
// not arrived, or stands still while there is none. A link that comes back takes those that stand still and
// all that start later; those that have found a way around stay on it.
#include <algorithm>

#include "sim/world/world.hpp"

namespace meridian::world {

void World::finish_transfers() {
    finished_.clear();
    transfers_->advance(now_, finished_);
    for (std::uint32_t const owner : finished_) {
        JobId const id{owner};
        state::Job const& job = state_.jobs[id];
        if (job.phase == state::JobPhase::staging) {
            state_.listeners.notify(&state::RunListener::transfer_arrived, now_, job, job.what.input);
            become_ready(id);
        } else {
            state_.listeners.notify(&state::RunListener::transfer_arrived, now_, job, job.what.output);
            complete(id);
        }
    }
    transfers_changed();
}

// Over the path that is wanted; without one, or if a link of it is down, over the shortest that is whole.
void World::send(JobId id, NodeId from, NodeId to, PathId wanted, Bytes size) {
    PathId const path = wanted.valid() ? wanted : paths_.between(from, to);
    bool const is_whole = !paths_.any_down() || paths_.is_whole(path);
    auto const way = is_whole ? path : way_around(path);
    WorkloadClass const& of = scenario_.classes[state_.jobs[id].what.workload_class];
    transfer::FlowId const flow =
        transfers_->start(now_, {way.value_or(path), size, id.index, of.transfer_weight, of.transfer_cap});
    if (!way) {
        transfers_->pause(now_, flow);
        stalled_.push_back({flow, path});
        state_.listeners.notify(&state::RunListener::transfer_stalled, now_, state_.jobs[id]);
    }
    transfers_changed();
}

// The shortest whole path between the ends of this one.
std::optional<PathId> World::way_around(PathId path) {
    auto const& arcs = paths_[path].arcs;
    if (arcs.empty()) return path;
    return paths_.around_failures(scenario_.map.arcs()[arcs.front()].from,
                                  scenario_.map.arcs()[arcs.back()].to);
}

void World::transfers_changed() {
    next_transfer_ = transfers_->next_completion();
    links_changed_ = true;
}

void World::sense_links() {
    if (!links_changed_ || !brain_.senses_links()) return;
    links_changed_ = false;
    transfers_->measure(now_, transfer::TransferModel::Measure::rates_only);
    state_.sense_links();
}

// A link may go down at the instant at which an earlier outage of it ends: ends come first.
void World::schedule_outages() {
    auto const count = static_cast<std::uint32_t>(scenario_.outages.size());
    for (std::uint32_t i = 0; i < count; ++i) {
        if (scenario_.outages[i].until)
            push(SimTime{*scenario_.outages[i].until}, engine::Rank::failure, Kind::outage_end, i);
    }
    for (std::uint32_t i = 0; i < count; ++i)
        push(SimTime{scenario_.outages[i].from}, engine::Rank::failure, Kind::outage_begin, i);
}

void World::begin_outage(Outage const& outage) {
    BytesPerSecond const left = outage.left * scenario_.map.links()[outage.link].usable();
    if (outage.left > 0.0) return set_capacity(outage.link, left);
    paths_.set_down(outage.link, true);
    for (ArcId const arc : NationalMap::arcs_of(outage.link)) {
        state_.links[arc].capacity = BytesPerSecond{0.0};
        for (auto const& flow : transfers_->flows_over(arc))
            divert(flow);
    }
    transfers_changed();
}

void World::divert(transfer::TransferModel::FlowOnArc const& flow) {
    if (flow.paused) return;  // there was no way before
    state::Job const& job = state_.jobs[JobId{flow.owner}];
    if (auto const way = way_around(flow.path)) {
        state_.listeners.notify(&state::RunListener::transfer_rerouted, now_, job);
        return transfers_->reroute(now_, flow.flow, *way);
    }
    state_.listeners.notify(&state::RunListener::transfer_stalled, now_, job);
    transfers_->pause(now_, flow.flow);
    stalled_.push_back({flow.flow, flow.path});
}

void World::end_outage(Outage const& outage) {
    BytesPerSecond const usable = scenario_.map.links()[outage.link].usable();
    if (outage.left > 0.0) return set_capacity(outage.link, usable);
    paths_.set_down(outage.link, false);
    for (ArcId const arc : NationalMap::arcs_of(outage.link))
        state_.links[arc].capacity = usable;
    std::erase_if(stalled_, [&](Stalled const& one) {
        auto const way = paths_.is_whole(one.path) ? one.path : way_around(one.path);
        if (way && *way == one.path) transfers_->resume(now_, one.flow);
        if (way && *way != one.path) transfers_->reroute(now_, one.flow, *way);
        return way.has_value();
    });
    transfers_changed();
}

void World::set_capacity(LinkId link, BytesPerSecond usable) {
    for (ArcId const arc : NationalMap::arcs_of(link)) {
        state_.links[arc].capacity = usable;
        transfers_->set_capacity(now_, arc, usable);
    }
    transfers_changed();
}

}  // namespace meridian::world
