// Random maps and what happens to flows on them, played by a transfer model or by a plain reference.
#pragma once

#include <vector>

#include "tests/support/transfer_bench.hpp"

namespace meridian::testing {

struct TransferStep {
    enum class Kind { start, cancel, pause, resume, capacity };
    SimTime when;
    Kind kind{Kind::start};
    std::uint32_t flow{0};  // number of the flow, its owner
    std::size_t from{0}, to{0};
    Bytes size{};
    double weight{1.0};
    BytesPerSecond cap{std::numeric_limits<double>::infinity()};
    ArcId arc{};
    BytesPerSecond usable{};
};

struct ScriptOptions {
    std::uint32_t flows{100};
    double load{2.0};    // of the mean link, roughly
    bool decades{true};  // sizes over nine decades, else exponential
    bool weights{false};
    bool caps{false};
    bool changes{false};  // of capacity
    bool breaks{false};   // flows are cancelled, paused and resumed
};

// 4 to 13 places in a ring with chords; every other seed has links of one capacity.
[[nodiscard]] NationalMap random_map(std::uint64_t seed);
// Steps in order of time, some at one instant.
[[nodiscard]] std::vector<TransferStep> random_script(NationalMap const& map, std::uint64_t seed,
                                                      ScriptOptions const& options);

// When the flows end that are not cancelled.
[[nodiscard]] Ends play_script(TransferBench& bench, std::vector<TransferStep> const& script);
// The same by rates counted from nothing at every event, flow by flow. `by_latency`: weights 1 / latency.
[[nodiscard]] Ends play_plainly(TransferBench& bench, std::vector<TransferStep> const& script,
                                bool by_latency);

}  // namespace meridian::testing
