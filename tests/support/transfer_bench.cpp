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

double default_of(ParameterDoc const& doc) {
    if (!doc.words.empty()) {
        return static_cast<double>(std::ranges::find(doc.words, doc.default_text) - doc.words.begin());
    }
    return std::get<Parsed>(parse_quantity(doc.default_text, doc.dimension)).value;
}

}  // namespace

Selection network(std::string const& name) {
    Selection selection{name, {}};
    auto const doc = std::ranges::find(transfer::models(), name, &ComponentDoc::name);
    for (ParameterDoc const& parameter : doc->parameters) {
        if (!parameter.default_text.empty())
            selection.parameters[std::string{parameter.name}] = default_of(parameter);
    }
    return selection;
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
