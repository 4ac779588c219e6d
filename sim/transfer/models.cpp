#include <array>
#include <stdexcept>

#include "sim/transfer/delay.hpp"
#include "sim/transfer/fluid.hpp"
#include "sim/transfer/simgrid.hpp"
#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer {
namespace {

using Make = std::unique_ptr<TransferModel> (*)(Selection const&, TransferNetwork);

// A new model is one file and one line in each of these two tables.
constexpr std::array docs{
    ComponentDoc{"fluid", "flows share links max-min fairly, by latency if asked: the default",
                 fluid_parameters, "Bertsekas & Gallager 1992; Parekh & Gallager 1993"},
    ComponentDoc{"delay", "latency + size / narrowest link, unshared: for screening", {}},
    ComponentDoc{"simgrid", "SimGrid's CM02 and LV08, shared links: the outside witness", simgrid_parameters},
};
constexpr std::array<Make, docs.size()> makers{&make_fluid, &make_delay, &make_simgrid};

}  // namespace

std::span<ComponentDoc const> models() {
    return docs;
}

std::unique_ptr<TransferModel> make(Selection const& selection, TransferNetwork around) {
    for (std::size_t i = 0; i < docs.size(); ++i) {
        if (docs[i].name != selection.name) continue;
        return makers[i]({selection.name, with_defaults(selection.parameters, docs[i])}, around);
    }
    throw std::logic_error{"transfer model '" + selection.name + "' is not in the table"};
}

}  // namespace meridian::transfer
