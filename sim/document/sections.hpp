// From the tables of a run or of studies to a document: what to show, in which order, and the sentences that
// the tables allow. Every figure in a sentence is a cell of a table.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/document/document.hpp"
#include "sim/document/study_tables.hpp"
#include "sim/document/views.hpp"

namespace meridian::document {

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
    DisplayNames names;                 // of a single run
    std::vector<std::string> commands;  // that make the report again
    std::string date;                   // on which it is made; empty: it says none
};

[[nodiscard]] Document make_document(ReportMaterial material);

// What every section knows of the document it stands in.
struct SectionFacts {
    StudyMaterial const* study{nullptr};  // nullptr: of a single run; its tables are the document's
    std::vector<SideStudy> const* more{nullptr};
    std::vector<std::string> const* commands{nullptr};
    std::string shown;  // the alternative that a reader sees first
    Fillings fillings;  // what names in braces of views.json stand for
};

// What the sections are written with.
class SectionWriter {
public:
    SectionWriter(Document& document, Section& section, std::vector<Bilingual>& absent)
        : document_{document}, section_{section}, absent_{absent} {}

    void say(Tone tone, Bilingual text, Bilingual lead = {});
    // Of the section: its title where that of views.json does not fit, and what it finds.
    void head(Bilingual title, Bilingual finding) {
        section_.title = std::move(title);
        section_.finding = std::move(finding);
    }
    void tiles(std::vector<Tile> tiles, Bilingual of) {
        section_.blocks.push_back(Tiles{std::move(tiles), std::move(of)});
    }
    // The view if its table is there and has rows, else what it says otherwise.
    void show(ViewTemplate const& view, SectionFacts const& facts, Fillings const& more = {});
    [[nodiscard]] ResultTable const* table(std::string_view name) const;  // nullptr: none, or without rows
    [[nodiscard]] Document const& document() const { return document_; }
    // Parts that this report cannot have so far, and why.
    [[nodiscard]] std::vector<Bilingual> const& absent() const { return absent_; }

private:
    void complete_columns(DocumentView& view, ResultTable const& table) const;

    Document& document_;
    Section& section_;
    std::vector<Bilingual>& absent_;
};

// The functions that views.json names with "write", by the page's sections.
void write_answers(SectionWriter& out, SectionFacts const& facts);  // of a study: one sentence a question
void write_run_warnings(SectionWriter& out, SectionFacts const& facts);
void write_tiles(SectionWriter& out, SectionFacts const& facts);
void write_curves(SectionWriter& out, SectionFacts const& facts);
void write_others(SectionWriter& out, SectionFacts const& facts);  // what stands beside the best
void write_site_sentences(SectionWriter& out, SectionFacts const& facts);
void write_losses(SectionWriter& out, SectionFacts const& facts);  // of a run: what its outages did
void write_side_differences(SectionWriter& out, SectionFacts const& facts);
void write_how_sure(SectionWriter& out, SectionFacts const& facts);
void write_tornados(SectionWriter& out, SectionFacts const& facts);
void write_break_evens(SectionWriter& out, SectionFacts const& facts);
void write_effects(SectionWriter& out, SectionFacts const& facts);
void write_selections(SectionWriter& out, SectionFacts const& facts);
void write_inputs(SectionWriter& out, SectionFacts const& facts);
void write_left_out(SectionWriter& out, SectionFacts const& facts);
void write_absent_parts(SectionWriter& out, SectionFacts const& facts);
void write_reproduce(SectionWriter& out, SectionFacts const& facts);

// The table `waterfall` (step, change, is_total): from the baseline's yearly net cost to the best layout's by the parts
// of the difference, the largest first; nothing without net costs.
void add_waterfall(Document& document, StudyMaterial const& study);

// Sentences of the answers; empty where the tables do not give them.
[[nodiscard]] Bilingual why_words(SectionWriter const& out, StudyMaterial const& study);
[[nodiscard]] Bilingual value_range_words(SectionWriter const& out, StudyMaterial const& study);
[[nodiscard]] Bilingual break_even_words(SectionWriter const& out, SectionFacts const& facts);
// How many warnings write_run_warnings() says further down.
[[nodiscard]] Bilingual warning_count_words(SectionWriter const& out);
// Whether the best layout passes the rules in force, and what stops those that would be better.
[[nodiscard]] Bilingual rule_words(SectionWriter const& out, StudyMaterial const& study);
// Whether the best layout keeps each rule over each loss, and in which case it stands worst; monitored ones, too.
[[nodiscard]] std::vector<Bilingual> loss_rule_words(SectionWriter const& out, StudyMaterial const& study);
// Of `losses`, in the baseline's future: the most value lost, then the least SLO attainment during the loss; nullptr: none.
[[nodiscard]] ResultRow const* worst_loss_case(ResultTable const& losses, StudyMaterial const& study,
                                               std::string const& alternative);
// What the worst loss costs the best layout.
[[nodiscard]] Bilingual worst_loss_words(SectionWriter const& out, SectionFacts const& facts);
// "If a site is lost", by what the study loses; empty: nothing.
[[nodiscard]] Bilingual loss_question(SectionWriter const& out);
// Titles of views on losses (findings.hpp).
[[nodiscard]] Bilingual finding_of_losses(SectionWriter const& out, SectionFacts const& facts);
[[nodiscard]] Bilingual finding_of_loss_summary(SectionWriter const& out, SectionFacts const& facts);
[[nodiscard]] Bilingual finding_of_loss_course(SectionWriter const& out, SectionFacts const& facts);
[[nodiscard]] Bilingual finding_of_headroom(SectionWriter const& out, SectionFacts const& facts);
// Whether the accelerators of the layout shown keep up with their work, and how many sites do not.
[[nodiscard]] Bilingual finding_of_load(SectionWriter const& out, SectionFacts const& facts);
// "likely better than A (at 91 % of 64 samples of inputs, ...; only where ...)", as far as is known.
[[nodiscard]] Bilingual better_words(SectionWriter const& out, StudyMaterial const& study,
                                     std::string const& alternative);
// Why no layout is called the best, where bills of different demand are compared. Empty: nothing stands against it.
[[nodiscard]] Bilingual demand_gap_words(SectionWriter const& out, StudyMaterial const& study);

// The names under which the main study and the side studies have a table.
[[nodiscard]] std::vector<std::string> names_of(SectionWriter const& out, SectionFacts const& facts,
                                                std::string const& table);

// A figure with its unit, with the digits that its interval allows, in both languages.
[[nodiscard]] Bilingual figure_words(ResultTable const& table, ResultRow const& row, std::string_view column);
// Alternatives: names for people.
[[nodiscard]] Bilingual layout_name(StudyMaterial const& study, std::string const& alternative);
// As a sentence begins in English.
[[nodiscard]] Bilingual capitalised(Bilingual words);
// Parts with commas between.
[[nodiscard]] Bilingual listed(std::vector<Bilingual> const& parts);

}  // namespace meridian::document
