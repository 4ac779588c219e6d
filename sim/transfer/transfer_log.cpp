#include "sim/transfer/transfer_log.hpp"

#include <algorithm>
#include <cmath>

namespace meridian::transfer {
namespace {

using Entry = TransferLog::Transfer;

// Starts and ends on each arc, in order.
std::vector<std::vector<SimTime>> events_by_arc(std::vector<Entry> const& log, NationalMap const& map,
                                                PathTable const& paths) {
    std::vector<std::vector<SimTime>> events(map.arcs().size());
    for (Entry const& entry : log) {
        for (ArcId const arc : paths[entry.what.path].arcs) {
            events[arc.index].push_back(later(entry.start, paths[entry.what.path].latency));
            if (entry.end != SimTime::max()) events[arc.index].push_back(entry.end);
        }
    }
    for (auto& of : events)
        std::ranges::sort(of);
    return events;
}

// On the busiest arc of the path, from the first byte to the last, both included.
std::ptrdiff_t events_on_path(Entry const& entry, PathTable const& paths,
                              std::vector<std::vector<SimTime>> const& events) {
    std::ptrdiff_t most = 0;
    SimTime const first = later(entry.start, paths[entry.what.path].latency);
    for (ArcId const arc : paths[entry.what.path].arcs) {
        auto const& of = events[arc.index];
        auto const from = std::ranges::lower_bound(of, first);
        auto const to = std::ranges::upper_bound(of, entry.end);
        most = std::max(most, to - from);
    }
    return most;
}

// By arc, in order of their first bytes: has the one before, or the one behind, the arc at the same time?
std::vector<bool> met_another(std::vector<Entry> const& log, NationalMap const& map, PathTable const& paths) {
    struct Stay {
        SimTime from, to;
        std::size_t entry;
    };
    std::vector<std::vector<Stay>> stays(map.arcs().size());
    for (std::size_t i = 0; i < log.size(); ++i) {
        for (ArcId const arc : paths[log[i].what.path].arcs)
            stays[arc.index].push_back({later(log[i].start, paths[log[i].what.path].latency), log[i].end, i});
    }
    std::vector<bool> met(log.size(), false);
    for (auto& of : stays) {
        std::ranges::sort(of, {}, &Stay::from);
        std::size_t last = 0;  // of those seen, the one that leaves last
        for (std::size_t i = 1; i < of.size(); ++i) {
            if (of[i].from <= of[last].to) met[of[i].entry] = met[of[last].entry] = true;
            if (of[i].to > of[last].to) last = i;
        }
    }
    return met;
}

// Transfers over arcs whose capacity has changed at any time.
std::vector<bool> met_a_change(TransferLog const& log, NationalMap const& map, PathTable const& paths) {
    std::vector<bool> changed(map.arcs().size(), false);
    for (TransferLog::Call const& call : log.calls()) {
        if (call.kind == TransferLog::Call::Kind::capacity) changed[call.arc.index] = true;
    }
    std::vector<bool> met;
    for (Entry const& entry : log.transfers()) {
        met.push_back(std::ranges::any_of(paths[entry.what.path].arcs,
                                          [&](ArcId const arc) { return changed[arc.index]; }));
    }
    return met;
}

}  // namespace

// Passes everything on, and writes it down.
class TransferLog::Tapped final : public TransferModel {
public:
    Tapped(std::unique_ptr<TransferModel> model, TransferLog& log) : model_{std::move(model)}, log_{log} {}

    FlowId start(SimTime now, Shipment const& what) override {
        FlowId const flow = model_->start(now, what);
        auto const number = static_cast<std::uint32_t>(log_.transfers_.size());
        if (flow.index >= by_flow_.size()) by_flow_.resize(flow.index + 1);
        by_flow_[flow.index] = number;
        if (what.owner >= by_owner_.size()) by_owner_.resize(what.owner + 1);
        by_owner_[what.owner] = number;
        log_.transfers_.push_back({now, what});
        log_.calls_.push_back({now, Call::Kind::start, number, what.path});
        return flow;
    }
    void cancel(SimTime now, FlowId flow) override {
        note(now, Call::Kind::cancel, flow);
        model_->cancel(now, flow);
    }
    void pause(SimTime now, FlowId flow) override {
        note(now, Call::Kind::pause, flow);
        model_->pause(now, flow);
    }
    void resume(SimTime now, FlowId flow) override {
        note(now, Call::Kind::resume, flow);
        model_->resume(now, flow);
    }
    void reroute(SimTime now, FlowId flow, PathId path) override {
        note(now, Call::Kind::reroute, flow);
        log_.calls_.back().path = path;
        log_.transfers_[by_flow_[flow.index]].what.path = path;
        model_->reroute(now, flow, path);
    }
    void set_capacity(SimTime now, ArcId arc, BytesPerSecond usable) override {
        log_.calls_.push_back({now, Call::Kind::capacity, 0, {}, arc, usable});
        model_->set_capacity(now, arc, usable);
    }
    [[nodiscard]] SimTime next_completion() const override { return model_->next_completion(); }
    void advance(SimTime now, std::vector<std::uint32_t>& finished) override {
        std::size_t const before = finished.size();
        model_->advance(now, finished);
        for (std::size_t i = before; i < finished.size(); ++i)
            log_.transfers_[by_owner_[finished[i]]].end = now;
    }
    void measure(SimTime now, Measure what) override { model_->measure(now, what); }
    [[nodiscard]] std::vector<FlowOnArc> flows_over(ArcId arc) const override {
        return model_->flows_over(arc);
    }
    [[nodiscard]] ByteCounts bytes() const override { return model_->bytes(); }

private:
    void note(SimTime now, Call::Kind kind, FlowId flow) {
        std::uint32_t const number = by_flow_[flow.index];
        log_.transfers_[number].disturbed = true;
        log_.calls_.push_back({now, kind, number});
    }

    std::unique_ptr<TransferModel> model_;
    TransferLog& log_;
    std::vector<std::uint32_t> by_flow_, by_owner_;  // the transfer under way
};

std::unique_ptr<TransferModel> TransferLog::around(std::unique_ptr<TransferModel> model) {
    return std::make_unique<Tapped>(std::move(model), *this);
}

std::vector<SimTime> TransferLog::ends_under(TransferModel& model) const {
    std::vector<SimTime> ends(transfers_.size(), SimTime::max());
    std::vector<FlowId> flows(transfers_.size());
    std::vector<std::uint32_t> finished;
    auto const advance = [&](SimTime until) {
        for (SimTime next = model.next_completion(); next <= until && next != SimTime::max();
             next = model.next_completion()) {
            finished.clear();
            model.advance(next, finished);
            for (std::uint32_t const owner : finished)
                ends[owner] = next;
        }
    };
    for (Call const& call : calls_) {
        // At one instant what fails fails before transfers end.
        advance(call.kind == Call::Kind::start ? call.when : call.when - Duration{1});
        std::uint32_t const i = call.transfer;
        if (call.kind == Call::Kind::start) {
            flows[i] = model.start(call.when, {call.path, transfers_[i].what.size, i,
                                               transfers_[i].what.weight, transfers_[i].what.cap});
        } else if (call.kind == Call::Kind::capacity) {
            model.set_capacity(call.when, call.arc, call.usable);
        } else if (ends[i] == SimTime::max()) {
            if (call.kind == Call::Kind::cancel) model.cancel(call.when, flows[i]);
            if (call.kind == Call::Kind::pause) model.pause(call.when, flows[i]);
            if (call.kind == Call::Kind::resume) model.resume(call.when, flows[i]);
            if (call.kind == Call::Kind::reroute) model.reroute(call.when, flows[i], call.path);
        }
    }
    advance(SimTime::max());
    return ends;
}

TransferComparison compare(TransferLog const& of, std::vector<SimTime> const& ends, NationalMap const& map,
                           PathTable const& paths, double window) {
    TransferComparison found;
    std::vector<Entry> const& log = of.transfers();
    auto const changed = met_a_change(of, map, paths);
    auto const events = events_by_arc(log, map, paths);
    auto const met = met_another(log, map, paths);
    for (std::size_t i = 0; i < log.size(); ++i) {
        Entry const& entry = log[i];
        if (entry.end == SimTime::max()) continue;
        ++found.compared;
        auto const off = static_cast<double>(std::abs((entry.end - ends[i]).count()));
        auto const duration = static_cast<double>((entry.end - entry.start).count());
        double const allowed = 1e-6 * duration + 2.0 * static_cast<double>(std::max<std::ptrdiff_t>(
                                                           events_on_path(entry, paths, events), 1));
        found.worst = std::max(found.worst, off / allowed);
        Path const& path = paths[entry.what.path];
        bool const moves = !path.arcs.empty() && entry.what.size.count() > 0;
        BytesPerSecond most = path.bottleneck;
        if (window > 0.0 && path.latency > Duration{0})
            most = std::min(most, BytesPerSecond{window / (2.0 * in_seconds(path.latency).count())});
        Duration const least = moves ? path.latency + rounded_up(entry.what.size / most) : Duration{0};
        if (!entry.disturbed && entry.end - entry.start < least) ++found.faster;
        if (met[i] || changed[i] || entry.disturbed) continue;
        ++found.alone;
        found.worst_alone_ns =
            std::max(found.worst_alone_ns, std::abs((entry.end - entry.start - least).count()));
    }
    return found;
}

}  // namespace meridian::transfer
