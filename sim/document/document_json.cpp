#include "sim/document/document_json.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <nlohmann/json.hpp>

#include "sim/document/json_cell.hpp"
#include "sim/document/packed_tables.hpp"
#include "sim/report/build_facts.hpp"
#include "sim/report/table/cell_text.hpp"
#include "sim/report/table/cell_words.hpp"
#include "sim/report/table/number_units.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::document {
namespace {

using Json = nlohmann::ordered_json;

bool holds_figures(ResultColumn const& column) {
    return column.quantity != FigureKind::text || column.kind_by != report::KindBy::column;
}

// The key of the low or the high end of a figure's interval, if the table has it.
std::string end_of(ResultTable const& table, std::string const& figure, bool is_low) {
    auto const found = std::ranges::find_if(table.columns, [&](ResultColumn const& column) {
        return column.interval_of == figure && column.key.ends_with("low") == is_low;
    });
    return found == table.columns.end() ? std::string{} : found->key;
}

Json table_column_json(ResultTable const& table, ResultColumn const& column) {
    Json out{{"key", column.key}, {"head", json_of(column.head)}, {"quantity", name_of(column.quantity)}};
    if (!column.meaning.empty()) out["meaning"] = column.meaning;
    if (auto const kind = report::entity_kind_of(column.key); !kind.empty()) out["names"] = kind;
    for (bool const is_low : {true, false}) {
        if (auto const key = end_of(table, column.key, is_low); !key.empty())
            out[is_low ? "low" : "high"] = key;
    }
    using report::Direction;
    if (column.direction != Direction::none)
        out["better"] = column.direction == Direction::higher ? "higher" : "lower";
    return out;
}

// The cells of a column of figures as people read them; null of a column of texts, and where they are written as in
// files.
Json texts_json(ResultTable const& table, std::size_t column) {
    if (!holds_figures(table.columns[column])) return nullptr;
    std::vector<ResultRow const*> rows;
    for (ResultRow const& row : table.rows)
        rows.push_back(&row);
    system::checkpoint();
    auto const en = report::column_for_people(table, rows, column, Language::en);
    auto const zh = report::column_for_people(table, rows, column, Language::zh);
    bool raw = zh == en;
    for (std::size_t r = 0; raw && r < en.size(); ++r)
        raw = en[r] == (*rows[r])[column].written() || (*rows[r])[column].empty();
    if (raw) return nullptr;
    Json out{{"en", en}};
    if (zh != en) out["zh"] = zh;
    return out;
}

// What the figures of each row are, of tables whose rows are of different ones.
Json row_quantities(ResultTable const& table) {
    using report::KindBy;
    for (KindBy const by : {KindBy::metric, KindBy::unit}) {
        auto const found = std::ranges::find(table.columns, by, &ResultColumn::kind_by);
        if (found == table.columns.end()) continue;
        Json all = Json::array();
        for (ResultRow const& row : table.rows)
            all.push_back(name_of(
                quantity_of_cell(table, row, static_cast<std::size_t>(found - table.columns.begin()))));
        return all;
    }
    return nullptr;
}

Json table_json(ResultTable const& table) {
    Json columns = Json::array();
    Json texts = Json::array();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        columns.push_back(table_column_json(table, table.columns[i]));
        texts.push_back(texts_json(table, i));
    }
    Json rows = Json::array();
    for (ResultRow const& row : table.rows) {
        system::checkpoint();
        Json cells = Json::array();
        for (ResultCell const& cell : row)
            cells.push_back(json_of(cell));
        rows.push_back(std::move(cells));
    }
    Json out{{"columns", std::move(columns)}, {"rows", std::move(rows)}, {"texts", std::move(texts)}};
    if (Json by_row = row_quantities(table); !by_row.is_null()) out["row_quantities"] = std::move(by_row);
    return out;
}

// Our words in cells of texts.
Json words_of_cells(Document const& document) {
    std::set<std::string> texts;
    for (ResultTable const& table : document.tables) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i].quantity != FigureKind::text) continue;
            for (ResultRow const& row : table.rows)
                texts.insert(row[i].text());
        }
    }
    Json out = Json::object();
    for (std::string const& text : texts) {
        if (auto const words = report::words_of_cell(text)) out[text] = json_of(*words);
    }
    return out;
}

// The ladders of units, for axes and for figures that a chart adds up.
Json units_json() {
    Json out = Json::object();
    for (std::size_t i = 0; i <= static_cast<std::size_t>(FigureKind::number); ++i) {
        auto const quantity = static_cast<FigureKind>(i);
        for (auto const& [name, language] : {std::pair{"en", Language::en}, std::pair{"zh", Language::zh}}) {
            Json rungs = Json::array();
            for (report::Rung const& rung : report::units_of(quantity, language))
                rungs.push_back({rung.from, rung.times, rung.over, rung.unit});
            out[name_of(quantity)][name] = std::move(rungs);
        }
    }
    return out;
}

std::string_view name_of(Tone tone) {
    constexpr std::array<std::string_view, 6> names{"plain",   "verdict", "note",
                                                    "warning", "missing", "command"};
    return names[static_cast<std::size_t>(tone)];
}

Json block_json(Sentence const& sentence) {
    Json out{{"kind", "sentence"}, {"tone", name_of(sentence.tone)}, {"text", json_of(sentence.text)}};
    if (!sentence.lead.empty()) out["lead"] = json_of(sentence.lead);
    return out;
}

Json block_json(Tiles const& block) {
    Json tiles = Json::array();
    for (Tile const& tile : block.tiles)
        tiles.push_back(
            {{"label", json_of(tile.label)}, {"value", json_of(tile.value)}, {"note", json_of(tile.note)}});
    Json out{{"kind", "tiles"}, {"tiles", std::move(tiles)}};
    if (!block.of.empty()) out["of"] = json_of(block.of);
    return out;
}

Json block_json(DocumentView const& view) {
    Json where = Json::array();
    for (auto const& [column, value] : view.where)
        where.push_back(Json::array({column, value}));
    Json out{{"kind", "view"},
             {"id", view.id},
             {"chart", view.chart},
             {"table", view.table},
             {"title", json_of(view.title)},
             {"reading", json_of(view.reading)},
             {"columns", view.columns},
             {"where", std::move(where)},
             {"picks", view.picks},
             {"options", view.options},
             {"folded", view.folded}};
    if (!view.finding.empty()) out["finding"] = json_of(view.finding);
    return out;
}

Json picks_json(Document const& document) {
    Json picks = Json::array();
    for (Pick const& pick : document.picks)
        picks.push_back({{"column", pick.column},
                         {"label", json_of(pick.label)},
                         {"values", pick.values},
                         {"first", pick.first}});
    return picks;
}

Json sections_json(Document const& document) {
    Json sections = Json::array();
    for (Section const& section : document.sections) {
        Json blocks = Json::array();
        for (Block const& block : section.blocks)
            blocks.push_back(std::visit([](auto const& one) { return block_json(one); }, block));
        Json one{{"id", section.id}, {"title", json_of(section.title)}};
        if (!section.finding.empty()) one["finding"] = json_of(section.finding);
        one["blocks"] = std::move(blocks);
        sections.push_back(std::move(one));
    }
    return sections;
}

// So that the text may stand inside a script element; `<` stands within strings only.
std::string without_marks(std::string const& json) {
    std::string safe;
    safe.reserve(json.size());
    for (char const c : json) {
        if (c == '<')
            safe += "\\u003c";
        else
            safe += c;
    }
    return safe;
}

Json whole_json(Document const& document) {
    Json tables = Json::object();
    for (ResultTable const& table : document.tables)
        tables[table.name] = table_json(table);
    Json head = Json::array();
    for (HeadLine const& line : document.head)
        head.push_back({{"label", json_of(line.label)}, {"value", json_of(line.value)}});
    // Its mark comes first (own_report.hpp).
    return Json{{"made",
                 {{"program", "Meridian"},
                  {"version", report::build_facts::version},
                  {"commit", report::build_facts::commit}}},
                {"format", 2},
                {"language", document.language == Language::en ? "en" : "zh"},
                {"title", json_of(document.title)},
                {"subtitle", json_of(document.subtitle)},
                {"header", std::move(head)},
                {"picks", picks_json(document)},
                {"names", json_of(document.names)},
                {"words", words_of_cells(document)},
                {"units", units_json()},
                {"tables", std::move(tables)},
                {"sections", sections_json(document)}};
}

std::string text_of(Json const& json) {
    return without_marks(json.dump(-1, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace

std::string document_json(Document const& document) {
    return text_of(whole_json(document));
}

std::string packed_document_json(Document const& document) {
    Json json = whole_json(document);
    pack_tables(json);
    return text_of(json);
}

}  // namespace meridian::document
