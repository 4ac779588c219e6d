#include "sim/study/loss_changes.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "models/units/parse.hpp"
#include "sim/scenario/describe.hpp"
#include "sim/study/draft_values.hpp"

namespace meridian::study {
namespace {

using scenario::Draft;
using scenario::Problems;
using scenario::SharedLocation;
using scenario::SourceLocation;
using Names = std::vector<std::string>;

constexpr char const* events_key = "events";

std::string_view event_key(LossOf each) {
    switch (each) {
        case LossOf::sites:
            return "site";
        case LossOf::links:
            return "link";
        case LossOf::provinces:
            return "province";
        case LossOf::pools:
            break;
    }
    return "pool";
}

template <class Visit>
void each_record(Draft const& root, std::string_view key, Visit const& visit) {
    if (auto const* const list = records(root, key)) {
        for (Draft const& record : *list)
            visit(record);
    }
}

// A record is called by its name, or after two others.
std::string name_or(Draft const& record, std::string_view first, std::string_view between,
                    std::string_view second) {
    std::string name = text_of(record, "name");
    if (!name.empty()) return name;
    return text_of(record, first).append(between).append(text_of(record, second));
}

Names sites_of_tier(Draft const& root, std::string_view tier) {
    Names names;
    each_record(root, "sites", [&](Draft const& site) {
        bool const is_of_tier = tier.empty() || text_of(site, "tier") == tier;
        if (is_of_tier && has_power(root, site)) names.push_back(text_of(site, "name"));
    });
    return names;
}

Names pools_at(Draft const& root, Names const& sites) {
    Names names;
    each_record(root, "pools", [&](Draft const& pool) {
        if (std::ranges::find(sites, text_of(pool, "site")) != sites.end())
            names.push_back(name_or(pool, "site", "/", "accelerator"));
    });
    return names;
}

Names provinces(Draft const& root) {
    std::map<std::string, std::string> province_of;  // a node
    each_record(root, "nodes",
                [&](Draft const& node) { province_of[text_of(node, "name")] = text_of(node, "province"); });
    Names names;
    auto const add = [&](std::string const& node) {
        std::string const& province = province_of[node];
        if (!province.empty() && std::ranges::find(names, province) == names.end()) names.push_back(province);
    };
    each_record(root, "sites", [&](Draft const& site) {
        if (has_power(root, site)) add(text_of(site, "node"));
    });
    each_record(root, "links", [&](Draft const& link) {
        add(text_of(link, "a"));
        add(text_of(link, "b"));
    });
    return names;
}

Draft event_of(LossCases const& losses, LossCase const& lost, std::string const& name,
               SharedLocation const& location) {
    Draft event = Draft::map(location);
    auto const set = [&](std::string_view key, std::string text) {
        event.set({std::string{key}, location}, Draft::scalar(location, std::move(text)));
    };
    auto const share = [](double of) { return scenario::written(of, Dimension::fraction); };
    set("name", "loss of " + name);
    set(event_key(losses.each), name);
    set("left", share(losses.left));
    set("from", counted_text(lost.at.count(), Dimension::duration));
    set("for", counted_text(losses.duration.count(), Dimension::duration));
    set("assessed", "true");
    set("failure_level", share(losses.levels.failure));
    set("recovery_level", share(losses.levels.recovery));
    return event;
}

}  // namespace

Names losable_names(Draft const& root, LossOf each, std::string_view tier) {
    switch (each) {
        case LossOf::sites:
            return sites_of_tier(root, tier);
        case LossOf::pools:
            return pools_at(root, sites_of_tier(root, tier));
        case LossOf::provinces:
            return provinces(root);
        case LossOf::links:
            break;
    }
    Names names;
    each_record(root, "links", [&](Draft const& link) { names.push_back(name_or(link, "a", "-", "b")); });
    return names;
}

void add_loss(Draft& root, LossCases const& losses, LossCase const& lost, SourceLocation const& where,
              Problems& problems) {
    SharedLocation const location{std::make_shared<std::string const>(where.file), where.line, where.column};
    if (root.find(events_key) == nullptr) root.set({events_key, location}, Draft::list(location));
    auto* const events = records(root, events_key);
    if (events == nullptr) {
        problems.add(where, "the scenario's 'events' are no list, to which losses could be added",
                     "write 'events: [{name: ..., ...}, ...]' in the scenario");
        return;
    }
    for (std::string const& name : lost.lost)
        events->push_back(event_of(losses, lost, name, location));
}

}  // namespace meridian::study
