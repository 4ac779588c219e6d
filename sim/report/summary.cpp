#include "sim/report/summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/report/json_text.hpp"

namespace meridian::report {
namespace {

constexpr FigureRange part_of_one{0.0, 1.0};
constexpr Absent no_start{"no measured job started"};
constexpr Absent no_end{"no measured job was completed"};
constexpr Absent no_capital{
    "it needs a 'discount_rate', a 'price' of each accelerator and a 'facility' price of each tier"};

Figure owned(Facts const& f, double cny) {
    return f.owning ? Figure{cny} : Figure{no_capital};
}

constexpr Absent no_value{
    "it needs a 'value' of each service and of each class that uses accelerators, and the prices of all "
    "assets"};
constexpr Absent no_plan{"it needs a 'plan', a 'value' of all work, and the prices of all assets"};
constexpr FigureRange any_amount{-std::numeric_limits<double>::infinity()};

Figure valued(Facts const& f, double cny) {
    return f.value.given() ? Figure{cny} : Figure{Absent{"not all work has a 'value'"}};
}
Figure netted(Facts const& f, double cny) {
    return f.has_net_cost() ? Figure{cny} : Figure{no_value};
}
Figure planned(Facts const& f, std::optional<double> figure, std::string_view none) {
    if (!f.has_net_cost() || !f.return_all.npv_cny) return no_plan;
    return figure ? Figure{*figure} : Figure{Absent{none}};
}

Figure mean_of(Moments const& moments, Absent none) {
    return moments.count() > 0 ? Figure{moments.mean()} : Figure{none};
}

Figure quantile_or(LogHistogram const& ns, double q, Absent none) {
    return ns.count() > 0 ? Figure{ns.quantile(q) / nanoseconds_per_second} : Figure{none};
}

// Exact as long as an int64 holds it.
Figure whole(WideCount count) {
    constexpr WideCount most = std::numeric_limits<std::int64_t>::max();
    if (count > most) return static_cast<double>(count);
    return static_cast<std::int64_t>(count);
}

Figure share_of(double part, double whole, std::string_view none) {
    return whole > 0.0 ? Figure{part / whole} : Figure{Absent{none}};
}

Figure circle(double within, Facts const& f) {
    return share_of(within, static_cast<double>(f.all.placed), "no measured job was placed");
}

Figure asked(Facts const& f, double requests) {
    return f.scenario.services.empty() ? Figure{Absent{"there are no services"}} : Figure{requests};
}
Figure of_calendar(Facts const& f, Figure figure) {
    return f.scenario.calendar.empty() ? Figure{Absent{"there is no calendar"}} : figure;
}
Figure of_events(Facts const& f, Figure figure) {
    return f.scenario.events.empty() ? Figure{Absent{"there are no events"}} : figure;
}
Figure accelerators_short(Facts const& f) {
    observe::LoadTally const& all = f.ledger.load.front();
    if (!all.verdict) return Absent{"the window has fewer than four cycles, or there are no accelerators"};
    return all.growth.mean;
}
constexpr Absent no_loss{"no event is assessed"};
Figure of_loss(Facts const& f, std::optional<double> observe::LossTally::*figure, std::string_view none) {
    if (!f.ledger.loss) return no_loss;
    auto const& value = *f.ledger.loss.*figure;
    return value ? Figure{*value} : Figure{Absent{none}};
}
constexpr std::string_view nothing_asked = "no work with an objective arrived then";

double out_hours(Facts const& f) {
    double hours = 0.0;
    for (observe::SiteTally const& site : f.ledger.sites)
        hours += site.accelerator_hours_out;
    return hours;
}
Figure of_requests(Facts const& f, double part) {
    return share_of(part, f.requests.requests, "there were no requests");
}
Figure of_answered(Facts const& f, double part) {
    return share_of(part, f.requests.answered(), "no request was answered");
}

// Frames of cameras outnumber questions by thousands to one, so the mean over all hides what is not served.
Figure least_in_time(Facts const& f) {
    Figure least = Absent{"there were no requests"};
    for (ServiceId const v : f.scenario.services.keys()) {
        observe::ServiceTally const tally = f.ledger.of_service(v);
        if (!(tally.requests > 0.0)) continue;
        double const share = tally.in_time / tally.requests;
        auto const* const known = std::get_if<double>(&least);
        if (known == nullptr || share < *known) least = share;
    }
    return least;
}

using enum FigureKind;
using enum Direction;

// clang-format off
constexpr std::array keys{
    SummaryKey{"jobs_arrived", "jobs that arrived in [warmup, horizon): the measured jobs", {"jobs arrived", "到达作业数", count, none}, [](Facts const& f) -> Figure { return f.all.arrived; }},
    SummaryKey{"jobs_completed", "measured jobs whose last output byte has arrived", {"jobs completed", "完成作业数", count, higher}, [](Facts const& f) -> Figure { return f.all.completed; }},
    SummaryKey{"jobs_rejected", "measured jobs rejected", {"jobs rejected", "拒绝作业数", count, lower}, [](Facts const& f) -> Figure { return f.all.rejected; }},
    SummaryKey{"jobs_unfinished", "measured jobs still in the system at the end of the run", {"jobs unfinished", "未完成作业数", count, lower}, [](Facts const& f) -> Figure { return f.all.unfinished(); }},
    SummaryKey{"jobs_cut_by_drain_limit", "of them, those that the run did not wait for beyond its drain_limit", {"jobs cut by the drain limit", "因收尾时限而截断的作业数", count, lower}, [](Facts const& f) -> Figure { return f.ledger.cut_by_drain_limit; }},
    SummaryKey{"wait_s_mean", "arrival to start of work, mean over measured jobs that started", {"mean wait", "平均等待时间", duration, lower}, [](Facts const& f) { return mean_of(f.all.wait_s, no_start); }},
    SummaryKey{"wait_s_p50", "the same, median (quantiles are within 0.4 %)", {"median wait", "等待时间中位数", duration, lower}, [](Facts const& f) { return quantile_or(f.all.wait_ns, 0.50, no_start); }},
    SummaryKey{"wait_s_p95", "the same, 95th percentile", {"wait, 95th percentile", "等待时间 P95", duration, lower}, [](Facts const& f) { return quantile_or(f.all.wait_ns, 0.95, no_start); }},
    SummaryKey{"wait_s_p99", "the same, 99th percentile", {"wait, 99th percentile", "等待时间 P99", duration, lower}, [](Facts const& f) { return quantile_or(f.all.wait_ns, 0.99, no_start); }},
    SummaryKey{"wait_missing", "measured jobs that the wait figures lack: rejected, or not started", {"jobs without a wait", "未开始的作业数", count, lower}, [](Facts const& f) -> Figure { return f.all.arrived - static_cast<std::int64_t>(f.all.wait_s.count()); }},
    SummaryKey{"brain_wait_s_mean", "part of the wait at the brain", {"mean wait at brain", "大脑侧平均等待", duration, lower}, [](Facts const& f) { return mean_of(f.all.brain_wait_s, no_start); }},
    SummaryKey{"stage_s_mean", "part of the wait for storage and input", {"mean staging wait", "数据准备平均用时", duration, lower}, [](Facts const& f) { return mean_of(f.all.stage_s, no_start); }},
    SummaryKey{"queue_s_mean", "part of the wait in the pool's queue", {"mean wait in queue", "资源池平均排队", duration, lower}, [](Facts const& f) { return mean_of(f.all.queue_s, no_start); }},
    SummaryKey{"deferred_s_mean", "part of the wait asked for by the policy", {"mean deferral by policy", "策略平均推迟", duration, lower}, [](Facts const& f) { return mean_of(f.all.deferred_s, no_start); }},
    SummaryKey{"turnaround_s_mean", "arrival to last output byte, mean over completed measured jobs", {"mean turnaround", "平均周转时间", duration, lower}, [](Facts const& f) { return mean_of(f.all.turnaround_s, no_end); }},
    SummaryKey{"turnaround_s_p50", "the same, median", {"median turnaround", "周转时间中位数", duration, lower}, [](Facts const& f) { return quantile_or(f.all.turnaround_ns, 0.50, no_end); }},
    SummaryKey{"turnaround_s_p95", "the same, 95th percentile", {"turnaround, 95th percentile", "周转时间 P95", duration, lower}, [](Facts const& f) { return quantile_or(f.all.turnaround_ns, 0.95, no_end); }},
    SummaryKey{"turnaround_s_p99", "the same, 99th percentile", {"turnaround, 99th percentile", "周转时间 P99", duration, lower}, [](Facts const& f) { return quantile_or(f.all.turnaround_ns, 0.99, no_end); }},
    SummaryKey{"turnaround_missing", "measured jobs that the turnaround figures lack", {"jobs without a turnaround", "无周转时间的作业数", count, lower}, [](Facts const& f) -> Figure { return f.all.arrived - f.all.completed; }},
    SummaryKey{"slo_attainment", "measured jobs done within their class's objective, of those that have one", {"SLO attainment", "服务目标达成率", share, higher}, [](Facts const& f) { return share_of(static_cast<double>(f.all.met), static_cast<double>(f.all.with_objective), "no class has an objective"); }, part_of_one},
    SummaryKey{"within_1ms_share_one_way", "users of placed measured jobs within 1 ms one way of their site", {"within 1 ms, one way", "1 ms 时延圈内（单向）", share, higher}, [](Facts const& f) { return circle(f.all.one_way[0], f); }, part_of_one},
    SummaryKey{"within_5ms_share_one_way", "the same, 5 ms", {"within 5 ms, one way", "5 ms 时延圈内（单向）", share, higher}, [](Facts const& f) { return circle(f.all.one_way[1], f); }, part_of_one},
    SummaryKey{"within_20ms_share_one_way", "the same, 20 ms", {"within 20 ms, one way", "20 ms 时延圈内（单向）", share, higher}, [](Facts const& f) { return circle(f.all.one_way[2], f); }, part_of_one},
    SummaryKey{"within_1ms_share_round_trip", "the same, 1 ms there and back", {"within 1 ms, round trip", "1 ms 时延圈内（往返）", share, higher}, [](Facts const& f) { return circle(f.all.round_trip[0], f); }, part_of_one},
    SummaryKey{"within_5ms_share_round_trip", "the same, 5 ms there and back", {"within 5 ms, round trip", "5 ms 时延圈内（往返）", share, higher}, [](Facts const& f) { return circle(f.all.round_trip[1], f); }, part_of_one},
    SummaryKey{"within_20ms_share_round_trip", "the same, 20 ms there and back", {"within 20 ms, round trip", "20 ms 时延圈内（往返）", share, higher}, [](Facts const& f) { return circle(f.all.round_trip[2], f); }, part_of_one},
    SummaryKey{"accelerator_hours_held", "accelerator hours held by jobs and by replicas in the measured window", {"accelerator-hours held", "占用卡时", hours, higher}, [](Facts const& f) -> Figure { return f.held_hours; }},
    SummaryKey{"power_subscription", "IT power of the accelerators when all are busy, of the sites' power limits", {"power subscription", "功率装载率", share, higher}, [](Facts const& f) { return share_of(f.filled_kw, f.limit_kw, "no site has a power limit"); }},
    SummaryKey{"allocation", "accelerator hours held, of those there", {"allocation", "分配率", share, higher}, [](Facts const& f) { return share_of(f.held_hours, f.there_hours, "there are no accelerators"); }, part_of_one},
    SummaryKey{"utilisation", "accelerator hours of work that was kept and of work on requests, of those there", {"utilisation", "有效利用率", share, higher}, [](Facts const& f) { return share_of(f.active_hours, f.there_hours, "there are no accelerators"); }, part_of_one},
    SummaryKey{"accelerator_hours_active", "accelerator hours of work that was kept and of work on requests", {"active accelerator-hours", "有效卡时", hours, higher}, [](Facts const& f) -> Figure { return f.active_hours; }},
    SummaryKey{"preemptions", "preemptions of measured jobs by services", {"preemptions by services", "被服务抢占次数", count, lower}, [](Facts const& f) -> Figure { return f.all.preemptions; }},
    SummaryKey{"accelerator_hours_lost", "held by jobs for work that was done and undone in the measured window, for restarts and for checkpoints", {"accelerator-hours lost", "损失卡时", hours, lower}, [](Facts const& f) -> Figure { return f.all.accelerator_hours_lost; }},
    SummaryKey{"interruptions", "of running jobs by failures of their accelerators, in the measured window", {"interruptions by failures", "故障中断次数", count, lower}, [](Facts const& f) -> Figure { return f.all.interruptions; }},
    SummaryKey{"jobs_lost", "measured jobs lost with their accelerators, as their classes have it", {"jobs lost", "丢失作业数", count, lower}, [](Facts const& f) { return of_events(f, f.all.lost); }},
    SummaryKey{"places_lost", "times that measured jobs had to leave their accelerators, as those were lost or closed", {"losses of accelerators", "作业失去资源次数", count, lower}, [](Facts const& f) { return of_events(f, f.all.places_lost); }},
    SummaryKey{"accelerator_hours_out", "accelerator hours out of service in the measured window, of sites and pools", {"accelerator-hours out of service", "停运卡时", hours, lower}, [](Facts const& f) { return of_events(f, out_hours(f)); }},
    SummaryKey{"accelerators_short", "growth of unserved work, of jobs that wait and of what is rejected for want of room: accelerator-hours an hour, mean over cycles of the measured window", {"accelerators short", "缺口卡数", count, lower}, accelerators_short, any_amount},
    SummaryKey{"slo_attainment_before_loss", "jobs with an objective and requests that meet it, by accelerator-hours of their work: of those that arrive in the measured window and end before the assessed loss", {"SLO attainment before the loss", "损失前服务目标达成率", share, higher}, [](Facts const& f) { return of_loss(f, &observe::LossTally::before, nothing_asked); }, part_of_one},
    SummaryKey{"slo_attainment_during_loss", "the same, of those that arrive during it", {"SLO attainment during the loss", "损失期间服务目标达成率", share, higher}, [](Facts const& f) { return of_loss(f, &observe::LossTally::during, nothing_asked); }, part_of_one},
    SummaryKey{"slo_attainment_after_loss", "the same, of those that arrive after it", {"SLO attainment after the loss", "损失后服务目标达成率", share, higher}, [](Facts const& f) { return of_loss(f, &observe::LossTally::after, nothing_asked); }, part_of_one},
    SummaryKey{"slo_attainment_lowest_from_loss", "the same, of the worst bin of timeseries_bin from the loss on", {"lowest SLO attainment since the loss", "损失后最低服务目标达成率", share, higher}, [](Facts const& f) { return of_loss(f, &observe::LossTally::lowest, nothing_asked); }, part_of_one},
    SummaryKey{"time_to_recover_s", "from the loss until that stays at the recovery level or above, in bins; 0: it never fell below the failure level", {"time to recover", "恢复用时", duration, lower}, [](Facts const& f) { return of_loss(f, &observe::LossTally::recovered_s, "it has not recovered when the measured window ends, or nothing is known of the time before"); }},
    SummaryKey{"backlog_cleared_s", "from the loss until no more jobs wait, in a bin, than in any bin of the window before it", {"backlog cleared after", "积压清空用时", duration, lower}, [](Facts const& f) { return of_loss(f, &observe::LossTally::backlog_cleared_s, "more wait when the measured window ends, or nothing is known of the time before"); }},
    SummaryKey{"takeover_accelerators", "mean accelerators held during the loss less before it, at the site where they rise most", {"accelerators that take over", "接替卡数", count, none}, [](Facts const& f) -> Figure { return f.ledger.loss ? Figure{f.ledger.loss->takeover_accelerators} : no_loss; }},
    SummaryKey{"mfu_training", "FLOP of the models, of what the accelerators that training held could do", {"MFU of training", "训练 MFU", share, higher}, [](Facts const& f) { return share_of(f.training.model_flop, f.training.peak_flop, "no training ran"); }, part_of_one},
    SummaryKey{"calendar_jobs", "jobs of the calendar whose start windows open before the horizon", {"planned jobs", "计划作业数", count, none}, [](Facts const& f) { return of_calendar(f, static_cast<std::int64_t>(f.scenario.calendar.size())); }},
    SummaryKey{"calendar_done", "of these: whose work ended in the measured window or before", {"planned jobs done", "计划作业：已完成", count, higher}, [](Facts const& f) { return of_calendar(f, f.planned.in(CalendarState::done)); }},
    SummaryKey{"calendar_running", "at the end of the measured window", {"planned jobs running", "计划作业：运行中", count, lower}, [](Facts const& f) { return of_calendar(f, f.planned.in(CalendarState::running)); }},
    SummaryKey{"calendar_waiting", "at the end of the measured window", {"planned jobs waiting", "计划作业：等待中", count, lower}, [](Facts const& f) { return of_calendar(f, f.planned.in(CalendarState::waiting)); }},
    SummaryKey{"calendar_rejected", "for the reasons in calendar.csv", {"planned jobs rejected", "计划作业：被拒绝", count, lower}, [](Facts const& f) { return of_calendar(f, f.planned.in(CalendarState::rejected)); }},
    SummaryKey{"calendar_late", "whose start windows closed before they started", {"planned jobs started late", "计划作业：逾期开工", count, lower}, [](Facts const& f) { return of_calendar(f, f.planned.late); }},
    SummaryKey{"calendar_accelerator_hours_held", "in the measured window", {"accelerator-hours held, planned jobs", "计划作业占用卡时", hours, higher}, [](Facts const& f) { return of_calendar(f, f.planned.held_h); }},
    SummaryKey{"calendar_accelerator_hours_active", "active accelerator-hours of running jobs: of work that stays (goodput)", {"active accelerator-hours, planned jobs", "计划作业有效卡时", hours, higher}, [](Facts const& f) { return of_calendar(f, f.planned.useful_h); }},
    SummaryKey{"effective_training_time_ratio", "active accelerator-hours of the calendar, of those held", {"effective training time ratio (ETTR)", "有效训练时间占比", share, higher}, [](Facts const& f) { return share_of(f.planned.useful_h, f.planned.held_h, "no job of the calendar ran in the measured window"); }, part_of_one},
    SummaryKey{"requests_arrived", "requests of services, in the measured window; rates times time, so with a fraction", {"requests arrived", "到达请求数", count, none}, [](Facts const& f) { return asked(f, f.requests.requests); }},
    SummaryKey{"requests_rejected", "requests that no site had room for", {"requests rejected", "拒绝请求数", count, lower}, [](Facts const& f) { return asked(f, f.requests.rejected); }},
    SummaryKey{"requests_late", "requests answered beyond the objective", {"requests answered late", "超时请求数", count, lower}, [](Facts const& f) { return asked(f, f.requests.late()); }},
    SummaryKey{"request_slo_attainment", "requests answered within the objective", {"SLO attainment, requests", "请求服务目标达成率", share, higher}, [](Facts const& f) { return of_requests(f, f.requests.in_time); }, part_of_one},
    SummaryKey{"request_slo_attainment_least", "the same of the service with the least", {"SLO attainment, worst service", "最差服务的服务目标达成率", share, higher}, [](Facts const& f) { return least_in_time(f); }, part_of_one},
    SummaryKey{"request_delay_s_mean", "from the request to the token that the user waits for, of those answered", {"mean request delay", "请求平均时延", duration, lower}, [](Facts const& f) { return of_answered(f, f.requests.delay_s); }},
    SummaryKey{"request_one_way_s_mean", "access and path, of those answered", {"mean one-way delay", "请求平均单向时延", duration, lower}, [](Facts const& f) { return of_answered(f, f.requests.one_way_s); }},
    SummaryKey{"requests_within_1ms_share_one_way", "answered requests whose user is within 1 ms one way of the site", {"requests within 1 ms, one way", "1 ms 时延圈内请求（单向）", share, higher}, [](Facts const& f) { return of_answered(f, f.requests.one_way[0]); }, part_of_one},
    SummaryKey{"requests_within_5ms_share_one_way", "the same, 5 ms", {"requests within 5 ms, one way", "5 ms 时延圈内请求（单向）", share, higher}, [](Facts const& f) { return of_answered(f, f.requests.one_way[1]); }, part_of_one},
    SummaryKey{"requests_within_20ms_share_one_way", "the same, 20 ms", {"requests within 20 ms, one way", "20 ms 时延圈内请求（单向）", share, higher}, [](Facts const& f) { return of_answered(f, f.requests.one_way[2]); }, part_of_one},
    SummaryKey{"requests_within_1ms_share_round_trip", "the same, 1 ms there and back", {"requests within 1 ms, round trip", "1 ms 时延圈内请求（往返）", share, higher}, [](Facts const& f) { return of_answered(f, f.requests.round_trip[0]); }, part_of_one},
    SummaryKey{"requests_within_5ms_share_round_trip", "the same, 5 ms there and back", {"requests within 5 ms, round trip", "5 ms 时延圈内请求（往返）", share, higher}, [](Facts const& f) { return of_answered(f, f.requests.round_trip[1]); }, part_of_one},
    SummaryKey{"requests_within_20ms_share_round_trip", "the same, 20 ms there and back", {"requests within 20 ms, round trip", "20 ms 时延圈内请求（往返）", share, higher}, [](Facts const& f) { return of_answered(f, f.requests.round_trip[2]); }, part_of_one},
    SummaryKey{"energy_kwh_it", "IT energy of all sites, idle included", {"IT energy", "IT 设备用电量", energy, lower}, [](Facts const& f) -> Figure { return f.energy.it_kwh; }},
    SummaryKey{"energy_kwh_overhead", "facility energy beyond IT: cooling and power distribution", {"cooling and power losses", "制冷与配电用电量", energy, lower}, [](Facts const& f) -> Figure { return f.energy.overhead_kwh(); }},
    SummaryKey{"energy_kwh_network", "energy of the links: fixed and per bit carried", {"network energy", "网络用电量", energy, lower}, [](Facts const& f) -> Figure { return f.network_kwh; }},
    SummaryKey{"pue_mean", "facility energy over IT energy", {"mean PUE", "平均 PUE", number, lower}, [](Facts const& f) -> Figure { return f.energy.it_kwh > 0.0 ? Figure{f.energy.pue()} : Figure{Absent{"no IT energy was used"}}; }, FigureRange{1.0}},
    SummaryKey{"carbon_kg_location", "CO2 of the sites, location-based: by the grids' factors", {"carbon, location-based", "碳排放（基于位置）", carbon, lower}, [](Facts const& f) -> Figure { return f.energy.carbon_kg; }},
    SummaryKey{"carbon_kg_market", "CO2 of the sites, market-based: after green contracts and certificates", {"carbon, market-based", "碳排放（基于市场）", carbon, lower}, [](Facts const& f) -> Figure { return f.carbon_market_kg; }},
    SummaryKey{"green_cny_per_tonne_avoided", "premium of green energy over the market-based carbon that it avoids", {"green premium per tonne avoided", "绿电吨碳减排成本", money, lower}, [](Facts const& f) { return f.green_premium_given ? share_of(f.green_cny, (f.energy.carbon_kg - f.carbon_market_kg) / 1000.0, "nothing is bought green") : Figure{Absent{"a grid's energy is bought green without a green_premium"}}; }},
    SummaryKey{"cost_cny_energy", "electricity of the sites at their tariffs", {"electricity cost", "电费", money, lower}, [](Facts const& f) -> Figure { return f.energy.cost_cny; }},
    SummaryKey{"cost_cny_network", "leases and bytes carried", {"network cost", "网络成本", money, lower}, [](Facts const& f) -> Figure { return f.network_cny; }},
    SummaryKey{"cost_cny_green", "premium of the energy that is bought green", {"green power premium", "绿电溢价", money, lower}, [](Facts const& f) -> Figure { return f.green_cny; }},
    SummaryKey{"cost_cny_carbon", "market-based carbon at the price of carbon", {"carbon cost", "碳成本", money, lower}, [](Facts const& f) -> Figure { return f.carbon_cny; }},
    SummaryKey{"cost_cny_capital", "capital of accelerators, facilities and links, annualised", {"annualised capital cost", "年化投资成本", money, lower}, [](Facts const& f) { return owned(f, f.capital_cny()); }},
    SummaryKey{"upfront_cny_existing", "price of the accelerators and facilities of existing sites, not annualised", {"capital in existing sites", "已建智算中心投资", money, lower}, [](Facts const& f) { return owned(f, f.upfront_by_state_cny[0]); }},
    SummaryKey{"upfront_cny_committed", "the same of committed sites", {"capital in committed sites", "在建智算中心投资", money, lower}, [](Facts const& f) { return owned(f, f.upfront_by_state_cny[1]); }},
    SummaryKey{"upfront_cny_candidate", "the same of candidate sites", {"capital in candidate sites", "候选智算中心投资", money, lower}, [](Facts const& f) { return owned(f, f.upfront_by_state_cny[2]); }},
    SummaryKey{"upfront_cny_network", "the same of links that are built, not leased: this work's share", {"capital in links", "网络投资", money, lower}, [](Facts const& f) { return owned(f, f.links.upfront_cny); }},
    SummaryKey{"cost_cny_operations", "staff, maintenance, rent of the facilities", {"operations cost", "运维成本", money, lower}, [](Facts const& f) { return owned(f, f.owning_all.operations_cny); }},
    SummaryKey{"cost_cny_total", "energy, network, green energy and carbon, and capital and operations where their prices are given", {"total cost", "总成本", money, lower}, [](Facts const& f) -> Figure { return f.total_cny(); }},
    SummaryKey{"cost_cny_total_per_year", "the same, a year of it", {"total cost a year", "年总成本", money, lower}, [](Facts const& f) -> Figure { return f.total_cny() / f.window_years; }},
    SummaryKey{"accelerator_hours_demanded", "work that was asked for in the measured window, in hours of the reference accelerator: measured jobs, requests, and what the calendar should have done", {"accelerator-hours demanded", "需求卡时", hours, higher}, [](Facts const& f) -> Figure { return f.value.all.demanded.hours; }},
    SummaryKey{"accelerator_hours_unserved", "of these: rejected, unfinished, interrupted, and of late work the share of its value that is lost", {"accelerator-hours unserved", "未满足卡时", hours, lower}, [](Facts const& f) -> Figure { return f.value.lost().hours; }},
    SummaryKey{"value_demanded_cny", "that the work asked for is worth within its objectives", {"value of the demand", "需求价值", money, none}, [](Facts const& f) { return valued(f, f.value.all.demanded.cny); }},
    SummaryKey{"value_served_cny", "of these: served, late work at what remains of its value", {"value served", "已满足需求价值", money, higher}, [](Facts const& f) { return valued(f, f.value.all.served.cny); }},
    SummaryKey{"value_lost_cny", "of these: not served", {"value of unserved demand", "未满足需求价值", money, lower}, [](Facts const& f) { return valued(f, f.value.lost().cny); }},
    SummaryKey{"value_lost_cny_rejected", "of rejected jobs and requests", {"value lost: rejected", "价值损失：被拒绝", money, lower}, [](Facts const& f) { return valued(f, observe::sum(f.value.all.rejected).cny); }},
    SummaryKey{"value_lost_cny_late", "of work done beyond its objective, what is lost of it", {"value lost: late", "价值损失：超时", money, lower}, [](Facts const& f) { return valued(f, f.value.all.late.cny); }},
    SummaryKey{"value_lost_cny_unfinished", "of jobs that are not done when the run ends, and what the calendar is behind", {"value lost: unfinished", "价值损失：未完成", money, lower}, [](Facts const& f) { return valued(f, observe::sum(f.value.all.unfinished).cny); }},
    SummaryKey{"value_lost_cny_interrupted", "of the calendar: work undone by failures, restarts and checkpoints", {"value lost: interrupted", "价值损失：中断", money, lower}, [](Facts const& f) { return valued(f, f.value.all.interrupted.cny); }},
    SummaryKey{"net_cost_cny", "net cost of serving the demand: total cost and the value that is lost", {"net cost of the demand", "满足需求的净成本", money, lower}, [](Facts const& f) { return netted(f, f.net_cost_cny()); }},
    SummaryKey{"net_cost_cny_per_year", "the same, a year of it", {"yearly net cost of the demand", "满足需求的年净成本", money, lower}, [](Facts const& f) { return netted(f, f.net_cost_cny() / f.window_years); }},
    SummaryKey{"surplus_cny", "value served less total cost", {"surplus", "盈余", money, higher}, [](Facts const& f) { return netted(f, f.value.all.served.cny - f.total_cny()); }, any_amount},
    SummaryKey{"surplus_cny_per_year", "the same, a year of it", {"surplus a year", "年盈余", money, higher}, [](Facts const& f) { return netted(f, (f.value.all.served.cny - f.total_cny()) / f.window_years); }, any_amount},
    SummaryKey{"npv_cny", "net present value over the plan, if each of its years were as the measured window", {"net present value", "净现值", money, higher}, [](Facts const& f) { return planned(f, f.return_all.npv_cny, ""); }, any_amount},
    SummaryKey{"payback_years", "until the value served less expenses has paid what was bought, not discounted", {"payback, years", "静态回收期（年）", number, lower}, [](Facts const& f) { return planned(f, f.return_all.payback_years, "it is not paid back within the plan"); }},
    SummaryKey{"break_even_utilisation", "at which the value served would be the total cost, if it and the electricity of accelerators at work grew with utilisation; above 1: never", {"break-even utilisation", "盈亏平衡有效利用率", share, lower}, [](Facts const& f) -> Figure {
        if (!f.has_net_cost()) return no_value;
        auto const least = f.there_hours > 0.0 ? f.return_all.break_even(f.active_hours / f.there_hours) : std::nullopt;
        return least ? Figure{*least} : Figure{Absent{"the work is worth less than its electricity"}};
    }},
    SummaryKey{"cost_cny_per_active_accelerator_hour", "total cost per accelerator hour of work that was kept and of work on requests", {"cost per active accelerator-hour", "单位有效卡时成本", money_per_h, lower}, [](Facts const& f) { return f.active_hours > 0.0 ? owned(f, f.total_cny() / f.active_hours) : Figure{Absent{"no accelerator worked"}}; }},
    SummaryKey{"bytes_moved", "bytes of finished transfers of measured jobs", {"data moved", "数据搬移量", data, lower}, [](Facts const& f) -> Figure { return whole(f.all.bytes_moved); }},
    SummaryKey{"transfers_rerouted", "times that a transfer of a measured job took another path because a link of its path went down", {"transfers rerouted", "改道传输次数", count, lower}, [](Facts const& f) -> Figure { return f.ledger.transfers_rerouted; }},
    SummaryKey{"transfers_stalled", "times that a transfer of a measured job stalled because every path had a link that was down", {"transfers stalled", "中断传输次数", count, lower}, [](Facts const& f) -> Figure { return f.ledger.transfers_stalled; }},
    SummaryKey{"conflicts", "placements that could start at once by the sensed state and could not", {"placement conflicts", "调度冲突次数", count, lower}, [](Facts const& f) -> Figure { return f.all.conflicts; }},
    SummaryKey{"window_s", "length of the measured window", {"measured window", "统计时段", duration, none}, [](Facts const& f) -> Figure { return in_seconds(f.ledger.window_end - f.ledger.window_begin).count(); }},
    SummaryKey{"end_s", "simulated time at which the run stopped", {"simulated time at end", "仿真结束时刻", duration, none}, [](Facts const& f) -> Figure { return in_seconds(f.ledger.end).count(); }},
    SummaryKey{"events", "events handled", {"events handled", "处理事件数", count, none}, [](Facts const& f) -> Figure { return static_cast<std::int64_t>(f.ledger.events); }},
};
// clang-format on

bool is_finite(Figure const& figure) {
    auto const* const real = std::get_if<double>(&figure);
    return real == nullptr || std::isfinite(*real);
}

// Jobs by reason, with the share of each.
struct Reasons {
    std::array<std::int64_t, state::reasons.size()> const& jobs;
    std::array<double, state::reasons.size()> const* seconds;  // nullptr: they have none
};

// What figures cannot say of an assessed loss.
void write_loss(JsonText& json, Facts const& facts) {
    if (!facts.ledger.loss) return;
    observe::LossTally const& loss = *facts.ledger.loss;
    json.open("loss");
    if (loss.takes_over.valid()) json.text("takes_over", facts.scenario.sites[loss.takes_over].name);
    if (loss.bottleneck) {
        json.text("first_bottleneck", bottleneck_name(facts.scenario, *loss.bottleneck));
        json.text("binds", state::words(loss.bottleneck->limit));
        json.number("binds_after_s", loss.bottleneck->since_begin_s);
    }
    json.close();
}

void write_reasons(JsonText& json, std::string_view name, Reasons const& reasons) {
    double all = 0.0;
    for (std::int64_t const jobs : reasons.jobs)
        all += static_cast<double>(jobs);
    json.open(name);
    for (std::size_t i = 0; i < reasons.jobs.size(); ++i) {
        if (reasons.jobs[i] == 0) continue;
        json.open(state::words(state::reasons[i]));
        json.number("jobs", reasons.jobs[i]);
        json.number("share", static_cast<double>(reasons.jobs[i]) / all);
        if (reasons.seconds != nullptr) json.number("wait_s", (*reasons.seconds)[i]);
        json.close();
    }
    json.close();
}

}  // namespace

bool FigureRange::holds(Figure const& figure) const {
    if (std::holds_alternative<Absent>(figure)) return true;
    auto const* const whole = std::get_if<std::int64_t>(&figure);
    double const value = whole != nullptr ? static_cast<double>(*whole) : std::get<double>(figure);
    constexpr double rounding = 1e-9;  // of sums of parts
    return std::isfinite(value) && value >= low && value <= high * (1.0 + rounding);
}

std::string const& bottleneck_name(Scenario const& scenario, observe::Bottleneck const& found) {
    if (found.site.valid()) return scenario.sites[found.site].name;
    return scenario.map.links()[NationalMap::link_of(found.arc)].name;
}

std::span<SummaryKey const> summary_keys() {
    return keys;
}

SummaryKey const* summary_key(std::string_view name) {
    auto const found = std::ranges::find(keys, name, &SummaryKey::name);
    return found == keys.end() ? nullptr : &*found;
}

bool more_is_better(std::string_view name) {
    SummaryKey const* const key = summary_key(name);
    return key != nullptr && key->words.direction == Direction::higher;
}

std::vector<std::string> figures_out_of_range(Facts const& facts) {
    std::vector<std::string> found;
    for (SummaryKey const& key : keys) {
        if (!key.range.holds(key.compute(facts))) found.emplace_back(key.name);
    }
    for (auto const& [name, value] : facts.by_arithmetic) {
        // Estimates know no queues, so they may promise more than there is.
        if (!FigureRange{}.holds(value)) found.push_back(fmt::format("static.{}", name));
    }
    return found;
}

void audit_figures(Facts const& facts, observe::Ledger& ledger) {
    ledger.audit.push_back({law_of_figures, static_cast<double>(figures_out_of_range(facts).size())});
}

std::string summary_json(Facts const& facts) {
    JsonText json;
    json.text("scenario", facts.scenario.name);
    json.text("policy", policy_names(facts.scenario.policy));
    json.text("discipline", facts.scenario.discipline.name);
    json.text("network", facts.scenario.network.name);
    json.number("seed", facts.scenario.seed);
    json.number("run", facts.scenario.run);
    std::vector<std::pair<std::string_view, std::string_view>> absent;
    for (SummaryKey const& key : keys) {
        Figure const figure = key.compute(facts);
        if (!is_finite(figure)) {
            absent.emplace_back(key.name, "it is not a finite number");
            continue;
        }
        if (auto const* whole = std::get_if<std::int64_t>(&figure)) json.number(key.name, *whole);
        if (auto const* real = std::get_if<double>(&figure)) json.number(key.name, *real);
        if (auto const* none = std::get_if<Absent>(&figure)) absent.emplace_back(key.name, none->reason);
    }
    for (observe::AuditRow const& row : facts.ledger.audit)
        json.number(row.law.key, row.residual);
    write_loss(json, facts);
    write_reasons(json, "rejected_because", {facts.all.rejections, nullptr});
    write_reasons(json, "waited_because", {facts.all.waits, &facts.all.waits_s});
    json.open("gangs");
    for (Gang const& gang : gangs(facts.scenario, facts.sites_that_fit)) {
        json.open(fmt::format("{} of {}", format_number(static_cast<double>(gang.width.count()) / 1000.0),
                              facts.scenario.classes[gang.workload_class].name));
        json.number("jobs", gang.jobs);
        json.number("sites_that_fit", gang.sites);
        json.close();
    }
    json.close();
    json.open("static");
    for (auto const& [key, value] : facts.by_arithmetic)
        if (std::isfinite(value)) json.number(key, value);
    json.close();
    json.open("absent");
    for (auto const& [name, reason] : absent)
        json.text(name, reason);
    json.close();
    return json.finish();
}

}  // namespace meridian::report
