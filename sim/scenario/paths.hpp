// Dotted paths to values of a draft: `horizon`, `sites.hub1.power_limit`, `jobs.0.at`. A record of a list
// is named by its `name` or by its number from 0; names may contain dots themselves.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"

namespace meridian::scenario {

// Whether paths exist in a tree that does not change meanwhile. Names are looked up in maps, because a
// ledger may have a row for each of many records.
class PathIndex {
public:
    explicit PathIndex(Draft const& root) : root_{root} {}
    [[nodiscard]] bool exists(std::string_view path) const { return exists(root_, path); }
    // The path's first part that does not exist, and what could stand there instead.
    [[nodiscard]] std::string fix_for(std::string_view path) const;

private:
    using Names = std::unordered_map<std::string_view, Draft const*>;
    [[nodiscard]] bool exists(Draft const& at, std::string_view path) const;
    [[nodiscard]] Draft const* child(Draft const& at, std::string_view name) const;

    Draft const& root_;
    mutable std::unordered_map<Draft const*, Names> names_;
};

}  // namespace meridian::scenario
