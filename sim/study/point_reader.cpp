#include "sim/study/point_reader.hpp"

#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/report/manifest.hpp"
#include "sim/scenario/include.hpp"
#include "sim/scenario/layering.hpp"
#include "sim/study/budget.hpp"
#include "sim/study/levels.hpp"
#include "sim/study/loss_changes.hpp"
#include "sim/study/reshape.hpp"
#include "sim/study/site_changes.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::study {

using scenario::Draft;
using scenario::Override;
using scenario::Problems;
using scenario::Reading;

namespace {

void add_level(Change const& change, scenario::ReadOptions& options) {
    options.overlays.insert(options.overlays.end(), change.overlays.begin(), change.overlays.end());
    options.overrides.insert(options.overrides.end(), change.overrides.begin(), change.overrides.end());
}

}  // namespace

Draft PointReader::base_draft(Change const* level) {
    scenario::ReadOptions options;
    options.overrides = study_.base_changes;
    if (level != nullptr) add_level(*level, options);
    Problems problems;
    return scenario::read_draft(study_.base, options, files_, problems);
}

Draft PointReader::draft(Point const& point, std::span<Override const> more, Problems& problems) {
    scenario::ReadOptions options;
    options.overrides = study_.base_changes;
    for (std::size_t a = 0; a < study_.axes.size(); ++a) {
        Axis const& axis = study_.axes[a];
        Level const& level = axis.levels[point.level[a]];
        if (axis.range) options.overrides.push_back(override_of(axis, level.name));
        if (level.change) add_level(*level.change, options);
    }
    options.overrides.insert(options.overrides.end(), more.begin(), more.end());
    Draft root = scenario::read_draft(study_.base, options, files_, problems);
    if (root.is_map()) add_rules(root);
    return root;
}

void PointReader::add_rules(Draft& root) const {
    if (study_.rules_of_file.empty()) return;
    Draft::List rules = study_.rules_of_file;
    auto const where = rules.front().shared_location();
    Draft const* const base = root.find(scenario::merged_list);
    if (base != nullptr && base->is_list())
        scenario::merge_by_name(scenario::merged_list, rules, base->items());
    Draft list = Draft::list(where);
    list.items() = std::move(rules);
    root.set({std::string{scenario::merged_list}, where}, std::move(list));
}

Draft PointReader::layout_draft(Point const& point, double factor, std::span<Override const> more,
                                Problems& problems) {
    Draft root = draft(point, more, problems);
    if (!root.is_map()) return root;
    for (std::size_t a = 0; a < study_.axes.size(); ++a) {
        auto const& change = study_.axes[a].levels[point.level[a]].change;
        if (change && change->tier_share)
            give_share(root, *change->tier_share, study_.axes[a].where, problems);
    }
    if (factor != 1.0) scale_sites(root, factor);
    return root;
}

Reading PointReader::read_scaled(Point const& point, double factor, std::span<Override const> more) {
    system::checkpoint();
    Problems problems;
    if (!study_.file.empty()) problems.quote_only({study_.file.parent_path()});
    Draft root = layout_draft(point, factor, more, problems);
    scenario::CheckOptions options{study_.allow_large, false, study_.allow_plugins};
    for (std::size_t a = 0; root.is_map() && a < study_.axes.size(); ++a) {
        Axis const& axis = study_.axes[a];
        if (LossCase const* const lost = axis.loss_at(point.level[a]))
            add_loss(root, *axis.losses, *lost, axis.where, problems);
        auto const& change = study_.axes[a].levels[point.level[a]].change;
        if (!change || !change->site_change) continue;
        change_site(root, *change->site_change, study_.axes[a].where, problems);
        options.allow_unservable = options.allow_unservable || !change->site_change->addition;
    }
    return scenario::check_draft(std::move(root), std::move(problems), vocabulary_, options);
}

Reading PointReader::read(Point const& point, std::span<Override const> more) {
    return read_scaled(point, factor_of(point), more);
}

double PointReader::factor_of(Point const& point) const {
    if (factors_.empty()) return 1.0;
    return factors_.at(study_.part(point, Role::compared));
}

std::optional<double> PointReader::measure(Point const& alternative, double factor, Problems& problems) {
    Reading const reading = read_scaled(alternative, factor, {});
    for (scenario::Problem const& problem : reading.problems)
        problems.add(problem);
    if (!reading.scenario) return std::nullopt;
    auto const amount = measured(*reading.scenario, study_.budget->measure);
    if (!amount)
        problems.add(
            study_.budget->where,
            fmt::format("the capital of '{}' is not known: prices are missing",
                        study_.names(alternative, Role::compared)),
            "give a 'discount_rate', a 'price' of each accelerator and a 'facility' price of each tier");
    return amount;
}

bool PointReader::meet_budget(Problems& problems) {
    if (!study_.budget) return true;
    auto const before = problems.count();
    auto const target = study_.budget->amount
                            ? study_.budget->amount
                            : measure(study_.part(study_.baseline, Role::compared), 1.0, problems);
    if (!target) return false;
    std::set<Point> alternatives{study_.part(study_.baseline, Role::compared)};
    for (Point const& point : study_.points)
        alternatives.insert(study_.part(point, Role::compared));
    for (Point const& alternative : alternatives)
        check_alternative(alternative, *target, problems);
    return problems.count() == before;
}

void PointReader::check_alternative(Point const& alternative, double target, Problems& problems) {
    Budget const& budget = *study_.budget;
    double factor = 1.0;
    auto amount = measure(alternative, factor, problems);
    // Servers are whole, so that the first factor may miss by a few.
    for (int tries = 0; budget.scale && amount && *amount > 0.0 && *amount != target && tries < 3; ++tries) {
        factor *= target / *amount;
        amount = measure(alternative, factor, problems);
    }
    if (!amount) return;
    if (budget.scale) factors_[alternative] = factor;
    budget_shares_.push_back({alternative, *amount, target, factor});
    double const off = budget_shares_.back().off_share();
    if (std::fabs(off) <= budget.tolerance) return;
    problems.add(budget.where,
                 fmt::format("'{}' has {}, {:.1f} % {} than the budget of {}",
                             study_.names(alternative, Role::compared), amount_words(*amount, budget.measure),
                             100.0 * std::fabs(off), off > 0.0 ? "more" : "less",
                             amount_words(target, budget.measure)),
                 budget.scale ? "its sites cannot be scaled to it; change the layout"
                              : "change it, write 'scale: true', or a larger 'tolerance'");
}

std::string point_key(Draft const& resolved) {
    return report::content_key(scenario::figures_yaml(resolved));
}

}  // namespace meridian::study
