// What the program and the module say to each other. Both come from one build.
#pragma once

#include <string_view>

#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer::simgrid {

struct Settings {
    std::string_view model;       // as SimGrid's network/model: "CM02" or "LV08"
    double tcp_gamma_bytes{0.0};  // as SimGrid's network/TCP-gamma
};

// Raised when anything that crosses the border changes: these functions, TransferModel, TransferNetwork and
// what they hold.
inline constexpr int version = 2;

using Version = int();
// The caller owns the model. Throws system::SystemError.
using Make = TransferModel*(Settings const&, TransferNetwork const&);

inline constexpr char const* module_name = "meridian_simgrid.so";
inline constexpr char const* version_name = "meridian_simgrid_version";
inline constexpr char const* make_name = "meridian_simgrid_make";

}  // namespace meridian::transfer::simgrid
