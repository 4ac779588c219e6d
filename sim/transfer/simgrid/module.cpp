// The two functions that the program looks for.
#include "sim/transfer/simgrid/simgrid_model.hpp"

namespace transfer = meridian::transfer;

extern "C" {

[[gnu::visibility("default")]] int meridian_simgrid_version() {
    return transfer::simgrid::version;
}

[[gnu::visibility("default")]] transfer::TransferModel* meridian_simgrid_make(
    transfer::simgrid::Settings const& settings, transfer::TransferNetwork const& around) {
    return new transfer::simgrid::SimgridModel{settings, around};
}

}  // extern "C"
