#include "sim/transfer/simgrid/engine.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <signal.h>
#include <simgrid/kernel/routing/NetZoneImpl.hpp>

#include "sim/system/atomic_file.hpp"

namespace meridian::transfer::simgrid {

// A zone of two hosts whose route is the one last named.
class PathZone final : public sg::kernel::routing::NetZoneImpl {
public:
    PathZone() : NetZoneImpl("meridian") {}

    std::vector<sg::kernel::resource::StandardLinkImpl*> links;
    double latency_s{0.0};

private:
    void get_local_route(sg::kernel::routing::NetPoint const* /*from*/,
                         sg::kernel::routing::NetPoint const* /*to*/, sg::kernel::routing::Route* into,
                         double* latency) override {
        into->link_list_ = links;
        *latency += latency_s;
    }
};

namespace {

// SimGrid takes over Ctrl-C and crashes; both stay ours.
class KeptSignals {
public:
    KeptSignals() {
        for (std::size_t i = 0; i < numbers.size(); ++i)
            ::sigaction(numbers[i], nullptr, &before_[i]);
    }
    ~KeptSignals() {
        for (std::size_t i = 0; i < numbers.size(); ++i)
            ::sigaction(numbers[i], &before_[i], nullptr);
    }
    KeptSignals(KeptSignals const&) = delete;
    KeptSignals& operator=(KeptSignals const&) = delete;

private:
    static constexpr std::array numbers{SIGINT, SIGSEGV, SIGBUS};
    std::array<struct sigaction, numbers.size()> before_{};
};

// - crosstraffic 0: no flow of acknowledgements, which would take 5 % of the way back.
// - surf/precision: flows that end within so many seconds of each other end together.
// - maxmin/precision stays at SimGrid's 1e-5: it bounds rounding in sums of 1/latency, and the solver
//   stops the program if it is smaller than their rounding errors.
std::vector<std::string> words_for(Settings const& settings) {
    return {"meridian",
            "--log=root.thres:critical",
            fmt::format("--cfg=network/model:{}", settings.model),
            fmt::format("--cfg=network/TCP-gamma:{}", settings.tcp_gamma_bytes),
            "--cfg=network/crosstraffic:0",
            "--cfg=surf/precision:1e-12",
            "--cfg=debug/clean-atexit:no"};
}

sg::s4u::Engine* new_engine(Settings const& settings) {
    if (sg::s4u::Engine::has_instance()) {
        throw system::SystemError{
            "the transfer model 'simgrid' has been used in this process before, and SimGrid has one engine"
            " per process\n  fix: give each run a process of its own"};
    }
    KeptSignals const kept;
    std::vector<std::string> words = words_for(settings);
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    int count = static_cast<int>(words.size());
    return new sg::s4u::Engine{&count, pointers.data()};
}

}  // namespace

Engine::Engine(NationalMap const& map, Settings const& settings) : engine_{new_engine(settings)} {
    build(map);
    for (sg::kernel::resource::Model* const model : engine_->get_all_models()) {
        if (model->get_name().starts_with("Network_")) network_ = model;
    }
    // The signal is SimGrid's for good, so it gets one callback for good.
    sg::s4u::Activity::on_completion_cb([this](sg::s4u::Activity const& activity) { note(activity); });
}

void Engine::build(NationalMap const& map) {
    zone_ = new PathZone;  // becomes the root, which the engine owns
    from_ = zone_->create_host("from", {1.0});
    to_ = zone_->create_host("to", {1.0});
    for (ArcId const arc : map.arcs().keys()) {
        double const bandwidth = map.links()[NationalMap::link_of(arc)].usable().count();
        links_.add(zone_->create_link(std::to_string(arc.index), {bandwidth}));
    }
    engine_->seal_platform();
}

std::optional<double> Engine::next_event_s() const {
    (void)network_->next_occurring_event(clock_s());
    auto const& heap = network_->get_action_heap();
    if (heap.empty()) return std::nullopt;
    return heap.top_date();
}

void Engine::move_to(double when_s) {
    double const now_s = clock_s();
    if (now_s > 0.0 && when_s > 2.0 * now_s) engine_->run_until(0.75 * when_s);
    engine_->run_until(std::max(when_s, clock_s()));
}

Engine::Flow Engine::start(std::span<ArcId const> arcs, Duration latency, std::int64_t bytes,
                           std::uint32_t tag) {
    zone_->links.clear();
    for (ArcId const arc : arcs)
        zone_->links.push_back(links_[arc]->get_impl());
    zone_->latency_s = in_seconds(latency).count();

    Flow flow;
    flow.comm = sg::s4u::Comm::sendto_init(from_, to_);
    flow.comm->set_payload_size(static_cast<std::uint64_t>(bytes));
    flow.comm->set_data(reinterpret_cast<void*>(std::uintptr_t{tag}));
    flow.comm->start();
    flow.action = &network_->get_started_action_set()->back();
    flow.first_byte_s = clock_s() + zone_->latency_s;
    return flow;
}

// A cancelled flow gives its share back when SimGrid next looks at ended ones: at once, by a step of no
// time. Its Comm must be there until then.
void Engine::cancel(Flow& flow) {
    flow.comm->cancel();
    engine_->run_until(clock_s());
    flow = {};
}

void Engine::set_capacity(ArcId arc, BytesPerSecond usable) {
    links_[arc]->set_bandwidth(usable.count());
}

// A new limit takes the flow's next event out of SimGrid's heap. It finds the end of the flow again, but not
// the end of its latency.
void Engine::set_limit(Flow const& flow, double most) {
    bool const pays_latency = flow.action->get_type() == sg::kernel::resource::ActionHeap::Type::latency;
    flow.action->set_bound(most);
    if (pays_latency) {
        network_->get_action_heap().update(flow.action, flow.first_byte_s,
                                           sg::kernel::resource::ActionHeap::Type::latency);
    }
}

void Engine::note(sg::s4u::Activity const& activity) {
    if (activity.get_state() != sg::s4u::Activity::State::FINISHED) return;
    ended_.push_back(static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(activity.get_data<void>())));
}

std::vector<std::uint32_t> Engine::take_ended() {
    return std::exchange(ended_, {});
}

}  // namespace meridian::transfer::simgrid
