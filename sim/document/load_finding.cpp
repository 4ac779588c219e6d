// What a report says of load.csv.
#include <string>

#include <fmt/format.h>

#include "sim/document/sections.hpp"

namespace meridian::document {
namespace {

Bilingual cell(ResultTable const& table, ResultRow const& row, std::string_view column) {
    std::size_t const at = *table.column(column);
    return {cell_for_people(table, row, at, Language::en), cell_for_people(table, row, at, Language::zh)};
}

// Of sites; nothing of none.
Bilingual sites_words(std::size_t overloaded, std::size_t backlogged) {
    Bilingual out;
    auto const add = [&out](std::size_t sites, std::string_view en, std::string_view zh) {
        if (sites == 0) return;
        out.en += fmt::format("; {} {} {}", sites, sites == 1 ? "site is" : "sites are", en);
        out.zh += fmt::format("；{} 个智算中心{}", sites, zh);
    };
    add(overloaded, "overloaded", "过载");
    add(backlogged, "backlogged", "有积压");
    return out;
}

}  // namespace

Bilingual finding_of_load(SectionWriter const& out, SectionFacts const& facts) {
    ResultTable const* const table = out.table("load");
    if (table == nullptr) return {};
    ResultRow const* network = nullptr;
    std::size_t overloaded = 0;
    std::size_t backlogged = 0;
    for (ResultRow const& row : table->rows) {
        if (table->column("alternative") && table->text(row, "alternative") != facts.shown) continue;
        if (table->text(row, "site") == "all") {
            network = &row;
            continue;
        }
        if (table->text(row, "load_verdict") == "overloaded") ++overloaded;
        if (table->text(row, "load_verdict") == "backlogged") ++backlogged;
    }
    if (network == nullptr || table->text(*network, "load_verdict").empty()) return {};
    Bilingual const verdict = cell(*table, *network, "load_verdict");
    Bilingual const sure = cell(*table, *network, "load_confidence");
    Bilingual const sites = sites_words(overloaded, backlogged);
    if (table->text(*network, "load_verdict") == "overloaded") {
        Bilingual const missing = cell(*table, *network, "accelerators_short");
        return {fmt::format("overloaded: {} accelerators short ({} sure){}", missing.en, sure.en, sites.en),
                fmt::format("过载：缺 {} 卡（置信度 {}）{}", missing.zh, sure.zh, sites.zh)};
    }
    return {fmt::format("{}: {} sure that unserved work does not grow{}", verdict.en, sure.en, sites.en),
            fmt::format("{}：未满足的作业量不增长的置信度为 {}{}", verdict.zh, sure.zh, sites.zh)};
}

}  // namespace meridian::document
