// Time-of-use electricity tariffs: price at a local hour = flat price * multiplier of its period. Where the
// hours multiply only a part m of the price, as the energy without funds and line losses, that is 1 - m + m *
// multiplier.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "models/units/quantity.hpp"

namespace meridian {

enum class Period : std::uint8_t { valley, flat, peak, critical };

struct Tariff {
    std::string name;
    CnyPerKwh flat_price;
    std::array<double, 4> multiplier{1.0, 1.0, 1.0, 1.0};  // by Period, of the whole price
    std::array<Period, 24> hours{};                        // by local hour of the day
    std::array<Period, 24> critical_hours{};               // the same in the critical months
    std::array<bool, 12> critical_month{};                 // January first
};

// month: 0 = January. hour: 0..23, local time.
[[nodiscard]] constexpr CnyPerKwh price(Tariff const& tariff, unsigned month, unsigned hour) {
    auto const period = tariff.critical_month[month] ? tariff.critical_hours[hour] : tariff.hours[hour];
    return tariff.multiplier[static_cast<std::size_t>(period)] * tariff.flat_price;
}

}  // namespace meridian
