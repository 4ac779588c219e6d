#include "sim/report/document/words.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "sim/report/document/term_tables.hpp"

namespace meridian::report {
namespace {

std::vector<GlossaryTerm> sorted_terms() {
    std::vector<GlossaryTerm> all;
    for (auto const part : {terms_of_summary(), terms_of_run(), terms_of_study(), terms_of_report(),
                            terms_of_cells(), terms_of_provinces()})
        all.insert(all.end(), part.begin(), part.end());
    std::ranges::sort(all, {}, &GlossaryTerm::name);
    return all;
}

// What studies put behind a figure: "wait_s_mean_low".
struct Ending {
    std::string_view name, en, zh;
};
constexpr std::array endings{Ending{"_low", ", low end", "下限"}, Ending{"_high", ", high end", "上限"},
                             Ending{"_static", ", static estimate", "静态估算"}};

Ending const* ending_of(std::string_view name) {
    auto const found =
        std::ranges::find_if(endings, [&](Ending const& ending) { return name.ends_with(ending.name); });
    return found == endings.end() ? nullptr : found;
}

// "wait_s_mean" holds "wait", "s", "wait_s" ... but not "ait".
bool holds_word(std::string_view name, std::string_view word) {
    for (auto at = name.find(word); at != std::string_view::npos; at = name.find(word, at + 1)) {
        auto const end = at + word.size();
        bool const begins = at == 0 || name[at - 1] == '_';
        if (begins && (end == name.size() || name[end] == '_')) return true;
    }
    return false;
}

struct UnitWord {
    std::string_view word;
    FigureKind quantity;
};
// In this order: what is said per something else comes before what is said alone.
constexpr std::array unit_words{UnitWord{"cny_per_active_accelerator_hour", FigureKind::money_per_h},
                                UnitWord{"cny_per_kwh", FigureKind::price},
                                UnitWord{"per_byte", FigureKind::number},
                                UnitWord{"share", FigureKind::share},
                                UnitWord{"accelerator_hours", FigureKind::hours},
                                UnitWord{"cny", FigureKind::money},
                                UnitWord{"kwh", FigureKind::energy},
                                UnitWord{"kw", FigureKind::power},
                                UnitWord{"kg", FigureKind::carbon},
                                UnitWord{"bytes", FigureKind::data},
                                UnitWord{"gbps", FigureKind::data_rate},
                                UnitWord{"deg", FigureKind::degrees},
                                UnitWord{"s", FigureKind::duration},
                                UnitWord{"jobs", FigureKind::count},
                                UnitWord{"requests", FigureKind::count},
                                UnitWord{"accelerators", FigureKind::count}};

}  // namespace

std::string_view name_of(FigureKind quantity) {
    constexpr std::array<std::string_view, 15> names{"text",     "count", "share",   "money", "money_per_h",
                                                     "energy",   "power", "carbon",  "data",  "data_rate",
                                                     "duration", "hours", "degrees", "price", "number"};
    return names[static_cast<std::size_t>(quantity)];
}

std::span<GlossaryTerm const> terms() {
    static auto const all = sorted_terms();
    return all;
}

GlossaryTerm const* term(std::string_view name) {
    auto const all = terms();
    auto const found = std::ranges::lower_bound(all, name, {}, &GlossaryTerm::name);
    return found != all.end() && found->name == name ? &*found : nullptr;
}

Bilingual words_of(std::string_view name) {
    if (auto const* const known = term(name)) return {std::string{known->en}, std::string{known->zh}};
    if (auto const* const ending = ending_of(name)) {
        if (auto const* const known = term(name.substr(0, name.size() - ending->name.size())))
            return {std::string{known->en} + std::string{ending->en},
                    std::string{known->zh} + std::string{ending->zh}};
    }
    std::string spaced{name};
    std::ranges::replace(spaced, '_', ' ');
    return Bilingual::same(spaced);
}

FigureKind quantity_of(std::string_view column) {
    if (auto const* const known = term(column)) return known->quantity;
    if (auto const* const ending = ending_of(column)) {
        auto const of_whole = quantity_of(column.substr(0, column.size() - ending->name.size()));
        return of_whole == FigureKind::text ? FigureKind::number : of_whole;
    }
    auto const found =
        std::ranges::find_if(unit_words, [&](UnitWord const& one) { return holds_word(column, one.word); });
    return found == unit_words.end() ? FigureKind::text : found->quantity;
}

}  // namespace meridian::report
