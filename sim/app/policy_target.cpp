#include "sim/app/policy_target.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "models/units/nearest_name.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

namespace fs = std::filesystem;

// A policy of one's own by its file.
Selection of_file(fs::path const& file) {
    auto source = std::make_shared<PluginSource>();
    std::string const path = fs::absolute(file).lexically_normal().string();
    if (file.extension() == ".so") source->carrier = PluginSource::Carrier::library;
    if (file.extension() == ".py") source->command.emplace_back("python3");
    source->command.push_back(path);
    Selection selection;
    selection.name = file.stem().string();
    selection.display = {selection.name, selection.name};
    selection.plugin = std::move(source);
    return selection;
}

}  // namespace

std::optional<Selection> policy_target(std::string const& target) {
    auto const known = vocabulary().policies;
    auto const found = std::ranges::find(known, target, &ComponentDoc::name);
    if (found != known.end()) return Selection{target, with_defaults({}, *found), {}, {}};
    std::error_code ignored;
    if (fs::is_regular_file(target, ignored)) return of_file(target);
    std::vector<std::string> names;
    for (ComponentDoc const& one : known)
        names.emplace_back(one.name);
    std::string const near = nearest_name(target, names);
    console::print_error(
        "policies: there is no policy and no file '{}'\n  fix: {}write the path of a file of your own\n",
        target, near.empty() ? "" : fmt::format("did you mean '{}'? or ", near));
    return std::nullopt;
}

}  // namespace meridian::app
