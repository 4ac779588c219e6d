#include "sim/document/table_sheet.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "sim/report/table/cell_text.hpp"
#include "sim/report/table/cell_words.hpp"
#include "sim/report/table/display_width.hpp"
#include "sim/report/table/number_units.hpp"
#include "sim/report/table/utf8_text.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::document {
namespace {

constexpr std::size_t most_sheet_rows =
    LXW_ROW_MAX - 3;                         // beside the headings, the totals and what is left out
constexpr std::size_t longest_text = 32767;  // UTF-16 units of a cell

void check(lxw_error error) {
    if (error != LXW_NO_ERROR)
        throw system::SystemError{fmt::format("cannot make the workbook: {}", lxw_strerror(error))};
}

constexpr std::array all_quantities{
    FigureKind::text,     FigureKind::count, FigureKind::share,   FigureKind::money, FigureKind::money_per_h,
    FigureKind::energy,   FigureKind::power, FigureKind::carbon,  FigureKind::data,  FigureKind::data_rate,
    FigureKind::duration, FigureKind::hours, FigureKind::degrees, FigureKind::price, FigureKind::number};

// Figures stand in their own unit: spreadsheets calculate with them.
char const* number_format(FigureKind quantity) {
    switch (quantity) {
        case FigureKind::share:
            return "0.0%";
        case FigureKind::money_per_h:
        case FigureKind::price:
            return "0.000";
        case FigureKind::degrees:
            return "0.00";
        case FigureKind::duration:
        case FigureKind::power:
        case FigureKind::data_rate:
            return "#,##0.0";
        case FigureKind::count:
        case FigureKind::money:
        case FigureKind::energy:
        case FigureKind::carbon:
        case FigureKind::data:
        case FigureKind::hours:
            return "#,##0";
        case FigureKind::text:
        case FigureKind::number:
            break;
    }
    return "General";
}

// "electricity cost, CNY".
std::string heading_of(ResultColumn const& column, Language language) {
    std::string const& name = column.head.in(language);
    auto const quantity = column.quantity;
    auto const unit = rung_for(0.0, quantity, language).unit;
    if (unit.empty() || quantity == FigureKind::share) return name;
    return language == Language::en ? fmt::format("{}, {}", name, unit) : fmt::format("{}（{}）", name, unit);
}

std::string text_of_cell(std::string const& cell, Language language) {
    auto const words = report::words_of_cell(cell);
    return words ? words->in(language) : cell;
}

class SheetWriter {
public:
    SheetWriter(lxw_worksheet* sheet, ResultTable const& table, CellFormats const& formats, Language language)
        : sheet_{sheet},
          table_{table},
          formats_{formats},
          language_{language},
          rows_{std::min(table.rows.size(), most_sheet_rows)} {}

    void write() {
        for (std::size_t c = 0; c < table_.columns.size(); ++c)
            write_column(c);
        worksheet_freeze_panes(sheet_, 1, 0);
        worksheet_set_landscape(sheet_);
        worksheet_fit_to_pages(sheet_, 1, 0);
        check(worksheet_repeat_rows(sheet_, 0, 0));
        if (table_.columns.empty()) return;
        check(worksheet_autofilter(sheet_, 0, 0, row_at(std::max<std::size_t>(rows_, 1)),
                                   column_at(table_.columns.size() - 1)));
        write_totals();
        if (rows_ < table_.rows.size())
            write_text(sheet_, row_at(rows_ + 2), 0,
                       fmt::format("... {} / {}.csv", table_.rows.size() - rows_, table_.name));
    }

private:
    static lxw_row_t row_at(std::size_t row) { return static_cast<lxw_row_t>(row); }
    static lxw_col_t column_at(std::size_t column) { return static_cast<lxw_col_t>(column); }

    void write_column(std::size_t c) {
        auto const heading = heading_of(table_.columns[c], language_);
        write_text(sheet_, 0, column_at(c), heading, formats_.heading());
        std::size_t width = report::display_width(heading) + 3;  // beside the arrow of the filter
        for (std::size_t r = 0; r < rows_; ++r)
            width = std::max(width, write_cell(r, c) + 2);
        check(worksheet_set_column(sheet_, column_at(c), column_at(c),
                                   static_cast<double>(std::clamp<std::size_t>(width, 8, 60)), nullptr));
    }

    // Returns the width that it needs.
    std::size_t write_cell(std::size_t r, std::size_t c) {
        ResultRow const& row = table_.rows[r];
        if (row[c].empty()) return 0;
        auto const quantity = quantity_of_cell(table_, row, c);
        auto const figure = row[c].figure();
        if (quantity == FigureKind::text || !figure) {
            auto const text = text_of_cell(row[c].written(), language_);
            write_text(sheet_, row_at(r + 1), column_at(c), text);
            return report::display_width(text);
        }
        check(worksheet_write_number(sheet_, row_at(r + 1), column_at(c), *figure, formats_.of(quantity)));
        return quantity == FigureKind::number ? std::min<std::size_t>(row[c].written().size(), 12)
                                              : whole_width(*figure);
    }
    // With separators of thousands and three decimals.
    static std::size_t whole_width(double figure) {
        auto const digits = fmt::format("{:.0f}", figure).size();
        return digits + digits / 3 + 4;
    }

    void write_totals() {
        bool any = false;
        for (std::size_t c = 0; c < table_.columns.size(); ++c) {
            if (rows_ < 2 || !adds_up(table_, table_.columns[c])) continue;
            any = write_total(c) || any;
        }
        if (any && table_.columns.front().quantity == FigureKind::text)
            write_text(sheet_, row_at(rows_ + 1), 0,
                       language_ == Language::en ? "total of the rows shown" : "所示行合计", formats_.bold());
    }
    // False: there is nothing to add.
    bool write_total(std::size_t c) {
        double sum = 0.0;
        bool any = false;
        for (std::size_t r = 0; r < rows_; ++r) {
            system::checkpoint();
            auto const figure = table_.rows[r][c].figure();
            sum += figure.value_or(0.0);
            any = any || figure.has_value();
        }
        if (!any) return false;
        std::array<char, LXW_MAX_CELL_RANGE_LENGTH> range{};
        lxw_rowcol_to_range(range.data(), 1, column_at(c), row_at(rows_), column_at(c));
        // 109: the sum of what a filter leaves.
        auto const formula = fmt::format("=SUBTOTAL(109,{})", range.data());
        check(worksheet_write_formula_num(sheet_, row_at(rows_ + 1), column_at(c), formula.c_str(),
                                          formats_.of(table_.columns[c].quantity, true), sum));
        return true;
    }

    lxw_worksheet* sheet_;
    ResultTable const& table_;
    CellFormats const& formats_;
    Language language_;
    std::size_t rows_;
};

}  // namespace

CellFormats::CellFormats(lxw_workbook* workbook)
    : heading_{workbook_add_format(workbook)},
      bold_{workbook_add_format(workbook)},
      title_{workbook_add_format(workbook)} {
    format_set_bold(heading_);
    format_set_bottom(heading_, LXW_BORDER_THIN);
    format_set_bold(bold_);
    format_set_bold(title_);
    format_set_font_size(title_, 16);
    for (FigureKind const quantity : all_quantities) {
        for (auto* const formats : {&figures_, &totals_}) {
            lxw_format* const format = workbook_add_format(workbook);
            format_set_num_format(format, number_format(quantity));
            (*formats)[quantity] = format;
        }
        format_set_bold(totals_[quantity]);
        format_set_top(totals_[quantity], LXW_BORDER_THIN);
    }
}

lxw_format* CellFormats::of(FigureKind quantity, bool in_total) const {
    return (in_total ? totals_ : figures_).at(quantity);
}

void write_table_sheet(lxw_worksheet* sheet, ResultTable const& table, CellFormats const& formats,
                       Language language) {
    SheetWriter{sheet, table, formats, language}.write();
}

void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view text,
                lxw_format* format) {
    auto const cut = report::cut_utf16(report::valid_utf8(text), longest_text);
    check(worksheet_write_string(sheet, row, column, cut.c_str(), format));
}

bool adds_up(ResultTable const& table, ResultColumn const& column) {
    constexpr std::array<std::string_view, 8> parts{"site",   "link", "class",  "service",
                                                    "region", "job",  "reason", "means"};
    constexpr std::array<std::string_view, 4> times{"bin_start_s", "bin_start", "hour", "day"};
    constexpr std::array amounts{FigureKind::count,  FigureKind::money, FigureKind::energy,
                                 FigureKind::carbon, FigureKind::data,  FigureKind::hours};
    constexpr std::array<std::string_view, 6> no_amounts{"_mean", "_peak", "per_",
                                                         "rank",  "runs",  "sites_that_fit"};
    auto const stands = [&table](std::string_view name) { return table.column(name).has_value(); };
    auto const inside = [column](std::string_view part) {
        return column.key.find(part) != std::string_view::npos;
    };
    return std::ranges::any_of(parts, stands) && std::ranges::none_of(times, stands) &&
           std::ranges::find(amounts, column.quantity) != amounts.end() &&
           std::ranges::none_of(no_amounts, inside);
}

}  // namespace meridian::document
