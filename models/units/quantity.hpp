// Numbers with the quantity that they measure as their type. Construction is explicit, and only meaningful products
// are defined, so a power cannot be used as an energy or a price as a length.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace meridian {

// A real-valued quantity; the tag names what is measured and the alias names its unit.
template <class Tag>
class Quantity {
public:
    constexpr Quantity() = default;
    constexpr explicit Quantity(double value) : value_{value} {}
    [[nodiscard]] constexpr double count() const { return value_; }

    constexpr Quantity& operator+=(Quantity rhs) {
        value_ += rhs.value_;
        return *this;
    }
    constexpr Quantity& operator-=(Quantity rhs) {
        value_ -= rhs.value_;
        return *this;
    }
    friend constexpr Quantity operator+(Quantity lhs, Quantity rhs) { return lhs += rhs; }
    friend constexpr Quantity operator-(Quantity lhs, Quantity rhs) { return lhs -= rhs; }
    friend constexpr Quantity operator*(double k, Quantity q) { return Quantity{k * q.value_}; }
    friend constexpr double operator/(Quantity lhs, Quantity rhs) { return lhs.value_ / rhs.value_; }
    friend constexpr auto operator<=>(Quantity const&, Quantity const&) = default;

private:
    double value_{0.0};
};

// A whole-numbered quantity. Sums and differences are exact.
template <class Tag>
class Count {
public:
    constexpr Count() = default;
    constexpr explicit Count(std::int64_t value) : value_{value} {}
    [[nodiscard]] constexpr std::int64_t count() const { return value_; }

    constexpr Count& operator+=(Count rhs) {
        value_ += rhs.value_;
        return *this;
    }
    constexpr Count& operator-=(Count rhs) {
        value_ -= rhs.value_;
        return *this;
    }
    friend constexpr Count operator+(Count lhs, Count rhs) { return lhs += rhs; }
    friend constexpr Count operator-(Count lhs, Count rhs) { return lhs -= rhs; }
    friend constexpr auto operator<=>(Count const&, Count const&) = default;

private:
    std::int64_t value_{0};
};

// Sums of bytes over a run: a national year moves more than an int64 holds.
__extension__ typedef __int128 WideCount;

using Bytes = Count<struct BytesTag>;
using Microwatts = Count<struct MicrowattsTag>;                // power levels are whole microwatts
using Milliaccelerators = Count<struct MilliacceleratorsTag>;  // 1/1000 of an accelerator

using Seconds = std::chrono::duration<double>;
using BytesPerSecond = Quantity<struct BytesPerSecondTag>;
using PerSecond = Quantity<struct PerSecondTag>;
using FlopsPerSecond = Quantity<struct FlopsPerSecondTag>;
using Kilometres = Quantity<struct KilometresTag>;
using Celsius = Quantity<struct CelsiusTag>;
using CnyPerKwh = Quantity<struct CnyPerKwhTag>;
using CnyPerGigabyte = Quantity<struct CnyPerGigabyteTag>;
using CnyPerGbpsMonth = Quantity<struct CnyPerGbpsMonthTag>;  // lease of 1 Gbit/s for 30 days
using CnyPerAcceleratorHour = Quantity<struct CnyPerAcceleratorHourTag>;
using CnyPerMillionRequests = Quantity<struct CnyPerMillionRequestsTag>;
using CnyPerMillionTokens = Quantity<struct CnyPerMillionTokensTag>;
using CnyPerKg = Quantity<struct CnyPerKgTag>;  // per kg CO2
using KgPerKwh = Quantity<struct KgPerKwhTag>;  // kg CO2 per kWh
using JoulesPerBit = Quantity<struct JoulesPerBitTag>;

constexpr Seconds operator/(Bytes volume, BytesPerSecond rate) {
    return Seconds{static_cast<double>(volume.count()) / rate.count()};
}

inline constexpr double joules_per_kwh = 3.6e6;
inline constexpr double bytes_per_gigabyte = 1e9;
inline constexpr double microwatts_per_watt = 1e6;
inline constexpr double microwatts_per_kw = 1e9;

// Exact for whole milliwatts up to 2^53 of them; otherwise the nearest double.
[[nodiscard]] constexpr double in_milliwatts(std::int64_t microwatts) {
    return static_cast<double>(microwatts) / 1e3;
}

}  // namespace meridian
