#include "sim/setup/rule_scope.hpp"

namespace meridian {

bool is_at(RuleScope const& scope, Site const& site, std::string const& province) {
    bool const is_outside =
        std::ranges::find(scope.outside_provinces, province) == scope.outside_provinces.end();
    return allows(scope.tiers, site.tier) && allows(scope.provinces, province) && is_outside;
}

bool in_scope(RuleScope const& scope, Site const& site, std::string const& province) {
    return site.energised && allows(scope.states, site.state) && is_at(scope, site, province);
}

}  // namespace meridian
