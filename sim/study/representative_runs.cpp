#include "sim/study/representative_runs.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "sim/engine/random_streams.hpp"
#include "sim/study/losses.hpp"
#include "sim/study/rule_findings.hpp"

namespace meridian::study {
namespace {

constexpr std::size_t longest_name = 48;

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::vector<std::string> levels_of(Study const& study, Point const& alternative) {
    std::vector<std::string> names;
    for (std::size_t a = 0; a < study.axes.size(); ++a) {
        if (study.axes[a].role == Role::compared) names.push_back(study.level_name(alternative, a));
    }
    if (names.empty()) names.emplace_back("base");
    return names;
}

// Those that are best by the rules, then the first metric, and the baseline; the order is kept.
std::vector<BestResponse> best_of(std::vector<BestResponse> all, Results const& results) {
    if (all.size() <= most_shown) return all;
    Study const& study = results.study();
    Metric const& decides = study.metrics.front();
    std::vector<std::tuple<Finding, double, std::size_t>> by_figure;
    for (BestResponse const& one : all) {
        double const mean = results.mean(one.point, decides.column).value();  // what is responses has one
        by_figure.emplace_back(one.standing, decides.more_is_better ? -mean : mean, one.point);
    }
    std::ranges::sort(by_figure);
    std::set<std::size_t> chosen;
    for (std::size_t i = 0; i < most_shown; ++i)
        chosen.insert(std::get<std::size_t>(by_figure[i]));
    Point const baseline = study.part(study.baseline, Role::compared);
    std::erase_if(all, [&](BestResponse const& one) {
        return one.alternative != baseline && !chosen.contains(one.point);
    });
    return all;
}

std::string folder_if_kept(RepresentativeRun const& one) {
    return one.why.empty() ? one.folder : std::string{};
}

// clang-format off
constexpr std::array representative_runs_columns{
    column<folder_if_kept>("folder", "in representative_runs/; empty: there is none"),
    column<&RepresentativeRun::alternative>("alternative"),
    column<&RepresentativeRun::response>("response"),
    column<&RepresentativeRun::future>("future"),
    column<&RepresentativeRun::loss_case>("case", "what is lost in it; empty: nothing"),
    column<&RepresentativeRun::point>("point"),
    StudyColumn<RepresentativeRun>{"run", [](RepresentativeRun const&, CellContext const&) -> ResultCell { return shown_run; }},
    column<&RepresentativeRun::why>("why", "why there is none"),
};
// clang-format on

}  // namespace

constexpr StudyTable<RepresentativeRun> representative_runs_table{
    "representative_runs/index", "an alternative of which a whole run is kept", representative_runs_columns,
    TableNeeds::nothing, TableUse::file};

bool has_losses(Study const& study) {
    return std::ranges::any_of(study.axes, [](Axis const& axis) { return axis.role == Role::lost; });
}

std::vector<RepresentativeRun> runs_to_show(Results const& results) {
    Study const& study = results.study();
    auto responses = best_responses(results);
    Point const future = study.part(study.baseline, Role::future);
    std::erase_if(responses, [&](BestResponse const& one) { return one.future != future; });
    responses = best_of(std::move(responses), results);
    auto const losses =
        has_losses(study) ? loss_rows(results, RuleFindings{results}, responses) : std::vector<LossRow>{};
    std::vector<RepresentativeRun> shown;
    auto const add = [&](BestResponse const& one, std::size_t point, std::string const& loss_case) {
        auto levels = levels_of(study, one.alternative);
        if (!loss_case.empty()) levels.push_back(loss_case);
        auto const row = results.row(point, shown_run);
        shown.push_back({shown_folder(levels), study.names(one.alternative, Role::compared),
                         study.names(study.points[point], Role::response),
                         study.names(one.future, Role::future), loss_case, point,
                         row ? row->failure : std::string{"it was not run"}});
    };
    for (BestResponse const& one : responses) {
        add(one, one.point, {});
        auto const* const worst = worst_loss(losses, study.names(one.future, Role::future),
                                             study.names(one.alternative, Role::compared));
        if (worst != nullptr) add(one, worst->point, worst->loss_case);
    }
    return shown;
}

std::string shown_folder(std::vector<std::string> const& levels) {
    std::string name;
    std::string identity;  // no two lists of levels have the same
    for (std::string const& level : levels) {
        name += (name.empty() ? "" : "_") + level;
        identity += fmt::format("{}:{}", level.size(), level);
    }
    bool const plain = levels.size() == 1 && !name.empty() && name.size() <= longest_name &&
                       std::ranges::all_of(name, is_plain);
    if (plain) return name;  // without '-', so that no name with a hash is one of these
    name.resize(std::clamp<std::size_t>(name.size(), 1, longest_name), '_');
    std::ranges::replace_if(
        name, [](char c) { return !is_plain(c); }, '_');
    return fmt::format("{}-{:016x}", name, engine::name_hash(identity));
}

}  // namespace meridian::study
