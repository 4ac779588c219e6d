// A policy that is composed in the scenario: of the places with room that pass all filters, the one with the lowest
// weighted sum of what it adds.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/units/ids.hpp"
#include "sim/setup/plugin.hpp"

namespace meridian {

// What a place is to a job. Of all of them less is better.
enum class PlaceQuantity : std::uint8_t {
    latency,  // ms, one way, from the job's users
    energy,   // kWh that the job adds
    carbon,   // kg by the factor of the grid
    cost,     // CNY of energy and of carrying the data
    load,     // share of the pool that is held or promised
};

struct PlaceFilter {
    enum class Kind : std::uint8_t {
        at_most,   // the quantity is the bound or less
        at_least,  // or more
        of_tier,   // the site is of the tier
        judged,    // a program of the user's lets it pass
    };
    Kind kind{Kind::at_most};
    PlaceQuantity quantity{PlaceQuantity::latency};
    double bound{0.0};  // in the unit of the quantity
    TierId tier;
    std::string name;                              // as written, or that of the program
    std::shared_ptr<PluginSource const> plugin{};  // of a judge
};

struct PlaceScore {
    double weight{1.0};
    PlaceQuantity quantity{PlaceQuantity::latency};
    std::string name;
    std::shared_ptr<PluginSource const>
        plugin{};  // it gives 0 to 100 by place, more is better; none: the quantity
};

struct Composition {
    std::vector<PlaceFilter> filters;
    std::vector<PlaceScore> scores;  // none: the nearest

    [[nodiscard]] bool uses_plugin() const {
        auto const is_judge = [](auto const& one) { return one.plugin != nullptr; };
        return std::ranges::any_of(filters, is_judge) || std::ranges::any_of(scores, is_judge);
    }
};

}  // namespace meridian
