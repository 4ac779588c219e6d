// Finds the first resource that binds during an assessed loss and in no bin of the measured window before it, from means
// over bins of the time series. Lost sites, pools and links are none.
#pragma once

#include <optional>
#include <vector>

#include "sim/observe/loss_tally.hpp"
#include "sim/setup/assessed_loss.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/state/state.hpp"

namespace meridian::observe {

// A site is full where it can start no job of half of the classes that it could run, on average over a bin; stores and
// links bind from this share of their stock on.
inline constexpr double full_share = 0.5;
inline constexpr double bound_share = 0.95;

class BottleneckMeter {
public:
    BottleneckMeter(Scenario const& scenario, state::State const& state);

    // Of one site in the bin [from, to): means. To be called for each site, then bin_ended().
    void count_site(SimTime from, SimTime to, SiteId site, double full_classes, double storage_used);
    void bin_ended(SimTime from, SimTime to);

    [[nodiscard]] std::optional<Bottleneck> first() const { return first_; }

private:
    enum class BinPart : std::uint8_t { none, before, during };
    [[nodiscard]] BinPart part_of(std::optional<AssessedLoss> const& loss, SimTime from, SimTime to) const;
    // What binds in a bin; `knows`: whether it has before.
    void note(SimTime from, SimTime to, std::uint8_t& knows, Bottleneck found);

    Scenario const& scenario_;
    state::State const& state_;
    state::ResourceMap map_;
    Table<SiteId, std::uint8_t> was_full_, was_stored_;  // in a bin before the loss
    Table<ArcId, std::uint8_t> was_saturated_;
    std::vector<double> carried_;  // by arc, until the last bin ended
    std::optional<Bottleneck> first_;
};

}  // namespace meridian::observe
