// What an axis of a study file says -> its levels.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/problem.hpp"
#include "sim/study/study.hpp"
#include "sim/study/study_input.hpp"

namespace meridian::study {

struct Folders {
    std::filesystem::path study, base;  // where the study file and the base scenario stand
};

// The word that stands for a level that changes nothing.
inline constexpr std::string_view unchanged = "base";

// An axis without levels but with a range has neither `steps` nor a list of them: a sampled design gives
// them.
[[nodiscard]] Axis read_axis(AxisInput const& in, Folders const& folders, scenario::Problems& problems);

// An axis of role lost, with the level at which nothing is; its cases follow once the layouts are known.
[[nodiscard]] Axis read_losses(LossInput const& in, scenario::Problems& problems);

// Of a `set:` map: {path: value}.
[[nodiscard]] std::vector<scenario::Override> read_set(Draft const& set, scenario::Problems& problems);

// The position of an axis or of a level by its name; a problem at `where` if there is none.
[[nodiscard]] std::optional<std::size_t> find_axis(Study const& study, std::string const& name,
                                                   scenario::SourceLocation const& where,
                                                   scenario::Problems& problems);
[[nodiscard]] std::optional<std::size_t> find_level(Axis const& axis, std::string const& name,
                                                    scenario::SourceLocation const& where,
                                                    scenario::Problems& problems);

// The level at a value of a range; an existing one of that name or a new one.
[[nodiscard]] std::size_t level_at(Axis& axis, std::string const& value);
// The same of many values, in their order.
[[nodiscard]] std::vector<std::size_t> levels_at(Axis& axis, std::vector<std::string> values);
// What a level of a range does to the base.
[[nodiscard]] scenario::Override override_of(Axis const& axis, std::string_view value);

}  // namespace meridian::study
