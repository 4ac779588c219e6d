#include "sim/scenario/difference_counts.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "models/units/parse.hpp"

namespace meridian::scenario {
namespace {

std::string text_at(Draft const& record, std::string_view key) {
    Draft const* const value = record.find(key);
    return value != nullptr && value->is_scalar() ? value->text() : std::string{};
}

std::int64_t whole_at(Draft const& record, std::string_view key) {
    auto const parsed = parse_whole(text_at(record, key));
    auto const* const whole = std::get_if<std::int64_t>(&parsed);
    return whole == nullptr ? 0 : *whole;
}

Draft::List const& list_at(Draft const& root, std::string_view key) {
    static Draft::List const none;
    Draft const* const list = root.find(key);
    return list != nullptr && list->is_list() ? list->items() : none;
}

std::map<std::string, std::string> nodes_by_site(Draft const& root) {
    std::map<std::string, std::string> nodes;
    for (Draft const& site : list_at(root, "sites"))
        nodes.emplace(text_at(site, "name"), text_at(site, "node"));
    return nodes;
}

using PlaceOfModel = std::pair<std::string, std::string>;  // model, and its site or node

std::map<PlaceOfModel, std::int64_t> accelerators_by_place(Draft const& root,
                                                           std::map<std::string, std::string> const& nodes,
                                                           std::set<std::string> const& common) {
    std::map<PlaceOfModel, std::int64_t> all;
    for (Draft const& pool : list_at(root, "pools")) {
        auto const site = text_at(pool, "site");
        auto const node = nodes.find(site);
        bool const is_common = common.contains(site) || node == nodes.end();
        std::string place = is_common ? "site " + site : "node " + node->second;
        all[{text_at(pool, "accelerator"), std::move(place)}] +=
            whole_at(pool, "servers") * whole_at(pool, "width");
    }
    return all;
}

}  // namespace

ValueCounts count_values(ScenarioDifference const& found) {
    ValueCounts counts;
    for (RecordDifference const& record : found.records) {
        for (ValueDifference const& value : record.values) {
            if (value.kind == ValueKind::annotation || record.list == "provenance") {
                ++counts.annotations;
            } else {
                ++(value.kind == ValueKind::price ? counts.prices : counts.figures);
            }
        }
    }
    return counts;
}

AcceleratorShift accelerator_shift(Draft const& a, Draft const& b) {
    auto const nodes_of_a = nodes_by_site(a);
    auto const nodes_of_b = nodes_by_site(b);
    std::set<std::string> common;
    for (auto const& [site, node] : nodes_of_a) {
        if (nodes_of_b.contains(site)) common.insert(site);
    }
    AcceleratorShift shift;
    std::map<PlaceOfModel, std::int64_t> change;
    for (auto const& [place, count] : accelerators_by_place(a, nodes_of_a, common)) {
        shift.a += count;
        change[place] -= count;
    }
    for (auto const& [place, count] : accelerators_by_place(b, nodes_of_b, common)) {
        shift.b += count;
        change[place] += count;
    }
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> by_model;  // lost and gained
    for (auto const& [place, difference] : change) {
        auto& [lost, gained] = by_model[place.first];
        (difference < 0 ? lost : gained) += std::abs(difference);
    }
    for (auto const& [model, sums] : by_model)
        shift.moved += std::min(sums.first, sums.second);
    return shift;
}

}  // namespace meridian::scenario
