#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer {

#define MERIDIAN_COMPONENT(name) extern ModelComponent const name##_component;
#include "transfer_model_table.inc"
#undef MERIDIAN_COMPONENT

namespace {

Registry<TransferModel, TransferNetwork> const& registry() {
    static Registry<TransferModel, TransferNetwork> const all{"transfer model",
                                                              {
#define MERIDIAN_COMPONENT(name) &name##_component,
#include "transfer_model_table.inc"
#undef MERIDIAN_COMPONENT
                                                              }};
    return all;
}

}  // namespace

std::span<ComponentDoc const> models() {
    return registry().docs();
}

std::unique_ptr<TransferModel> make(Selection const& selection, TransferNetwork around) {
    return registry().make(selection, around);
}

}  // namespace meridian::transfer
