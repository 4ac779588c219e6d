#include "sim/document/packed_tables.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "sim/system/interruption.hpp"

namespace meridian::document {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t least_rows = 50;

// Values once each, by their first appearance.
template <class Value>
class DistinctValues {
public:
    std::size_t place_of(Value const& value) {
        return places_.try_emplace(value, places_.size()).first->second;
    }
    // Whether writing places instead of values is worth it.
    [[nodiscard]] bool pays(std::size_t rows) const { return 2 * places_.size() < rows; }
    [[nodiscard]] std::map<Value, std::size_t> const& places() const { return places_; }

private:
    std::map<Value, std::size_t> places_;
};

void pack_cells(Json& table, std::size_t column) {
    Json& rows = table["rows"];
    DistinctValues<std::string> levels;
    for (Json const& row : rows) {
        if (!row[column].is_null() && !row[column].is_string()) return;
        if (row[column].is_string()) levels.place_of(row[column].get_ref<std::string const&>());
    }
    if (!levels.pays(rows.size())) return;
    Json list = Json::array();
    list.get_ref<Json::array_t&>().resize(levels.places().size());
    for (auto const& [text, place] : levels.places())
        list[place] = text;
    for (Json& row : rows) {
        if (row[column].is_string()) row[column] = levels.place_of(row[column].get<std::string>());
    }
    table["columns"][column]["levels"] = std::move(list);
}

// Places of a column as value and length of each run of equal ones.
Json runs_of(Json const& rows, std::size_t column) {
    Json runs = Json::array();
    std::size_t length = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        ++length;
        if (r + 1 < rows.size() && rows[r + 1][column] == rows[r][column]) continue;
        runs.push_back(rows[r][column]);
        runs.push_back(std::exchange(length, 0));
    }
    return runs;
}

// Columns of long runs leave the rows.
void pack_runs(Json& table) {
    Json& rows = table["rows"];
    Json& columns = table["columns"];
    for (std::size_t c = columns.size(); c-- > 0;) {
        if (!columns[c].contains("levels")) continue;
        Json runs = runs_of(rows, c);
        if (2 * runs.size() > rows.size()) continue;
        columns[c]["runs"] = std::move(runs);
        for (Json& row : rows)
            row.erase(row.begin() + static_cast<std::ptrdiff_t>(c));
    }
}

void pack_texts(Json& texts) {
    Json const& en = texts["en"];
    Json const& zh = texts.contains("zh") ? texts["zh"] : en;
    DistinctValues<std::pair<std::string, std::string>> levels;
    Json at = Json::array();
    for (std::size_t i = 0; i < en.size(); ++i)
        at.push_back(levels.place_of({en[i].get<std::string>(), zh[i].get<std::string>()}));
    if (!levels.pays(en.size())) return;
    Json packed{{"en", Json::array()}, {"at", std::move(at)}};
    packed["en"].get_ref<Json::array_t&>().resize(levels.places().size());
    bool const both = texts.contains("zh");
    if (both) packed["zh"] = packed["en"];
    for (auto const& [text, place] : levels.places()) {
        packed["en"][place] = text.first;
        if (both) packed["zh"][place] = text.second;
    }
    texts = std::move(packed);
}

}  // namespace

void pack_tables(Json& document) {
    for (auto& [name, table] : document["tables"].items()) {
        system::checkpoint();
        if (table["rows"].size() < least_rows) continue;
        for (std::size_t c = 0; c < table["columns"].size(); ++c) {
            pack_cells(table, c);
            if (!table["texts"][c].is_null()) pack_texts(table["texts"][c]);
        }
        pack_runs(table);
    }
}

}  // namespace meridian::document
