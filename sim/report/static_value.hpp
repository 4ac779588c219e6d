// What work without room costs by arithmetic alone: the part of a net cost that is no bill.
#pragma once

#include "models/units/ids.hpp"
#include "models/units/time.hpp"
#include "sim/observe/value_meter.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/setup/work_values.hpp"

namespace meridian::report {

// Requests are counted as a run counts them. Jobs that find no room lose all of their value, at the mean of its curve
// over the window; those that do lose none, as there is no queue in which they are late.
class StaticValue {
public:
    explicit StaticValue(Scenario const& scenario);

    void served(SimTime now, state::ServiceFlow const& flow, double seconds);
    // `hours`: of the reference accelerator.
    void unmet(ClassId workload_class, double hours);

    // Every work that needs one has a value.
    [[nodiscard]] bool given() const { return given_; }
    [[nodiscard]] double lost_cny();

private:
    Scenario const& scenario_;
    bool given_;
    observe::ValueMeter meter_;
    Table<ClassId, double> price_;  // CNY per accelerator-hour
    double unmet_cny_{0.0};
};

}  // namespace meridian::report
