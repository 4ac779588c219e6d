#include "sim/report/document/document_json.hpp"

#include <charconv>
#include <cmath>
#include <map>

#include <nlohmann/json.hpp>

#include "sim/report/build_facts.hpp"
#include "sim/report/document/cell_text.hpp"
#include "sim/report/document/cell_words.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::report {
namespace {

std::string json_string(std::string_view text) {
    auto const plain = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    std::string safe;
    for (char const c : plain) {
        if (c == '<')
            safe += "\\u003c";
        else
            safe += c;
    }
    return safe;
}

std::string member(std::string_view key, std::string_view value) {
    return json_string(key) + ":" + std::string{value};
}

std::string joined(std::vector<std::string> const& parts, std::string_view between = ",") {
    std::string out;
    for (std::string const& part : parts) {
        if (!out.empty()) out += between;
        out += part;
    }
    return out;
}
// Objects and lists of many parts have one a line, so that two versions can be compared.
std::string object(std::vector<std::string> const& members) {
    return "{" + joined(members) + "}";
}
std::string list(std::vector<std::string> const& items) {
    return "[" + joined(items) + "]";
}
std::string lines(char open, std::vector<std::string> const& parts, char close) {
    if (parts.empty()) return {open, close};
    return std::string{open} + "\n" + joined(parts, ",\n") + "\n" + close;
}

std::string words_json(Bilingual const& words) {
    return object({member("en", json_string(words.en)), member("zh", json_string(words.zh))});
}
std::string names_json(std::vector<std::string> const& names) {
    std::vector<std::string> items;
    items.reserve(names.size());
    for (std::string const& name : names)
        items.push_back(json_string(name));
    return list(items);
}

std::string cell_json(std::string const& cell, FigureKind quantity) {
    if (cell.empty()) return "null";
    return quantity != FigureKind::text && is_json_number(cell) ? cell : json_string(cell);
}

std::string table_json(TextTable const& table) {
    std::vector<FigureKind> quantities;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        quantities.push_back(quantity_of_column(table, i));
        names.emplace_back(name_of(quantities.back()));
    }
    std::vector<std::string> rows;
    for (Cells const& row : table.rows) {
        system::checkpoint();
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < row.size(); ++i)
            cells.push_back(cell_json(row[i], quantities[i]));
        rows.push_back(list(cells));
    }
    return object({member("columns", names_json(table.columns)), member("quantities", names_json(names)),
                   member("rows", lines('[', rows, ']'))});
}

// Of every column, and of our words in cells.
std::string terms_json(Document const& document) {
    std::map<std::string, std::vector<std::string>> members;
    auto const add = [&members](std::string const& name, Bilingual const& words) -> auto& {
        auto& of_name = members[name];
        if (of_name.empty())
            of_name = {member("en", json_string(words.en)), member("zh", json_string(words.zh))};
        return of_name;
    };
    for (TextTable const& table : document.tables) {
        for (std::string const& column : table.columns) {
            auto& of_column = add(column, words_of(column));
            auto const quantity = member("quantity", json_string(name_of(quantity_of(column))));
            if (of_column.size() == 2) of_column.push_back(quantity);
        }
    }
    for (TextTable const& table : document.tables) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (quantity_of_column(table, i) != FigureKind::text) continue;
            for (Cells const& row : table.rows) {
                system::checkpoint();
                if (auto const words = words_of_cell(row[i])) add(row[i], *words);
            }
        }
    }
    std::vector<std::string> parts;
    parts.reserve(members.size());
    for (auto const& [name, of_name] : members)
        parts.push_back(member(name, object(of_name)));
    return lines('{', parts, '}');
}

std::string_view name_of(Tone tone) {
    switch (tone) {
        case Tone::plain:
            return "plain";
        case Tone::verdict:
            return "verdict";
        case Tone::note:
            return "note";
        case Tone::warning:
            return "warning";
        case Tone::missing:
            return "missing";
        case Tone::command:
            return "command";
    }
    return "";
}

std::string block_json(Sentence const& sentence) {
    return object({member("kind", json_string("sentence")),
                   member("tone", json_string(name_of(sentence.tone))),
                   member("text", words_json(sentence.text))});
}
std::string block_json(Tiles const& block) {
    std::vector<std::string> tiles;
    for (Tile const& tile : block.tiles)
        tiles.push_back(
            object({member("label", words_json(tile.label)), member("value", words_json(tile.value)),
                    member("note", words_json(tile.note))}));
    return object({member("kind", json_string("tiles")), member("tiles", list(tiles))});
}
std::string block_json(DocumentView const& view) {
    std::vector<std::string> where;
    std::vector<std::string> options;
    for (auto const& [column, value] : view.where)
        where.push_back(names_json({column, value}));
    for (auto const& [name, value] : view.options)
        options.push_back(member(name, json_string(value)));
    return object({member("kind", json_string("view")), member("id", json_string(view.id)),
                   member("chart", json_string(view.chart)), member("table", json_string(view.table)),
                   member("title", words_json(view.title)), member("reading", words_json(view.reading)),
                   member("columns", names_json(view.columns)), member("where", list(where)),
                   member("picks", names_json(view.picks)), member("options", object(options))});
}

std::string picks_json(Document const& document) {
    std::vector<std::string> picks;
    for (Pick const& pick : document.picks)
        picks.push_back(
            object({member("column", json_string(pick.column)), member("label", words_json(pick.label)),
                    member("values", names_json(pick.values)), member("first", json_string(pick.first))}));
    return list(picks);
}

std::string sections_json(Document const& document) {
    std::vector<std::string> sections;
    for (Section const& section : document.sections) {
        std::vector<std::string> blocks;
        for (Block const& block : section.blocks)
            blocks.push_back(std::visit([](auto const& one) { return block_json(one); }, block));
        sections.push_back(
            object({member("id", json_string(section.id)), member("title", words_json(section.title)),
                    member("blocks", lines('[', blocks, ']'))}));
    }
    return lines('[', sections, ']');
}

}  // namespace

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

std::string document_json(Document const& document) {
    std::vector<std::string> tables;
    for (TextTable const& table : document.tables)
        tables.push_back(member(table.name, table_json(table)));
    auto const made = object({member("program", json_string("Meridian")),
                              member("version", json_string(build_facts::version)),
                              member("commit", json_string(build_facts::commit))});
    return lines('{',
                 {member("format", "1"),
                  member("language", json_string(document.language == Language::en ? "en" : "zh")),
                  member("title", words_json(document.title)),
                  member("subtitle", words_json(document.subtitle)), member("made", made),
                  member("picks", picks_json(document)), member("terms", terms_json(document)),
                  member("tables", lines('{', tables, '}')), member("sections", sections_json(document))},
                 '}') +
           "\n";
}

}  // namespace meridian::report
