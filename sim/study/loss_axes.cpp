#include "sim/study/loss_axes.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/units/format.hpp"
#include "sim/scenario/suggestion.hpp"
#include "sim/study/draft_values.hpp"
#include "sim/study/levels.hpp"
#include "sim/study/loss_changes.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::study {
namespace {

using scenario::Draft;
using scenario::Item;

std::string_view one_of(LossOf each) {
    constexpr std::array<std::string_view, 4> words{"site", "link", "province", "pool"};
    return words[static_cast<std::size_t>(each)];
}

bool holds(std::vector<std::string> const& names, std::string const& name) {
    return std::ranges::find(names, name) != names.end();
}

}  // namespace

LossAxes::LossAxes(Study& study, std::vector<LossInput> const& in, std::size_t first,
                   scenario::Problems& problems, scenario::Problems& warnings)
    : study_{study},
      in_{in},
      first_{first},
      problems_{problems},
      warnings_{warnings},
      reader_{study, none_} {}

void LossAxes::add_levels() {
    for (std::size_t a = first_; a < first_ + in_.size(); ++a) {
        check_when(a);
        Names const names = names_of(a);
        if (!problems_.none()) return;
        add_cases(a, names);
    }
}

// By the horizon and the warm-up of the baseline.
void LossAxes::check_when(std::size_t axis) {
    LossInput const& in = input(axis);
    Draft const root = reader_.layout_draft(study_.part(study_.baseline, Role::compared), 1.0, {}, problems_);
    auto const horizon = number_of(root, "horizon", Dimension::duration);
    if (!problems_.none() || !horizon) return;
    double const warmup = number_of(root, "warmup", Dimension::duration).value_or(0.0);
    auto const duration = static_cast<double>(study_.axes[axis].losses->duration.count());
    auto const text = [](double ns) { return human_duration(Duration{static_cast<std::int64_t>(ns)}); };
    for (double const at : in.at.value) {
        if (at >= *horizon) {
            problems_.add(in.at.draft->location(),
                          fmt::format("the loss '{}' begins at {}, and the horizon is {}", in.name.value,
                                      text(at), text(*horizon)),
                          fmt::format("write an 'at' before {}, or 'set: {{horizon: ...}}' with a longer one",
                                      text(*horizon)));
        } else if (at + duration > *horizon) {
            warnings_.add(
                in.duration.draft->location(),
                fmt::format("the loss '{}' of {} lasts until {}, beyond the horizon of {}: nothing "
                            "is known of the time after it",
                            in.name.value, text(at), text(at + duration), text(*horizon)),
                fmt::format("write 'set: {{horizon: {}}}' or more, a shorter 'for' or an earlier 'at'",
                            text(at + 2.0 * duration)));
        }
        if (at <= warmup && at < *horizon)
            warnings_.add(
                in.at.draft->location(),
                fmt::format("the loss '{}' begins at {}, and no work is measured before {}: there is "
                            "nothing to compare it with",
                            in.name.value, text(at), text(warmup)),
                fmt::format("write an 'at' after {}", text(warmup)));
    }
}

auto LossAxes::losable(std::size_t axis, Point const& alternative) -> Names const& {
    auto const [at, is_new] = losable_.try_emplace({axis, alternative});
    if (!is_new) return at->second;
    system::checkpoint();
    Draft const root = reader_.layout_draft(alternative, 1.0, {}, problems_);
    if (problems_.none())
        at->second = losable_names(root, study_.axes[axis].losses->each, input(axis).tier.value);
    return at->second;
}

// Those of any alternative that the record asks for.
auto LossAxes::names_of(std::size_t axis) -> Names {
    Names all;
    for (Point const& alternative : study_.alternatives()) {
        for (std::string const& name : losable(axis, alternative)) {
            if (!holds(all, name)) all.push_back(name);
        }
    }
    if (!problems_.none()) return {};
    LossInput const& in = input(axis);
    if (all.empty()) report_nothing(axis);
    if (!in.only.written()) return all;
    check_only(axis, all);
    Names asked;
    for (Item const& name : in.only.value)
        asked.push_back(name.text);
    std::erase_if(all, [&](std::string const& name) { return !holds(asked, name); });
    return all;
}

void LossAxes::report_nothing(std::size_t axis) {
    LossInput const& in = input(axis);
    std::string_view const what = one_of(study_.axes[axis].losses->each);
    bool const of_tier = in.tier.written();
    problems_.add(
        (of_tier ? in.tier.draft : in.each.draft)->location(),
        of_tier ? fmt::format("there is no {} of the tier '{}' to lose", what, in.tier.value)
                : fmt::format("there is no {} to lose", what),
        of_tier ? std::string{"name a tier of sites that have power when the run starts, or remove 'tier'"}
                : fmt::format("remove the loss '{}', or write another 'each'", in.name.value));
}

void LossAxes::check_only(std::size_t axis, Names const& all) {
    LossInput const& in = input(axis);
    std::string_view const what = one_of(study_.axes[axis].losses->each);
    for (Item const& name : in.only.value) {
        if (!all.empty() && !holds(all, name.text))
            problems_.add(name.where, fmt::format("there is no {} '{}' to lose", what, name.text),
                          scenario::suggestion(name.text, all, fmt::format("the {}s are", what)));
    }
    if (in.only.value.empty())
        problems_.add(in.only.draft->location(), fmt::format("the loss '{}' names nothing", in.name.value),
                      "name what is lost, or remove 'only' for all");
}

void LossAxes::add_cases(std::size_t axis, Names const& names) {
    LossInput const& in = input(axis);
    bool const pairs = in.pairs.value;
    if (pairs && names.size() < 2) {
        problems_.add(in.pairs.draft->location(), "one thing alone makes no pair",
                      "remove 'pairs', or take more in");
        return;
    }
    std::vector<Names> lost;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!pairs) lost.push_back({names[i]});
        for (std::size_t j = i + 1; pairs && j < names.size(); ++j)
            lost.push_back({names[i], names[j]});
    }
    Axis& into = study_.axes[axis];
    for (double const at : in.at.value) {
        Duration const begin{static_cast<std::int64_t>(at)};
        for (Names const& one : lost) {
            std::string name = fmt::format("{}", fmt::join(one, " + "));
            if (in.at.value.size() > 1) name += " at " + human_duration(begin);
            if (name == unchanged ||
                std::ranges::find(into.levels, name, &Level::name) != into.levels.end()) {
                problems_.add(in.at.draft->location(), fmt::format("two cases are called '{}'", name),
                              "write each 'at' once, and call nothing 'base'");
                return;
            }
            into.levels.push_back({std::move(name), {}});
            into.losses->cases.push_back({one, begin});
        }
    }
}

bool LossAxes::can_lose(Point const& point) {
    auto const axis = study_.variant_axis(point);
    if (!axis || study_.axes[*axis].role != Role::lost) return true;
    Names const& there = losable(*axis, study_.part(point, Role::compared));
    return std::ranges::all_of(study_.axes[*axis].loss_at(point.level[*axis])->lost,
                               [&](std::string const& name) { return holds(there, name); });
}

std::string LossAxes::why_not(Point const& point) {
    auto const axis = study_.variant_axis(point).value();
    return fmt::format("'{}' has not all of '{}'", study_.names(point, Role::compared),
                       study_.level_name(point, axis));
}

}  // namespace meridian::study
