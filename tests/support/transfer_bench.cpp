#include "tests/support/transfer_bench.hpp"

#include <algorithm>
#include <stdexcept>

namespace meridian::testing {
namespace {

std::vector<NodeId> all_nodes(NationalMap const& map) {
    std::vector<NodeId> all;
    for (NodeId const n : map.nodes().keys())
        all.push_back(n);
    return all;
}

}  // namespace

Selection network(std::string const& name) {
    auto const doc = std::ranges::find(transfer::models(), name, &ComponentDoc::name);
    return {name, with_defaults({}, *doc)};
}

TransferBench::TransferBench(NationalMap on, Selection const& selection, std::vector<NodeId> const& sources)
    : map{std::move(on)},
      nodes{all_nodes(map)},
      shortest{map, sources.empty() ? nodes : sources},
      paths{map, shortest},
      links{map.arcs().size()},
      model{transfer::make(selection, {map, paths, links})} {}

void advance_to(transfer::TransferModel& model, SimTime until, Ends& ends) {
    std::vector<std::uint32_t> finished;
    while (model.next_completion() <= until) {
        SimTime const now = model.next_completion();
        finished.clear();
        model.advance(now, finished);
        for (std::uint32_t const owner : finished) {
            if (!ends.emplace(owner, now).second) {
                throw std::logic_error{"flow " + std::to_string(owner) + " ended twice"};
            }
        }
    }
}

void advance_to_end(transfer::TransferModel& model, Ends& ends) {
    advance_to(model, SimTime::max() - Duration{1}, ends);
}

}  // namespace meridian::testing
