#include <array>
#include <stdexcept>

#include "sim/transfer/delay.hpp"
#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer {
namespace {

using Make = std::unique_ptr<TransferModel> (*)(Surroundings);

// A new model is one file and one line in each of these two tables.
constexpr std::array docs{
    ComponentDoc{"delay", "latency + size / narrowest link, unshared: for screening", {}},
};
constexpr std::array<Make, docs.size()> makers{&make_delay};

}  // namespace

std::span<ComponentDoc const> models() {
    return docs;
}

std::unique_ptr<TransferModel> make(Selection const& selection, Surroundings around) {
    for (std::size_t i = 0; i < docs.size(); ++i) {
        if (docs[i].name == selection.name) return makers[i](around);
    }
    throw std::logic_error{"transfer model '" + selection.name + "' is not in the table"};
}

}  // namespace meridian::transfer
