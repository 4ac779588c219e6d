// Transfers per second of SimGrid alone, as fast as it goes: CM02 without a window cap or cross traffic, no
// actors, arrivals by its own timers, a completion callback.  meridian_simgrid_rates COUNT LOAD
// Prints: transfers per second, most in flight, seconds until the last has arrived.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include <simgrid/kernel/Timer.hpp>
#include <simgrid/s4u.hpp>

#include "tests/bench/transfer_load.hpp"

namespace sg = simgrid::s4u;
using meridian::bench::Transfer;

namespace {

std::vector<sg::Host*> build(sg::Engine& engine, meridian::NationalMap const& map,
                             meridian::PathTable& paths) {
    auto* const zone = sg::create_full_zone("bench");
    std::vector<sg::Host*> hosts;
    for (std::size_t n = 0; n < map.nodes().size(); ++n)
        hosts.push_back(zone->create_host("h" + std::to_string(n), 1e9));
    std::vector<sg::Link*> links;
    for (std::size_t arc = 0; arc < map.arcs().size(); ++arc)
        links.push_back(zone->create_link("l" + std::to_string(arc), meridian::bench::capacity.count())
                            ->set_latency(meridian::in_seconds(meridian::bench::link_latency).count()));
    for (meridian::NodeId const a : map.nodes().keys()) {
        for (meridian::NodeId const b : map.nodes().keys()) {
            if (a == b) continue;
            std::vector<sg::LinkInRoute> route;
            for (meridian::ArcId const arc : paths[paths.between(a, b)].arcs)
                route.emplace_back(links[arc.index]);
            zone->add_route(hosts[a.index]->get_netpoint(), hosts[b.index]->get_netpoint(), nullptr, nullptr,
                            route, false);
        }
    }
    zone->seal();
    engine.seal_platform();
    return hosts;
}

class Play {
public:
    Play(sg::Engine& engine, std::vector<Transfer> const& orders, std::vector<sg::Host*> hosts)
        : engine_{engine}, orders_{orders}, hosts_{std::move(hosts)} {
        sg::Activity::on_completion_cb([this](sg::Activity const& activity) {
            comms_[reinterpret_cast<std::uintptr_t>(activity.get_data<void>())] = nullptr;
            --in_flight_;
        });
        comms_.resize(orders.size());
    }
    void run() {
        schedule();
        engine_.run();
    }
    [[nodiscard]] std::size_t most() const { return most_; }

private:
    void schedule() {
        if (at_ == orders_.size()) return;
        simgrid::kernel::timer::Timer::set(static_cast<double>(orders_[at_].when_ns) * 1e-9,
                                           [this] { start(); });
    }
    void start() {
        Transfer const& order = orders_[at_];
        sg::CommPtr comm = sg::Comm::sendto_init(hosts_[order.from.index], hosts_[order.to.index]);
        comm->set_payload_size(static_cast<std::uint64_t>(order.bytes));
        comm->set_data(reinterpret_cast<void*>(at_));
        comms_[at_] = comm;
        most_ = std::max(most_, ++in_flight_);
        ++at_;
        comm->start();
        schedule();
    }

    sg::Engine& engine_;
    std::vector<Transfer> const& orders_;
    std::vector<sg::Host*> hosts_;
    std::vector<sg::CommPtr> comms_;
    std::size_t at_{0}, in_flight_{0}, most_{0};
};

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) return 2;
    std::vector<std::string> words{"bench",
                                   "--log=root.thres:critical",
                                   "--cfg=network/model:CM02",
                                   "--cfg=network/TCP-gamma:1e18",
                                   "--cfg=network/crosstraffic:0",
                                   "--cfg=surf/precision:1e-12"};
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    int words_count = static_cast<int>(pointers.size());
    pointers.push_back(nullptr);
    sg::Engine engine{&words_count, pointers.data()};
    meridian::NationalMap const map = meridian::bench::transfer_map();
    meridian::ShortestPaths const shortest{map, meridian::bench::all_nodes(map)};
    meridian::PathTable paths{map, shortest};
    auto const orders = meridian::bench::transfers(map, paths, std::strtoul(arguments[1], nullptr, 10),
                                                   std::strtod(arguments[2], nullptr));
    Play play{engine, orders, build(engine, map, paths)};
    auto const begin = std::chrono::steady_clock::now();
    play.run();
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begin;
    std::printf("%.0f %zu %.9f\n", static_cast<double>(orders.size()) / took.count(), play.most(),
                sg::Engine::get_clock());
    return 0;
}
