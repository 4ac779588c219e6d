#include "sim/app/table_text.hpp"

#include <charconv>

#include <fmt/format.h>

#include "sim/scenario/source_text.hpp"
#include "sim/scenario/table_reader.hpp"

namespace meridian::app {

using scenario::Draft;

Draft rows_of(report::ResultFolder const& folder, std::string const& file) {
    auto bytes = folder.text(file);
    if (!bytes) return {};
    scenario::Problems problems;
    scenario::SourceText const source{folder.folder().file(file).string(), *std::move(bytes)};
    auto rows = scenario::read_table(source, problems);
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
