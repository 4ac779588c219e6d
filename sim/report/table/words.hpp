// Texts of reports in both of their languages.
#pragma once

#include <cstdint>
#include <string>

namespace meridian::report {

enum class Language : std::uint8_t { en, zh };

struct Bilingual {
    std::string en, zh;

    // The same in both: names, figures.
    [[nodiscard]] static Bilingual same(std::string text) { return {text, text}; }
    [[nodiscard]] std::string const& in(Language language) const {
        return language == Language::en ? en : zh;
    }
    [[nodiscard]] bool empty() const { return en.empty(); }

    friend bool operator==(Bilingual const&, Bilingual const&) = default;
};

}  // namespace meridian::report
