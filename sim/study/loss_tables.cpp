// The tables of losses, and what they come to for each alternative.
#include <array>
#include <cstddef>
#include <span>

#include "sim/study/losses.hpp"

namespace meridian::study {
namespace {

std::string joined(std::vector<std::string> const& names) {
    std::string all;
    for (std::string const& name : names)
        all.append(all.empty() ? "" : ", ").append(name);
    return all;
}

LossSummary summary_of(std::span<LossRow const> rows) {
    LossRow const& worst = rows.front();
    LossSummary all;
    all.axis = worst.axis;
    all.future = worst.future;
    all.alternative = worst.alternative;
    all.response = worst.response;
    all.cases = rows.size();
    all.worst_case = worst.loss_case;
    std::vector<std::string> breaking;
    double value = 0.0;
    double during = 0.0;
    std::size_t with_during = 0;
    for (LossRow const& row : rows) {
        value += row.value_lost_cny.mean;
        if (row.failed > 0) ++all.failing;
        if (!row.broken.empty()) breaking.push_back(row.loss_case);
        if (row.during.count == 0) continue;
        ++with_during;
        during += row.during.mean;
        if (all.least_during && *all.least_during <= row.during.mean) continue;
        all.least_during = row.during.mean;
        all.least_during_case = row.loss_case;
    }
    if (worst.value_lost_cny.count > 0) {
        all.worst_value_lost_cny = worst.value_lost_cny.mean;
        all.mean_value_lost_cny = value / static_cast<double>(rows.size());
    }
    if (with_during > 0) all.mean_during = during / static_cast<double>(with_during);
    all.breaking = breaking.size();
    all.breaking_cases = joined(breaking);
    return all;
}

std::string_view kind(LossRow const& row) {
    constexpr std::array<std::string_view, 4> words{"site", "link", "province", "pool"};
    return words[static_cast<std::size_t>(row.each)];
}
std::optional<double> takeover(LossRow const& row) {
    return row.takes_over.empty() ? std::nullopt : std::optional{row.takeover_accelerators};
}

// clang-format off
constexpr std::array losses_columns{
    column<&LossRow::axis>("axis", "name of the loss"),
    column<&LossRow::future>("future"),
    column<&LossRow::alternative>("alternative"),
    column<&LossRow::rank>("rank", "among the cases of the alternative, from the most value lost"),
    column<&LossRow::loss_case>("case", "what is lost; two of pairs"),
    column<kind>("kind", "site, link, province or pool"),
    column<&LossRow::lost_assets>("lost_assets", "the names; two of pairs"),
    column<&LossRow::at_s>("at_s", "begin, from the start of the run"),
    column<&LossRow::for_s>("for_s"),
    column<&LossRow::value_lost_cny, mean_value>("value_lost_cny", "by the loss: of the measured window, less that of the run without it"),
    column<&LossRow::value_lost_cny, low_of>("value_lost_cny_low"),
    column<&LossRow::value_lost_cny, high_of>("value_lost_cny_high"),
    column<&LossRow::before, mean_value>("slo_attainment_before_loss"),
    column<&LossRow::during, mean_value>("slo_attainment_during_loss"),
    column<&LossRow::during, low_of>("slo_attainment_during_loss_low"),
    column<&LossRow::during, high_of>("slo_attainment_during_loss_high"),
    column<&LossRow::after, mean_value>("slo_attainment_after_loss"),
    column<&LossRow::after, low_of>("slo_attainment_after_loss_low"),
    column<&LossRow::after, high_of>("slo_attainment_after_loss_high"),
    column<&LossRow::lowest, mean_value>("slo_attainment_lowest_from_loss"),
    column<&LossRow::failed>("runs_failing", "in which SLO attainment fell below the failure level: in some bin, below that share of what it was at that time of day before the loss"),
    column<&LossRow::recovered_s, mean_value>("time_to_recover_s", "of runs that have recovered when the measured window ends; 0: it never failed"),
    column<&LossRow::recovered_s, low_of>("time_to_recover_s_low"),
    column<&LossRow::recovered_s, high_of>("time_to_recover_s_high"),
    column<&LossRow::recovered_s, &MeanEstimate::count>("runs_recovered", "when the measured window ends"),
    column<&LossRow::backlog_cleared_s, mean_value>("backlog_cleared_s", "of runs that have cleared it when the measured window ends"),
    column<&LossRow::backlog_cleared_s, &MeanEstimate::count>("runs_cleared", "when the measured window ends"),
    column<&LossRow::work_lost_h, mean_value>("accelerator_hours_lost", "by the loss: less those of the run without it"),
    column<&LossRow::jobs_lost, mean_value>("jobs_lost", "by the loss: less those of the run without it"),
    column<&LossRow::takes_over>("takes_over", "site with the largest rise of accelerators held, from before the loss to during it; empty: none"),
    column<takeover>("takeover_accelerators"),
    column<&LossRow::bottleneck>("first_bottleneck", "site or link that binds first in most runs, and did not before; empty: none"),
    column<&LossRow::binds>("binds", "its limit: accelerators, power_limit, storage, usable_share or capacity"),
    column<&LossRow::binds_after_s>("binds_after_s", "from the loss"),
    column<&LossRow::rules_broken>("rules_broken", "rules over each loss that the case breaks", ColumnOf::study_with_rules),
    column<&LossRow::rules_open>("rules_open", "rules over each loss that are open in it", ColumnOf::study_with_rules),
    column<&LossRow::response>("response", "of the alternative, best without a loss"),
    column<&LossRow::runs>("runs"),
};
constexpr std::array loss_summary_columns{
    column<&LossSummary::axis>("axis", "name of the loss"),
    column<&LossSummary::future>("future"),
    column<&LossSummary::alternative>("alternative"),
    column<&LossSummary::cases>("cases"),
    column<&LossSummary::worst_case>("worst_case", "the most value lost; without values, the least SLO attainment during the loss"),
    column<&LossSummary::worst_value_lost_cny>("worst_value_lost_cny", "by that loss, in the measured window"),
    column<&LossSummary::mean_value_lost_cny>("mean_value_lost_cny", "over the cases"),
    column<&LossSummary::least_during>("least_slo_attainment_during_loss"),
    column<&LossSummary::least_during_case>("least_attaining_case", "with that"),
    column<&LossSummary::mean_during>("mean_slo_attainment_during_loss", "over the cases"),
    column<&LossSummary::failing>("cases_failing", "in which SLO attainment fell below the failure level in some run"),
    column<&LossSummary::breaking>("cases_breaking", "that break a rule over each loss", ColumnOf::study_with_rules),
    column<&LossSummary::breaking_cases>("breaking_cases", "these, from the worst", ColumnOf::study_with_rules),
    column<&LossSummary::response>("response", "of the alternative, best without a loss"),
};
// clang-format on

}  // namespace

constexpr StudyTable<LossRow> losses_table{"losses", "a loss case of an alternative, from the worst",
                                           losses_columns, TableNeeds::losses};
constexpr StudyTable<LossSummary> loss_summary_table{"loss_summary", "all loss cases of an alternative",
                                                     loss_summary_columns, TableNeeds::losses};

std::string LossRow::lost_assets() const {
    return joined(lost);
}
std::string LossRow::rules_broken() const {
    return joined(broken);
}
std::string LossRow::rules_open() const {
    return joined(open);
}

std::vector<LossSummary> loss_summaries(std::vector<LossRow> const& rows) {
    std::vector<LossSummary> all;
    for (std::size_t first = 0; first < rows.size();) {
        std::size_t last = first + 1;
        while (last < rows.size() && rows[last].rank > 1)
            ++last;
        all.push_back(summary_of(std::span{rows}.subspan(first, last - first)));
        first = last;
    }
    return all;
}

}  // namespace meridian::study
