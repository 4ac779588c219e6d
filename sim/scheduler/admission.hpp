// Could any site that its origin reaches ever run the job? Asked once for each job that comes, mostly
// answered from one row of numbers.
#pragma once

#include <cstdint>
#include <optional>

#include "models/units/cross_table.hpp"
#include "sim/scheduler/view.hpp"

namespace meridian::scheduler {

class Admission {
public:
    // Before services have set accelerators apart. `view` outlives this.
    explicit Admission(View const& view);
    // They have.
    void services_reserved();

    // Why no site could run it even if it were empty; nothing if one could.
    [[nodiscard]] std::optional<Reason> obstacle(state::Job const& job) const;

private:
    using Widths = CrossTable<ClassId, RegionId, std::int64_t>;

    [[nodiscard]] Widths widest_by_origin() const;
    [[nodiscard]] Widths surely_possible() const;
    [[nodiscard]] bool computes(state::Job const& job, SiteId site) const;

    View const* view_;
    // The widest job that a reachable pool could run, and if there were no services.
    Widths widest_, widest_when_empty_;
    // Jobs up to that width could, whatever their data.
    Widths surely_possible_;
};

}  // namespace meridian::scheduler
