#include "sim/study/site_axes.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/scenario/suggestion.hpp"
#include "sim/study/draft_values.hpp"
#include "sim/study/levels.hpp"
#include "sim/study/site_changes.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::study {
namespace {

using scenario::Draft;
using scenario::Item;

constexpr std::string_view all_sites = "sites";
constexpr std::string_view candidates = "candidates";

}  // namespace

SiteAxes::SiteAxes(Study& study, std::vector<AxisInput> const& in, scenario::Problems& problems,
                   scenario::Problems& warnings)
    : study_{study}, in_{in}, problems_{problems}, warnings_{warnings}, reader_{study, none_} {}

void SiteAxes::add_levels() {
    for (std::size_t a = 0; a < study_.axes.size(); ++a) {
        if (changes_a_site(study_.axes[a].role)) add_levels(a);
    }
}

void SiteAxes::add_levels(std::size_t axis) {
    bool const removes = study_.axes[axis].role == Role::removed;
    auto const before = problems_.count();
    static_cast<void>(sites_of(study_.part(study_.baseline, Role::compared)));
    if (!removes) check_model(axis);
    if (problems_.count() != before) return;
    auto const& names = removes ? in_[axis].remove : in_[axis].at;
    for (Item const& name : names.value) {
        bool const is_all = name.text == all_sites || (!removes && name.text == candidates);
        if (is_all) {
            add_all(axis, name);
        } else {
            add_named(axis, name);
        }
        if (problems_.count() != before) return;
    }
    if (names.value.empty())
        problems_.add(names.draft->location(),
                      fmt::format("the axis '{}' names no site", study_.axes[axis].name),
                      "name some, or write 'sites' for all");
}

void SiteAxes::check_model(std::size_t axis) {
    std::string const& model = study_.axes[axis].addition->model;
    if (std::ranges::find(models_, model) != models_.end()) return;
    problems_.add(in_[axis].add.model.draft->location(), fmt::format("there is no accelerator '{}'", model),
                  scenario::product_suggestion(model, models_, "the accelerators are"));
}

void SiteAxes::add_all(std::size_t axis, Item const& name) {
    Role const role = study_.axes[axis].role;
    bool const only_candidates = name.text == candidates;
    std::set<std::string> seen;
    std::string last;  // that is the only one of an alternative
    for (Point const& alternative : study_.alternatives()) {
        for (SiteFacts const& site : sites_of(alternative)) {
            if (only_candidates && !site.is_candidate) continue;
            auto const met = obstacle(alternative, role, site.name);
            if (met == Obstacle::last_one) {
                last = site.name;
                warnings_.add(
                    name.where,
                    fmt::format("'{}' has no other site with accelerators than '{}', so that it is not "
                                "run without it",
                                study_.names(alternative, Role::compared), site.name),
                    "name the sites of 'remove' if that is not meant");
            }
            if (!met && seen.insert(site.name).second) add_level(axis, site.name);
        }
    }
    if (!seen.empty() || !problems_.none()) return;
    if (!last.empty()) {
        problems_.add(name.where,
                      fmt::format("without '{}' no site with accelerators is left, and there is no other to "
                                  "leave out",
                                  last),
                      "take a base or layouts of several sites");
    } else {
        problems_.add(name.where,
                      only_candidates ? "no site that has power is a candidate" : "no site has power",
                      only_candidates ? "write 'state: candidate' in the records of sites, or name sites"
                                      : "name sites that are there when the run starts");
    }
}

void SiteAxes::add_named(std::size_t axis, Item const& name) {
    std::vector<std::string> known;
    std::optional<Obstacle> met = Obstacle::absent;
    for (Point const& alternative : study_.alternatives()) {
        for (SiteFacts const& site : sites_of(alternative))
            known.push_back(site.name);
        auto const here = obstacle(alternative, study_.axes[axis].role, name.text);
        if (!here || *here > met.value_or(*here)) met = here;
        if (!here) break;
    }
    if (!met) {
        add_level(axis, name.text);
        return;
    }
    switch (*met) {
        case Obstacle::absent:
            problems_.add(name.where, fmt::format("there is no site '{}'", name.text),
                          scenario::suggestion(name.text, known, "the sites are"));
            return;
        case Obstacle::without_power:
            problems_.add(
                name.where,
                fmt::format("the site '{}' has no power when the run starts, and is not there", name.text),
                "remove its 'energised', or begin the run later: 'set: {start: ...}'");
            return;
        case Obstacle::last_one:
            problems_.add(name.where,
                          fmt::format("without '{}' no site with accelerators is left", name.text),
                          "name other sites, or take layouts of several sites");
            return;
    }
}

void SiteAxes::add_level(std::size_t axis, std::string const& site) {
    Axis& into = study_.axes[axis];
    auto const& key = into.role == Role::removed ? in_[axis].remove : in_[axis].at;
    if (site == unchanged) {
        problems_.add(key.draft->location(), "a site is called 'base', as the level that changes nothing is",
                      "give the site another name");
        return;
    }
    if (std::ranges::find(into.levels, site, &Level::name) != into.levels.end()) return;
    Change change;
    change.site_change = SiteChange{site, into.addition};
    into.levels.push_back({site, std::make_shared<Change const>(std::move(change))});
}

auto SiteAxes::sites_of(Point const& alternative) -> std::vector<SiteFacts> const& {
    auto const [at, is_new] = sites_.try_emplace(alternative);
    if (!is_new) return at->second;
    system::checkpoint();
    Draft const root = reader_.layout_draft(alternative, 1.0, {}, problems_);
    auto const* const sites = records(root, "sites");
    if (!problems_.none() || sites == nullptr) return at->second;
    for (Draft const& site : *sites) {
        SiteFacts facts{text_of(site, "name"), has_power(root, site), text_of(site, "state") == "candidate",
                        false, std::vector<std::int64_t>(study_.axes.size(), 0)};
        for (std::size_t a = 0; a < study_.axes.size(); ++a) {
            if (study_.axes[a].addition)
                facts.widths[a] = server_width(root, facts.name, study_.axes[a].addition->model);
        }
        at->second.push_back(std::move(facts));
    }
    if (auto const* const pools = records(root, "pools")) {
        for (Draft const& pool : *pools) {
            auto const of = std::ranges::find(at->second, text_of(pool, "site"), &SiteFacts::name);
            if (of != at->second.end() && of->has_power && accelerators_of(pool) > 0.0)
                of->has_accelerators = true;
        }
    }
    if (models_.empty()) {
        if (auto const* const models = records(root, "accelerators")) {
            for (Draft const& model : *models)
                models_.push_back(text_of(model, "name"));
        }
    }
    return at->second;
}

auto SiteAxes::obstacle(Point const& alternative, Role role, std::string const& site)
    -> std::optional<Obstacle> {
    auto const& sites = sites_of(alternative);
    auto const found = std::ranges::find(sites, site, &SiteFacts::name);
    if (found == sites.end()) return Obstacle::absent;
    if (!found->has_power) return Obstacle::without_power;
    if (role != Role::removed) return std::nullopt;
    bool const another = std::ranges::any_of(
        sites, [&](SiteFacts const& one) { return one.name != site && one.has_accelerators; });
    return another ? std::nullopt : std::optional{Obstacle::last_one};
}

auto SiteAxes::obstacle(Point const& point) -> std::optional<Obstacle> {
    auto const axis = study_.variant_axis(point);
    if (!axis || !changes_a_site(study_.axes[*axis].role)) return std::nullopt;
    return obstacle(study_.part(point, Role::compared), study_.axes[*axis].role,
                    study_.level_name(point, *axis));
}

bool SiteAxes::can_change(Point const& point) {
    return !obstacle(point);
}

std::string SiteAxes::why_not(Point const& point) {
    auto const name = study_.names(point, Role::compared);
    auto const site = study_.level_name(point, study_.variant_axis(point).value());
    switch (obstacle(point).value()) {
        case Obstacle::absent:
            return fmt::format("'{}' has no site '{}'", name, site);
        case Obstacle::without_power:
            return fmt::format("the site '{}' of '{}' has no power when the run starts", site, name);
        case Obstacle::last_one:
            break;
    }
    return fmt::format("without '{}' no site with accelerators is left of '{}'", site, name);
}

void SiteAxes::note_added() {
    bool const any =
        std::ranges::any_of(study_.axes, [](Axis const& axis) { return axis.addition.has_value(); });
    if (!any) return;
    std::set<std::pair<std::size_t, std::int64_t>> warned;
    for (Point const& point : study_.points) {
        study_.added.push_back(0.0);
        auto const axis = study_.variant_axis(point);
        if (!axis || !study_.axes[*axis].addition) continue;
        Addition const& asked = *study_.axes[*axis].addition;
        auto const& sites = sites_of(study_.part(point, Role::compared));
        auto const site = std::ranges::find(sites, study_.level_name(point, *axis), &SiteFacts::name);
        std::int64_t const width = site->widths[*axis];
        double const servers = whole_servers(asked.accelerators, width);
        study_.added.back() = servers * static_cast<double>(width);
        if (study_.added.back() == asked.accelerators || !warned.insert({*axis, width}).second) continue;
        warnings_.add(
            in_[*axis].add.accelerators.draft->location(),
            fmt::format("{} accelerators are no whole servers of {}: {} are added",
                        format_number(asked.accelerators), width, format_number(study_.added.back())),
            "write a multiple of that, or leave it so");
    }
}

}  // namespace meridian::study
