#include "sim/document/views.hpp"

#include <utility>

#include <nlohmann/json.hpp>

// views.json, put between these by embedded_views.S.
extern "C" {
extern char const meridian_views_begin[];
extern char const meridian_views_end[];
}

namespace meridian::document {
namespace {

using Json = nlohmann::ordered_json;

Bilingual words_in(Json const& json, char const* key) {
    if (!json.contains(key)) return {};
    return {json[key].at("en"), json[key].at("zh")};
}

std::string text_in(Json const& json, char const* key, std::string const& otherwise = {}) {
    return json.contains(key) ? json[key].get<std::string>() : otherwise;
}

template <class Value>
Value value_in(Json const& json, char const* key) {
    return json.contains(key) ? json[key].get<Value>() : Value{};
}

Tone tone_in(Json const& json) {
    return text_in(json, "tone") == "note" ? Tone::note : Tone::missing;
}

ViewTemplate view_in(Json const& json) {
    ViewTemplate one;
    DocumentView& view = one.view;
    view.id = json.at("id");
    view.chart = text_in(json, "chart");
    view.table = text_in(json, "table", view.id);
    view.title = words_in(json, "title");
    view.reading = words_in(json, "reading");
    view.columns = value_in<std::vector<std::string>>(json, "columns");
    view.where = value_in<std::vector<std::pair<std::string, std::string>>>(json, "where");
    view.picks = value_in<std::vector<std::string>>(json, "picks");
    view.options = value_in<std::map<std::string, std::string>>(json, "options");
    view.folded = value_in<bool>(json, "folded");
    one.finding = text_in(json, "finding");
    one.otherwise = words_in(json, "otherwise");
    one.tone = tone_in(json);
    one.when = text_in(json, "when");
    return one;
}

ReportTemplate parsed(std::string_view text) {
    Json const json = Json::parse(text);
    ReportTemplate report;
    for (Json const& section : json.at("sections")) {
        SectionTemplate& one = report.sections.emplace_back();
        one.id = section.at("id");
        one.title = words_in(section, "title");
        for (Json const& item : section.at("items")) {
            SectionItem& added = one.items.emplace_back();
            added.write = text_in(item, "write");
            if (added.write.empty()) added.view = view_in(item);
        }
    }
    for (auto const& [name, view] : json.at("templates").items())
        report.templates.emplace(name, view_in(view));
    return report;
}

std::string filled_text(std::string text, Fillings const& fillings, Language language) {
    for (auto const& [name, words] : fillings) {
        std::string const mark = "{" + name + "}";
        for (auto at = text.find(mark); at != std::string::npos;
             at = text.find(mark, at + words.in(language).size()))
            text.replace(at, mark.size(), words.in(language));
    }
    return text;
}

}  // namespace

ReportTemplate const& report_template() {
    static ReportTemplate const one =
        parsed({meridian_views_begin, static_cast<std::size_t>(meridian_views_end - meridian_views_begin)});
    return one;
}

DocumentView filled(DocumentView view, Fillings const& fillings) {
    auto const fill = [&](std::string& text) { text = filled_text(std::move(text), fillings, Language::en); };
    for (Bilingual* const words : {&view.title, &view.reading}) {
        words->en = filled_text(words->en, fillings, Language::en);
        words->zh = filled_text(words->zh, fillings, Language::zh);
    }
    fill(view.id);
    fill(view.table);
    for (auto& [column, value] : view.where)
        fill(value);
    for (auto& [name, value] : view.options)
        fill(value);
    return view;
}

}  // namespace meridian::document
