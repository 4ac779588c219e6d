#include "sim/transfer/transport.hpp"

namespace meridian::transfer {

using state::RunListener;

Transport::Transport(Parts const& parts, std::unique_ptr<TransferModel> model)
    : of_{parts}, model_{std::move(model)} {}

void Transport::send(SimTime now, TransferRequest const& request) {
    PathId const wanted = request.path.valid() ? request.path : of_.paths.between(request.from, request.to);
    bool const is_whole = !of_.paths.any_down() || of_.paths.is_whole(wanted);
    auto const path = is_whole ? wanted : path_around(wanted);
    state::Job const& job = of_.state.jobs[request.job];
    WorkloadClass const& of = of_.scenario.classes[job.what.workload_class];
    FlowId const flow = model_->start(
        now, {path.value_or(wanted), request.size, request.job.index, of.transfer_weight, of.transfer_cap});
    of_.state.listeners.notify(&RunListener::transfer_started, now, job, request.size);
    if (!path) {
        model_->pause(now, flow);
        stalled_.push_back({flow, wanted});
        of_.state.listeners.notify(&RunListener::transfer_stalled, now, job);
    }
    flows_changed();
}

void Transport::advance(SimTime now) {
    arrived_.clear();
    model_->advance(now, arrived_);
    for (std::uint32_t const owner : arrived_) {
        JobId const id{owner};
        state::Job const& job = of_.state.jobs[id];
        Bytes const size = job.phase == state::JobPhase::staging ? job.what.input : job.what.output;
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

void Transport::begin_outage(SimTime now, Outage const& outage) {
    BytesPerSecond const left = outage.left * of_.scenario.map.links()[outage.link].usable();
    if (outage.left > 0.0) return set_capacity(now, outage.link, left);
    of_.paths.set_down(outage.link, true);
    for (ArcId const arc : NationalMap::arcs_of(outage.link)) {
        of_.state.links[arc].capacity = BytesPerSecond{0.0};
        for (auto const& flow : model_->flows_over(arc))
            divert(now, flow);
    }
    flows_changed();
}

void Transport::divert(SimTime now, TransferModel::FlowOnArc const& flow) {
    if (flow.paused) return;  // there was no path before
    state::Job const& job = of_.state.jobs[JobId{flow.owner}];
    if (auto const path = path_around(flow.path)) {
        of_.state.listeners.notify(&RunListener::transfer_rerouted, now, job);
        return model_->reroute(now, flow.flow, *path);
    }
    of_.state.listeners.notify(&RunListener::transfer_stalled, now, job);
    model_->pause(now, flow.flow);
    stalled_.push_back({flow.flow, flow.path});
}

void Transport::end_outage(SimTime now, Outage const& outage) {
    BytesPerSecond const usable = of_.scenario.map.links()[outage.link].usable();
    if (outage.left > 0.0) return set_capacity(now, outage.link, usable);
    of_.paths.set_down(outage.link, false);
    for (ArcId const arc : NationalMap::arcs_of(outage.link))
        of_.state.links[arc].capacity = usable;
    std::erase_if(stalled_, [&](Stalled const& one) {
        auto const path = of_.paths.is_whole(one.path) ? one.path : path_around(one.path);
        if (path && *path == one.path) model_->resume(now, one.flow);
        if (path && *path != one.path) model_->reroute(now, one.flow, *path);
        return path.has_value();
    });
    flows_changed();
}

void Transport::set_capacity(SimTime now, LinkId link, BytesPerSecond usable) {
    for (ArcId const arc : NationalMap::arcs_of(link)) {
        of_.state.links[arc].capacity = usable;
        model_->set_capacity(now, arc, usable);
    }
    flows_changed();
}

}  // namespace meridian::transfer
