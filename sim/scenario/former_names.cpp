#include "sim/scenario/former_names.hpp"

#include <algorithm>
#include <array>

namespace meridian::scenario {
namespace {

struct Renaming {
    std::string_view former, present;
};
constexpr std::array renamings{
    Renaming{"activity", "utilisation"},
    Renaming{"calendar_accelerator_hours_useful", "calendar_accelerator_hours_active"},
    Renaming{"calendar_refused", "calendar_rejected"},
    Renaming{"cost_cny_per_useful_card_hour", "cost_cny_per_active_accelerator_hour"},
    Renaming{"effective_time_share", "effective_training_time_ratio"},
    Renaming{"fill", "power_subscription"},
    Renaming{"give_back", "reclaim_time"},
    Renaming{"jobs_refused", "jobs_rejected"},
    Renaming{"outages", "events"},
    Renaming{"objective_share", "slo_attainment"},
    Renaming{"plain", "reference_policy"},
    Renaming{"request_objective_share", "request_slo_attainment"},
    Renaming{"request_objective_share_least", "request_slo_attainment_least"},
    Renaming{"requests_refused", "requests_rejected"},
};

}  // namespace

std::string_view present_name(std::string_view former) {
    auto const found = std::ranges::find(renamings, former, &Renaming::former);
    return found == renamings.end() ? std::string_view{} : found->present;
}

}  // namespace meridian::scenario
