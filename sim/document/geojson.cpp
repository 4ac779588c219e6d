#include "sim/document/geojson.hpp"

#include <string>

#include <nlohmann/json.hpp>

#include "sim/document/column_json.hpp"
#include "sim/document/json_cell.hpp"
#include "sim/report/own_report.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::document {
namespace {

using Json = nlohmann::ordered_json;
using report::MapLayer;

std::string compact(Json const& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json json_of(MapPoint point) {
    return Json::array({point.longitude_deg, point.latitude_deg});
}
Json json_of(std::vector<MapPoint> const& part) {
    Json out = Json::array();
    for (MapPoint const& point : part)
        out.push_back(json_of(point));
    return out;
}
Json json_of(MapShape const& shape) {
    if (shape.parts.empty()) return nullptr;
    if (shape.is_point()) return {{"type", "Point"}, {"coordinates", json_of(shape.parts.front().front())}};
    if (shape.parts.size() == 1)
        return {{"type", "LineString"}, {"coordinates", json_of(shape.parts.front())}};
    Json parts = Json::array();
    for (auto const& part : shape.parts)
        parts.push_back(json_of(part));
    return {{"type", "MultiLineString"}, {"coordinates", std::move(parts)}};
}

Json feature(MapLayer const& layer, std::size_t r) {
    ResultRow const& row = layer.table.rows[r];
    Json properties{{"layer", layer.entity}};
    for (std::size_t c = 0; c < row.size(); ++c)
        properties[layer.table.columns[c].key] = document::json_of(row[c]);
    return {{"type", "Feature"},
            {"id", std::string{layer.entity} + ":" + row.front().text()},
            {"geometry", json_of(layer.shapes[r])},
            {"properties", std::move(properties)}};
}

Json layer_columns(std::vector<MapLayer> const& layers) {
    Json columns = Json::object();
    for (MapLayer const& layer : layers) {
        for (ResultColumn const& column : layer.table.columns) {
            if (!columns.contains(column.key)) columns[column.key] = column_json(column);
        }
    }
    return columns;
}

void add_figures(Json& columns, ResultTable const* figures) {
    if (figures == nullptr) return;
    for (ResultRow const& row : figures->rows) {
        std::string const& key = figures->text(row, "key");
        if (!columns.contains(key)) columns[key] = column_json(ResultColumn::of(key));
    }
}

// A table of two columns.
Json object_of(ResultTable const& pairs) {
    Json out = Json::object();
    for (ResultRow const& row : pairs.rows)
        out[row.front().written()] = document::json_of(row.back());
    return out;
}

std::optional<MapBox> box_of(std::vector<MapLayer> const& layers) {
    std::vector<MapShape const*> shapes;
    for (MapLayer const& layer : layers) {
        for (MapShape const& shape : layer.shapes)
            shapes.push_back(&shape);
    }
    return bounding_box(shapes);
}

}  // namespace

void write_geojson(std::filesystem::path const& target, std::vector<MapLayer> const& layers,
                   Tables const& run) {
    // Nothing is opened before the text is whole: the destructor of a Json allocates, so where memory has run out
    // it ends the program, and what is half-written would stay.
    std::string text = "{\"type\": \"FeatureCollection\",\n";
    text += std::string{report::maker_mark("geojson")} + ",\n";
    if (auto const box = box_of(layers)) {
        Json const corners = Json::array({box->west_deg, box->south_deg, box->east_deg, box->north_deg});
        text += "\"bbox\": " + compact(corners) + ",\n";
    }
    Json columns = layer_columns(layers);
    add_figures(columns, find_table(run, "figures"));
    text += "\"columns\": " + compact(columns) + ",\n";
    if (ResultTable const* const facts = find_table(run, "facts"))
        text += "\"run\": " + compact(object_of(*facts)) + ",\n";
    if (ResultTable const* const figures = find_table(run, "figures"))
        text += "\"figures\": " + compact(object_of(*figures)) + ",\n";
    text += "\"features\": [";
    std::string_view before = "\n";
    for (MapLayer const& layer : layers) {
        for (std::size_t r = 0; r < layer.table.rows.size(); ++r) {
            system::checkpoint();
            text += std::string{before} + compact(feature(layer, r));
            before = ",\n";
        }
    }
    text += "\n]}\n";
    system::replace_file(target, text);
}

}  // namespace meridian::document
