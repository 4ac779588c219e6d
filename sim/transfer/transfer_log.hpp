// Every transfer of a run, and the same transfers carried by another model.
#pragma once

#include <memory>
#include <vector>

#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer {

// The calls that a run makes to its transfer model, and when its transfers ended.
class TransferLog final : public TransferTap {
public:
    struct Transfer {
        SimTime start;
        Shipment what;                // its path: the last
        SimTime end{SimTime::max()};  // the end of time: under way when the run ended, or cancelled
        bool disturbed{false};        // cancelled, paused or sent another way
    };
    struct Call {
        enum class Kind : std::uint8_t { start, cancel, pause, resume, reroute, capacity };
        SimTime when;
        Kind kind;
        std::uint32_t transfer{0};  // in order of starting
        PathId path{};              // of start and reroute
        ArcId arc{};                // of capacity
        BytesPerSecond usable{};
    };

    [[nodiscard]] std::unique_ptr<TransferModel> around(std::unique_ptr<TransferModel> model) override;
    [[nodiscard]] std::vector<Transfer> const& transfers() const { return transfers_; }
    [[nodiscard]] std::vector<Call> const& calls() const { return calls_; }

    // When each ends if `model` hears the same calls, whatever comes of them. A call about a transfer that
    // has ended there is left out.
    [[nodiscard]] std::vector<SimTime> ends_under(TransferModel& model) const;

private:
    class Tapped;

    std::vector<Transfer> transfers_;  // by start
    std::vector<Call> calls_;
};

// How transfers compare.
struct TransferComparison {
    std::size_t compared{0};
    double worst{
        0.0};  // |difference| / what is allowed: 1e-6 of the duration + 2 ns for each event on the path
    std::size_t alone{0};
    std::int64_t worst_alone_ns{
        0};                 // |end - (start + latency + size / bottleneck)| of those that met no other
    std::size_t faster{0};  // than an empty network would allow
};

// `ends`: by another model. `window`: of TCP in bytes; 0: none.
[[nodiscard]] TransferComparison compare(TransferLog const& log, std::vector<SimTime> const& ends,
                                         NationalMap const& map, PathTable const& paths, double window);

}  // namespace meridian::transfer
