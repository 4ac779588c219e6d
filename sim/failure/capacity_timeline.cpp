#include "sim/failure/capacity_timeline.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace meridian::failure {
namespace {

// What is at work on one asset.
struct AtWork {
    std::multiset<double> left;
    int closing{0};
    double last_left{1.0};
    bool last_closed{false};

    [[nodiscard]] double least_left() const { return left.empty() ? 1.0 : *left.begin(); }
};

struct Edge {
    SimTime when;
    Asset asset;
    double left;  // of an occurrence that begins or ends; 1: a closing does
    int sign;     // +1: begins
};

std::vector<Edge> edges_of(Scenario const& scenario, std::vector<Occurrence> const& occurrences) {
    std::vector<Edge> edges;
    for (Occurrence const& one : occurrences) {
        FailureEvent const& event = scenario.events[one.event];
        for (Asset const asset : one.assets) {
            edges.push_back({one.begin, asset, event.left, +1});
            if (one.end < SimTime::max()) edges.push_back({one.end, asset, event.left, -1});
            if (!event.notice) continue;
            SimTime const notice = one.begin - std::min(*event.notice, one.begin.time_since_epoch());
            edges.push_back({notice, asset, 1.0, +1});
            edges.push_back({one.begin, asset, 1.0, -1});
        }
    }
    std::ranges::stable_sort(edges, {}, [](Edge const& edge) { return std::pair{edge.when, edge.asset}; });
    return edges;
}

void apply(Edge const& edge, AtWork& to) {
    if (edge.left == 1.0) {
        to.closing += edge.sign;
    } else if (edge.sign > 0) {
        to.left.insert(edge.left);
    } else {
        to.left.erase(to.left.find(edge.left));
    }
}

}  // namespace

std::vector<CapacityChange> capacity_changes(Scenario const& scenario,
                                             std::vector<Occurrence> const& occurrences) {
    struct Dated {
        CapacityChange change;
        bool is_loss;
    };
    std::vector<Dated> changes;
    std::map<Asset, AtWork> at_work;
    auto const edges = edges_of(scenario, occurrences);
    for (std::size_t i = 0; i < edges.size();) {
        SimTime const when = edges[i].when;
        Asset const asset = edges[i].asset;
        AtWork& here = at_work[asset];
        for (; i < edges.size() && edges[i].when == when && edges[i].asset == asset; ++i)
            apply(edges[i], here);
        double const left = here.least_left();
        bool const closed = here.closing > 0;
        if (left == here.last_left && closed == here.last_closed) continue;
        changes.push_back({{when, asset, left, closed}, left < here.last_left});
        here.last_left = left;
        here.last_closed = closed;
    }
    std::ranges::stable_sort(changes, {}, [](Dated const& one) {
        return std::tuple{one.change.when, one.is_loss, one.change.asset};
    });
    std::vector<CapacityChange> out;
    out.reserve(changes.size());
    for (Dated const& one : changes)
        out.push_back(one.change);
    return out;
}

}  // namespace meridian::failure
