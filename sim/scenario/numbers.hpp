// The kinds of numbers that a key can have, and what they become in the models.
#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>

#include "models/units/parse.hpp"
#include "models/units/quantity.hpp"
#include "models/units/time.hpp"
#include "sim/scenario/ranges.hpp"
#include "sim/scenario/subject.hpp"

namespace meridian::scenario {

// Of a type of the models that measures something: its dimension, and how it is made of a number in the base
// unit of that dimension.
template <class Quantity>
struct Measured;

template <Dimension of, class Quantity>
struct MeasuredReal {
    static constexpr Dimension dimension = of;
    static Quantity from(double base) { return Quantity{base}; }
};
template <Dimension of, class Quantity>
struct MeasuredCount {
    static constexpr Dimension dimension = of;
    static Quantity from(double base) { return Quantity{std::llround(base)}; }
};

template <>
struct Measured<Duration> : MeasuredCount<Dimension::duration, Duration> {};
template <>
struct Measured<SimTime> {  // since the start of the run
    static constexpr Dimension dimension = Dimension::duration;
    static SimTime from(double base) { return at(Measured<Duration>::from(base)); }
};
template <>
struct Measured<Bytes> : MeasuredCount<Dimension::bytes, Bytes> {};
template <>
struct Measured<Microwatts> : MeasuredCount<Dimension::power, Microwatts> {};
template <>
struct Measured<BytesPerSecond> : MeasuredReal<Dimension::data_rate, BytesPerSecond> {};
template <>
struct Measured<PerSecond> : MeasuredReal<Dimension::frequency, PerSecond> {};
template <>
struct Measured<FlopsPerSecond> : MeasuredReal<Dimension::compute_rate, FlopsPerSecond> {};
template <>
struct Measured<Kilometres> : MeasuredReal<Dimension::length, Kilometres> {};
template <>
struct Measured<Celsius> : MeasuredReal<Dimension::temperature, Celsius> {};
template <>
struct Measured<CnyPerKwh> : MeasuredReal<Dimension::energy_price, CnyPerKwh> {};
template <>
struct Measured<CnyPerGigabyte> : MeasuredReal<Dimension::data_price, CnyPerGigabyte> {};
template <>
struct Measured<CnyPerGbpsMonth> : MeasuredReal<Dimension::lease, CnyPerGbpsMonth> {};
template <>
struct Measured<CnyPerKg> : MeasuredReal<Dimension::carbon_price, CnyPerKg> {};
template <>
struct Measured<CnyPerAcceleratorHour> : MeasuredReal<Dimension::work_price, CnyPerAcceleratorHour> {};
template <>
struct Measured<CnyPerMillionRequests> : MeasuredReal<Dimension::request_price, CnyPerMillionRequests> {};
template <>
struct Measured<CnyPerMillionTokens> : MeasuredReal<Dimension::token_price, CnyPerMillionTokens> {};
template <>
struct Measured<KgPerKwh> : MeasuredReal<Dimension::carbon_intensity, KgPerKwh> {};
template <>
struct Measured<JoulesPerBit> : MeasuredReal<Dimension::energy_per_bit, JoulesPerBit> {};

// A number with the unit of its dimension, in the base unit.
struct NumberKind {
    constexpr NumberKind(Dimension of, Range const& declared) : dimension{of}, range{within(declared, of)} {}
    Dimension dimension;
    Range range;  // finite
    Typical typical{};
    [[nodiscard]] std::string example() const {
        return std::string{typical.example.empty() ? example_of(dimension) : typical.example};
    }
    bool read(Draft const& draft, double& value, Subject const& subject) const;
};

// The same as a type of the models; `double`: in the base unit of the dimension.
template <class Quantity = double>
struct Real : NumberKind {
    using Value = Quantity;
    constexpr explicit Real(Range const& declared) : NumberKind{Measured<Quantity>::dimension, declared} {}
    bool read(Draft const& draft, Value& value, Subject const& subject) const {
        double base = 0.0;
        if (!NumberKind::read(draft, base, subject)) return false;
        value = Measured<Quantity>::from(base);
        return true;
    }
};
template <>
struct Real<double> : NumberKind {
    using Value = double;
    using NumberKind::NumberKind;
};
Real(Dimension, Range const&)->Real<double>;

// A duration, or a number without a unit that multiplies another duration.
struct Span {
    struct Value {
        Duration duration{};
        std::optional<double> times;  // instead of the duration
    };
    Typical typical{};
    [[nodiscard]] std::string example() const {
        return std::string{typical.example.empty() ? "48 h" : typical.example};
    }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};
inline constexpr Range span_multiples{1.0, 1000.0, "from 1 to 1,000"};

struct Whole {
    using Value = std::int64_t;
    std::int64_t low;
    std::int64_t high;
    Typical typical{};
    [[nodiscard]] std::string example() const {
        return typical.example.empty() ? std::to_string(low > 0 ? low : std::int64_t{1})
                                       : std::string{typical.example};
    }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// The width of a gang, written in whole accelerators.
struct WholeAccelerators : Whole {
    using Value = Milliaccelerators;
    bool read(Draft const& draft, Value& value, Subject const& subject) const {
        std::int64_t accelerators = 0;
        if (!Whole::read(draft, accelerators, subject)) return false;
        value = Milliaccelerators{accelerators * 1000};
        return true;
    }
};

}  // namespace meridian::scenario
