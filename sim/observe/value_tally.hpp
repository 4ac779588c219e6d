// What the demand of the window was worth, what of it was served and why the rest was not.
//
// demanded = served + late + rejected + unfinished + interrupted, of each class or service and region. Hours are of
// work on the reference accelerator; of late work, the share that is lost of its value.
#pragma once

#include <array>
#include <cstddef>

#include "models/units/cross_table.hpp"
#include "models/units/ids.hpp"
#include "sim/state/reason.hpp"

namespace meridian::observe {

struct WorkAmount {
    double hours{0.0};
    double cny{0.0};

    WorkAmount& operator+=(WorkAmount const& rhs) {
        hours += rhs.hours;
        cny += rhs.cny;
        return *this;
    }
    friend WorkAmount operator*(double share, WorkAmount const& of) {
        return {share * of.hours, share * of.cny};
    }
};

// By the reason that the work was given last; of unfinished work that was no longer waiting, the last place.
using AmountsByReason = std::array<WorkAmount, state::reasons.size() + 1>;
inline constexpr std::size_t under_way = state::reasons.size();

struct ValueTally {
    double requests{0.0};  // of services
    WorkAmount demanded, served;
    WorkAmount late;         // done beyond the objective
    WorkAmount interrupted;  // of the calendar: work undone by failures, restarts, checkpoints
    AmountsByReason rejected{}, unfinished{};

    void merge(ValueTally const& other);
};

struct ValueTallies {
    CrossTable<ClassId, RegionId, ValueTally> jobs;
    CrossTable<ServiceId, RegionId, ValueTally> requests;
    Table<SiteId, double> served_cny;  // where the work was done
};

[[nodiscard]] WorkAmount sum(AmountsByReason const& amounts);

}  // namespace meridian::observe
