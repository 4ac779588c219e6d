// The kinds of values that a key can have. A kind knows how to read its value from a Draft and can say
// what it accepts; the declarations in records.hpp are made of kinds.
//
// Every kind has a type Value, an example() of how its value is written, and
//     bool read(Draft const&, Value&, Subject const&) const
// which reports what is wrong and returns false if the value cannot be read.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/workload/distribution.hpp"
#include "sim/scenario/draft.hpp"
#include "sim/scenario/enums.hpp"
#include "sim/scenario/numbers.hpp"
#include "sim/scenario/ranges.hpp"
#include "sim/scenario/subject.hpp"

namespace meridian::scenario {

// A text that is not empty and, unless `many_lines`, has no control characters.
struct Text {
    using Value = std::string;
    std::string_view sample;
    bool many_lines{false};
    [[nodiscard]] std::string example() const { return std::string{sample}; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// A moment in ISO 8601 with its offset from UTC, as Unix time.
struct Instant {
    using Value = std::int64_t;
    std::string_view sample;
    [[nodiscard]] std::string example() const { return std::string{sample}; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// The name of a record of `table`; whether it exists is checked when all names are known.
struct Reference {
    using Value = std::string;
    std::string_view table;
    [[nodiscard]] std::string example() const;
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

struct Seed {
    using Value = std::uint64_t;
    [[nodiscard]] std::string example() const { return "1"; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// A text of a list and where it stands.
struct Item {
    std::string text;
    SourceLocation where;
};

// A list of names; in a table, and wherever one likes, one text with spaces between the names.
struct Names {
    using Value = std::vector<Item>;
    std::string_view sample;
    [[nodiscard]] std::string example() const { return "[" + std::string{sample} + "]"; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

struct Reals {
    using Value = std::vector<double>;
    constexpr Reals(Dimension of, Range const& declared, std::size_t how_many)
        : dimension{of}, range{within(declared, of)}, count{how_many} {}
    Dimension dimension;
    Range range;        // finite
    std::size_t count;  // 0: any number of them
    Typical typical{};  // of each
    [[nodiscard]] std::string example() const;
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// So many numbers, as a type of the models.
template <class Quantity, std::size_t size>
struct RealArray : Reals {
    using Value = std::array<Quantity, size>;
    constexpr explicit RealArray(Range const& declared)
        : Reals{Measured<Quantity>::dimension, declared, size} {}
    bool read(Draft const& draft, Value& value, Subject const& subject) const {
        std::vector<double> base;
        if (!Reals::read(draft, base, subject)) return false;
        std::ranges::transform(base, value.begin(), &Measured<Quantity>::from);
        return true;
    }
};

// Months of the year by number, 1 is January.
struct Months : Reals {
    using Value = std::array<bool, 12>;
    constexpr Months() : Reals{Dimension::count, Range{1.0, 12.0, "from 1 to 12"}, 0} {}
    bool read(Draft const& draft, Value& value, Subject const& subject) const {
        std::vector<double> months;
        if (!Reals::read(draft, months, subject)) return false;
        for (double const month : months)
            value[static_cast<std::size_t>(month) - 1] = true;
        return true;
    }
};

struct NamedNumber {
    std::string name;
    double value;
    SourceLocation where;
};
// A map from names to numbers.
struct NamedNumbers {
    using Value = std::vector<NamedNumber>;
    constexpr explicit NamedNumbers(Range const& declared) : range{within(declared, Dimension::number)} {}
    Range range;  // finite
    Typical typical{"{population: 2186}"};
    [[nodiscard]] std::string example() const { return std::string{typical.example}; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// Any map: what it means is not the program's.
struct AnyMap {
    using Value = Draft const*;
    std::string_view sample;
    [[nodiscard]] std::string example() const { return std::string{sample}; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// A random size: a plain value or one of the shapes of models/workload/distribution.hpp with optional
// bounds. Durations become seconds, bytes bytes, counts whole numbers.
struct Size {
    using Value = Distribution;
    Dimension dimension;
    Typical typical{};
    [[nodiscard]] std::string example() const {
        return std::string{typical.example.empty() ? example_of(dimension) : typical.example};
    }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// The largest values that a Size may have: what draws of it must not leave. Seconds, bytes or one.
[[nodiscard]] constexpr double largest_size(Dimension dimension) {
    if (dimension == Dimension::duration) return 3.15576e9;  // longest_duration
    return dimension == Dimension::bytes ? 1e17 : 1e9;
}

// What the values of a Size may be, in the base unit of the dimension.
[[nodiscard]] constexpr Range size_range(Dimension dimension) {
    double const unit = dimension == Dimension::duration ? 1e9 : 1.0;
    Range range = within(not_negative, dimension);
    range.high = largest_size(dimension) * unit;
    return range;
}

// The items of a list, or of a text with spaces between them. Reports items that are no texts.
[[nodiscard]] bool read_items(Draft const& draft, std::vector<Item>& items, Subject const& subject,
                              std::string_view example);

// Reports the keys of a map that are not among `known`. Returns the known keys that they seem to stand for.
// Empty texts stand for keys that are near none.
std::vector<std::string> check_keys(Draft const& map, std::span<std::string_view const> known,
                                    Subject const& subject);

}  // namespace meridian::scenario
