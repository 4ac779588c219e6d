// Could any site that its origin reaches ever run the job? Asked once for each job that comes, mostly
// answered from one row of numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

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
    [[nodiscard]] std::vector<std::int64_t> widest_by_origin() const;
    [[nodiscard]] std::vector<std::int64_t> surely_possible() const;
    [[nodiscard]] std::size_t row(ClassId c, RegionId r) const {
        return c.index * view_->scenario().regions.size() + r.index;
    }

    View const* view_;
    // Class x region: the widest job that a reachable pool could run, and if there were no services.
    std::vector<std::int64_t> widest_, widest_when_empty_;
    // The same: jobs up to that width could, whatever their data.
    std::vector<std::int64_t> surely_possible_;
};

}  // namespace meridian::scheduler
