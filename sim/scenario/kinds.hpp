// The kinds of values that a key can have. A kind knows how to read its value from a Draft and can say
// what it accepts; the declarations in records.hpp are made of kinds.
//
// Every kind has a type Value, an example() of how its value is written, and
//     bool read(Draft const&, Value&, Subject const&) const
// which tells what is wrong and answers false if the value cannot be read.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/units/parse.hpp"
#include "models/workload/distribution.hpp"
#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/scenario/ranges.hpp"

namespace meridian::scenario {

// Whose value is being read, for the words of a problem: "capacity of the link 'a-b'".
struct Subject {
    Problems* problems;
    std::string_view key;
    Draft const* record{nullptr};  // nullptr: the file's own keys
    std::string_view noun;         // "link"; of the file: "scenario", "study"
    std::size_t number{0};         // of the record in its list, from 0

    [[nodiscard]] std::string record_words() const;  // "the link 'a-b'", "link 3", "the scenario"
    void tell(Place where, std::string_view wrong, std::string fix) const;
    void tell(Draft const& at, std::string_view wrong, std::string fix) const {
        tell(at.place(), wrong, std::move(fix));
    }
    // Tells of a unit in the header of a table, above texts, once for the whole column. False if there is
    // none.
    [[nodiscard]] bool refuses_unit(Draft const& draft) const;
    // The text of a scalar; nullptr and a problem if it is anything else.
    [[nodiscard]] std::string const* scalar(Draft const& draft, std::string_view example) const;
};

// A text that is not empty and, unless `many_lines`, has no control characters.
struct Text {
    using Value = std::string;
    std::string_view sample;
    bool many_lines{false};
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

struct Real {
    using Value = double;  // in the base unit of the dimension
    constexpr Real(Dimension of, Range const& declared) : dimension{of}, range{within(declared, of)} {}
    Dimension dimension;
    Range range;  // finite
    [[nodiscard]] std::string example() const { return std::string{example_of(dimension)}; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// A duration in ns, or a number without a unit: so many times another duration.
struct Span {
    struct Value {
        double amount{0.0};
        bool is_multiple{false};
    };
    [[nodiscard]] std::string example() const { return "48 h"; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};
inline constexpr Range span_multiples{1.0, 1000.0, "from 1 to 1000"};

struct Whole {
    using Value = std::int64_t;
    std::int64_t low;
    std::int64_t high;
    [[nodiscard]] std::string example() const { return std::to_string(low > 0 ? low : std::int64_t{1}); }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

struct Seed {
    using Value = std::uint64_t;
    [[nodiscard]] std::string example() const { return "1"; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// One of a few words; the value is its index.
struct Word {
    using Value = std::size_t;
    std::span<std::string_view const> words;
    [[nodiscard]] std::string example() const { return std::string{words.front()}; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// A word that one may repeat, "valley x8 flat x16", until there are `count` of them.
struct Words {
    using Value = std::vector<std::size_t>;
    std::span<std::string_view const> words;
    std::size_t count;
    [[nodiscard]] std::string example() const;
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// A text of a list and where it stands.
struct Item {
    std::string text;
    Place where;
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
    [[nodiscard]] std::string example() const;
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

struct NamedNumber {
    std::string name;
    double value;
    Place where;
};
// A map from names to numbers.
struct NamedNumbers {
    using Value = std::vector<NamedNumber>;
    constexpr explicit NamedNumbers(Range const& declared) : range{within(declared, Dimension::number)} {}
    Range range;  // finite
    [[nodiscard]] std::string example() const { return "{population: 2186}"; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// A random size: a plain value or one of the shapes of models/workload/distribution.hpp with optional
// bounds. Durations become seconds, bytes bytes, counts whole numbers.
struct Size {
    using Value = Distribution;
    Dimension dimension;
    [[nodiscard]] std::string example() const { return std::string{example_of(dimension)}; }
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

// The items of a list, or of a text with spaces between them. Tells of items that are no texts.
[[nodiscard]] bool read_items(Draft const& draft, std::vector<Item>& items, Subject const& subject,
                              std::string_view example);

// Tells of the keys of a map that are not among `known`; the known keys that they seem to stand for.
// Empty texts stand for keys that are near none.
std::vector<std::string> check_keys(Draft const& map, std::span<std::string_view const> known,
                                    Subject const& subject);

}  // namespace meridian::scenario
