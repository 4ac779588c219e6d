#include "tests/support/transfer_script.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "sim/engine/random_streams.hpp"
#include "tests/support/reference_rates.hpp"

namespace meridian::testing {
namespace {

class ScriptDice {
public:
    ScriptDice(std::uint64_t seed, std::uint64_t stream) : source_{seed, stream} {}
    std::uint64_t below(std::uint64_t n) { return source_.block(1, 1, draws_++)[0] % n; }
    double share() { return engine::unit_interval(source_.block(2, 1, draws_++)[0]); }
    double any(double from, double to) { return from + (to - from) * share(); }

private:
    engine::RandomSource source_;
    std::uint64_t draws_{0};
};

Link link_between(std::size_t a, std::size_t b, double capacity, Duration delay) {
    Link link;
    link.name = link.key = std::to_string(a) + "-" + std::to_string(b);
    link.a = NodeId{static_cast<std::uint32_t>(a)};
    link.b = NodeId{static_cast<std::uint32_t>(b)};
    link.capacity = BytesPerSecond{capacity};
    link.delay = delay;
    return link;
}

Bytes size_of(ScriptDice& dice, bool decades) {
    if (!decades) return Bytes{1 + static_cast<std::int64_t>(-std::log(1.0 - dice.share()) * 50e9)};
    return Bytes{static_cast<std::int64_t>(std::pow(10.0, dice.any(3.0, 12.0)))};
}

}  // namespace

NationalMap random_map(std::uint64_t seed) {
    ScriptDice dice{seed, 21};
    std::size_t const places = 4 + dice.below(10);
    bool const tied = seed % 2 == 0;
    Table<NodeId, Node> nodes;
    Table<LinkId, Link> links;
    auto const add = [&](std::size_t a, std::size_t b) {
        Duration const delay{static_cast<std::int64_t>(dice.any(1e5, 2e7))};
        links.add(link_between(a, b, tied ? 50e9 : dice.any(1e9, 100e9), delay));
    };
    for (std::size_t n = 0; n < places; ++n) {
        nodes.add({std::to_string(n), std::to_string(n), 0.0, 0.0});
        if (n > 0) add(n - 1, n);
    }
    add(places - 1, 0);
    for (std::uint64_t chords = dice.below(places); chords > 0; --chords) {
        std::size_t const a = dice.below(places);
        std::size_t const b = dice.below(places);
        if (a != b) add(a, b);
    }
    return NationalMap{std::move(nodes), std::move(links), Duration{0}};
}

std::vector<TransferStep> random_script(NationalMap const& map, std::uint64_t seed,
                                        ScriptOptions const& options) {
    ScriptDice dice{seed, 22};
    using Kind = TransferStep::Kind;
    double const mean_size = options.decades ? 1e12 / (9.0 * std::log(10.0)) : 50e9;
    double const mean_gap_s =
        mean_size / (options.load * 50e9 * static_cast<double>(map.links().size()) / 2.0);
    std::vector<double> usable;  // by arc
    for (ArcId const arc : map.arcs().keys())
        usable.push_back(map.links()[NationalMap::link_of(arc)].usable().count());
    std::vector<TransferStep> script;
    SimTime now{};
    for (std::uint32_t flow = 0; flow < options.flows; ++flow) {
        if (dice.below(6) != 0)
            now += Duration{static_cast<std::int64_t>(-std::log(1.0 - dice.share()) * mean_gap_s * 1e9)};
        TransferStep step{now,
                          Kind::start,
                          flow,
                          dice.below(map.nodes().size()),
                          dice.below(map.nodes().size()),
                          size_of(dice, options.decades)};
        if (flow > 0 && dice.below(10) == 0) {  // a twin that ends with it
            step.from = script.back().from;
            step.to = script.back().to;
            step.size = script.back().size.count() > 0 ? script.back().size : step.size;
        }
        if (options.weights && dice.below(2) == 0)
            step.weight = dice.below(2) == 0 ? 2.0 : dice.any(0.1, 10.0);
        if (options.caps && dice.below(3) == 0)
            step.cap = BytesPerSecond{dice.below(2) == 0 ? 5e9 : dice.any(1e8, 60e9)};
        script.push_back(step);
        if (options.changes && dice.below(8) == 0) {
            ArcId const arc{static_cast<std::uint32_t>(dice.below(map.arcs().size()))};
            usable[arc.index] *= dice.any(0.5, 1.6);
            TransferStep change{now, Kind::capacity};
            change.arc = arc;
            change.usable = BytesPerSecond{usable[arc.index]};
            script.push_back(change);
        }
        if (!options.breaks || dice.below(5) != 0) continue;
        auto const which = static_cast<std::uint32_t>(dice.below(flow + 1));
        Kind const kind = dice.below(2) == 0 ? Kind::cancel : Kind::pause;
        script.push_back({now, kind, which});
        if (kind == Kind::cancel) continue;
        script.push_back({now + Duration{static_cast<std::int64_t>(dice.any(0.0, 20.0 * mean_gap_s * 1e9))},
                          Kind::resume, which});
    }
    std::ranges::stable_sort(script, {}, &TransferStep::when);
    return script;
}

Ends play_script(TransferBench& bench, std::vector<TransferStep> const& script) {
    using Kind = TransferStep::Kind;
    Ends ends;
    std::vector<transfer::FlowId> flows;
    std::vector<bool> gone;
    for (TransferStep const& step : script) {
        advance_to(*bench.model, step.when, ends);
        if (step.kind == Kind::capacity) {
            bench.model->set_capacity(step.when, step.arc, step.usable);
            continue;
        }
        if (step.flow >= flows.size()) {
            flows.resize(step.flow + 1);
            gone.resize(step.flow + 1, false);
        }
        if (step.kind == Kind::start) {
            flows[step.flow] = bench.model->start(
                step.when, {bench.path(step.from, step.to), step.size, step.flow, step.weight, step.cap});
        } else if (!gone[step.flow] && ends.count(step.flow) == 0) {
            if (step.kind == Kind::cancel) bench.model->cancel(step.when, flows[step.flow]);
            if (step.kind == Kind::pause) bench.model->pause(step.when, flows[step.flow]);
            if (step.kind == Kind::resume) bench.model->resume(step.when, flows[step.flow]);
            gone[step.flow] = step.kind == Kind::cancel;
        }
    }
    advance_to_end(*bench.model, ends);
    return ends;
}

namespace {

// Flow by flow, event by event, with nothing kept but what is left of each.
class PlainTransfers {
public:
    PlainTransfers(TransferBench& bench, bool by_latency) : bench_{bench}, by_latency_{by_latency} {
        for (ArcId const arc : bench.map.arcs().keys())
            capacity_.push_back(bench.map.links()[NationalMap::link_of(arc)].usable().count() * 1e-9);
    }

    void advance(SimTime until) {
        while (true) {
            SimTime const next = next_event();
            if (next > until || next == SimTime::max()) break;
            pass(next);
            happen();
        }
        if (until < SimTime::max() - Duration{1}) pass(until);
    }

    void carry_out(TransferStep const& step) {
        using Kind = TransferStep::Kind;
        if (step.kind == Kind::capacity) {
            capacity_[step.arc.index] = step.usable.count() * 1e-9;
        } else if (step.kind == Kind::start) {
            start(step);
        } else if (auto const at = std::ranges::find(flows_, step.flow, &Flow::number); at != flows_.end()) {
            if (step.kind == Kind::cancel) flows_.erase(at);
            if (step.kind == Kind::pause && !at->paused) {
                at->paused = true;
                at->moves = false;
                at->left = std::ceil(at->left - 1e-6L);
            }
            if (step.kind == Kind::resume && at->paused) {
                at->paused = false;
                at->joins = now_ + at->latency;
            }
        }
        share();
    }

    [[nodiscard]] Ends const& ends() const { return ends_; }

private:
    struct Flow {
        std::uint32_t number;
        PlainFlow plain;
        Duration latency;
        SimTime joins;
        long double left;
        long double rate{0.0L};
        bool moves{false};
        bool paused{false};
    };

    void start(TransferStep const& step) {
        Path const& path = bench_.paths[bench_.path(step.from, step.to)];
        if (path.arcs.empty() || step.size.count() == 0) {
            ends_.emplace(step.flow, step.when);
            return;
        }
        Flow flow{step.flow,
                  {},
                  path.latency,
                  step.when + path.latency,
                  static_cast<long double>(step.size.count())};
        for (ArcId const arc : path.arcs)
            flow.plain.links.push_back(arc.index);
        flow.plain.weight = step.weight;
        if (by_latency_)
            flow.plain.weight *= 0.01 / (path.latency.count() > 0 ? in_seconds(path.latency).count() : 1.0);
        flow.plain.cap = std::isfinite(step.cap.count()) ? step.cap.count() * 1e-9 : 0.0;
        flows_.push_back(flow);
    }

    [[nodiscard]] SimTime end_of(Flow const& flow) const {
        if (flow.rate <= 0.0L) return SimTime::max();
        return now_ + Duration{static_cast<std::int64_t>(std::ceil(flow.left / flow.rate - 1e-6L))};
    }

    [[nodiscard]] SimTime next_event() const {
        SimTime next = SimTime::max();
        for (Flow const& flow : flows_) {
            if (flow.paused) continue;
            next = std::min(next, flow.moves ? end_of(flow) : flow.joins);
        }
        return next;
    }

    void pass(SimTime now) {
        auto const span = static_cast<long double>((now - now_).count());
        for (Flow& flow : flows_)
            flow.left -= flow.rate * span;
        now_ = now;
    }

    void happen() {
        for (Flow& flow : flows_) {
            if (flow.moves && !flow.paused && end_of(flow) <= now_) ends_.emplace(flow.number, now_);
        }
        std::erase_if(flows_, [&](Flow const& flow) { return ends_.count(flow.number) > 0; });
        for (Flow& flow : flows_)
            flow.moves = flow.moves || (!flow.paused && flow.joins <= now_);
        share();
    }

    void share() {
        std::vector<PlainFlow> moving;
        for (Flow const& flow : flows_) {
            if (flow.moves && !flow.paused) moving.push_back(flow.plain);
        }
        auto const rates = reference_rates(capacity_, moving);
        std::size_t at = 0;
        for (Flow& flow : flows_)
            flow.rate = flow.moves && !flow.paused ? rates[at++] : 0.0L;
    }

    TransferBench& bench_;
    bool by_latency_;
    std::vector<double> capacity_;  // bytes per nanosecond
    std::vector<Flow> flows_;
    SimTime now_;
    Ends ends_;
};

}  // namespace

Ends play_plainly(TransferBench& bench, std::vector<TransferStep> const& script, bool by_latency) {
    PlainTransfers plain{bench, by_latency};
    for (TransferStep const& step : script) {
        plain.advance(step.when);
        plain.carry_out(step);
    }
    plain.advance(SimTime::max() - Duration{1});
    return plain.ends();
}

}  // namespace meridian::testing
