#include "sim/study/levels.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "sim/scenario/suggestion.hpp"
#include "sim/study/text_range.hpp"

namespace meridian::study {
namespace {

namespace fs = std::filesystem;
using scenario::Item;
using scenario::Override;
using scenario::Problems;
using scenario::SourceLocation;

// Its problems name the place in the study that it comes from instead of a file.
Override override_at(SourceLocation const& location, std::string_view path, std::string_view value) {
    return {words(location), fmt::format("{}={}", path, value)};
}

// How tables call a value: itself, the name of a component, or those of a chain.
std::string name_of(Draft const& value) {
    if (value.is_scalar()) return value.text();
    auto const* const name = value.find("name");
    if (name != nullptr && name->is_scalar()) return name->text();
    if (!value.is_list()) return scenario::value_text(value);
    std::string all;
    for (Draft const& item : value.items())
        all += (all.empty() ? "" : ">") + name_of(item);
    return all;
}

// The position of the axis or level of that name; a problem if there is none.
template <class Named>
std::optional<std::size_t> find_named(std::vector<Named> const& all, std::string const& name,
                                      SourceLocation const& where, std::string_view wrong,
                                      std::string_view otherwise, Problems& problems) {
    auto const found = std::ranges::find(all, name, &Named::name);
    if (found != all.end()) return static_cast<std::size_t>(found - all.begin());
    std::vector<std::string_view> names;
    names.reserve(all.size());
    for (Named const& known : all)
        names.push_back(known.name);
    problems.add(where, std::string{wrong}, scenario::suggestion(name, names, otherwise));
    return std::nullopt;
}

class AxisReader {
public:
    AxisReader(AxisInput const& in, Folders const& folders, Problems& problems)
        : in_{in}, folders_{folders}, problems_{problems} {
        axis_.name = in.name.value;
        axis_.where = in.draft->location();
        axis_.path = in.path.value;
    }

    Axis read() {
        if (!check_form()) return std::move(axis_);
        auto const before = problems_.count();
        if (in_.layouts.written()) add_files(in_.layouts);
        if (in_.futures.written()) add_files(in_.futures);
        if (in_.policies.written()) add_values(*in_.policies.draft, "policy");
        if (in_.values.written()) add_values(*in_.values.draft, axis_.path);
        if (in_.tables.written()) add_tables();
        if (in_.shares.written()) add_shares();
        for (LevelInput const& level : in_.levels)
            add_level(level);
        if (in_.from.written()) add_range();
        if (in_.remove.written() || in_.add.draft != nullptr) add_sites();
        choose_role();
        if (problems_.count() == before && axis_.levels.empty() && !axis_.range) {
            problems_.add(axis_.where, fmt::format("the axis '{}' is empty", axis_.name),
                          "give it levels, or remove it");
        }
        check_names();
        return std::move(axis_);
    }

private:
    void add_problem(Draft const& at, std::string wrong, std::string fix) {
        problems_.add(at.location(), std::move(wrong), std::move(fix));
    }

    // One way of saying what the levels are, with what it needs.
    bool check_form() {
        Draft const& d = *in_.draft;
        constexpr std::array<std::string_view, 10> forms{"layouts", "futures", "policies", "values",
                                                         "tables",  "from",    "shares",   "remove",
                                                         "add",     "levels"};
        std::vector<std::string_view> written;
        for (auto const form : forms) {
            if (d.find(form) != nullptr) written.push_back(form);
        }
        if (written.size() != 1) {
            add_problem(
                d,
                written.empty()
                    ? fmt::format("the axis '{}' has no levels", axis_.name)
                    : fmt::format("the axis '{}' has both '{}' and '{}'", axis_.name, written[0], written[1]),
                "give it one of layouts, futures, policies, values, tables, from and to, shares, remove, "
                "add, levels");
            return false;
        }
        auto const form = written.front();
        bool const at_path = form == "values" || form == "tables" || form == "from";
        bool const of_sites = form == "remove" || form == "add";
        return check_beside("path", at_path, form) && check_beside("tier", form == "shares", form) &&
               check_beside("to", form == "from", form) && check_unasked("steps", form == "from", form) &&
               check_beside("at", form == "add", form) && check_unasked("role", !of_sites, form);
    }

    bool check_beside(std::string_view key, bool needed, std::string_view form) {
        bool const written = in_.draft->find(key) != nullptr;
        if (needed && !written) {
            add_problem(*in_.draft, fmt::format("the axis '{}' has '{}' but no '{}'", axis_.name, form, key),
                        fmt::format("add '{}'", key));
            return false;
        }
        return check_unasked(key, needed, form);
    }

    bool check_unasked(std::string_view key, bool may_stand, std::string_view form) {
        Draft const* const written = in_.draft->find(key);
        if (written == nullptr || may_stand) return true;
        add_problem(*written, fmt::format("'{}' says nothing beside '{}'", key, form), "remove it");
        return false;
    }

    void add(std::string name, Change change) {
        axis_.levels.push_back({std::move(name), std::make_shared<Change const>(std::move(change))});
    }

    void add_files(Field<std::vector<Item>> const& files) {
        for (Item const& file : files.value) {
            if (file.text == unchanged) {
                axis_.levels.push_back({file.text, {}});
                continue;
            }
            Change change;
            change.overlays.push_back((folders_.study / file.text).lexically_normal());
            add(fs::path{file.text}.stem().string(), std::move(change));
        }
    }

    void add_values(Draft const& list, std::string_view path) {
        if (!list.is_list()) {
            add_problem(list, fmt::format("the levels of '{}' are {}", axis_.name, words(list.kind())),
                        "write a list: [.., ..]");
            return;
        }
        for (Draft const& item : list.items()) {
            Change change;
            change.overrides.push_back(override_at(item.location(), path, scenario::value_text(item)));
            add(name_of(item), std::move(change));
        }
    }

    void add_tables() {
        auto const base = (fs::current_path() / folders_.base).lexically_normal();
        for (Item const& table : in_.tables.value) {
            // Tables of overrides stand beside the base.
            auto const file = (fs::current_path() / folders_.study / table.text).lexically_normal();
            Change change;
            change.overrides.push_back(
                override_at(table.where, axis_.path,
                            fmt::format("{{table: \"{}\"}}", file.lexically_proximate(base).string())));
            add(fs::path{table.text}.stem().string(), std::move(change));
        }
    }

    void add_shares() {
        for (double const share : in_.shares.value) {
            Change change;
            change.tier_share = TierShare{in_.tier.value, share};
            add(format_number(100.0 * share) + " %", std::move(change));
        }
    }

    void add_level(LevelInput const& in) {
        Change change;
        for (Item const& file : in.files.value)
            change.overlays.push_back((folders_.study / file.text).lexically_normal());
        if (in.set.written()) change.overrides = read_set(*in.set.draft, problems_);
        change.display = in.display;
        add(in.name.value, std::move(change));
    }

    void add_range() {
        axis_.range = text_range(in_.from.value, in_.to.value);
        if (!axis_.range) {
            add_problem(*in_.draft,
                        fmt::format("the axis '{}' does not go from '{}' to '{}'", axis_.name, in_.from.value,
                                    in_.to.value),
                        "write two rising numbers with the same unit");
            return;
        }
        auto const steps = in_.steps.value;
        for (std::int64_t i = 0; i < steps; ++i) {
            auto const share = static_cast<double>(i) / static_cast<double>(steps - 1);
            static_cast<void>(level_at(axis_, axis_.range->between(share)));
        }
    }

    // The level that changes nothing; those of sites follow once their names are known.
    void add_sites() {
        axis_.levels.push_back({std::string{unchanged}, {}});
        if (in_.add.draft == nullptr) return;
        axis_.addition = Addition{static_cast<double>(in_.add.accelerators.value), in_.add.model.value};
    }

    void choose_role() {
        if (in_.remove.written()) axis_.role = Role::removed;
        if (in_.add.draft != nullptr) axis_.role = Role::added;
        if (in_.role.written()) {
            axis_.role = in_.role.value;
            return;
        }
        bool const sampled = axis_.range && axis_.levels.empty();
        if (in_.futures.written() || sampled) axis_.role = Role::future;
        if (in_.policies.written()) axis_.role = Role::response;
    }

    void check_names() {
        std::set<std::string_view> seen;
        for (Level const& level : axis_.levels) {
            if (seen.insert(level.name).second) continue;
            problems_.add(axis_.where,
                          fmt::format("two levels of the axis '{}' are called '{}'", axis_.name, level.name),
                          "give them names: 'levels: [{name: ..., files: [...], set: {...}}]'");
        }
    }

    AxisInput const& in_;
    Folders const& folders_;
    Problems& problems_;
    Axis axis_;
};

}  // namespace

Axis read_axis(AxisInput const& in, Folders const& folders, Problems& problems) {
    return AxisReader{in, folders, problems}.read();
}

Axis read_losses(LossInput const& in, Problems& problems) {
    Axis axis;
    axis.name = in.name.value;
    axis.where = in.draft->location();
    axis.role = Role::lost;
    axis.levels.push_back({std::string{unchanged}, {}});
    axis.losses = LossCases{
        in.each.value, in.duration.value, in.left.value, {in.failure_level.value, in.recovery_level.value}};
    bool const has_tiers = in.each.value == LossOf::sites || in.each.value == LossOf::pools;
    if (in.tier.written() && in.each.good && !has_tiers)
        problems.add(in.tier.draft->location(),
                     fmt::format("'tier' says nothing beside 'each: {}'", loss_words.word_of(in.each.value)),
                     "remove it, or write 'each: sites'");
    if (in.at.good && in.at.value.empty())
        problems.add(in.at.draft->location(), fmt::format("the loss '{}' has no 'at'", in.name.value),
                     "write when it begins: 'at: [12 d]'");
    bool const good = in.failure_level.good && in.recovery_level.good;
    if (good && in.failure_level.value > in.recovery_level.value)
        problems.add(in.draft->location(),
                     fmt::format("the loss '{}' has recovered at a lower level than it fails", in.name.value),
                     "write a 'failure_level' of at most the 'recovery_level'");
    return axis;
}

std::vector<Override> read_set(Draft const& set, Problems& problems) {
    std::vector<Override> overrides;
    if (!set.is_map()) {
        problems.add(set.location(), fmt::format("'set' is {}", words(set.kind())),
                     "write 'set: {path: value, ...}', with paths into the scenario");
        return overrides;
    }
    for (auto const& entry : set.entries())
        overrides.push_back(
            override_at(entry.key->location(), entry.key->text, scenario::value_text(entry.value)));
    return overrides;
}

Override override_of(Axis const& axis, std::string_view value) {
    return override_at(axis.where, axis.path, value);
}

std::size_t level_at(Axis& axis, std::string const& value) {
    auto const found = std::ranges::find(axis.levels, value, &Level::name);
    if (found != axis.levels.end()) return static_cast<std::size_t>(found - axis.levels.begin());
    axis.levels.push_back({value, {}});
    return axis.levels.size() - 1;
}

std::vector<std::size_t> levels_at(Axis& axis, std::vector<std::string> values) {
    std::size_t const there = axis.levels.size();
    auto const name = [&](std::size_t i) -> std::string const& {
        return i < there ? axis.levels[i].name : values[i - there];
    };
    std::vector<std::size_t> order(there + values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        int const apart = name(a).compare(name(b));
        return apart != 0 ? apart < 0 : a < b;
    });
    std::vector<std::size_t> first(order.size());  // with the same name
    for (std::size_t i = 0; i < order.size(); ++i) {
        bool const is_new = i == 0 || name(order[i]) != name(order[i - 1]);
        first[order[i]] = is_new ? order[i] : first[order[i - 1]];
    }
    std::vector<std::size_t> levels;
    levels.reserve(values.size());
    for (std::size_t i = there; i < first.size(); ++i) {
        if (first[i] == i) {
            levels.push_back(axis.levels.size());
            axis.levels.push_back({std::move(values[i - there]), {}});
        } else {
            levels.push_back(first[i] < there ? first[i] : levels[first[i] - there]);
        }
    }
    return levels;
}

std::optional<std::size_t> find_axis(Study const& study, std::string const& name, SourceLocation const& where,
                                     Problems& problems) {
    return find_named(study.axes, name, where, fmt::format("there is no axis '{}'", name), "the axes are",
                      problems);
}

std::optional<std::size_t> find_level(Axis const& axis, std::string const& name, SourceLocation const& where,
                                      Problems& problems) {
    if (axis.levels.empty() && !axis.range)
        return std::nullopt;  // what is wrong with the axis is a problem already
    auto const wrong = fmt::format("the axis '{}' has no level '{}'", axis.name, name);
    return find_named(axis.levels, name, where, wrong, "its levels are", problems);
}

}  // namespace meridian::study
