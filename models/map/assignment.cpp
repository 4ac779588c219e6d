#include "models/map/assignment.hpp"

#include <algorithm>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>

namespace meridian {
namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
struct Arc {
    std::int64_t capacity{0};
    std::int64_t residual{0};
    std::int64_t cost{0};
    Traits::edge_descriptor reverse{};
};
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Arc>;
using Vertex = Traits::vertex_descriptor;

void connect(Graph& graph, Vertex from, Vertex to, std::int64_t capacity, std::int64_t cost) {
    auto const there = boost::add_edge(from, to, Arc{capacity, 0, cost, {}}, graph).first;
    auto const back = boost::add_edge(to, from, Arc{0, 0, -cost, there}, graph).first;
    graph[there].reverse = back;
}

// Vertices: source, sink, the items, then the bins that some item may go to. A bin without arcs could not be
// reached, and its infinite distance would overflow.
class Network {
public:
    Network(std::span<std::vector<AssignmentOption> const> items, std::span<std::int64_t const> slots)
        : vertex_of_(slots.size(), 0), graph_{first_item + items.size()} {
        auto const count = static_cast<std::int64_t>(items.size());
        std::int64_t const stay_out = count * dearest(items) + 1;
        for (std::size_t i = 0; i < items.size(); ++i) {
            connect(graph_, source, first_item + i, 1, 0);
            connect(graph_, first_item + i, sink, 1, stay_out * (count - static_cast<std::int64_t>(i)));
            for (AssignmentOption const& option : items[i]) {
                if (slots[option.bin] <= 0) continue;
                connect(graph_, first_item + i, vertex_of(option.bin, slots[option.bin]), 1, option.cost);
            }
        }
    }

    void solve() {
        boost::successive_shortest_path_nonnegative_weights(
            graph_, source, sink,
            boost::capacity_map(get(&Arc::capacity, graph_))
                .residual_capacity_map(get(&Arc::residual, graph_))
                .weight_map(get(&Arc::cost, graph_))
                .reverse_edge_map(get(&Arc::reverse, graph_)));
    }

    [[nodiscard]] std::optional<std::uint32_t> bin_of(std::size_t item) const {
        for (auto [arc, end] = out_edges(first_item + item, graph_); arc != end; ++arc) {
            Arc const& one = graph_[*arc];
            Vertex const to = target(*arc, graph_);
            if (one.capacity > 0 && one.residual == 0 && to != sink) return bins_[to - first_bin_];
        }
        return std::nullopt;
    }

private:
    static constexpr Vertex source = 0;
    static constexpr Vertex sink = 1;
    static constexpr Vertex first_item = 2;

    static std::int64_t dearest(std::span<std::vector<AssignmentOption> const> items) {
        std::int64_t cost = 0;
        for (auto const& options : items) {
            for (AssignmentOption const& option : options)
                cost = std::max(cost, option.cost);
        }
        return cost;
    }

    Vertex vertex_of(std::uint32_t bin, std::int64_t slots) {
        if (vertex_of_[bin] != 0) return vertex_of_[bin];
        Vertex const vertex = add_vertex(graph_);
        connect(graph_, vertex, sink, slots, 0);
        if (bins_.empty()) first_bin_ = vertex;
        bins_.push_back(bin);
        return vertex_of_[bin] = vertex;
    }

    std::vector<Vertex> vertex_of_;  // by bin; 0: none yet
    std::vector<std::uint32_t> bins_;
    Vertex first_bin_{0};
    Graph graph_;
};

}  // namespace

std::vector<std::optional<std::uint32_t>> assign(std::span<std::vector<AssignmentOption> const> items,
                                                 std::span<std::int64_t const> slots) {
    Network network{items, slots};
    network.solve();
    std::vector<std::optional<std::uint32_t>> bins;
    for (std::size_t i = 0; i < items.size(); ++i)
        bins.push_back(network.bin_of(i));
    return bins;
}

}  // namespace meridian
