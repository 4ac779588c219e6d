// Columns of load.csv: whether accelerators keep up with their work.
#include <array>

#include "sim/report/load_words.hpp"
#include "sim/report/table_cells.hpp"
#include "sim/report/table_columns.hpp"

namespace meridian::report {
namespace {

observe::LoadTally const& load(Facts const& f, Row r) {
    return f.ledger.load[r];
}
ResultCell seconds_of(std::optional<double> hours) {
    return hours ? ResultCell{*hours * 3600.0} : ResultCell{};
}
ResultCell growth(Facts const& f, Row r) {
    return load(f, r).growth.count > 0 ? ResultCell{load(f, r).growth.mean} : ResultCell{};
}
ResultCell growth_bound(Facts const& f, Row r, double Interval::*bound) {
    auto const& interval = load(f, r).growth.interval;
    return interval ? ResultCell{(*interval).*bound} : ResultCell{};
}
ResultCell name(Facts const& f, Row r) {
    return r == 0 ? ResultCell{"all"} : ResultCell{f.scenario.sites[load(f, r).site].name};
}
ResultCell verdict(Facts const& f, Row r) {
    return load(f, r).verdict ? ResultCell{words(*load(f, r).verdict)} : ResultCell{};
}

// clang-format off
constexpr std::array columns_of_load{
    RunColumn{"site", "name; all: the whole network, with jobs at the brain and work rejected for want of room", name},
    RunColumn{"load_verdict", "overloaded: unserved work grows, by more than 1 % of the accelerators, with 95 % confidence; backlogged: what waits would take all accelerators as long as jobs run, or longer; open: unserved work has grown, which may be chance; stable: it has not; empty: a measured window of fewer than four cycles, or no accelerators", verdict},
    RunColumn{"load_confidence", "that unserved work grows by more than 1 % of the accelerators, if overloaded; else that it does not", [](Facts const& f, Row r) -> ResultCell { return load(f, r).confidence; }},
    RunColumn{"accelerators_in_service", "mean over the instants between cycles", [](Facts const& f, Row r) -> ResultCell { return load(f, r).accelerators; }},
    RunColumn{"accelerators_short", "growth of unserved work, accelerator-hours an hour, mean over cycles: a day, or a tenth of a measured window of less than five days; below zero: it shrinks", growth},
    RunColumn{"accelerators_short_low", "of the 95 % interval", [](Facts const& f, Row r) { return growth_bound(f, r, &Interval::low); }},
    RunColumn{"accelerators_short_high", "of the 95 % interval", [](Facts const& f, Row r) { return growth_bound(f, r, &Interval::high); }},
    RunColumn{"accelerator_hours_waiting", "what is left of the work of jobs that wait when the measured window ends, on the reference accelerator", [](Facts const& f, Row r) -> ResultCell { return load(f, r).waiting_h; }},
    RunColumn{"time_to_clear_s", "that all accelerators would take for what waits, mean over the later half of the measured window", [](Facts const& f, Row r) { return seconds_of(load(f, r).clear_h); }},
    RunColumn{"runtime_s_mean", "of jobs that wait or run, by their work, mean over the later half of the measured window", [](Facts const& f, Row r) { return seconds_of(load(f, r).runtime_h); }},
};
// clang-format on

}  // namespace

std::span<RunColumn const> load_columns() {
    return columns_of_load;
}

}  // namespace meridian::report
