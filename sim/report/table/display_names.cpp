#include "sim/report/table/display_names.hpp"

#include <algorithm>
#include <array>

#include "sim/report/table/glossary.hpp"

namespace meridian::report {
namespace {

struct KindOfColumn {
    std::string_view key, kind;
};
constexpr std::array kinds{KindOfColumn{"alternative", "layout"},
                           KindOfColumn{"baseline", "layout"},
                           KindOfColumn{"dominated_by", "layout"},
                           KindOfColumn{"behind", "layout"},
                           KindOfColumn{"less_at_low", "layout"},
                           KindOfColumn{"against", "layout"},
                           KindOfColumn{"future", "future"},
                           KindOfColumn{"worst_future", "future"},
                           KindOfColumn{"decided_by", "policy"},
                           KindOfColumn{"response", "policy"},
                           KindOfColumn{"best_response", "policy"},
                           KindOfColumn{"reference_policy", "policy"},
                           KindOfColumn{"other_response", "policy"},
                           KindOfColumn{"behind_response", "policy"},
                           KindOfColumn{"response_without", "policy"},
                           KindOfColumn{"response_with", "policy"},
                           KindOfColumn{"case", "case"},
                           KindOfColumn{"worst_case", "case"},
                           KindOfColumn{"least_attaining_case", "case"},
                           KindOfColumn{"breaking_cases", "case"},
                           KindOfColumn{"addition_bound_by", "case"},
                           KindOfColumn{"load_bound_by", "case"},
                           KindOfColumn{"takes_over", "site"},
                           KindOfColumn{"first_bottleneck", "any"},
                           KindOfColumn{"site", "site"},
                           KindOfColumn{"node", "node"},
                           KindOfColumn{"a", "node"},
                           KindOfColumn{"b", "node"},
                           KindOfColumn{"region", "region"},
                           KindOfColumn{"origin", "region"},
                           KindOfColumn{"worst_1", "region"},
                           KindOfColumn{"worst_2", "region"},
                           KindOfColumn{"worst_3", "region"},
                           KindOfColumn{"class", "class"},
                           KindOfColumn{"service", "service"},
                           KindOfColumn{"worst_service", "service"},
                           KindOfColumn{"scenario", "scenario"},
                           KindOfColumn{"input", "input"},
                           KindOfColumn{"rule", "rule"},
                           KindOfColumn{"link", "link"},
                           KindOfColumn{"step", "step"},
                           KindOfColumn{"part", "any"},
                           KindOfColumn{"work", "any"},
                           KindOfColumn{"gang", "gang"},
                           KindOfColumn{"asset", "any"},
                           KindOfColumn{"where", "any"},
                           KindOfColumn{"site_or_link", "any"}};

}  // namespace

std::string_view entity_kind_of(std::string_view column_key) {
    auto const found = std::ranges::find(kinds, column_key, &KindOfColumn::key);
    return found == kinds.end() ? std::string_view{} : found->kind;
}

void DisplayNames::add(std::string_view kind, std::string id, Bilingual name) {
    if (name.zh.empty()) name.zh = name.en;
    names_.insert_or_assign(Key{kind, std::move(id)}, std::move(name));
}

void DisplayNames::add(ResultTable const& names) {
    for (ResultRow const& row : names.rows)
        add(names.text(row, "kind"), names.written(row, "id"),
            {names.written(row, "name_en"), names.written(row, "name_zh")});
}

void DisplayNames::add_any() {
    auto const all = names_;
    for (auto const& [key, name] : all) {
        if (key.first == "class" || key.first == "service" || key.first == "site" || key.first == "link")
            names_.try_emplace(Key{"any", key.second}, name);
    }
}

bool DisplayNames::knows(std::string_view kind, std::string const& id) const {
    return names_.contains(Key{kind, id});
}

Bilingual DisplayNames::of(std::string_view kind, std::string const& id) const {
    auto const found = names_.find(Key{kind, id});
    if (found != names_.end()) return found->second;
    bool const of_study = kind == "layout" || kind == "policy" || kind == "future";
    return of_study && id == "base" ? words_of(id) : Bilingual::same(id);
}

}  // namespace meridian::report
