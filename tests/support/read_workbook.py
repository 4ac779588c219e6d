"""Reads an XLSX workbook as a spreadsheet does and prints it as JSON.

Usage: read_workbook.py FILE      {"created": ..., "sheets": [{"name", "freeze", "filter", "rows"}]}
Cells are [type, value, number format]: type "n" number, "s" text, "f" formula. Formulas have the value that
stands beside them as a fourth.
Ends with 77 where openpyxl is not installed.
"""
import json
import sys

try:
    import openpyxl
except ImportError as missing:
    print(missing)
    sys.exit(77)


def cell_of(cell, value_of):
    if cell.value is None:
        return None
    said = [cell.data_type, cell.value, cell.number_format]
    return said + [value_of[cell.coordinate].value] if cell.data_type == "f" else said


def sheet_of(sheet, values):
    return {
        "name": sheet.title,
        "freeze": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "rows": [[cell_of(cell, values[sheet.title]) for cell in row] for row in sheet.iter_rows()],
    }


formulas = openpyxl.load_workbook(sys.argv[1])
values = openpyxl.load_workbook(sys.argv[1], data_only=True)
print(json.dumps({
    "created": formulas.properties.created.isoformat(),
    "title": formulas.properties.title,
    "sheets": [sheet_of(sheet, values) for sheet in formulas.worksheets],
}))
