#include "sim/study/study_names.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "models/units/split.hpp"

namespace meridian::study {
namespace {

using scenario::Draft;

std::string_view kind_of(Role role) {
    if (role == Role::response) return "policy";
    return role == Role::future ? "future" : "layout";
}

std::string_view path_of(scenario::Override const& value) {
    return std::string_view{value.text}.substr(0, value.text.find('='));
}

// What scenario files may name at a path; empty: no component.
std::span<ComponentDoc const> components_at(std::string_view path, Vocabulary const& known) {
    if (path == "discipline") return known.disciplines;
    if (path == "network") return known.networks;
    if (path.starts_with("services.") && path.ends_with(".policy")) return known.service_policies;
    bool const is_of_class = path.starts_with("classes.") && path.ends_with(".policy");
    return path == "policy" || is_of_class ? known.policies : std::span<ComponentDoc const>{};
}

// Of a level that is called after the component, or the chain "a>b", that it sets.
DisplayName component_name(Level const& level, Vocabulary const& known) {
    if (!level.change || level.change->overrides.size() != 1) return {};
    auto const docs = components_at(path_of(level.change->overrides.front()), known);
    DisplayName name;
    for (std::string_view const part : split(level.name, '>')) {
        auto const doc = std::ranges::find(docs, part, &ComponentDoc::name);
        if (doc == docs.end()) return {};
        (name.en += name.en.empty() ? "" : " > ") += doc->en;
        (name.zh += name.zh.empty() ? "" : " > ") += doc->zh;
    }
    return name;
}

std::string text_at(Draft const& root, std::string_view key) {
    auto const* const value = root.find(key);
    return value != nullptr && value->is_scalar() ? value->text() : std::string{};
}

DisplayName scenario_name(Draft const& root) {
    return {text_at(root, "name"), text_at(root, "name_zh")};
}

// Whether there may be records that the baseline has not.
bool brings_records(Change const& change) {
    constexpr std::array<std::string_view, 7> lists{"nodes",   "links",    "sites", "regions",
                                                    "classes", "services", "rules"};
    return !change.overlays.empty() || std::ranges::any_of(change.overrides, [&](auto const& value) {
        return std::ranges::find(lists, path_of(value)) != lists.end();
    });
}

class StudyNames {
public:
    StudyNames(Study const& study, PointReader& reader)
        : study_{study}, reader_{reader}, base_{scenario_name(reader.base_draft(nullptr))} {}

    report::NameTable find() {
        names_.add("study", study_.name, {{}, study_.name_zh});
        for (Axis const& axis : study_.axes) {
            if (makes_variants(axis.role)) continue;  // its levels are called after sites
            for (Level const& level : axis.levels)
                names_.add(kind_of(axis.role), level.name, level_name(axis, level));
        }
        for (UncertainFigure const& input : study_.inputs)
            names_.add("input", input.name, input.display);
        add_records(study_.baseline);
        for (std::size_t a = 0; a < study_.axes.size(); ++a)
            add_records_of_levels(a);
        add_cases();
        return std::move(names_);
    }

private:
    [[nodiscard]] DisplayName level_name(Axis const& axis, Level const& level) {
        DisplayName name = level.change ? level.change->display : DisplayName{};
        DisplayName other = component_name(level, reader_.vocabulary());
        bool const has_files = level.change && !level.change->overlays.empty();
        if (has_files && axis.role != Role::response) {
            other = scenario_name(reader_.base_draft(&*level.change));
            if (other.en == base_.en) other.en.clear();
            if (other.zh == base_.zh) other.zh.clear();
        }
        if (name.en.empty()) name.en = std::move(other.en);
        if (name.zh.empty()) name.zh = std::move(other.zh);
        return name;
    }

    void add_records_of_levels(std::size_t axis) {
        if (makes_variants(study_.axes[axis].role)) return;
        auto const& levels = study_.axes[axis].levels;
        for (std::size_t l = 0; l < levels.size(); ++l) {
            if (!levels[l].change || !brings_records(*levels[l].change)) continue;
            Point point = study_.baseline;
            point.level[axis] = l;
            add_records(point);
        }
    }

    // Called after what is lost in them, and when where that differs.
    void add_cases() {
        std::map<std::string, DisplayName> sites_and_links;
        for (report::NameRow const& row : names_.rows()) {
            if (row.kind == "site" || row.kind == "link") sites_and_links.emplace(row.id, row.name);
        }
        for (Axis const& axis : study_.axes) {
            for (std::size_t l = 1; axis.losses && l < axis.levels.size(); ++l) {
                DisplayName name;
                std::size_t length = 0;
                for (std::string const& id : axis.loss_at(l)->lost) {
                    std::string_view const between = length == 0 ? "" : " + ";
                    auto const found = sites_and_links.find(id);
                    bool const has_zh = found != sites_and_links.end() && !found->second.zh.empty();
                    name.en.append(between).append(found == sites_and_links.end() ? id : found->second.en);
                    name.zh.append(between).append(has_zh ? found->second.zh : id);
                    length += between.size() + id.size();
                }
                std::string const when = axis.levels[l].name.substr(length);
                names_.add("case", axis.levels[l].name, {name.en + when, name.zh + when});
            }
        }
    }

    void add_records(Point const& point) {
        auto const reading = reader_.read_unscaled(point);
        if (reading.scenario) names_.add(*reading.scenario);
    }

    Study const& study_;
    PointReader& reader_;
    DisplayName base_;
    report::NameTable names_;
};

// clang-format off
constexpr std::array names_columns{
    column<&report::NameRow::kind>("kind", "study, layout, policy, future, input, case; scenario and what it holds, as in the table of a run"),
    column<&report::NameRow::id>("id", "identifier: as other tables call it"),
    column<&report::NameRow::name, &DisplayName::en>("name_en"),
    column<&report::NameRow::name, &DisplayName::zh>("name_zh", "empty: none"),
};
// clang-format on

}  // namespace

constexpr StudyTable<report::NameRow> names_table{"names", "what is called otherwise than by its identifier",
                                                  names_columns, TableNeeds::nothing, TableUse::file};

report::NameTable study_names(Study const& study, PointReader& reader) {
    return StudyNames{study, reader}.find();
}

}  // namespace meridian::study
