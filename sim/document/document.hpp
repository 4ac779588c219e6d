// A report before it is a page, a workbook or a text: sections of sentences and views of tables, in both
// languages. Whoever renders one formats figures and computes none.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/document/report_names.hpp"

namespace meridian::document {

enum class Tone : std::uint8_t {
    plain,
    verdict,  // the answer of the report
    note,     // how to read what stands above it
    warning,
    missing,  // a part that this report cannot have, and why
    command,  // to be typed, the same in both languages
};
struct Sentence {
    Tone tone{Tone::plain};
    Bilingual text;
    Bilingual lead{};  // the question that it answers: "How sure"; empty: none
};

// A few figures that stand for themselves, as on the board page. `value` is written out, with its unit.
struct Tile {
    Bilingual label, value, note;
};
struct Tiles {
    std::vector<Tile> tiles;
    Bilingual of{};  // whose figures they are; may be empty
};

// A chart and the table behind it, or a table alone.
struct DocumentView {
    std::string id;                    // of this view, unique in the document: "differences"
    std::string chart;                 // kind of chart; empty: only the table
    std::string table;                 // name of the table behind it
    Bilingual title;                   // what it is, a noun
    Bilingual reading;                 // how to read it, one or two sentences
    std::vector<std::string> columns;  // to show, in this order; empty: all
    // Rows whose cell in the column is the value.
    std::vector<std::pair<std::string, std::string>> where;
    // Columns by which a reader picks: rows of the picked value are shown. Each is in Document::picks.
    std::vector<std::string> picks;
    std::map<std::string, std::string> options;  // of the chart: {"value": "mean", "more_is_better": "no"}
    Bilingual finding{};  // what it shows, in a sentence; empty: the title stands alone
    bool folded{false};   // shut until a reader asks for it, and not in print
};

using Block = std::variant<Sentence, Tiles, DocumentView>;

struct Section {
    std::string id;  // "board"
    Bilingual title;
    std::vector<Block> blocks;
    Bilingual finding{};  // may be empty
};

// A line of the head: "runs", "450 of 5 layouts".
struct HeadLine {
    Bilingual label, value;
};

// What a reader may pick for the whole report, such as a future or a layout.
struct Pick {
    std::string column;
    Bilingual label;
    std::vector<std::string> values;
    std::string first;  // picked when the report opens, and in texts that cannot ask
};

struct Document {
    Bilingual title;
    Bilingual subtitle;
    std::vector<HeadLine> head;
    DisplayNames names;
    Language language{Language::en};  // it opens in
    std::vector<Pick> picks;
    std::vector<Section> sections;
    std::vector<ResultTable> tables;  // of different names

    [[nodiscard]] ResultTable const* table(std::string_view name) const;  // nullptr: there is none
    [[nodiscard]] Pick const* pick(std::string_view column) const;
};

// The rows and columns of a view's table that it shows, with every pick at its first value.
[[nodiscard]] ResultTable shown(Document const& document, DocumentView const& view);

}  // namespace meridian::document
