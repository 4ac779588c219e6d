#include <algorithm>
#include <map>

#include "sim/engine/random_streams.hpp"
#include "sim/transfer/transfer_model.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using transfer::TransferModel;

namespace {

std::vector<std::string> model_names() {
    std::vector<std::string> names;
    for (ComponentDoc const& model : transfer::models())
        names.emplace_back(model.name);
    return names;
}

// A model on the map of a random world, with all it needs.
struct Bench {
    explicit Bench(std::string const& name, std::uint64_t seed)
        : scenario{testing::random_world(seed)},
          nodes{all_nodes()},
          shortest{scenario.map, nodes},
          paths{scenario.map, shortest},
          links{scenario.map.arcs().size()},
          model{transfer::make({name, {}}, {scenario.map, paths, links})} {}

    std::vector<NodeId> all_nodes() const {
        std::vector<NodeId> all;
        for (NodeId const n : scenario.map.nodes().keys())
            all.push_back(n);
        return all;
    }

    Scenario scenario;
    std::vector<NodeId> nodes;
    ShortestPaths shortest;
    PathTable paths;
    Table<ArcId, state::LinkUse> links;
    std::unique_ptr<TransferModel> model;
};

struct Order {
    SimTime when;
    NodeId from, to;
    Bytes size;
};

// `count` transfers at random times, sizes over nine decades.
std::vector<Order> random_orders(Bench const& bench, std::uint64_t seed, std::uint64_t count) {
    engine::RandomSource const random{seed, 99};
    std::vector<Order> orders;
    SimTime when{};
    auto const nodes = static_cast<double>(bench.nodes.size());
    for (std::uint64_t i = 0; i < count; ++i) {
        auto const a = random.block(1, 1, i);
        auto const b = random.block(2, 1, i);
        if (i % 5 != 0) when += Duration{static_cast<std::int64_t>(engine::unit_interval(a[0]) * 2e9)};
        std::int64_t size = 1;
        for (std::uint64_t decade = 0; decade < b[0] % 10; ++decade)
            size *= 10;
        orders.push_back({when, bench.nodes[static_cast<std::size_t>(engine::unit_interval(a[1]) * nodes)],
                          bench.nodes[static_cast<std::size_t>(engine::unit_interval(a[2]) * nodes)],
                          Bytes{size * static_cast<std::int64_t>(1 + b[1] % 9)}});
    }
    return orders;
}

using Ends = std::map<std::uint32_t, SimTime>;

// Moves to each completion in turn up to `until`, and notes when each owner's flow ended.
void advance_to(TransferModel& model, SimTime until, Ends& ends) {
    std::vector<std::uint32_t> finished;
    while (model.next_completion() <= until) {
        SimTime const now = model.next_completion();
        finished.clear();
        model.advance(now, finished);
        for (std::uint32_t const owner : finished) {
            INFO("flow " << owner << " ended twice");
            REQUIRE(ends.emplace(owner, now).second);
        }
    }
}

Ends play(Bench& bench, std::vector<Order> const& orders) {
    Ends ends;
    for (std::uint32_t i = 0; i < orders.size(); ++i) {
        advance_to(*bench.model, orders[i].when, ends);
        bench.model->start(orders[i].when, bench.paths.between(orders[i].from, orders[i].to), orders[i].size,
                           i);
    }
    advance_to(*bench.model, SimTime::max() - Duration{1}, ends);
    return ends;
}

}  // namespace

TEST_CASE("every transfer ends once, not before it can, and bytes are conserved", "[contract][transfer]") {
    auto const name = GENERATE(from_range(model_names()));
    auto const seed = GENERATE(range(1, 21));
    CAPTURE(name, seed);
    Bench bench{name, static_cast<std::uint64_t>(seed)};
    auto const orders = random_orders(bench, static_cast<std::uint64_t>(seed), 300);
    Ends const ends = play(bench, orders);

    REQUIRE(ends.size() == orders.size());
    std::int64_t total = 0;
    for (std::uint32_t i = 0; i < orders.size(); ++i) {
        CAPTURE(i);
        Path const& path = bench.paths[bench.paths.between(orders[i].from, orders[i].to)];
        // No model can be faster than an empty network.
        Duration const alone =
            path.arcs.empty() ? Duration{0} : path.latency + rounded_up(orders[i].size / path.bottleneck);
        CHECK(ends.at(i) - orders[i].when >= alone - Duration{1});
        total += orders[i].size.count();
    }
    transfer::ByteCounts const bytes = bench.model->bytes();
    CHECK(bytes.started == total);
    CHECK(bytes.arrived == total);
    CHECK(bytes.in_flight == 0);
    CHECK(bench.model->next_completion() == SimTime::max());
    for (state::LinkUse const& use : bench.links) {
        CHECK(use.flows == 0);
        CHECK(use.rate == 0.0);
        CHECK(use.carried == Approx(static_cast<double>(use.arrived)).epsilon(1e-9));
    }
}

TEST_CASE("the same calls give the same answers", "[contract][transfer]") {
    auto const name = GENERATE(from_range(model_names()));
    auto const seed = GENERATE(range(1, 6));
    CAPTURE(name, seed);
    Bench one{name, static_cast<std::uint64_t>(seed)};
    Bench two{name, static_cast<std::uint64_t>(seed)};
    auto const orders = random_orders(one, static_cast<std::uint64_t>(seed), 300);
    CHECK(play(one, orders) == play(two, orders));
}

TEST_CASE("a flow of zero bytes, or over no distance, ends at once", "[contract][transfer]") {
    auto const name = GENERATE(from_range(model_names()));
    CAPTURE(name);
    Bench bench{name, 3};
    SimTime const now{std::chrono::seconds{5}};
    bench.model->start(now, bench.paths.between(bench.nodes[0], bench.nodes[0]), Bytes{1'000'000'000}, 1);
    bench.model->start(now, bench.paths.between(bench.nodes[0], bench.nodes[1]), Bytes{0}, 2);
    CHECK(bench.model->next_completion() == now);
    std::vector<std::uint32_t> finished;
    bench.model->advance(now, finished);
    CHECK(finished == std::vector<std::uint32_t>{1, 2});
}

TEST_CASE("a cancelled flow gives its share back and is never reported", "[contract][transfer]") {
    auto const name = GENERATE(from_range(model_names()));
    auto const seed = GENERATE(range(1, 6));
    CAPTURE(name, seed);
    Bench bench{name, static_cast<std::uint64_t>(seed)};
    PathId const path = bench.paths.between(bench.nodes[0], bench.nodes[1]);
    SimTime const later{std::chrono::milliseconds{1}};
    auto const first = bench.model->start(SimTime{}, path, Bytes{50'000'000'000}, 1);
    auto const second = bench.model->start(SimTime{}, path, Bytes{40'000'000'000}, 4);
    Ends ends;
    advance_to(*bench.model, later, ends);
    bench.model->cancel(later, first);
    bench.model->cancel(later, second);
    CHECK(bench.model->next_completion() == SimTime::max());
    // A cancelled end does not stand in the way of an earlier one.
    bench.model->start(later, path, Bytes{40'000'000'000}, 2);
    // The slots may be used again at once.
    bench.model->start(later, path, Bytes{1'000}, 3);
    advance_to(*bench.model, SimTime::max() - Duration{1}, ends);
    CHECK(ends.count(1) == 0);
    CHECK(ends.count(2) == 1);
    CHECK(ends.count(3) == 1);
    transfer::ByteCounts const bytes = bench.model->bytes();
    CHECK(bytes.cancelled == 90'000'000'000);
    CHECK(bytes.started == bytes.arrived + bytes.cancelled);
    for (state::LinkUse const& use : bench.links)
        CHECK(use.rate == 0.0);
}
