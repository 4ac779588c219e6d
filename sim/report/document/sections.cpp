#include "sim/report/document/sections.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "models/units/split.hpp"
#include "sim/report/document/cell_text.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::report {
namespace {

struct Chapter {
    char const* id;
    Bilingual title;
    void (*write)(SectionWriter&, SectionFacts const&);
};

std::vector<Chapter> chapters() {
    return {{"board", {"In short", "摘要"}, write_board},
            {"map", {"Map", "地图"}, write_map},
            {"layouts", {"Layouts side by side", "布局对比"}, write_layouts},
            {"service", {"Service", "服务质量"}, write_service},
            {"capacity", {"Capacity", "容量与利用"}, write_capacity},
            {"network", {"Network", "网络（运力）"}, write_network},
            {"money", {"Energy, carbon, money", "能耗、碳与成本"}, write_money},
            {"risk", {"Sensitivity and risk", "敏感性与风险"}, write_risk},
            {"evidence", {"Evidence", "可信度与依据"}, write_evidence}};
}

std::vector<std::string> values_of(TextTable const* table, std::string_view column) {
    std::vector<std::string> values;
    if (table == nullptr) return values;
    for (Cells const& row : table->rows) {
        std::string const& value = table->cell(row, column);
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
    add_pick(document, "metric", {"Figure", "指标"}, metrics, metrics.empty() ? "" : metrics.front());
}

void add_side_tables(Document& document, std::vector<SideStudy> const& more) {
    for (SideStudy const& side : more) {
        for (TextTable const& table : side.study.tables) {
            document.tables.push_back(table);
            document.tables.back().name = side.name + "." + table.name;
        }
    }
}

// Of a list of columns with commas between, those that the table has.
std::string there_in(TextTable const& table, std::string const& columns) {
    std::string there;
    for (std::string_view const column : split(columns, ',')) {
        if (table.column(column)) there.append(there.empty() ? "" : ",").append(column);
    }
    return there;
}

}  // namespace

void SectionWriter::view(DocumentView view, Bilingual otherwise, Tone tone) {
    TextTable const* const found = table(view.table);
    if (found == nullptr) {
        say(tone, std::move(otherwise));
        return;
    }
    if (auto const values = view.options.find("values"); values != view.options.end()) {
        values->second = there_in(*found, values->second);
        if (values->second.empty()) {
            say(tone, std::move(otherwise));
            return;
        }
    }
    auto const fixed = [&](std::string const& column) {
        bool const chosen =
            std::ranges::find(view.where, column, &std::pair<std::string, std::string>::first) !=
            view.where.end();
        return chosen || std::ranges::find(view.picks, column) != view.picks.end();
    };
    // All but those in which all rows shown are alike, and the ends of intervals, which give figures their
    // digits.
    if (view.columns.empty()) {
        auto const differs = [&](std::string const& column) {
            bool const is_end = column.ends_with("_low") || column.ends_with("_high");
            return !fixed(column) && !(is_end && found->column(column.substr(0, column.rfind('_'))));
        };
        std::ranges::copy_if(found->columns, std::back_inserter(view.columns), differs);
    }
    std::erase_if(view.columns, [&](std::string const& column) { return !found->column(column); });
    std::erase_if(view.picks, [&](std::string const& column) { return document_.pick(column) == nullptr; });
    section_.blocks.push_back(std::move(view));
}

TextTable const* SectionWriter::table(std::string_view name) const {
    TextTable const* const found = document_.table(name);
    return found != nullptr && !found->empty() ? found : nullptr;
}

Bilingual figure_words(TextTable const& table, Cells const& row, std::string_view column) {
    auto const place = table.column(column);
    if (!place) return Bilingual::same("–");
    return {cell_for_people(table, row, *place, Language::en),
            cell_for_people(table, row, *place, Language::zh)};
}

Document make_document(ReportMaterial material) {
    Document document;
    document.title = material.title;
    StudyMaterial const* const study = material.study ? &*material.study : nullptr;
    document.tables = study != nullptr ? std::move(material.study->tables) : std::move(material.run);
    add_side_tables(document, material.more);
    add_picks(document, study);
    SectionFacts const facts{study, &material.more, &material.commands, first_shown(document, study)};
    for (Chapter const& chapter : chapters()) {
        document.sections.push_back({chapter.id, chapter.title, {}});
        SectionWriter out{document, document.sections.back()};
        system::checkpoint();
        chapter.write(out, facts);
    }
    return document;
}

}  // namespace meridian::report
