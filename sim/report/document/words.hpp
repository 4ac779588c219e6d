// What a report says, in both of its languages. Whatever a reader sees has its words here or beside the table
// that it names; figures have none.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace meridian::report {

enum class Language : std::uint8_t { en, zh };

struct Bilingual {
    std::string en, zh;

    // The same in both: names, figures.
    [[nodiscard]] static Bilingual same(std::string text) { return {text, text}; }
    [[nodiscard]] std::string const& in(Language language) const {
        return language == Language::en ? en : zh;
    }
};

// What the figures of a column are, for those who write them for people.
enum class FigureKind : std::uint8_t {
    text,
    count,        // whole or not, no unit
    share,        // 0.612 -> 61.2 %
    money,        // CNY
    money_per_h,  // CNY per accelerator-hour
    energy,       // kWh
    power,        // kW
    carbon,       // kg
    data,         // bytes
    data_rate,    // Gbit/s
    duration,     // s
    hours,        // accelerator hours
    degrees,      // of latitude and longitude
    price,        // CNY/kWh
    number,       // anything else
};
[[nodiscard]] std::string_view name_of(FigureKind quantity);  // "money_per_h"

// A word that tables use: a column ("wait_s_mean"), or a cell that is a word of ours ("not_shown", "hub").
struct GlossaryTerm {
    std::string_view name;
    std::string_view en, zh;
    FigureKind quantity{FigureKind::text};  // of columns
};
[[nodiscard]] std::span<GlossaryTerm const> terms();

// nullptr: nothing is known of it.
[[nodiscard]] GlossaryTerm const* term(std::string_view name);
// Its words; the name itself, with spaces, where there are none.
[[nodiscard]] Bilingual words_of(std::string_view name);
// Of a column: its term's, else by the units in its name (`_s`, `_kwh`, `_cny`, `_share` ...).
[[nodiscard]] FigureKind quantity_of(std::string_view column);

}  // namespace meridian::report
