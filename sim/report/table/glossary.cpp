#include "sim/report/table/glossary.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "sim/report/summary.hpp"
#include "sim/report/table/term_tables.hpp"

namespace meridian::report {
namespace {

std::vector<GlossaryTerm> sorted_terms() {
    std::vector<GlossaryTerm> all;
    for (SummaryKey const& key : summary_keys())
        all.push_back({key.name,
                       key.words.en,
                       key.words.zh,
                       key.words.quantity,
                       KindBy::column,
                       {},
                       key.words.direction});
    for (auto const part : {terms_of_run(), terms_of_study(), terms_of_report(), terms_of_cells(),
                            terms_of_provinces(), terms_of_commands()})
        all.insert(all.end(), part.begin(), part.end());
    std::ranges::sort(all, {}, &GlossaryTerm::name);
    return all;
}

// What studies put behind a figure: "wait_s_mean_low".
struct Ending {
    std::string_view name, en, zh;
    bool is_end_of_interval;
};
constexpr std::array endings{Ending{"_low", ", low end", "下限", true},
                             Ending{"_high", ", high end", "上限", true},
                             Ending{"_static", ", static estimate", "静态估算", false}};

}  // namespace

std::span<GlossaryTerm const> terms() {
    static auto const all = sorted_terms();
    return all;
}

GlossaryTerm const* term(std::string_view name) {
    auto const all = terms();
    auto const found = std::ranges::lower_bound(all, name, {}, &GlossaryTerm::name);
    return found != all.end() && found->name == name ? &*found : nullptr;
}

std::optional<ColumnTerm> column_term(std::string_view key) {
    if (auto const* const known = term(key))
        return ColumnTerm{{std::string{known->en}, std::string{known->zh}},
                          known->quantity,
                          known->kind_by,
                          known->interval_of,
                          known->direction};
    for (Ending const& ending : endings) {
        if (!key.ends_with(ending.name)) continue;
        auto const* const known = term(key.substr(0, key.size() - ending.name.size()));
        if (known == nullptr) continue;
        return ColumnTerm{
            {std::string{known->en}.append(ending.en), std::string{known->zh}.append(ending.zh)},
            known->quantity == FigureKind::text ? FigureKind::number : known->quantity,
            known->kind_by,
            ending.is_end_of_interval ? known->name : std::string_view{},
            known->direction};
    }
    return std::nullopt;
}

Bilingual words_of(std::string_view name) {
    if (auto const known = column_term(name)) return known->head;
    std::string spaced{name};
    std::ranges::replace(spaced, '_', ' ');
    return Bilingual::same(spaced);
}

FigureKind quantity_of(std::string_view key) {
    auto const known = column_term(key);
    return known ? known->quantity : FigureKind::text;
}

}  // namespace meridian::report
