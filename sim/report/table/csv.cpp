#include "sim/report/table/csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "sim/system/interruption.hpp"
#include "sim/system/system_error.hpp"

namespace meridian::report {
namespace {

bool is_like_formula(std::string_view text) {
    auto const first = text.find_first_not_of('\'');
    return first != std::string_view::npos &&
           std::string_view{"=+-@\t\r"}.find(text[first]) != std::string_view::npos;
}

bool is_number(std::string_view text) {
    double value = 0.0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && std::isfinite(value);
}

// RFC 4180, with \n or \r\n at the ends of lines. Every byte of a cell is kept: no trimming, no comments, and
// an empty line is a row of one empty cell, so that what csv() writes reads back as it was.
class CsvReader {
public:
    CsvReader(std::string_view bytes, std::string const& file) : rest_{bytes}, file_{file} {}

    // The next row; false at the end of the text.
    bool next(std::vector<std::string>& cells) {
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

// In columns whose rows say what they hold, "0.10" may be a version: only what would be written so is a figure.
ResultCell typed(std::string text, ResultColumn const& column) {
    bool const is_of_figures = column.quantity != FigureKind::text;
    bool const may_be_figure = is_of_figures || column.kind_by != KindBy::column;
    if (!may_be_figure || !is_json_number(text)) return ResultCell{std::move(text)};
    ResultCell figure = number_cell(text);
    // Among texts: what a program has written with all digits of a double, but no version or number with a zero behind.
    bool const has_all_digits = text.find('.') != std::string::npos && text.size() > 16;
    return is_of_figures || has_all_digits || figure.written() == text ? figure : ResultCell{std::move(text)};
}

}  // namespace

ResultCell number_cell(std::string const& text) {
    if (text.empty()) return {};
    char const* const end = text.data() + text.size();
    std::int64_t count = 0;
    if (auto const read = std::from_chars(text.data(), end, count); read.ec == std::errc{} && read.ptr == end)
        return ResultCell{count};
    double figure = 0.0;
    std::from_chars(text.data(), end, figure);
    return ResultCell{figure};
}

std::string csv_cell(std::string_view text) {
    std::string guarded;
    if (is_like_formula(text) && !is_number(text)) text = guarded = std::string{"'"}.append(text);
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{text};
    std::string quoted{"\""};
    for (char const c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

std::string csv_text(std::string cell) {
    if (cell.starts_with('\'') && is_like_formula(cell)) cell.erase(0, 1);
    return cell;
}

void append_csv_line(std::string& out, ResultRow const& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0) out += ',';
        out += row[i].is_text() ? csv_cell(row[i].text()) : row[i].written();
    }
    // Other readers skip an empty line.
    if (row.size() == 1 && row.front().empty()) out += "\"\"";
    out += '\n';
}

std::string csv_head(std::vector<ResultColumn> const& columns) {
    std::string out;
    for (ResultColumn const& column : columns)
        out.append(out.empty() ? "" : ",").append(csv_cell(column.key));
    return out + '\n';
}

std::string csv(ResultTable const& table) {
    std::string out = csv_head(table.columns);
    for (ResultRow const& row : table.rows) {
        system::checkpoint();
        append_csv_line(out, row);
    }
    return out;
}

ResultTable parse_table(std::string_view bytes, std::filesystem::path const& file, std::size_t most) {
    std::string const name = file.string();
    CsvReader reader{bytes, name};
    std::vector<std::string> cells;
    if (!reader.next(cells)) throw system::SystemError{"cannot read " + name + ": it is empty"};
    ResultTable table{file.stem().string(), cells};
    while (table.rows.size() < most && reader.next(cells)) {
        if (cells.size() != table.columns.size())
            reader.fault(
                fmt::format("this row has {} cells, the header has {}", cells.size(), table.columns.size()));
        ResultRow& row = table.rows.emplace_back();
        for (std::size_t i = 0; i < cells.size(); ++i)
            row.push_back(typed(std::move(cells[i]), table.columns[i]));
        system::checkpoint();
    }
    return table;
}

bool is_json_number(std::string_view text) {
    auto rest = text;
    auto const digits = [&rest] {
        std::size_t count = 0;
        for (; !rest.empty() && rest.front() >= '0' && rest.front() <= '9'; rest.remove_prefix(1))
            ++count;
        return count;
    };
    auto const take = [&rest](std::string_view any_of) {
        bool const there = !rest.empty() && any_of.find(rest.front()) != std::string_view::npos;
        if (there) rest.remove_prefix(1);
        return there;
    };
    take("-");
    bool const zero = rest.starts_with('0');
    auto const whole = digits();
    if (whole == 0 || (zero && whole > 1)) return false;
    if (take(".") && digits() == 0) return false;
    if (take("eE")) {
        take("+-");
        if (digits() == 0) return false;
    }
    if (!rest.empty()) return false;
    double value = 0.0;
    return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc{};
}

}  // namespace meridian::report
