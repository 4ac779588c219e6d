// One sheet of a workbook: a table, with headings in words, figures as numbers, and totals.
#pragma once

#include <map>

#include <xlsxwriter.h>

#include "sim/document/report_names.hpp"

namespace meridian::document {

// Formats of a workbook's cells. They live as long as the workbook.
class CellFormats {
public:
    explicit CellFormats(lxw_workbook* workbook);

    [[nodiscard]] lxw_format* heading() const { return heading_; }
    [[nodiscard]] lxw_format* bold() const { return bold_; }
    [[nodiscard]] lxw_format* title() const { return title_; }
    [[nodiscard]] lxw_format* of(FigureKind quantity, bool in_total = false) const;

private:
    lxw_format* heading_;
    lxw_format* bold_;
    lxw_format* title_;
    std::map<FigureKind, lxw_format*> figures_, totals_;
};

// Writes the table from the first row on. The totals are of the rows that a filter leaves. Throws
// system::SystemError.
void write_table_sheet(lxw_worksheet* sheet, ResultTable const& table, CellFormats const& formats,
                       Language language);

// A text as it is, never a formula; cut at the length that a cell may have.
void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view text,
                lxw_format* format = nullptr);

// Whether the rows of a table are parts of one whole (sites, links, classes ...), and the figures of a column
// are amounts that add up over them. Means, shares, prices, levels over time and differences do not.
[[nodiscard]] bool adds_up(ResultTable const& table, ResultColumn const& column);

}  // namespace meridian::document
