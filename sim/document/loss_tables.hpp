// Tables of the section on losses that are made of others.
#pragma once

#include <optional>
#include <string>

#include "sim/document/run_tables.hpp"
#include "sim/system/folder.hpp"

namespace meridian::document {

// Gives columns of `losses`, if it is there, heads that say what a case lost; their keys alone say what a run lost.
void name_losses(Tables& tables);

// What the cases of `losses` take off the map of each layout: of a province its sites and the links that end there, of a
// pool its site, if it has the site's name before a '/'. Columns: axis, alternative, case, asset_kind (site or link),
// asset. `tables`: losses, sites, links and nodes of the runs shown; those that are not there are left out.
[[nodiscard]] ResultTable loss_assets(Tables const& tables);

// Columns: alternative, case, time, slo_attainment_with_loss, slo_attainment_without_loss, loss_begin, loss_end.
[[nodiscard]] ResultTable empty_loss_course();
// Adds the rows of a layout: bins of both runs' slo_course.csv in which work arrives, of long runs those about the loss.
// `losses`: the study's, with the case.
void add_loss_course(ResultTable& course, std::string const& alternative, std::string const& loss_case,
                     ResultTable const& with_loss, ResultTable const& without_loss,
                     ResultTable const& losses);

// Leaves the bins of slo_course.csv in which work arrives.
void keep_bins_with_work(ResultTable& slo_course);

// The files headroom/LAYOUT.csv beside a study, which `meridian headroom --out` has written: a row a layout, means over
// runs with their 95 % intervals. Nothing where there are none. Columns: alternative, each, at_s, for_s, runs,
// runs_short (in which the most that may be added does not suffice), addition_share, addition_accelerators and load_factor
// with `_low` and `_high`, addition_bound_by, load_bound_by (in most runs). Throws system::SystemError.
[[nodiscard]] std::optional<ResultTable> headroom_by_layout(system::Folder const& study);

}  // namespace meridian::document
