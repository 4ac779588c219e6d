#include "sim/transfer/transport.hpp"

#include <utility>

namespace meridian::transfer {

using state::RunListener;

Transport::Transport(Parts const& parts, std::unique_ptr<TransferModel> model)
    : of_{parts}, model_{std::move(model)}, left_{parts.scenario.map.links().size(), 1.0} {}

void Transport::send(SimTime now, TransferRequest const& request) {
    PathId const wanted = request.path.valid() ? request.path : of_.paths.between(request.from, request.to);
    bool const is_whole = !of_.paths.any_down() || of_.paths.is_whole(wanted);
    auto const path = is_whole ? wanted : path_around(wanted);
    state::Job const& job = of_.state.jobs[request.job];
    WorkloadClass const& of = of_.scenario.classes[job.what.workload_class];
    FlowId const flow = model_->start(
        now, {path.value_or(wanted), request.size, request.job.index, of.transfer_weight, of.transfer_cap});
    if (under_way_.size() <= request.job.index) under_way_.resize(request.job.index + std::size_t{1});
    under_way_[request.job.index] = {flow, path.value_or(wanted), request.size};
    of_.state.listeners.notify(&RunListener::transfer_started, now, job, request.size);
    if (!path) stall(now, request.job, false);
    flows_changed();
}

void Transport::advance(SimTime now) {
    arrived_.clear();
    model_->advance(now, arrived_);
    for (std::uint32_t const owner : arrived_) {
        JobId const id{owner};
        state::Job const& job = of_.state.jobs[id];
        Bytes const size = std::exchange(under_way_[owner], {}).size;
        of_.state.listeners.notify(&RunListener::transfer_arrived, now, job, size);
        of_.receiver.transfer_arrived(id);
    }
    flows_changed();
}

// The shortest whole path between the ends of this one.
std::optional<PathId> Transport::path_around(PathId path) {
    auto const& arcs = of_.paths[path].arcs;
    if (arcs.empty()) return path;
    auto const& map_arcs = of_.scenario.map.arcs();
    return of_.paths.around_failures(map_arcs[arcs.front()].from, map_arcs[arcs.back()].to);
}

void Transport::flows_changed() {
    next_completion_ = model_->next_completion();
    rates_changed_ = true;
}

void Transport::sense_links(SimTime now) {
    if (!rates_changed_) return;
    rates_changed_ = false;
    model_->measure(now, TransferModel::Measure::rates_only);
    of_.state.sense_links();
}

void Transport::set_left(SimTime now, LinkId link, double left) {
    bool const was_down = of_.paths.is_down(link);
    if (left == 0.0) {
        if (!was_down) take_down(now, link);
        return;
    }
    BytesPerSecond const usable = left * of_.scenario.map.links()[link].usable();
    for (ArcId const arc : NationalMap::arcs_of(link)) {
        of_.state.links[arc].capacity = usable;
        if (left != left_[link]) model_->set_capacity(now, arc, usable);
    }
    left_[link] = left;
    if (was_down) bring_back(now, link);
    flows_changed();
}

void Transport::take_down(SimTime now, LinkId link) {
    of_.paths.set_down(link, true);
    for (ArcId const arc : NationalMap::arcs_of(link)) {
        of_.state.links[arc].capacity = BytesPerSecond{0.0};
        for (auto const& flow : model_->flows_over(arc))
            divert(now, flow);
    }
    flows_changed();
}

void Transport::divert(SimTime now, TransferModel::FlowOnArc const& flow) {
    if (flow.paused) return;  // there was no path before, or it is held
    JobId const job{flow.owner};
    auto const path = path_around(flow.path);
    if (!path) return stall(now, job, false);
    of_.state.listeners.notify(&RunListener::transfer_rerouted, now, of_.state.jobs[job]);
    under_way_[job.index].path = *path;
    model_->reroute(now, flow.flow, *path);
}

void Transport::stall(SimTime now, JobId job, bool is_held) {
    of_.state.listeners.notify(&RunListener::transfer_stalled, now, of_.state.jobs[job]);
    model_->pause(now, under_way_[job.index].flow);
    stalled_.push_back({job, is_held});
}

void Transport::bring_back(SimTime now, LinkId link) {
    of_.paths.set_down(link, false);
    std::erase_if(stalled_, [&](Stalled const& one) { return !one.is_held && move_on(now, one.job); });
}

bool Transport::move_on(SimTime now, JobId job) {
    UnderWay& moving = under_way_[job.index];
    auto const path = of_.paths.is_whole(moving.path) ? moving.path : path_around(moving.path);
    if (!path) return false;
    if (*path == moving.path) {
        model_->resume(now, moving.flow);
    } else {
        model_->reroute(now, moving.flow, *path);
    }
    moving.path = *path;
    return true;
}

bool Transport::is_moving(JobId job) const {
    return job.index < under_way_.size() && under_way_[job.index].flow.valid();
}

void Transport::cancel(SimTime now, JobId job) {
    if (!is_moving(job)) return;
    if (auto const stalled = find_stalled(job); stalled != stalled_.end()) stalled_.erase(stalled);
    model_->cancel(now, std::exchange(under_way_[job.index], {}).flow);
    flows_changed();
}

void Transport::hold(SimTime now, JobId job) {
    if (!is_moving(job)) return;
    auto const stalled = find_stalled(job);
    if (stalled != stalled_.end()) {
        stalled->is_held = true;
        return;
    }
    stall(now, job, true);
    flows_changed();
}

void Transport::release(SimTime now, JobId job) {
    auto const held = find_stalled(job);
    if (held == stalled_.end() || !held->is_held) return;
    held->is_held = false;
    if (move_on(now, job)) stalled_.erase(held);
    flows_changed();
}

}  // namespace meridian::transfer
