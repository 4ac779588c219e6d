#include "sim/scheduler/waiting/waiting_order.hpp"

#include "sim/scheduler/waiting/orders.hpp"

namespace meridian::scheduler {

std::unique_ptr<WaitingOrder> make_waiting_order(WaitingRule const& rule, WaitingContext const& context) {
    if (rule.reservations > 1) return make_conservative_order(context, rule.reservations);
    if (rule.reservations == 1) return make_easy_order(context);
    if (rule.passes != WaitingRule::unbounded) return make_closing_order(context, rule.passes);
    return make_best_effort_order(context);
}

}  // namespace meridian::scheduler
