// From the tables of a run or of studies to a document: what to show, in which order, and the sentences that
// the tables allow. Every figure in a sentence is a cell of a table.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/report/document/document.hpp"
#include "sim/report/document/study_tables.hpp"

namespace meridian::report {

// A study that stands in a report beside the main one: the share of X, the same capital, what the verdict
// depends on.
struct SideStudy {
    std::string name;  // of its folder; before the names of its tables: "x_share.comparison"
    StudyMaterial study;
};

struct ReportMaterial {
    Bilingual title;
    std::optional<StudyMaterial> study;  // none: of a single run
    std::vector<SideStudy> more;
    std::string run_name;               // of a single run
    Tables run;                         // of a single run, each with `alternative` in its first column
    std::vector<std::string> commands;  // that make the report again
};

[[nodiscard]] Document make_document(ReportMaterial material);

// What the sections are written with.
class SectionWriter {
public:
    SectionWriter(Document& document, Section& section) : document_{document}, section_{section} {}

    void say(Tone tone, Bilingual text) { section_.blocks.push_back(Sentence{tone, std::move(text)}); }
    void tiles(std::vector<Tile> tiles) { section_.blocks.push_back(Tiles{std::move(tiles)}); }
    // The view if its table is there and has rows, else the sentence: a part that is missing, or that there
    // is nothing to show of (`note`).
    void view(DocumentView view, Bilingual otherwise, Tone tone = Tone::missing);
    [[nodiscard]] TextTable const* table(std::string_view name) const;  // nullptr: none, or without rows

private:
    Document& document_;
    Section& section_;
};

// What every section knows of the document it stands in.
struct SectionFacts {
    StudyMaterial const* study{nullptr};  // nullptr: of a single run; its tables are the document's
    std::vector<SideStudy> const* more{nullptr};
    std::vector<std::string> const* commands{nullptr};
    std::string shown;  // the alternative that a reader sees first
};

void write_board(SectionWriter& out, SectionFacts const& facts);
void write_map(SectionWriter& out, SectionFacts const& facts);
void write_layouts(SectionWriter& out, SectionFacts const& facts);
void write_service(SectionWriter& out, SectionFacts const& facts);
void write_capacity(SectionWriter& out, SectionFacts const& facts);
void write_network(SectionWriter& out, SectionFacts const& facts);
void write_money(SectionWriter& out, SectionFacts const& facts);
void write_risk(SectionWriter& out, SectionFacts const& facts);
void write_evidence(SectionWriter& out, SectionFacts const& facts);

// Parts of sections: which layout was selected in each future, or what is missing to it; who was left out when; what the
// figures depend on.
void say_selection(SectionWriter& out, SectionFacts const& facts);
void write_selections(SectionWriter& out);
void write_effects(SectionWriter& out, SectionFacts const& facts);
// Whether the best layout passes the rules, and what stops those that would be better; the rules with their margins.
void say_rules(SectionWriter& out, StudyMaterial const& study);
void write_rules(SectionWriter& out, SectionFacts const& facts);
// What the difference of net cost between the best layout and the baseline is made of; over which values of unserved work
// each layout is best.
void say_why(SectionWriter& out, StudyMaterial const& study);
void say_value_ranges(SectionWriter& out, StudyMaterial const& study);
void write_value(SectionWriter& out, SectionFacts const& facts);
// "likely better than A (at 91 % of 64 samples of inputs, ...; only where ...)", as far as is known.
[[nodiscard]] Bilingual better_words(SectionWriter const& out, std::string const& alternative,
                                     std::string const& baseline);
// Why no layout is called the best, where bills of different demand are compared. False: nothing stands against it.
bool say_demand_gap(SectionWriter& out, StudyMaterial const& study);
// What lowers carbon at the least cost, and what serves best.
void say_runners_up(SectionWriter& out, StudyMaterial const& study);
void write_certainty(SectionWriter& out);
// What each site is worth, and where the next accelerators should go.
void write_site_values(SectionWriter& out, SectionFacts const& facts);
// The names under which the main study and the side studies have a table.
[[nodiscard]] std::vector<std::string> names_of(SectionWriter const& out, SectionFacts const& facts,
                                                std::string const& table);

// A figure with its unit, with the digits that its interval allows, in both languages.
[[nodiscard]] Bilingual figure_words(TextTable const& table, Cells const& row, std::string_view column);

}  // namespace meridian::report
