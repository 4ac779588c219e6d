#include "sim/report/document/text_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "sim/report/tables.hpp"
#include "sim/system/interruption.hpp"
#include "sim/system/system_error.hpp"

namespace meridian::report {
namespace {

// RFC 4180, with \n or \r\n at the ends of lines. Every byte of a cell is kept: no trimming, no comments, and
// an empty line is a row of one empty cell, so that what csv() writes reads back as it was.
class CsvReader {
public:
    CsvReader(std::string_view bytes, std::string const& file) : rest_{bytes}, file_{file} {}

    // The next row; false at the end of the text.
    bool next(Cells& cells) {
        cells.clear();
        if (rest_.empty()) return false;
        row_line_ = line_;
        do {
            cells.push_back(csv_text(rest_.starts_with('"') ? quoted() : plain()));
        } while (take(','));
        if (rest_.empty()) return true;  // a last line without its end
        take('\r');
        if (!take('\n')) fault("a cell does not end where its quotation marks do");
        ++line_;
        return true;
    }
    // Of the row's beginning; 1: the header.
    [[nodiscard]] std::size_t line() const { return row_line_; }
    [[noreturn]] void fault(std::string_view what) const {
        throw system::SystemError{fmt::format("cannot read {}: line {}: {}", file_, row_line_, what)};
    }

private:
    bool take(char byte) {
        if (!rest_.starts_with(byte)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    std::string plain() {
        auto const end = std::min(rest_.find_first_of(",\n\""), rest_.size());
        auto cell = rest_.substr(0, end);
        rest_.remove_prefix(end);
        if (rest_.starts_with('"')) fault("a quotation mark inside a cell that does not begin with one");
        bool const ends_line = rest_.empty() || rest_.front() == '\n';
        if (ends_line && cell.ends_with('\r')) cell.remove_suffix(1);
        return std::string{cell};
    }
    std::string quoted() {
        take('"');
        std::string cell;
        while (true) {
            auto const mark = rest_.find('"');
            if (mark == std::string_view::npos) fault("a quotation mark that is not closed");
            cell += rest_.substr(0, mark);
            rest_.remove_prefix(mark + 1);
            if (!take('"')) break;
            cell += '"';
        }
        line_ += static_cast<std::size_t>(std::ranges::count(cell, '\n'));
        return cell;
    }

    std::string_view rest_;
    std::string const& file_;
    std::size_t line_{1};
    std::size_t row_line_{1};
};

// The column of that name in `all`; a new one, with nothing in the rows so far, if there is none.
std::size_t column_or_new(TextTable& all, std::string const& name) {
    if (auto const known = all.column(name)) return *known;
    all.columns.push_back(name);
    for (Cells& row : all.rows)
        row.emplace_back();
    return all.columns.size() - 1;
}

}  // namespace

std::optional<std::size_t> TextTable::column(std::string_view column_name) const {
    auto const found = std::ranges::find(columns, column_name);
    if (found == columns.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

std::string const& TextTable::cell(Cells const& row, std::string_view column_name) const {
    static std::string const nothing;
    auto const at = column(column_name);
    return at ? row[*at] : nothing;
}

std::optional<double> TextTable::figure(Cells const& row, std::string_view column_name) const {
    std::string const& text = cell(row, column_name);
    char const* const end = text.data() + text.size();
    double value = 0.0;
    auto const read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc{} || read.ptr != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

TextTable parse_table(std::string_view bytes, std::filesystem::path const& file, std::size_t most) {
    std::string const name = file.string();
    CsvReader reader{bytes, name};
    TextTable table{file.stem().string(), {}, {}};
    if (!reader.next(table.columns)) throw system::SystemError{"cannot read " + name + ": it is empty"};
    for (Cells row; table.rows.size() < most && reader.next(row);) {
        if (row.size() != table.columns.size())
            reader.fault(
                fmt::format("this row has {} cells, the header has {}", row.size(), table.columns.size()));
        table.rows.push_back(std::move(row));
        system::checkpoint();
    }
    return table;
}

std::string csv(TextTable const& table) {
    std::string out;
    auto const line = [&out](Cells const& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            out += (i == 0 ? "" : ",") + csv_cell(cells[i]);
        // Other readers skip an empty line.
        if (cells.size() == 1 && cells.front().empty()) out += "\"\"";
        out += '\n';
    };
    line(table.columns);
    for (Cells const& row : table.rows) {
        system::checkpoint();
        line(row);
    }
    return out;
}

void append_rows(TextTable& all, std::string_view by, std::string const& name, TextTable const& more) {
    auto const at_by = column_or_new(all, std::string{by});
    std::vector<std::size_t> to;
    for (std::string const& column : more.columns)
        to.push_back(column_or_new(all, column));
    for (Cells const& row : more.rows) {
        Cells cells(all.columns.size());
        cells[at_by] = name;
        for (std::size_t i = 0; i < row.size(); ++i)
            cells[to[i]] = row[i];
        all.rows.push_back(std::move(cells));
    }
}

}  // namespace meridian::report
