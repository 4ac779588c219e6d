// The `fluid` transfer model, the default: flows share links like fluids in pipes.
//
// - Rates are weighted max-min fair (models/network/max_min.hpp: Bertsekas & Gallager, "Data Networks",
//   2nd ed. 1992, 6.5.2). `sharing: equal`: every flow weighs 1. `sharing: inverse_rtt`: a flow weighs
//   1 / latency of its path, as TCP flows on one bottleneck do and as in SimGrid's CM02; a path without
//   latency counts as one of 1 s, as in CM02.
// - Rates change at once, at whole nanoseconds; a flow takes the latency of its path before its first byte
//   moves. With `tcp_window` it has at most window / (2 x latency).
// - All flows that one bottleneck limits get the same bytes per weight in any span of time: the bottleneck
//   has one virtual clock that counts them, and a flow ends when the clock reaches its start + size / weight
//   (the finish tag of generalised processor sharing: A. Parekh, R. Gallager, "A generalized processor
//   sharing approach to flow control in integrated services networks: the single-node case", IEEE/ACM
//   Trans. Networking 1(3), 1993). The cost of an event grows with the levels that it changes, not with the
//   number of flows.
#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer {

inline constexpr std::array<std::string_view, 2> sharing_words{"equal", "inverse_rtt"};

inline constexpr std::array fluid_parameters{
    ParameterDoc{"sharing", Dimension::count, "equal", 0, sharing_words.size() - 1,
                 "what a full link gives its flows: the same to each, or by 1 / latency of their paths",
                 sharing_words},
    ParameterDoc{"tcp_window",
                 Dimension::bytes,
                 "",
                 1,
                 9e18,
                 "a flow has at most window / (2 x latency); without it, no such limit",
                 {}},
};

[[nodiscard]] std::unique_ptr<TransferModel> make_fluid(Selection const& selection, TransferNetwork around);

}  // namespace meridian::transfer
