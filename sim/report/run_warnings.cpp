#include "sim/report/run_warnings.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "models/units/complete_name.hpp"
#include "models/units/format.hpp"

namespace meridian::report {
namespace {

// Why nothing of a class was placed.
std::vector<std::string> reasons_of(observe::ClassTally const& t, bool services_lend) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < state::reasons.size(); ++i) {
        std::int64_t const jobs = t.rejections[i] + t.waits[i];
        if (jobs > 0)
            all.push_back(fmt::format("{} of {} jobs: {}; fix: {}", jobs, t.arrived,
                                      state::words(state::reasons[i]),
                                      state::remedy(state::reasons[i], services_lend)));
    }
    return all;
}

void add(std::vector<RunWarning>& all, Severity severity, std::string en, std::string zh,
         std::vector<std::string> reasons = {}) {
    all.push_back({severity, std::move(en), std::move(zh), std::move(reasons)});
}

void add_of_classes(std::vector<RunWarning>& all, Facts const& f) {
    for (ClassId const c : f.ledger.classes.keys()) {
        observe::ClassTally const& t = f.ledger.classes[c];
        DisplayName const name = complete_name(f.scenario.classes[c]);
        if (t.arrived > 0 && t.placed == 0) {
            add(all, Severity::warning,
                fmt::format("not one of the {} jobs of class '{}' was placed anywhere", t.arrived, name.en),
                fmt::format("业务类别“{}”的 {} 个作业无一被安排", name.zh, t.arrived),
                reasons_of(t, f.scenario.serving.lends));
        } else if (t.unfinished() > 0) {
            add(all, Severity::note,
                fmt::format("{} of {} jobs of class '{}' were unfinished at the end of the run",
                            t.unfinished(), t.arrived, name.en),
                fmt::format("业务类别“{}”的 {} 个作业中有 {} 个在运行结束时未完成", name.zh, t.arrived,
                            t.unfinished()));
        }
    }
}

// Those of which less than half is answered within the objective: replicas, places or the service itself do not fit.
void add_of_services(std::vector<RunWarning>& all, Facts const& f) {
    constexpr double few = 0.5;
    for (ServiceId const v : f.scenario.services.keys()) {
        observe::ServiceTally const sum = f.ledger.of_service(v);
        if (!(sum.requests > 0.0) || sum.in_time >= few * sum.requests) continue;
        Service const& service = f.scenario.services[v];
        DisplayName const name = complete_name(service);
        double const share = 100.0 * sum.in_time / sum.requests;
        double const rejected = 100.0 * sum.rejected / sum.requests;
        add(all, Severity::warning,
            fmt::format(
                "{:.3g} % of the requests of the service '{}' were answered within its objective of {}; "
                "{:.3g} % were rejected",
                share, name.en, human_duration(service.objective), rejected),
            fmt::format("服务“{}”仅 {:.3g}% 的请求在服务目标 {} 内得到响应；{:.3g}% 被拒绝", name.zh, share,
                        human_duration(service.objective), rejected));
    }
}

void add_of_policies(std::vector<RunWarning>& all, Facts const& f) {
    for (PluginFailure const& failure : f.ledger.plugin_failures) {
        add(all, Severity::warning,
            fmt::format("the policy '{}' failed at {}, and '{}' decided from then on: {}", failure.policy,
                        human_duration(failure.at.time_since_epoch()), failure.instead, failure.why),
            fmt::format("调度策略“{}”于 {} 出错，此后由“{}”决策：{}", failure.policy,
                        human_duration(failure.at.time_since_epoch()), failure.instead, failure.why));
    }
    auto const add_oracle = [&](std::string const& name, PluginSource const* source) {
        if (source == nullptr || source->knowledge != Knowledge::oracle) return;
        add(all, Severity::warning,
            fmt::format("the policy '{}' knows true run times, as no scheduler does: its figures are a bound",
                        name),
            fmt::format("调度策略“{}”知道真实运行时长，实际调度系统无从得知：其结果只是界限", name));
    };
    auto const add_oracles = [&](PolicyChain const& chain) {
        for (Selection const& one : chain) {
            add_oracle(one.name, one.plugin.get());
            if (!one.composed) continue;
            for (PlaceFilter const& filter : one.composed->filters)
                add_oracle(filter.name, filter.plugin.get());
            for (PlaceScore const& score : one.composed->scores)
                add_oracle(score.name, score.plugin.get());
        }
    };
    if (f.scenario.sensing.decision_time.source == DecisionTime::Source::measured)
        add(all, Severity::warning,
            "decision times are measured by wall clock: the figures differ from one run to the next",
            "决策时间按实际耗时计量：结果随每次运行而不同");
    add_oracles(f.scenario.policy);
    for (PolicyChain const& own : f.scenario.class_policies)
        add_oracles(own);
}

}  // namespace

std::vector<RunWarning> run_warnings(Facts const& f) {
    std::vector<RunWarning> all;
    if (f.all.arrived == 0 && f.requests.requests == 0.0 && f.planned.held_h == 0.0)
        add(all, Severity::warning,
            "no job and no request arrived between warm-up and horizon: nothing was measured",
            "预热期与统计期末之间没有作业或请求到达：没有任何统计结果");
    for (DisplayName const& notice : f.notices)
        add(all, Severity::warning, notice.en, notice.zh);
    if (f.ledger.cut_by_drain_limit > 0)
        add(all, Severity::warning,
            fmt::format("the drain limit of {} cut {} measured jobs: they are unfinished (key 'drain_limit')",
                        human_duration(f.scenario.last_end()), f.ledger.cut_by_drain_limit),
            fmt::format("{} 个统计期内的作业被排空时限 {} 截断，未完成（drain_limit）",
                        f.ledger.cut_by_drain_limit, human_duration(f.scenario.last_end())));
    add_of_policies(all, f);
    add_of_classes(all, f);
    add_of_services(all, f);
    if (auto const dark = std::ranges::count(f.scenario.sites, false, &Site::energised);
        dark > 0 && f.notices.empty())  // the reader's notice says it with the share of accelerators
        add(all, Severity::note,
            fmt::format("{} of {} sites have no power when the run starts and take no part", dark,
                        f.scenario.sites.size()),
            fmt::format("{} 个智算中心（共 {} 个）在仿真开始时尚未通电，不参与运行", dark,
                        f.scenario.sites.size()));
    for (std::size_t i = 0; i < f.rules.size(); ++i) {
        RuleText const& rule = f.scenario.rules[i].text;
        if (f.rules[i].applies || !rule.decides()) continue;
        DisplayName const name = complete_name(rule.name, {rule.display_name, rule.name_zh});
        add(all, Severity::note,
            fmt::format("the rule '{}' decides nothing: the scenario has nothing that it is of", name.en),
            fmt::format("规则“{}”不起作用：场景中没有其适用对象", name.zh));
    }
    if (f.ledger.transfers_rerouted + f.ledger.transfers_stalled > 0)
        add(all, Severity::note,
            fmt::format("links were down: {} transfers rerouted, {} stalled", f.ledger.transfers_rerouted,
                        f.ledger.transfers_stalled),
            fmt::format("链路发生中断：{} 次传输改道，{} 次停滞", f.ledger.transfers_rerouted,
                        f.ledger.transfers_stalled));
    std::ranges::stable_sort(all, std::ranges::greater{}, &RunWarning::severity);
    return all;
}

ResultTable warning_table(std::vector<RunWarning> const& warnings) {
    ResultTable table{"warnings", {"severity", "text", "text_zh"}};
    for (RunWarning const& one : warnings) {
        std::string text = one.text;
        for (std::string const& reason : one.reasons)
            text += "; " + reason;
        table.rows.push_back({one.severity == Severity::warning ? "warning" : "note", text, one.text_zh});
    }
    return table;
}

}  // namespace meridian::report
