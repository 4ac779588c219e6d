// The `simgrid` transfer model: SimGrid's own flow-level network models. The outside witness, and the choice
// of people who want TCP effects. It lives in a module that is loaded when the model is asked for; see
// simgrid/.
//
// - CM02: max-min with weights 1/latency (Casanova, Marchal, "A network model for simulation of grid
//   application", LIP RR-2002-40).
// - LV08: CM02 fitted to TCP: 13.01 x latency, 0.97 x capacity, weights 1/(latency + 20537 B / capacity)
//   (Velho, Legrand, "Accuracy study and improvement of network simulation in the SimGrid framework",
//   SIMUTools 2009).
#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer {

inline constexpr std::array<std::string_view, 2> simgrid_words{"CM02", "LV08"};

inline constexpr std::array simgrid_parameters{
    ParameterDoc{"model", Dimension::count, "CM02", 0, simgrid_words.size() - 1,
                 "CM02: max-min by 1/latency; LV08: fitted to TCP (13 x latency)", simgrid_words},
    ParameterDoc{"tcp_gamma",
                 Dimension::bytes,
                 "1 EB",
                 1,
                 9e18,
                 "TCP window; a flow has at most window / (2 x latency)",
                 {}},
};

// Throws SystemError if the module or SimGrid is missing, or if this process has used SimGrid before:
// it has one engine per process.
[[nodiscard]] std::unique_ptr<TransferModel> make_simgrid(Selection const& selection, TransferNetwork around);

}  // namespace meridian::transfer
