// The rows of a CSV table, and the Drafts that they stand for. Part of reading tables, see table_reader.hpp.
#pragma once

#include <algorithm>
#include <memory>
#include <new>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <csv.h>
#include <fmt/format.h>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/scenario/table_reader.hpp"
#include "sim/scenario/yaml_reader.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::scenario {

struct Cell {
    std::string text;
    int line{1};
    int column{1};
};

struct Column {
    std::vector<std::shared_ptr<Draft::Key const>> path;  // one key per part of a dotted name
    std::string unit;                                     // empty: none
    int line{1};                                          // of the header's cell
    int column{1};
};

inline std::string_view trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Draws the rows out of libcsv, which knows nothing of lines: it is given one byte at a time, so that
// the location of each cell is known when it says that the cell has ended.
class RowReader {
public:
    explicit RowReader(std::string_view bytes, int line = 1) : bytes_{bytes}, line_{line}, cell_line_{line} {
        csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    }
    RowReader(RowReader const&) = delete;
    RowReader& operator=(RowReader const&) = delete;
    ~RowReader() { csv_free(&parser_); }

    // The next row that is neither blank nor a comment; false at the end of the text or at a fault.
    bool next(std::vector<Cell>& cells) {
        cells_.clear();
        row_ended_ = false;
        system::checkpoint();
        while (at_ < bytes_.size() && !row_ended_ && !fault_)
            read_byte();
        if (at_ == bytes_.size() && !row_ended_ && !fault_) {
            begin_cell_if_none();
            if (csv_fini(&parser_, on_cell, on_row, this) != 0) fault_ = true;
        }
        cells.swap(cells_);
        return !fault_ && row_ended_;
    }
    [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
    [[nodiscard]] bool fault() const { return fault_; }
    // Where the cell began that reading ended in.
    [[nodiscard]] int line() const { return cell_line_; }
    [[nodiscard]] int column() const { return cell_column_; }

private:
    static void on_cell(void* text, std::size_t length, void* self) {
        auto& reader = *static_cast<RowReader*>(self);
        auto const bytes = std::string_view{static_cast<char const*>(text), length};
        reader.cells_.push_back(Cell{std::string{bytes}, reader.cell_line_, reader.cell_column_});
        reader.in_cell_ = false;
    }
    static void on_row(int /*last character*/, void* self) {
        static_cast<RowReader*>(self)->row_ended_ = true;
    }
    void begin_cell_if_none() {
        if (in_cell_) return;
        in_cell_ = true;
        cell_line_ = line_;
        cell_column_ = column_;
    }
    void read_byte() {
        if (column_ == 1 && cells_.empty() && !in_cell_ && bytes_[at_] == '#') {
            at_ = std::min(bytes_.find('\n', at_), bytes_.size());
            if (at_ == bytes_.size()) return;
        }
        char const byte = bytes_[at_++];
        if (byte != ' ' && byte != '\t' && byte != '\r' && byte != '\n') begin_cell_if_none();
        if (byte == ',') begin_cell_if_none();
        if (csv_parse(&parser_, &byte, 1, on_cell, on_row, this) != 1) {
            if (csv_error(&parser_) == CSV_ENOMEM) throw std::bad_alloc{};
            fault_ = true;
        }
        if (byte == '\n') {
            ++line_;
            column_ = 1;
        } else if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) {
            ++column_;
        }
    }

    std::string_view bytes_;
    csv_parser parser_{};
    std::vector<Cell> cells_;
    std::size_t at_{0};
    int line_;
    int column_{1};
    int cell_line_;
    int cell_column_{1};
    bool in_cell_{false};
    bool row_ended_{false};
    bool fault_{false};
};

class TableBuilder {
public:
    TableBuilder(std::shared_ptr<std::string const> file, Problems& problems)
        : file_{std::move(file)}, problems_{problems} {}

    [[nodiscard]] bool read_header(std::vector<Cell> const& cells) {
        std::set<std::string, std::less<>> seen;
        auto const before = problems_.count();
        for (auto const& cell : cells) {
            columns_.push_back(column(cell));
            auto const name = full_name(columns_.back());
            if (!name.empty() && !seen.insert(name).second) {
                add_problem(cell, fmt::format("duplicate column '{}'", name), "remove one of the two");
            }
        }
        for (auto const& name : seen) {
            auto const inside = seen.lower_bound(name + ".");
            if (inside == seen.end() || !inside->starts_with(name + ".")) continue;
            add_problem(cells.front(),
                        fmt::format("'{}' is a column and so is '{}' inside it", name, *inside),
                        "keep one of the two forms");
        }
        return problems_.count() == before;
    }

    [[nodiscard]] std::vector<Column> const& columns() const { return columns_; }

    void add_row(Draft& rows, std::vector<Cell> const& cells) {
        if (cells.size() != columns_.size()) {
            auto const& at = cells.size() > columns_.size() ? cells[columns_.size()] : cells.back();
            add_problem(
                at, fmt::format("this row has {} cells, the header has {}", cells.size(), columns_.size()),
                "give the row one cell per column; put a cell that contains a comma between quotation marks");
            return;
        }
        Draft row = Draft::map(shared_location(cells.front()));
        row.entries().reserve(columns_.size());
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!cells[i].text.empty()) put(row, columns_[i], value(cells[i], columns_[i]));
        }
        rows.items().push_back(std::move(row));
    }

private:
    [[nodiscard]] SharedLocation shared_location(Cell const& cell) const {
        return SharedLocation{file_, cell.line, cell.column};
    }
    void add_problem(Cell const& cell, std::string wrong, std::string fix) {
        problems_.add(shared_location(cell).location(), std::move(wrong), std::move(fix));
    }
    static std::string full_name(Column const& column) {
        std::string name;
        for (auto const& key : column.path)
            name += (name.empty() ? "" : ".") + key->text;
        return name;
    }

    Column column(Cell const& cell) {
        Column column{{}, {}, cell.line, cell.column};
        auto name = trimmed(cell.text);
        if (auto const bracket = name.find('['); bracket != std::string_view::npos) {
            if (name.back() != ']') {
                add_problem(cell, fmt::format("the unit of the column '{}' is not closed", name),
                            "write the unit as in 'length [km]'");
            }
            auto const unit = name.substr(bracket + 1);
            column.unit = trimmed(unit.substr(0, unit.find(']')));
            name = trimmed(name.substr(0, bracket));
        }
        if (std::ranges::count(name, '.') >= static_cast<std::ptrdiff_t>(deepest)) {
            add_problem(cell, fmt::format("the name of this column has more than {} parts", deepest),
                        "write the names of the fields as in 'arrivals.rate'");
            return column;
        }
        while (true) {
            auto const dot = name.find('.');
            auto const part = name.substr(0, dot);
            if (part.empty())
                add_problem(cell, "a column without a name", "name the field that stands below");
            column.path.push_back(
                std::make_shared<Draft::Key const>(Draft::Key{std::string{part}, shared_location(cell)}));
            if (dot == std::string_view::npos) return column;
            name.remove_prefix(dot + 1);
        }
    }

    // A bare number, or several of them in one cell, with the unit of their column.
    [[nodiscard]] Draft value(Cell const& cell, Column const& column) const {
        if (column.unit.empty()) return Draft::scalar(shared_location(cell), cell.text);
        if (is_bare_number(cell.text)) return number(cell, cell.text, column);
        Draft list = Draft::list(shared_location(cell));
        auto rest = trimmed(cell.text);
        while (!rest.empty()) {
            auto const end = std::min(rest.find(' '), rest.size());
            if (!is_bare_number(rest.substr(0, end)))
                return below(column, Draft::scalar(shared_location(cell), cell.text));
            list.items().push_back(number(cell, rest.substr(0, end), column));
            rest = trimmed(rest.substr(end));
        }
        return below(column, std::move(list));
    }
    // The value as it stands, of a column with a unit.
    static Draft below(Column const& column, Draft value) {
        value.set_header(column.line, column.column, false);
        return value;
    }
    [[nodiscard]] Draft number(Cell const& cell, std::string_view digits, Column const& column) const {
        auto scalar = Draft::scalar(shared_location(cell), fmt::format("{} {}", digits, column.unit));
        scalar.set_header(column.line, column.column, true);
        return scalar;
    }

    static void put(Draft& row, Column const& column, Draft value) {
        Draft* map = &row;
        for (std::size_t i = 0; i + 1 < column.path.size(); ++i) {
            auto const& key = column.path[i];
            Draft* inner = map->find(key->text);
            if (inner == nullptr) {
                map->entries().push_back(Draft::Entry{key, Draft::map(value.shared_location())});
                inner = &map->entries().back().value;
            }
            map = inner;
        }
        map->entries().push_back(Draft::Entry{column.path.back(), std::move(value)});
    }

    std::shared_ptr<std::string const> file_;
    Problems& problems_;
    std::vector<Column> columns_;
};

}  // namespace meridian::scenario
