#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "models/units/complete_name.hpp"
#include "models/units/format.hpp"
#include "sim/scenario/name_lists.hpp"
#include "sim/scenario/site_power.hpp"
#include "sim/scenario/warnings.hpp"

namespace meridian::scenario {
namespace {

void warn_without_power(ScenarioBuilder const& b, PlannerWarnings& warnings) {
    double all = 0.0;
    double dark = 0.0;
    for (std::size_t i = 0; i < b.in.pools.size(); ++i) {
        Pool const& written = b.in.pools[i].value;  // the scenario's has no servers where there is no power
        auto const cards = static_cast<double>(written.servers * written.width);
        SiteId const site = b.scenario.pools[PoolId{static_cast<std::uint32_t>(i)}].site;
        all += cards;
        if (!b.scenario.sites[site].energised) dark += cards;
    }
    std::vector<DisplayName> names;
    SiteRecord const* first = nullptr;
    std::size_t within = 0;
    auto const horizon_s = static_cast<std::int64_t>(in_seconds(b.scenario.horizon).count());
    for (SiteId const s : b.scenario.sites.keys()) {
        if (b.scenario.sites[s].energised) continue;
        names.push_back(complete_name(b.scenario.sites[s]));
        SiteRecord const& in = b.in.sites[s.index];
        if (*in.energised < b.scenario.start_unix_s + horizon_s) ++within;
        if (first == nullptr) first = &in;
    }
    if (first == nullptr) return;
    double const share = all > 0.0 ? 100.0 * dark / all : 0.0;
    std::string const of_them =
        within > 0 ? fmt::format(", though {} of them get it within the run", within) : "";
    std::string const of_them_zh = within > 0 ? fmt::format("（其中 {} 个在仿真期间通电）", within) : "";
    DisplayName const list = listed(names);
    warnings.push_back(
        {first->location("energised"),
         {fmt::format("{} of {} sites, with {:.3g} % of the accelerators, have no power when the run starts "
                      "and take no part{} ({})",
                      names.size(), b.scenario.sites.size(), share, of_them, list.en),
          fmt::format(
              "{} 个智算中心（共 {} 个）在仿真开始时尚未通电，不参与运行{}，占全部加速卡的 {:.3g}%（{}）",
              names.size(), b.scenario.sites.size(), of_them_zh, share, list.zh)},
         "let the run start after they are energised, or read the results as those of the others"});
}

// Accelerators that can never work while all others do.
void warn_power_limits(ScenarioBuilder const& b, PlannerWarnings& warnings) {
    Scenario const& s = b.scenario;
    SitePower const power{s};
    std::vector<std::vector<PoolSpeed>> pools(s.sites.size());
    double all = 0.0;
    for (PoolId const p : s.pools.keys()) {
        all += static_cast<double>(s.pools[p].servers * s.pools[p].width);
        if (power.is_limited(s.pools[p].site)) pools[s.pools[p].site.index].push_back({p});
    }
    double beyond = 0.0;
    std::vector<DisplayName> names;
    SiteRecord const* first = nullptr;
    for (SiteId const site : s.sites.keys()) {
        if (!power.is_limited(site)) continue;
        double there = 0.0;
        for (PoolSpeed const& one : pools[site.index])
            there += static_cast<double>(s.pools[one.pool].servers * s.pools[one.pool].width);
        double const too_many =
            std::ceil(there - power.most_at_work(site, std::move(pools[site.index])).accelerators);
        if (!(too_many > 0.0)) continue;
        beyond += too_many;
        names.push_back(complete_name(s.sites[site]));
        if (first == nullptr) first = &b.in.sites[site.index];
    }
    if (first == nullptr) return;
    double const share = 100.0 * beyond / all;
    DisplayName const list = listed(names);
    warnings.push_back(
        {first->location("power_limit"),
         {fmt::format("{} accelerators, {:.3g} % of all, can never work while the others of their sites do: "
                      "at {} of {} "
                      "sites all accelerators together draw more than the power limit ({})",
                      human_count(beyond), share, names.size(), s.sites.size(), list.en),
          fmt::format("{} 张加速卡（占全部的 {:.3g}%）无法与所在智算中心的其他加速卡同时工作：{} 个智算中心"
                      "（共 {} 个）满载功率超过功率上限（{}）",
                      human_count(beyond), share, names.size(), s.sites.size(), list.zh)},
         "raise the 'power_limit', or make the pools smaller"});
}

}  // namespace

void warn_power(ScenarioBuilder const& b, PlannerWarnings& warnings) {
    warn_without_power(b, warnings);
    warn_power_limits(b, warnings);
}

}  // namespace meridian::scenario
