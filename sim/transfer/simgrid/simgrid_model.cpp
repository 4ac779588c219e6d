#include "sim/transfer/simgrid/simgrid_model.hpp"

#include <algorithm>
#include <cassert>

namespace meridian::transfer::simgrid {

SimgridModel::SimgridModel(Settings const& settings, Surroundings around)
    : around_{around}, engine_{around.map, settings} {}

SimgridModel::~SimgridModel() {
    for (std::uint32_t const slot : moving_)
        engine_.abandon(flows_[slot].inside);
}

FlowId SimgridModel::start(SimTime now, PathId path, Bytes size, std::uint32_t owner) {
    settle(now);
    std::uint32_t const slot = free_slot();
    Flow& flow = flows_[slot];
    flow = Flow{};
    flow.path = path;
    flow.size = size.count();
    flow.owner = owner;
    flow.serial = started_++;
    flow.since = now;
    bytes_.started += flow.size;
    bytes_.in_flight += flow.size;
    if (flow.size == 0 || arcs_of(flow).empty()) {
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
    Path const& path = around_.paths[flow.path];
    flow.inside = engine_.start(path.arcs, path.latency, flow.size, slot);
    flow.place = static_cast<std::uint32_t>(moving_.size());
    moving_.push_back(slot);
    for (ArcId const arc : path.arcs)
        around_.links[arc].flows += 1;
    look_again(now);
}

void SimgridModel::cancel(SimTime now, FlowId id) {
    settle(now);
    Flow& flow = flows_[id.index];
    if (flow.inside.comm) {
        move_clock(now);
        stop_moving(id.index);
        engine_.cancel(flow.inside);
        take_ended(now);
        leave_links(now, flow);
        look_again(now);
    } else {  // its end has come but nobody has been told
        auto const end = std::ranges::find(ended_, id.index, &End::slot);
        assert(end != ended_.end());
        ended_.erase(end);
        if (flow.size != 0) leave_links(now, flow);
    }
    bytes_.cancelled += flow.size;
    release(id.index);
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
            around_.links[arc].carried += static_cast<double>(flow.size) - flow.carried;
            around_.links[arc].arrived += flow.size;
        }
        if (flow.size != 0) leave_links(end.when, flow);
        bytes_.arrived += flow.size;
        finished.push_back(flow.owner);
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

void SimgridModel::leave_links(SimTime when, Flow& flow) {
    set_rate(when, flow, 0.0);
    for (ArcId const arc : arcs_of(flow)) {
        around_.links[arc].flows -= 1;
        around_.links[arc].change_rate(0.0);  // with the last flow goes what rounding has left
    }
}

void SimgridModel::stop_moving(std::uint32_t slot) {
    std::uint32_t const place = flows_[slot].place;
    moving_[place] = moving_.back();
    flows_[moving_[place]].place = place;
    moving_.pop_back();
}

std::uint32_t SimgridModel::free_slot() {
    if (free_.empty()) {
        flows_.emplace_back();
        return static_cast<std::uint32_t>(flows_.size() - 1);
    }
    std::uint32_t const slot = free_.back();
    free_.pop_back();
    return slot;
}

void SimgridModel::release(std::uint32_t slot) {
    bytes_.in_flight -= flows_[slot].size;
    free_.push_back(slot);
}

}  // namespace meridian::transfer::simgrid
