#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "models/units/complete_name.hpp"
#include "models/units/format.hpp"
#include "sim/scenario/name_lists.hpp"
#include "sim/scenario/warnings.hpp"

namespace meridian::scenario {
namespace {

// A future whose figures have a source is kept for later, unless an option of the command line changed it.
bool is_kept_for_later(FutureDraft const& future) {
    return future.written("source") && changed_by_option(*future.draft) == nullptr;
}

void warn_growth(ScenarioBuilder const& b, PlannerWarnings& warnings) {
    FutureDraft const& future = b.in.future;
    if (future.draft != nullptr && !is_kept_for_later(future)) {
        bool const grows = future.tokens_per_year != 1.0 || future.token_cost_per_year != 1.0;
        bool const any_tokens =
            std::ranges::any_of(b.scenario.services, [](Service const& v) { return v.decode_per_s > 0.0; });
        if (grows && future.years == 0.0)
            warnings.push_back({future.location(),
                                {"the growth of 'future' has no effect: it is 0 years away",
                                 "“future”中的增长不起作用：years 为 0"},
                                "add 'years: 2' to 'future', or remove the growth"});
        if (grows && future.years > 0.0 && !any_tokens)
            warnings.push_back(
                {future.location(),
                 {"the growth of 'future' has no effect: no service makes tokens, so that it grows from zero",
                  "“future”中的增长不起作用：没有生成 token 的服务，基数为零"},
                 "give a service 'tokens_out' and 'decode', or write 'future: {scale: {NAME: 1.5}}'"});
        if (!grows && future.years > 0.0 && future.scale.value.empty())
            warnings.push_back(
                {future.location(),
                 {fmt::format("the {} years of 'future' have no effect: nothing grows in them",
                              format_number(future.years)),
                  fmt::format("“future”中的 {} 年不起作用：没有任何增长", format_number(future.years))},
                 "add 'tokens_per_year: 3', or remove 'future'"});
    }
    for (NamedNumber const& one : future.scale.value) {
        auto const c = b.class_names.find(one.name);
        if (!c || one.value == 1.0) continue;
        WorkloadClass const& of = b.scenario.classes[ClassId{static_cast<std::uint32_t>(*c)}];
        if (of.arrivals.rate.count() > 0.0 || one.value == 0.0) continue;
        DisplayName const name = complete_name(of);
        warnings.push_back(
            {one.where,
             {fmt::format("the growth of the class '{}' has no effect: no job of it arrives by a rate",
                          name.en),
              fmt::format("业务类别“{}”的增长不起作用：该类别没有到达率", name.zh)},
             "give the class 'arrivals: {rate: 10 /h}', or remove the growth"});
    }
    if (b.in.plan.draft != nullptr && b.scenario.plan && b.scenario.plan->growth != 0.0 &&
        b.scenario.plan->years == 1)
        warnings.push_back({b.in.plan.location(),
                            {"the growth of 'plan' has no effect: the plan is of one year",
                             "“plan”中的增长不起作用：计划只有一年"},
                            "write 'years: 10', or remove the growth"});
}

void warn_flat_prices(ScenarioBuilder const& b, PlannerWarnings& warnings) {
    std::vector<bool> used(b.in.tariffs.size(), false);
    bool any_carbon = b.scenario.sites.empty();
    for (Site const& site : b.scenario.sites) {
        used[site.tariff.index] = true;
        Grid const& grid = b.scenario.grids[site.grid];
        any_carbon = any_carbon || (grid.market().count() > 0.0);
    }
    if (b.in.written("carbon_price") && b.scenario.carbon_price.count() > 0.0 && !any_carbon)
        warnings.push_back({b.in.location("carbon_price"),
                            {"the carbon price has no effect: no site draws energy with carbon",
                             "碳价不起作用：没有智算中心使用含碳电力"},
                            "give a grid of a site 'carbon: 0.5 kg/kWh' and a 'green_share' below 100 %, or "
                            "remove the key"});
    for (std::size_t i = 0; i < b.in.tariffs.size(); ++i) {
        if (!used[i] || !b.in.tariffs[i].tou.written()) continue;
        Tariff const& tariff = b.scenario.tariffs[TariffId{static_cast<std::uint32_t>(i)}];
        bool const has_hours = std::ranges::any_of(
            tariff.hours, [&](Period const period) { return period != tariff.hours.front(); });
        bool const is_flat = std::ranges::all_of(tariff.hours, [&](Period const period) {
            return tariff.multiplier[static_cast<std::size_t>(period)] ==
                   tariff.multiplier[static_cast<std::size_t>(tariff.hours.front())];
        });
        bool const has_critical =
            std::ranges::find(tariff.critical_month, true) != tariff.critical_month.end();
        if (!has_hours || !is_flat || has_critical || !(tariff.flat_price.count() > 0.0)) continue;
        warnings.push_back(
            {b.in.tariffs[i].location("tou"),
             {fmt::format("the hours of the tariff '{}' have no effect: all of them have one price",
                          tariff.name),
              fmt::format("电价“{}”的峰谷时段不起作用：各时段价格相同", tariff.name)},
             "add 'valley: 0.5' and 'peak: 1.6' to it, or remove 'tou'"});
    }
}

// Nodes where work comes from or goes to.
std::vector<bool> busy_nodes(ScenarioBuilder const& b) {
    std::vector<bool> busy(b.scenario.map.nodes().size(), false);
    auto const mark = [&](NodeId node) {
        if (node.valid()) busy[node.index] = true;
    };
    for (Site const& site : b.scenario.sites)
        mark(site.node);
    for (DemandRegion const& region : b.scenario.regions)
        mark(region.node);
    for (WorkloadClass const& c : b.scenario.classes)
        mark(c.input_home.node);
    for (ListedJob const& listed : b.scenario.listed_jobs)
        mark(listed.job.input_home);
    for (JobDescription const& job : b.listed.extremes())
        mark(job.input_home);
    return busy;
}

// Links that lead only to nodes where nothing is: again and again the ends of the network without work are taken off.
void warn_dead_ends(ScenarioBuilder const& b, PlannerWarnings& warnings) {
    auto const busy = busy_nodes(b);
    auto const& links = b.scenario.map.links();
    std::vector<std::size_t> degree(busy.size(), 0);
    std::vector<std::vector<LinkId>> at(busy.size());
    for (LinkId const l : links.keys()) {
        for (NodeId const end : {links[l].a, links[l].b}) {
            ++degree[end.index];
            at[end.index].push_back(l);
        }
    }
    std::vector<bool> dead(links.size(), false);
    std::vector<std::size_t> ends;
    for (std::size_t n = 0; n < busy.size(); ++n) {
        if (!busy[n] && degree[n] == 1) ends.push_back(n);
    }
    while (!ends.empty()) {
        std::size_t const node = ends.back();
        ends.pop_back();
        for (LinkId const l : at[node]) {
            if (dead[l.index]) continue;
            dead[l.index] = true;
            std::size_t const other = links[l].a.index == node ? links[l].b.index : links[l].a.index;
            if (--degree[other] == 1 && !busy[other]) ends.push_back(other);
        }
    }
    std::vector<DisplayName> names;
    LinkId first;
    for (LinkId const l : links.keys()) {
        if (!dead[l.index]) continue;
        if (names.empty()) first = l;
        DisplayName const a = complete_name(b.scenario.map.nodes()[links[l].a]);
        DisplayName const z = complete_name(b.scenario.map.nodes()[links[l].b]);
        names.push_back({fmt::format("{} – {}", a.en, z.en), fmt::format("{} – {}", a.zh, z.zh)});
    }
    if (names.empty()) return;
    DisplayName const list = listed(names);
    warnings.push_back(
        {b.in.links[first.index].location(),
         {fmt::format("{} of {} links can carry nothing, and cost all the same: they lead to no site, region "
                      "or data ({})",
                      names.size(), links.size(), list.en),
          fmt::format(
              "{} 条链路（共 {} 条）不可能承载任何流量但仍计成本：其末端没有智算中心、需求区域或数据（{}）",
              names.size(), links.size(), list.zh)},
         "put a site or a region at their ends, or remove them"});
}

void warn_idle_rules(ScenarioBuilder const& b, PlannerWarnings& warnings) {
    for (std::size_t i = 0; i < b.scenario.rules.size(); ++i) {
        Rule const& rule = b.scenario.rules[i];
        if (!rule.text.decides()) continue;
        bool const is_idle = rule.text.unit == "share" &&
                             (rule.text.is_at_least ? rule.text.limit <= 0.0 : rule.text.limit >= 1.0);
        if (!is_idle) continue;
        DisplayName const name = complete_name(rule.text.name, {rule.text.display_name, rule.text.name_zh});
        warnings.push_back({b.in.rules[i].location(),
                            {fmt::format("the rule '{}' has no effect: every share keeps a limit of {:.3g} %",
                                         name.en, 100.0 * rule.text.limit),
                             fmt::format("规则“{}”不起作用：任何占比都满足 {:.3g}% 的限值", name.zh,
                                         100.0 * rule.text.limit)},
                            "write another limit, or remove the rule"});
    }
}

// Work that fails starts again from its beginning where nothing else is said.
void warn_no_checkpoints(ScenarioBuilder const& b, PlannerWarnings& warnings) {
    bool const any_fails = std::ranges::any_of(b.scenario.accelerators,
                                               [](Accelerator const& a) { return a.mtbf > Duration{0}; });
    if (!any_fails) return;
    for (std::size_t i = 0; i < b.in.classes.size(); ++i) {
        auto const& in = b.in.classes[i];
        WorkloadClass const& of = b.scenario.classes[ClassId{static_cast<std::uint32_t>(i)}];
        constexpr double wide = 64.0;
        bool const is_long = of.kind == WorkKind::training && mean(of.accelerators) >= wide &&
                             mean(of.runtime) >= 24.0 * 3600.0;
        if (!is_long || in.written("checkpoint") || in.written("checkpoint_rule")) continue;
        DisplayName const name = complete_name(of);
        warnings.push_back(
            {in.location(),
             {fmt::format("jobs of the class '{}' begin again whenever one of their accelerators fails: no "
                          "'checkpoint' is written, and none is the default",
                          name.en),
              fmt::format("业务类别“{}”的作业每次故障后从头开始：未填写 checkpoint，默认不保存检查点",
                          name.zh)},
             "add 'checkpoint_rule: daly', or 'checkpoint: 30 min'"});
    }
}

}  // namespace

void warn_idle_inputs(ScenarioBuilder const& b, PlannerWarnings& warnings) {
    warn_growth(b, warnings);
    warn_flat_prices(b, warnings);
    warn_dead_ends(b, warnings);
    warn_idle_rules(b, warnings);
    warn_no_checkpoints(b, warnings);
}

}  // namespace meridian::scenario
