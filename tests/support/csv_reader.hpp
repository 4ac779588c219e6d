// CSV as a user's own scripts read it: RFC 4180, with lines ended by \n. Other code than the program's own reader.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.hpp"

namespace meridian::testing {

enum class CsvQuotes { removed, kept };  // kept: cells as they are written

// All rows, the header first. A last line may lack its end.
[[nodiscard]] inline std::vector<std::vector<std::string>> csv_rows(std::string_view text,
                                                                    CsvQuotes quotes = CsvQuotes::removed) {
    std::vector<std::vector<std::string>> rows;
    bool is_quoted = false, begins_row = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (begins_row) rows.push_back({""});
        begins_row = false;
        char const c = text[i];
        if (c == '"') {
            bool const is_doubled = is_quoted && i + 1 < text.size() && text[i + 1] == '"';
            if (quotes == CsvQuotes::kept || is_doubled) rows.back().back() += c;
            if (is_doubled) {
                if (quotes == CsvQuotes::kept) rows.back().back() += c;
                ++i;
            } else {
                is_quoted = !is_quoted;
            }
        } else if (c == ',' && !is_quoted) {
            rows.back().emplace_back();
        } else if (c == '\n' && !is_quoted) {
            begins_row = true;
        } else {
            rows.back().back() += c;
        }
    }
    return rows;
}

// A row below the header, by column.
using CsvRecord = std::map<std::string, std::string>;

// Requires rows as long as the header.
[[nodiscard]] inline std::vector<CsvRecord> csv_records(std::string_view text) {
    auto const rows = csv_rows(text);
    REQUIRE_FALSE(rows.empty());
    std::vector<CsvRecord> records;
    for (std::size_t r = 1; r < rows.size(); ++r) {
        REQUIRE(rows[r].size() == rows[0].size());
        CsvRecord& record = records.emplace_back();
        for (std::size_t c = 0; c < rows[r].size(); ++c)
            record.emplace(rows[0][c], rows[r][c]);
    }
    return records;
}

}  // namespace meridian::testing
