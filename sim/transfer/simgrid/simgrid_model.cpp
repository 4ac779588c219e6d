#include "sim/transfer/simgrid/simgrid_model.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace meridian::transfer::simgrid {

SimgridModel::SimgridModel(Settings const& settings, TransferNetwork around)
    : around_{around}, engine_{around.map, settings}, window_bytes_{settings.tcp_gamma_bytes} {}

SimgridModel::~SimgridModel() {
    for (std::uint32_t const slot : moving_)
        engine_.abandon(flows_[slot].inside);
}

FlowId SimgridModel::start(SimTime now, Shipment const& what) {
    assert(what.weight == 1.0 && std::isinf(what.cap.count()));
    settle(now);
    std::uint32_t const slot = slots_.take(flows_);
    Flow& flow = flows_[slot];
    flow = Flow{};
    flow.what = what;
    flow.leg = what.size.count();
    flow.serial = started_++;
    bytes_.started += flow.leg;
    bytes_.in_flight += flow.leg;
    if (flow.leg == 0 || arcs_of(flow).empty()) {
        ended_.push_back({now, flow.serial, slot});
    } else {
        launch(now, slot);
    }
    return FlowId{slot};
}

void SimgridModel::launch(SimTime now, std::uint32_t slot) {
    if (moving_.empty()) origin_ = now - rounded_up(Seconds{engine_.clock_s()});
    move_clock(now);
    Flow& flow = flows_[slot];
    Path const& path = around_.paths[flow.what.path];
    flow.inside = engine_.start(path.arcs, path.latency, flow.leg, slot);
    flow.place = static_cast<std::uint32_t>(moving_.size());
    flow.since = now;
    moving_.push_back(slot);
    count_on_links(flow, +1);
    look_again(now);
}

// Takes the flow out of SimGrid before its end; the rest of it is known to the byte.
void SimgridModel::withdraw(SimTime now, std::uint32_t slot) {
    Flow& flow = flows_[slot];
    if (!flow.inside.comm) return;
    move_clock(now);
    set_rate(now, flow, 0.0);
    stop_moving(slot);
    engine_.cancel(flow.inside);
    take_ended(now);
}

void SimgridModel::cancel(SimTime now, FlowId id) {
    settle(now);
    Flow& flow = flows_[id.index];
    if (flow.inside.comm) {
        withdraw(now, id.index);
        look_again(now);
    } else if (!flow.paused) {  // its end has come and has not been reported
        auto const end = std::ranges::find(ended_, id.index, &End::slot);
        assert(end != ended_.end());
        ended_.erase(end);
    }
    if (flow.on_links) count_on_links(flow, -1);
    bytes_.cancelled += flow.what.size.count();
    release(id.index);
}

void SimgridModel::pause(SimTime now, FlowId id) {
    settle(now);
    Flow& flow = flows_[id.index];
    if (flow.paused || !flow.inside.comm) return;
    move_clock(now);
    set_rate(now, flow, 0.0);
    auto const left = static_cast<std::int64_t>(std::ceil(flow.inside.bytes_left()));
    withdraw(now, id.index);
    for (ArcId const arc : arcs_of(flow)) {
        around_.links[arc].carried += static_cast<double>(flow.leg - left) - flow.carried;
        around_.links[arc].arrived += flow.leg - left;
    }
    count_on_links(flow, -1);
    flow.leg = left;
    flow.carried = 0.0;
    flow.paused = true;
    look_again(now);
}

void SimgridModel::resume(SimTime now, FlowId id) {
    if (flows_[id.index].paused) reroute(now, id, flows_[id.index].what.path);
}

void SimgridModel::reroute(SimTime now, FlowId id, PathId path) {
    pause(now, id);
    Flow& flow = flows_[id.index];
    if (!flow.paused) return;  // it has ended
    flow.what.path = path;
    flow.paused = false;
    launch(now, id.index);
}

void SimgridModel::set_capacity(SimTime now, ArcId arc, BytesPerSecond usable) {
    settle(now);
    if (!moving_.empty()) move_clock(now);
    engine_.set_capacity(arc, usable);
    for (std::uint32_t const slot : moving_) {
        Flow const& flow = flows_[slot];
        auto const& arcs = arcs_of(flow);
        if (std::ranges::find(arcs, arc) == arcs.end()) continue;
        double const latency_s = in_seconds(around_.paths[flow.what.path].latency).count();
        bool const by_window = window_bytes_ > 0.0 && latency_s > 0.0;
        engine_.set_limit(flow.inside, by_window ? window_bytes_ / (2.0 * latency_s) : -1.0);
    }
    if (!moving_.empty()) look_again(now);
}

void SimgridModel::measure(SimTime now, Measure) {
    settle(now);  // LinkUse follows SimGrid's every event
}

std::vector<TransferModel::FlowOnArc> SimgridModel::flows_over(ArcId arc) const {
    return transfer::flows_over(
        arc, flows_, around_.paths, [](Flow const& flow) { return flow.inside.comm || flow.paused; },
        [](Flow const& flow) { return flow.paused; });
}

SimTime SimgridModel::next_completion() const {
    SimTime next = next_event_;
    for (End const& end : ended_)
        next = std::min(next, end.when);
    return next;
}

void SimgridModel::advance(SimTime now, std::vector<std::uint32_t>& finished) {
    settle(now);
    std::ranges::sort(ended_);
    for (End const& end : ended_) {
        Flow& flow = flows_[end.slot];
        for (ArcId const arc : arcs_of(flow)) {
            // What rounding to whole nanoseconds has left out or counted twice.
            around_.links[arc].carried += static_cast<double>(flow.leg) - flow.carried;
            around_.links[arc].arrived += flow.leg;
        }
        if (flow.on_links) count_on_links(flow, -1);
        bytes_.arrived += flow.what.size.count();
        finished.push_back(flow.what.owner);
        release(end.slot);
    }
    ended_.clear();
}

// Lets happen in SimGrid what is due.
void SimgridModel::settle(SimTime now) {
    while (next_event_ <= now) {
        SimTime const when = next_event_;
        engine_.move_to(next_event_s_);
        take_ended(when);
        look_again(when);
    }
}

// Moves SimGrid to `now`; settle() has let happen what comes before.
void SimgridModel::move_clock(SimTime now) {
    double const now_s = in_seconds(now - origin_).count();
    if (now_s <= engine_.clock_s()) return;
    engine_.move_to(now_s);
    take_ended(now);  // an end so near that the two are one number
}

void SimgridModel::take_ended(SimTime when) {
    for (std::uint32_t const slot : engine_.take_ended()) {
        Flow& flow = flows_[slot];
        set_rate(when, flow, 0.0);
        flow.inside = {};
        stop_moving(slot);
        ended_.push_back({when, flow.serial, slot});
    }
}

// Asks SimGrid for its next event, which shares the links out anew, and notes rates that have changed.
void SimgridModel::look_again(SimTime when) {
    auto const next_s = engine_.next_event_s();
    next_event_ = next_s ? std::max(later(origin_, rounded_up(Seconds{*next_s})), when) : SimTime::max();
    next_event_s_ = next_s.value_or(0.0);
    for (std::uint32_t const slot : moving_) {
        double const rate = flows_[slot].inside.rate();
        if (rate != flows_[slot].rate) set_rate(when, flows_[slot], rate);
    }
}

void SimgridModel::set_rate(SimTime when, Flow& flow, double rate) {
    for (ArcId const arc : arcs_of(flow)) {
        state::LinkUse& use = around_.links[arc];
        use.carried = use.carried_by(when);
        use.since = when;
        use.change_rate(rate - flow.rate);
    }
    flow.carried += flow.rate * Seconds{when - flow.since}.count();
    flow.since = when;
    flow.rate = rate;
}

void SimgridModel::count_on_links(Flow& flow, int sign) {
    flow.on_links = sign > 0;
    for (ArcId const arc : arcs_of(flow)) {
        around_.links[arc].flows += sign;
        around_.links[arc].change_rate(0.0);  // with the last flow goes what rounding has left
    }
}

void SimgridModel::stop_moving(std::uint32_t slot) {
    std::uint32_t const place = flows_[slot].place;
    moving_[place] = moving_.back();
    flows_[moving_[place]].place = place;
    moving_.pop_back();
}

void SimgridModel::release(std::uint32_t slot) {
    flows_[slot].inside = {};
    flows_[slot].paused = false;
    bytes_.in_flight -= flows_[slot].what.size.count();
    slots_.release(slot);
}

}  // namespace meridian::transfer::simgrid
