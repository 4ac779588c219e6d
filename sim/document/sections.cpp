#include "sim/document/sections.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "models/units/split.hpp"
#include "sim/document/findings.hpp"
#include "sim/document/loss_tables.hpp"
#include "sim/report/table/cell_text.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::document {
namespace {

using Write = void (*)(SectionWriter&, SectionFacts const&);

std::map<std::string_view, Write> const& writers() {
    static std::map<std::string_view, Write> const all{{"answers", write_answers},
                                                       {"run_warnings", write_run_warnings},
                                                       {"tiles", write_tiles},
                                                       {"curves", write_curves},
                                                       {"others", write_others},
                                                       {"site_sentences", write_site_sentences},
                                                       {"losses", write_losses},
                                                       {"side_differences", write_side_differences},
                                                       {"how_sure", write_how_sure},
                                                       {"tornados", write_tornados},
                                                       {"break_evens", write_break_evens},
                                                       {"effects", write_effects},
                                                       {"selections", write_selections},
                                                       {"inputs", write_inputs},
                                                       {"left_out", write_left_out},
                                                       {"absent_parts", write_absent_parts},
                                                       {"reproduce", write_reproduce}};
    return all;
}

std::vector<std::string> values_of(ResultTable const* table, std::string_view column) {
    std::vector<std::string> values;
    if (table == nullptr) return values;
    for (ResultRow const& row : table->rows) {
        std::string const& value = table->text(row, column);
        if (std::ranges::find(values, value) == values.end()) values.push_back(value);
    }
    return values;
}

void add_pick(Document& document, char const* column, Bilingual label, std::vector<std::string> values,
              std::string const& first) {
    if (values.size() < 2) return;  // there is nothing to pick
    bool const known = std::ranges::find(values, first) != values.end();
    document.picks.push_back({column, std::move(label), values, known ? first : values.front()});
}

// The alternative of which a whole run is there: the best one if it is.
std::string first_shown(Document const& document, StudyMaterial const* study) {
    auto const names = values_of(document.table("sites"), "alternative");
    if (study != nullptr && (names.empty() || std::ranges::find(names, study->best) != names.end()))
        return study->best;
    return names.empty() ? std::string{} : names.front();
}

// That of the worst case of the best layout.
std::string first_axis(Document const& document, StudyMaterial const& study) {
    ResultTable const* const losses = document.table("losses");
    if (losses == nullptr) return {};
    ResultRow const* const worst = worst_loss_case(*losses, study, study.best);
    return worst == nullptr ? std::string{} : losses->text(*worst, "axis");
}

void add_picks(Document& document, StudyMaterial const* study) {
    auto alternatives = values_of(document.table("sites"), "alternative");
    if (study != nullptr) {
        add_pick(document, "future", {"Future", "情景"}, values_of(document.table("comparison"), "future"),
                 study->baseline_future);
        if (alternatives.empty()) alternatives = study->alternatives;
    }
    add_pick(document, "alternative", {"Layout", "布局"}, std::move(alternatives),
             first_shown(document, study));
    if (study == nullptr) return;
    std::vector<std::string> metrics;
    for (StudyMetric const& metric : study->metrics)
        metrics.push_back(metric.key);
    add_pick(document, "axis", {"Loss", "失效"}, values_of(document.table("losses"), "axis"),
             first_axis(document, *study));
    add_pick(document, "metric", {"Figure", "指标"}, metrics, metrics.empty() ? "" : metrics.front());
}

void add_side_tables(Document& document, std::vector<SideStudy> const& more) {
    for (SideStudy const& side : more) {
        for (ResultTable const& table : side.study.tables) {
            document.tables.push_back(table);
            document.tables.back().name = side.name + "." + table.name;
        }
    }
}

// Of a list of columns with commas between, those that the table has.
std::string there_in(ResultTable const& table, std::string const& columns) {
    std::string there;
    for (std::string_view const column : split(columns, ',')) {
        if (table.column(column)) there.append(there.empty() ? "" : ",").append(column);
    }
    return there;
}

}  // namespace

void SectionWriter::say(Tone tone, Bilingual text, Bilingual lead) {
    if (text.empty()) return;
    if (tone == Tone::missing) {
        absent_.push_back(std::move(text));
        return;
    }
    section_.blocks.push_back(Sentence{tone, std::move(text), std::move(lead)});
}

void SectionWriter::complete_columns(DocumentView& view, ResultTable const& table) const {
    auto const fixed = [&](std::string const& column) {
        bool const chosen =
            std::ranges::find(view.where, column, &std::pair<std::string, std::string>::first) !=
            view.where.end();
        return chosen || std::ranges::find(view.picks, column) != view.picks.end();
    };
    // All but those in which all rows shown are alike, and the ends of intervals, which give figures their
    // digits.
    if (view.columns.empty()) {
        for (ResultColumn const& column : table.columns) {
            bool const is_end = !column.interval_of.empty() && table.column(column.interval_of);
            if (!fixed(column.key) && !is_end) view.columns.push_back(column.key);
        }
    }
    std::erase_if(view.columns, [&](std::string const& column) { return !table.column(column); });
    std::erase_if(view.where, [&](auto const& one) { return !table.column(one.first); });
    std::erase_if(view.picks, [&](std::string const& column) {
        return !table.column(column) || document_.pick(column) == nullptr;
    });
}

void SectionWriter::show(ViewTemplate const& like, SectionFacts const& facts, Fillings const& more) {
    bool const of_study = facts.study != nullptr;
    if (!like.when.empty() && (like.when != "run") != of_study) return;
    // Of studies with losses, or where the table is there for another reason.
    if (like.when == "losses" &&
        (!of_study || (table("losses") == nullptr && table(like.view.table) == nullptr)))
        return;
    if (like.when == "futures" && facts.study->all_futures < 2) return say(like.tone, like.otherwise);
    Fillings fillings = more;
    fillings.insert(facts.fillings.begin(), facts.fillings.end());
    DocumentView view = filled(like.view, fillings);
    ResultTable const* const found = table(view.table);
    if (found == nullptr) return say(like.tone, like.otherwise);
    if (auto const values = view.options.find("values"); values != view.options.end()) {
        values->second = there_in(*found, values->second);
        if (values->second.empty()) return say(like.tone, like.otherwise);
    }
    complete_columns(view, *found);
    if (!like.finding.empty()) view.finding = finding(like.finding, *this, facts);
    section_.blocks.push_back(std::move(view));
}

ResultTable const* SectionWriter::table(std::string_view name) const {
    ResultTable const* const found = document_.table(name);
    return found != nullptr && !found->empty() ? found : nullptr;
}

Bilingual figure_words(ResultTable const& table, ResultRow const& row, std::string_view column) {
    auto const place = table.column(column);
    if (!place) return Bilingual::same("–");
    return {cell_for_people(table, row, *place, Language::en),
            cell_for_people(table, row, *place, Language::zh)};
}

Bilingual layout_name(StudyMaterial const& study, std::string const& alternative) {
    return study.names.of("layout", alternative);
}

Bilingual capitalised(Bilingual words) {
    if (!words.en.empty() && words.en.front() >= 'a' && words.en.front() <= 'z')
        words.en.front() = static_cast<char>(words.en.front() - 'a' + 'A');
    return words;
}

Bilingual listed(std::vector<Bilingual> const& parts) {
    Bilingual all;
    for (Bilingual const& part : parts) {
        all.en += (all.en.empty() ? "" : ", ") + part.en;
        all.zh += (all.zh.empty() ? "" : "、") + part.zh;
    }
    return all;
}

namespace {

Fillings fillings_of(StudyMaterial const& study) {
    Fillings all{{"study", Bilingual::same(study.name)},
                 {"baseline", layout_name(study, study.baseline)},
                 {"best", layout_name(study, study.best)},
                 {"baseline_future", Bilingual::same(study.baseline_future)},
                 {"reference_policy", study.names.of("policy", study.reference_policy)}};
    if (study.metrics.empty()) return all;
    StudyMetric const& metric = study.metrics.front();
    all.emplace("metric", Bilingual::same(metric.key));
    all.emplace("metric_words", words_of(metric.key));
    all.emplace("more_is_better", Bilingual::same(metric.more_is_better ? "yes" : "no"));
    return all;
}

void write_section(SectionTemplate const& like, Document& document, std::vector<Bilingual>& absent,
                   SectionFacts const& facts) {
    document.sections.push_back({like.id, like.title, {}});
    SectionWriter out{document, document.sections.back(), absent};
    for (SectionItem const& item : like.items) {
        system::checkpoint();
        if (item.write.empty()) {
            out.show(item.view, facts);
        } else {
            writers().at(item.write)(out, facts);
        }
    }
    if (document.sections.back().blocks.empty()) document.sections.pop_back();
}

// Directions of links, as resources call them.
void add_names_of_directions(Document& document) {
    ResultTable const* const links = document.table("links");
    if (links == nullptr) return;
    for (ResultRow const& row : links->rows) {
        std::string const a = links->text(row, "a");
        std::string const b = links->text(row, "b");
        for (auto const& [from, to] : {std::pair{a, b}, std::pair{b, a}}) {
            Bilingual const start = document.names.of("node", from);
            Bilingual const end = document.names.of("node", to);
            document.names.add("any", from + " to " + to,
                               {start.en + " to " + end.en, start.zh + " → " + end.zh});
        }
    }
}

// "256 of pretraining", as summary.json calls jobs of one width and class.
void add_names_of_gangs(Document& document) {
    ResultTable const* const gangs = document.table("gangs");
    if (gangs == nullptr) return;
    constexpr std::string_view between = " of ";
    for (ResultRow const& row : gangs->rows) {
        std::string const gang = gangs->text(row, "gang");
        auto const at = gang.find(between);
        if (at == std::string::npos) continue;
        Bilingual const work = document.names.of("class", gang.substr(at + between.size()));
        std::string const width = gang.substr(0, at);
        document.names.add("gang", gang, {width + " of " + work.en, work.zh + "，" + width + " 卡"});
    }
}

// Of several cases together, as loss_summary lists them.
void add_names_of_case_lists(Document& document) {
    ResultTable const* const summary = document.table("loss_summary");
    if (summary == nullptr) return;
    for (ResultRow const& row : summary->rows) {
        std::string const cases = summary->text(row, "breaking_cases");
        std::vector<Bilingual> names;
        for (std::string_view one : split(cases, ',')) {
            if (one.starts_with(' ')) one.remove_prefix(1);
            names.push_back(document.names.of("case", std::string{one}));
        }
        if (names.size() > 1) document.names.add("case", cases, listed(names));
    }
}

}  // namespace

Document make_document(ReportMaterial material) {
    Document document;
    document.title = material.title;
    StudyMaterial const* const study = material.study ? &*material.study : nullptr;
    document.tables = study != nullptr ? std::move(material.study->tables) : std::move(material.run);
    if (study != nullptr) document.title = study->names.of("study", study->name);
    document.names = study != nullptr ? study->names : material.names;
    if (study != nullptr) add_waterfall(document, *study);
    auto const course = std::ranges::find(document.tables, "slo_course", &ResultTable::name);
    if (course != document.tables.end()) keep_bins_with_work(*course);
    document.names.add_any();
    add_names_of_directions(document);
    add_names_of_gangs(document);
    add_names_of_case_lists(document);
    add_side_tables(document, material.more);
    add_picks(document, study);
    document.head = head_lines(document, study, material.date);
    SectionFacts const facts{study, &material.more, &material.commands, first_shown(document, study),
                             study != nullptr ? fillings_of(*study) : Fillings{}};
    std::vector<Bilingual> absent;
    for (SectionTemplate const& section : report_template().sections)
        write_section(section, document, absent, facts);
    return document;
}

}  // namespace meridian::document
