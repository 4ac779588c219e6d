#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer {

#include "transfer_model_table.inc"

std::span<ComponentDoc const> models() {
    return registry().docs();
}

std::unique_ptr<TransferModel> make(Selection const& selection, TransferNetwork around) {
    return registry().make(selection, around);
}

}  // namespace meridian::transfer
