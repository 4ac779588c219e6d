// A transfer model on a map, with all it needs, and ways to drive it as a world does.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/transfer/transfer_model.hpp"

namespace meridian::testing {

// The transfer model of that name with its default parameters.
[[nodiscard]] Selection network(std::string const& name);

struct TransferBench {
    // `sources`: where shortest paths are from; none: every node.
    TransferBench(NationalMap on, Selection const& selection, std::vector<NodeId> const& sources = {});

    [[nodiscard]] PathId path(std::size_t from, std::size_t to) {
        return paths.between(nodes[from], nodes[to]);
    }

    NationalMap map;
    std::vector<NodeId> nodes;
    ShortestPaths shortest;
    PathTable paths;
    Table<ArcId, state::LinkUse> links;
    std::unique_ptr<transfer::TransferModel> model;
};

// When each owner's flow ended.
using Ends = std::map<std::uint32_t, SimTime>;

// Moves to each announced instant in turn up to `until`. Throws if a flow ends twice.
void advance_to(transfer::TransferModel& model, SimTime until, Ends& ends);
// Until no flow is under way.
void advance_to_end(transfer::TransferModel& model, Ends& ends);

}  // namespace meridian::testing
