#include "sim/document/map_files.hpp"

#include "models/units/format.hpp"
#include "sim/document/column_json.hpp"
#include "sim/document/table_files.hpp"

namespace meridian::document {
namespace {

constexpr std::string_view shape_column = "WKT";

std::string text_of(std::vector<MapPoint> const& part) {
    std::string text;
    for (MapPoint const& point : part) {
        text += (text.empty() ? "(" : ", ") + format_number(point.longitude_deg) + " " +
                format_number(point.latitude_deg);
    }
    return text + ")";
}

// By what its cells hold; of a column without any, by what it is declared to be.
std::string_view type_of(ResultTable const& table, std::size_t column) {
    if (table.columns[column].key == shape_column) return "WKT";
    bool is_text = table.columns[column].quantity == FigureKind::text;
    for (ResultRow const& row : table.rows) {
        if (row[column].is_text()) return "String";
        is_text = is_text && row[column].empty();
    }
    return is_text ? "String" : "Real";
}

// The types of the columns as GDAL's CSV driver reads them: "String,Real,WKT".
TextFile column_types(ResultTable const& table) {
    std::string types;
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        types.append(c == 0 ? "" : ",").append(type_of(table, c));
    return {table.name + ".csvt", types + "\n"};
}

}  // namespace

std::string well_known_text(MapShape const& shape) {
    if (shape.parts.empty()) return {};
    if (shape.is_point()) return "POINT " + text_of(shape.parts.front());
    if (shape.parts.size() == 1) return "LINESTRING " + text_of(shape.parts.front());
    std::string parts;
    for (auto const& part : shape.parts)
        parts += (parts.empty() ? "" : ", ") + text_of(part);
    return "MULTILINESTRING (" + parts + ")";
}

void write_map_files(std::filesystem::path const& target, std::vector<report::MapLayer> const& layers,
                     Tables const& run) {
    Tables tables;
    for (report::MapLayer const& layer : layers) {
        ResultTable& table = tables.emplace_back(layer.table);
        std::size_t const to = table.column_or_new(ResultColumn::of(shape_column));
        for (std::size_t r = 0; r < table.rows.size(); ++r)
            table.rows[r][to] = well_known_text(layer.shapes[r]);
    }
    if (ResultTable const* const figures = find_table(run, "figures")) tables.push_back(*figures);
    tables.push_back(units_table(tables));
    std::vector<TextFile> types;
    for (ResultTable const& table : tables)
        types.push_back(column_types(table));
    write_tables(target, "map", tables, types);
}

}  // namespace meridian::document
