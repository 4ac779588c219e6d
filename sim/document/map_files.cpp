#include "sim/document/map_files.hpp"

#include "models/units/format.hpp"
#include "sim/document/column_json.hpp"
#include "sim/document/table_files.hpp"

namespace meridian::document {
namespace {

std::string text_of(std::vector<MapPoint> const& part) {
    std::string text;
    for (MapPoint const& point : part) {
        text += (text.empty() ? "(" : ", ") + format_number(point.longitude_deg) + " " +
                format_number(point.latitude_deg);
    }
    return text + ")";
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
        std::size_t const to = table.column_or_new(ResultColumn::of("WKT"));
        for (std::size_t r = 0; r < table.rows.size(); ++r)
            table.rows[r][to] = well_known_text(layer.shapes[r]);
    }
    if (ResultTable const* const figures = find_table(run, "figures")) tables.push_back(*figures);
    tables.push_back(units_table(tables));
    write_tables(target, "map", tables);
}

}  // namespace meridian::document
