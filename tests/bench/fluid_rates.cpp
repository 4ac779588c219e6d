// Transfers per second of the fluid model:  meridian_fluid_rates COUNT LOAD [equal|inverse_rtt]
// Prints: transfers per second, most in flight, seconds until the last has arrived.
#include <chrono>
#include <cstdlib>

#include <fmt/format.h>

#include "tests/bench/transfer_load.hpp"
#include "tests/support/transfer_bench.hpp"

using namespace meridian;

int main(int count, char** arguments) {
    if (count != 3 && count != 4) return 2;
    Selection selection = testing::network("fluid");
    if (count == 4) selection.parameters["sharing"] = arguments[3];
    testing::TransferBench bed{bench::transfer_map(), selection};
    auto const orders = bench::transfers(bed.map, bed.paths, std::strtoul(arguments[1], nullptr, 10),
                                         std::strtod(arguments[2], nullptr));
    std::vector<transfer::Shipment> shipments;
    for (bench::Transfer const& order : orders)
        shipments.push_back({bed.paths.between(order.from, order.to), Bytes{order.bytes},
                             static_cast<std::uint32_t>(shipments.size())});
    transfer::TransferModel& model = *bed.model;
    std::vector<std::uint32_t> finished;
    std::size_t in_flight = 0;
    std::size_t most = 0;
    SimTime last{};
    auto const begin = std::chrono::steady_clock::now();
    auto const advance = [&](SimTime until) {
        for (SimTime next = model.next_completion(); next <= until && next != SimTime::max();
             next = model.next_completion()) {
            finished.clear();
            model.advance(next, finished);
            in_flight -= finished.size();
            last = next;
        }
    };
    for (std::size_t i = 0; i < orders.size(); ++i) {
        SimTime const now{Duration{orders[i].when_ns}};
        advance(now);
        model.start(now, shipments[i]);
        most = std::max(most, ++in_flight);
    }
    advance(SimTime::max());
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begin;
    fmt::print("{:.0f} {} {:.9f}\n", static_cast<double>(orders.size()) / took.count(), most,
               in_seconds(last).count());
    return 0;
}
