// The `simgrid` transfer model: SimGrid's own flow-level network models, CM02 (max-min, shares by
// 1/latency) and LV08 (CM02 with TCP's overheads). The outside witness, and the choice of people who want
// TCP effects. It lives in a module that is loaded when the model is asked for; see simgrid/.
#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer {

inline constexpr std::array<std::string_view, 2> simgrid_words{"CM02", "LV08"};

inline constexpr std::array simgrid_parameters{
    ParameterDoc{"model", Dimension::count, "CM02", 0, simgrid_words.size() - 1,
                 "CM02: weighted max-min; LV08: with TCP's slow start, headers and short-flow penalty",
                 simgrid_words},
    ParameterDoc{"tcp_gamma",
                 Dimension::bytes,
                 "1 EB",
                 1,
                 9e18,
                 "TCP window: a flow is no faster than window / (2 x latency); 1 EB: no limit in practice",
                 {}},
};

// Throws MachineFault if the module or SimGrid is missing, or if this process has used SimGrid before:
// it has one engine per process.
[[nodiscard]] std::unique_ptr<TransferModel> make_simgrid(Selection const& selection, Surroundings around);

}  // namespace meridian::transfer
