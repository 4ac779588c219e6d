// What alternatives must have equally much of, so that a comparison is one of layouts and not of sizes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/setup/scenario.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

// Of the accelerators of all pools: their number, their dense FP16 FLOP/s, their busy IT power in uW; or the
// price of accelerators, facilities and links that are built, in CNY. Nothing for capital whose prices are
// not all given.
[[nodiscard]] std::optional<double> measured(Scenario const& scenario, Measure measure);

// The unit of amounts in tables, and how many of measured() make one of it.
struct AmountUnit {
    std::string_view name;
    double size;
};
[[nodiscard]] AmountUnit amount_unit(Measure measure);

// "100 k accelerators", "31.3 EFLOPS", "70 MW", "22.1 bn CNY"
[[nodiscard]] std::string amount_words(double amount, Measure measure);

}  // namespace meridian::study
