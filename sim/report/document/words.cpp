#include "sim/report/document/words.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "sim/report/document/term_tables.hpp"

namespace meridian::report {
namespace {

std::vector<Term> sorted_terms() {
    std::vector<Term> all;
    for (auto const part : {terms_of_summary(), terms_of_run(), terms_of_study(), terms_of_report(),
                            terms_of_cells(), terms_of_provinces()})
        all.insert(all.end(), part.begin(), part.end());
    std::ranges::sort(all, {}, &Term::name);
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
    Quantity quantity;
};
// In this order: what is said per something else comes before what is said alone.
constexpr std::array unit_words{UnitWord{"cny_per_useful_card_hour", Quantity::money_per_h},
                                UnitWord{"cny_per_kwh", Quantity::price},
                                UnitWord{"per_byte", Quantity::number},
                                UnitWord{"share", Quantity::share},
                                UnitWord{"accelerator_hours", Quantity::hours},
                                UnitWord{"cny", Quantity::money},
                                UnitWord{"kwh", Quantity::energy},
                                UnitWord{"kw", Quantity::power},
                                UnitWord{"kg", Quantity::carbon},
                                UnitWord{"bytes", Quantity::data},
                                UnitWord{"gbps", Quantity::data_rate},
                                UnitWord{"deg", Quantity::degrees},
                                UnitWord{"s", Quantity::duration},
                                UnitWord{"jobs", Quantity::count},
                                UnitWord{"requests", Quantity::count},
                                UnitWord{"accelerators", Quantity::count}};

}  // namespace

std::string_view name_of(Quantity quantity) {
    constexpr std::array<std::string_view, 15> names{"text",     "count", "share",   "money", "money_per_h",
                                                     "energy",   "power", "carbon",  "data",  "data_rate",
                                                     "duration", "hours", "degrees", "price", "number"};
    return names[static_cast<std::size_t>(quantity)];
}

std::span<Term const> terms() {
    static auto const all = sorted_terms();
    return all;
}

Term const* term(std::string_view name) {
    auto const all = terms();
    auto const found = std::ranges::lower_bound(all, name, {}, &Term::name);
    return found != all.end() && found->name == name ? &*found : nullptr;
}

Words words_of(std::string_view name) {
    if (auto const* const known = term(name)) return {std::string{known->en}, std::string{known->zh}};
    if (auto const* const ending = ending_of(name)) {
        if (auto const* const known = term(name.substr(0, name.size() - ending->name.size())))
            return {std::string{known->en} + std::string{ending->en},
                    std::string{known->zh} + std::string{ending->zh}};
    }
    std::string spaced{name};
    std::ranges::replace(spaced, '_', ' ');
    return Words::same(spaced);
}

Quantity quantity_of(std::string_view column) {
    if (auto const* const known = term(column)) return known->quantity;
    if (auto const* const ending = ending_of(column)) {
        auto const of_whole = quantity_of(column.substr(0, column.size() - ending->name.size()));
        return of_whole == Quantity::text ? Quantity::number : of_whole;
    }
    auto const found =
        std::ranges::find_if(unit_words, [&](UnitWord const& one) { return holds_word(column, one.word); });
    return found == unit_words.end() ? Quantity::text : found->quantity;
}

}  // namespace meridian::report
