#include "sim/study/site_changes.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "models/units/parse.hpp"
#include "sim/scenario/suggestion.hpp"
#include "sim/study/draft_values.hpp"

namespace meridian::study {
namespace {

using scenario::Draft;
using scenario::Problems;
using scenario::SharedLocation;
using scenario::SourceLocation;

constexpr std::int64_t usual_width = 8;

bool is_pool_of(Draft const& pool, std::string const& site, std::string const& model) {
    return text_of(pool, "site") == site && text_of(pool, "accelerator") == model;
}

std::int64_t width_of(Draft const& pool) {
    double const width = number_of(pool, "width", Dimension::count).value_or(0.0);
    return width >= 1.0 ? static_cast<std::int64_t>(width) : usual_width;
}

void remove_site(Draft& root, std::string const& site) {
    if (auto* const pools = records(root, "pools"))
        std::erase_if(*pools, [&](Draft const& pool) { return text_of(pool, "site") == site; });
    std::erase_if(*records(root, "sites"), [&](Draft const& one) { return text_of(one, "name") == site; });
}

// A pool without servers, written where the study says it.
Draft new_pool(std::string const& site, std::string const& model, std::int64_t width,
               SourceLocation const& where) {
    SharedLocation const location{std::make_shared<std::string const>(where.file), where.line, where.column};
    Draft pool = Draft::map(location);
    auto const set = [&](char const* key, std::string text) {
        pool.set({key, location}, Draft::scalar(location, std::move(text)));
    };
    set("site", site);
    set("accelerator", model);
    set("servers", "0");
    set("width", std::to_string(width));
    return pool;
}

// What stands at a site: its accelerators and what they draw when busy, in uW.
struct SiteLoad {
    double accelerators{0.0}, busy_power{0.0};
};
SiteLoad load_of(Draft const& root, std::string const& site) {
    SiteLoad load;
    auto const* const pools = records(root, "pools");
    if (pools == nullptr) return load;
    for (Draft const& pool : *pools) {
        if (text_of(pool, "site") != site) continue;
        double const accelerators = accelerators_of(pool);
        load.accelerators += accelerators;
        load.busy_power += accelerators * busy_power_of(root, text_of(pool, "accelerator"));
    }
    return load;
}

void add_servers(Draft& root, std::string const& site, Addition const& addition,
                 SourceLocation const& where) {
    std::int64_t const width = server_width(root, site, addition.model);
    if (records(root, "pools") == nullptr)
        root.set({"pools", root.shared_location()}, Draft::list(root.shared_location()));
    Draft::List& pools = *records(root, "pools");
    auto pool =
        std::ranges::find_if(pools, [&](Draft const& one) { return is_pool_of(one, site, addition.model); });
    if (pool == pools.end()) {
        pools.push_back(new_pool(site, addition.model, width, where));
        pool = pools.end() - 1;
    }
    double const servers = number_of(*pool, "servers", Dimension::count).value_or(0.0);
    set_number(*pool, "servers", servers + whole_servers(addition.accelerators, width), Dimension::count);
}

void grow_site(Draft& site, SiteLoad const& before, SiteLoad const& after) {
    if (before.accelerators > 0.0)
        multiply(site, "storage", after.accelerators / before.accelerators, Dimension::bytes);
    if (before.busy_power > 0.0) {
        multiply(site, "power_limit", after.busy_power / before.busy_power, Dimension::power);
    } else if (auto const limit = number_of(site, "power_limit", Dimension::power);
               limit && *limit < after.busy_power) {
        set_number(site, "power_limit", after.busy_power, Dimension::power);
    }
}

}  // namespace

std::int64_t server_width(Draft const& root, std::string const& site, std::string const& model) {
    std::int64_t width = usual_width;
    auto const* const pools = records(root, "pools");
    if (pools == nullptr) return width;
    double most = 0.0;
    for (Draft const& pool : *pools) {
        if (is_pool_of(pool, site, model)) return width_of(pool);
        if (text_of(pool, "accelerator") != model || accelerators_of(pool) <= most) continue;
        most = accelerators_of(pool);
        width = width_of(pool);
    }
    return width;
}

double whole_servers(double accelerators, std::int64_t width) {
    return std::ceil(accelerators / static_cast<double>(width));
}

void change_site(Draft& root, SiteChange const& change, SourceLocation const& where, Problems& problems) {
    std::vector<std::string> names;
    if (auto const* const sites = records(root, "sites")) {
        for (Draft const& site : *sites)
            names.push_back(text_of(site, "name"));
    }
    auto const found = std::ranges::find(names, change.site);
    if (found == names.end()) {
        problems.add(where, fmt::format("there is no site '{}' here", change.site),
                     scenario::suggestion(change.site, names, "the sites are"));
        return;
    }
    if (!change.addition) {
        remove_site(root, change.site);
        return;
    }
    SiteLoad const before = load_of(root, change.site);
    add_servers(root, change.site, *change.addition, where);
    Draft& site = (*records(root, "sites"))[static_cast<std::size_t>(found - names.begin())];
    grow_site(site, before, load_of(root, change.site));
}

}  // namespace meridian::study
