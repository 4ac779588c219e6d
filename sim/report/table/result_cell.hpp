// A cell of a table of results: nothing, a text, a whole number or a figure.
#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "models/units/format.hpp"

namespace meridian::report {

class ResultCell {
public:
    // Nothing: a figure or a text that there is not.
    ResultCell() = default;
    ResultCell(std::string text) {
        if (!text.empty()) value_ = std::move(text);
    }
    ResultCell(std::string_view text) : ResultCell{std::string{text}} {}
    ResultCell(char const* text) : ResultCell{std::string{text}} {}
    template <std::integral Whole>
    requires(!std::same_as<Whole, bool>) ResultCell(Whole count) : value_{static_cast<std::int64_t>(count)} {}
    // A figure that is not finite is one that there is not.
    ResultCell(double figure) {
        if (std::isfinite(figure)) value_ = figure;
    }
    template <class Value>
    ResultCell(std::optional<Value> const& value) {
        if (value) *this = ResultCell{*value};
    }

    [[nodiscard]] bool empty() const { return std::holds_alternative<std::monostate>(value_); }
    [[nodiscard]] bool is_text() const { return std::holds_alternative<std::string>(value_); }
    // "" of a cell that holds no text.
    [[nodiscard]] std::string const& text() const {
        static std::string const none;
        auto const* const text = std::get_if<std::string>(&value_);
        return text != nullptr ? *text : none;
    }
    [[nodiscard]] std::optional<std::int64_t> whole() const {
        auto const* const count = std::get_if<std::int64_t>(&value_);
        return count != nullptr ? std::optional{*count} : std::nullopt;
    }
    [[nodiscard]] std::optional<double> figure() const {
        if (auto const* const real = std::get_if<double>(&value_)) return *real;
        auto const count = whole();
        return count ? std::optional{static_cast<double>(*count)} : std::nullopt;
    }
    // As files hold it: figures with the digits that give the same double back.
    [[nodiscard]] std::string written() const {
        if (auto const* const real = std::get_if<double>(&value_)) return format_number(*real);
        if (auto const count = whole()) return format_number(*count);
        return text();
    }

    friend bool operator==(ResultCell const&, ResultCell const&) = default;
    friend auto operator<=>(ResultCell const&, ResultCell const&) = default;

private:
    std::variant<std::monostate, std::string, std::int64_t, double> value_;
};

}  // namespace meridian::report
