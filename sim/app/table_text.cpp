#include "sim/app/table_text.hpp"

#include <charconv>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "sim/scenario/source_text.hpp"
#include "sim/scenario/table_reader.hpp"

namespace meridian::app {

using scenario::Draft;

Draft rows_of(std::string const& file) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return {};
    scenario::Problems problems;
    auto const source = scenario::load(file, {file, 1, 1}, problems);
    auto rows = source ? scenario::read_table(*source, problems) : std::nullopt;
    return rows ? std::move(*rows) : Draft{};
}

std::string cell(Draft const& row, std::string_view key) {
    Draft const* const found = row.find(key);
    return found != nullptr && found->is_scalar() ? found->text() : std::string{};
}

std::string rounded(Draft const& row, std::string_view key) {
    std::string const text = cell(row, key);
    double x = 0.0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
    if (error != std::errc{} || end != text.data() + text.size()) return text.empty() ? "-" : text;
    return fmt::format("{:.4g}", x);
}

}  // namespace meridian::app
