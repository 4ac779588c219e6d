// Of which sites a rule is.
#pragma once

#include <algorithm>
#include <string>
#include <type_traits>
#include <vector>

#include "sim/setup/rule.hpp"

namespace meridian {

// Whether one of those that a scope names; all are, where it names none.
template <class T>
[[nodiscard]] bool allows(std::vector<T> const& named, std::type_identity_t<T> const& one) {
    return named.empty() || std::ranges::find(named, one) != named.end();
}

// By tier and province, which is that of the site's node.
[[nodiscard]] bool is_at(RuleScope const& scope, Site const& site, std::string const& province);
// That, and the state: a site that takes part.
[[nodiscard]] bool in_scope(RuleScope const& scope, Site const& site, std::string const& province);

}  // namespace meridian
