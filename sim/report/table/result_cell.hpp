// A cell of a table of results: nothing, a text, a whole number or a figure.
#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "models/units/format.hpp"

namespace meridian::report {

class ResultCell {
public:
    // Nothing: a figure or a text that there is not.
    ResultCell() = default;
    // NOLINTBEGIN(google-explicit-constructor): rows are lists of texts and figures
    ResultCell(std::string text)
        : text_{std::move(text)}, kind_{text_.empty() ? Kind::nothing : Kind::text} {}
    ResultCell(std::string_view text) : ResultCell{std::string{text}} {}
    ResultCell(char const* text) : ResultCell{std::string{text}} {}
    template <std::integral Whole>
    requires(!std::same_as<Whole, bool>) ResultCell(Whole count)
        : count_{static_cast<std::int64_t>(count)}, kind_{Kind::count} {}
    // A figure that is not finite is one that there is not.
    ResultCell(double figure) {
        if (!std::isfinite(figure)) return;
        figure_ = figure;
        kind_ = Kind::figure;
    }
    template <class Value>
    ResultCell(std::optional<Value> const& value) {
        if (value) *this = ResultCell{*value};
    }
    // NOLINTEND(google-explicit-constructor)

    [[nodiscard]] bool empty() const { return kind_ == Kind::nothing; }
    [[nodiscard]] bool is_text() const { return kind_ == Kind::text; }
    // "" of a cell that holds no text.
    [[nodiscard]] std::string const& text() const { return text_; }
    [[nodiscard]] std::optional<std::int64_t> whole() const {
        return kind_ == Kind::count ? std::optional{count_} : std::nullopt;
    }
    [[nodiscard]] std::optional<double> figure() const {
        if (kind_ == Kind::figure) return figure_;
        return kind_ == Kind::count ? std::optional{static_cast<double>(count_)} : std::nullopt;
    }
    // As files hold it: figures with the digits that give the same double back.
    [[nodiscard]] std::string written() const {
        if (kind_ == Kind::figure) return format_number(figure_);
        return kind_ == Kind::count ? format_number(count_) : text_;
    }

    friend bool operator==(ResultCell const&, ResultCell const&) = default;
    friend auto operator<=>(ResultCell const&, ResultCell const&) = default;

private:
    enum class Kind : std::uint8_t { nothing, text, count, figure };

    std::string text_;
    std::int64_t count_{0};
    double figure_{0.0};
    Kind kind_{Kind::nothing};
};

}  // namespace meridian::report
