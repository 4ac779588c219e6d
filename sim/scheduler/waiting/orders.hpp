// The three ways of holding jobs back, and none.
#pragma once

#include <memory>

#include "sim/scheduler/waiting/waiting_order.hpp"

namespace meridian::scheduler {

[[nodiscard]] std::unique_ptr<WaitingOrder> make_best_effort_order(WaitingContext const& context);
// A waiting job that has been passed `passes` times closes the slots where it is eligible.
[[nodiscard]] std::unique_ptr<WaitingOrder> make_closing_order(WaitingContext const& context,
                                                               std::uint64_t passes);
// The first job that cannot start holds a reservation.
[[nodiscard]] std::unique_ptr<WaitingOrder> make_easy_order(WaitingContext const& context);
// Each of the first `depth` jobs does.
[[nodiscard]] std::unique_ptr<WaitingOrder> make_conservative_order(WaitingContext const& context,
                                                                    std::size_t depth);

}  // namespace meridian::scheduler
