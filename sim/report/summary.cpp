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

Figure quantile_s(LogHistogram const& ns, double q, Absent none) {
    return ns.count() > 0 ? Figure{ns.quantile(q) / nanoseconds_per_second} : Figure{none};
}

// Exact as long as an int64 holds it.
Figure whole(WideCount count) {
    constexpr WideCount most = std::numeric_limits<std::int64_t>::max();
    if (count > most) return static_cast<double>(count);
    return static_cast<std::int64_t>(count);
}

Figure share(double part, double whole, std::string_view none) {
    return whole > 0.0 ? Figure{part / whole} : Figure{Absent{none}};
}

Figure circle(double within, Facts const& f) {
    return share(within, static_cast<double>(f.all.placed), "no measured job was placed");
}

Figure asked(Facts const& f, double requests) {
    return f.scenario.services.empty() ? Figure{Absent{"there are no services"}} : Figure{requests};
}
Figure of_calendar(Facts const& f, Figure figure) {
    return f.scenario.calendar.empty() ? Figure{Absent{"there is no calendar"}} : figure;
}
Figure of_requests(Facts const& f, double part) {
    return share(part, f.requests.requests, "there were no requests");
}
Figure of_answered(Facts const& f, double part) {
    return share(part, f.requests.answered(), "no request was answered");
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

// clang-format off
constexpr std::array keys{
    SummaryKey{"jobs_arrived", "jobs that arrived in [warmup, horizon): the measured jobs", [](Facts const& f) -> Figure { return f.all.arrived; }},
    SummaryKey{"jobs_completed", "measured jobs whose last output byte has arrived", [](Facts const& f) -> Figure { return f.all.completed; }},
    SummaryKey{"jobs_rejected", "measured jobs rejected", [](Facts const& f) -> Figure { return f.all.rejected; }},
    SummaryKey{"jobs_unfinished", "measured jobs still in the system at the end of the run", [](Facts const& f) -> Figure { return f.all.unfinished(); }},
    SummaryKey{"jobs_cut_by_drain_limit", "of them, those that the run did not wait for beyond its drain_limit", [](Facts const& f) -> Figure { return f.ledger.cut_by_drain_limit; }},
    SummaryKey{"wait_s_mean", "arrival to start of work, mean over measured jobs that started", [](Facts const& f) { return mean_of(f.all.wait_s, no_start); }},
    SummaryKey{"wait_s_p50", "the same, median (quantiles are within 0.4 %)", [](Facts const& f) { return quantile_s(f.all.wait_ns, 0.50, no_start); }},
    SummaryKey{"wait_s_p95", "the same, 95th percentile", [](Facts const& f) { return quantile_s(f.all.wait_ns, 0.95, no_start); }},
    SummaryKey{"wait_s_p99", "the same, 99th percentile", [](Facts const& f) { return quantile_s(f.all.wait_ns, 0.99, no_start); }},
    SummaryKey{"wait_missing", "measured jobs that the wait figures lack: rejected, or not started", [](Facts const& f) -> Figure { return f.all.arrived - static_cast<std::int64_t>(f.all.wait_s.count()); }},
    SummaryKey{"brain_wait_s_mean", "part of the wait at the brain", [](Facts const& f) { return mean_of(f.all.brain_wait_s, no_start); }},
    SummaryKey{"stage_s_mean", "part of the wait for storage and input", [](Facts const& f) { return mean_of(f.all.stage_s, no_start); }},
    SummaryKey{"queue_s_mean", "part of the wait in the pool's queue", [](Facts const& f) { return mean_of(f.all.queue_s, no_start); }},
    SummaryKey{"deferred_s_mean", "part of the wait asked for by the policy", [](Facts const& f) { return mean_of(f.all.deferred_s, no_start); }},
    SummaryKey{"turnaround_s_mean", "arrival to last output byte, mean over completed measured jobs", [](Facts const& f) { return mean_of(f.all.turnaround_s, no_end); }},
    SummaryKey{"turnaround_s_p50", "the same, median", [](Facts const& f) { return quantile_s(f.all.turnaround_ns, 0.50, no_end); }},
    SummaryKey{"turnaround_s_p95", "the same, 95th percentile", [](Facts const& f) { return quantile_s(f.all.turnaround_ns, 0.95, no_end); }},
    SummaryKey{"turnaround_s_p99", "the same, 99th percentile", [](Facts const& f) { return quantile_s(f.all.turnaround_ns, 0.99, no_end); }},
    SummaryKey{"turnaround_missing", "measured jobs that the turnaround figures lack", [](Facts const& f) -> Figure { return f.all.arrived - f.all.completed; }},
    SummaryKey{"slo_attainment", "measured jobs done within their class's objective, of those that have one", [](Facts const& f) { return share(static_cast<double>(f.all.met), static_cast<double>(f.all.with_objective), "no class has an objective"); }, part_of_one},
    SummaryKey{"within_1ms_share_one_way", "users of placed measured jobs within 1 ms one way of their site", [](Facts const& f) { return circle(f.all.one_way[0], f); }, part_of_one},
    SummaryKey{"within_5ms_share_one_way", "the same, 5 ms", [](Facts const& f) { return circle(f.all.one_way[1], f); }, part_of_one},
    SummaryKey{"within_20ms_share_one_way", "the same, 20 ms", [](Facts const& f) { return circle(f.all.one_way[2], f); }, part_of_one},
    SummaryKey{"within_1ms_share_round_trip", "the same, 1 ms there and back", [](Facts const& f) { return circle(f.all.round_trip[0], f); }, part_of_one},
    SummaryKey{"within_5ms_share_round_trip", "the same, 5 ms there and back", [](Facts const& f) { return circle(f.all.round_trip[1], f); }, part_of_one},
    SummaryKey{"within_20ms_share_round_trip", "the same, 20 ms there and back", [](Facts const& f) { return circle(f.all.round_trip[2], f); }, part_of_one},
    SummaryKey{"accelerator_hours_held", "accelerator hours held by jobs and by replicas in the window", [](Facts const& f) -> Figure { return f.held_hours; }},
    SummaryKey{"power_subscription", "IT power of the accelerators when all are busy, of the sites' power limits", [](Facts const& f) { return share(f.filled_kw, f.limit_kw, "no site has a power limit"); }},
    SummaryKey{"allocation", "accelerator hours held, of those there", [](Facts const& f) { return share(f.held_hours, f.there_hours, "there are no accelerators"); }, part_of_one},
    SummaryKey{"utilisation", "accelerator hours of work that was kept and of work on requests, of those there", [](Facts const& f) { return share(f.active_hours, f.there_hours, "there are no accelerators"); }, part_of_one},
    SummaryKey{"accelerator_hours_active", "accelerator hours of work that was kept and of work on requests", [](Facts const& f) -> Figure { return f.active_hours; }},
    SummaryKey{"preemptions", "preemptions of measured jobs by services", [](Facts const& f) -> Figure { return f.all.preemptions; }},
    SummaryKey{"accelerator_hours_lost", "held by jobs for work that was done and undone in the window, for restarts and for checkpoints", [](Facts const& f) -> Figure { return f.all.accelerator_hours_lost; }},
    SummaryKey{"interruptions", "of running jobs by failures of their accelerators, in the window", [](Facts const& f) -> Figure { return f.all.interruptions; }},
    SummaryKey{"mfu_training", "FLOP of the models, of what the accelerators that training held could do", [](Facts const& f) { return share(f.training.model_flop, f.training.peak_flop, "no training ran"); }, part_of_one},
    SummaryKey{"calendar_jobs", "jobs of the calendar whose start windows open before the horizon", [](Facts const& f) { return of_calendar(f, static_cast<std::int64_t>(f.scenario.calendar.size())); }},
    SummaryKey{"calendar_done", "of these: whose work ended in the window or before", [](Facts const& f) { return of_calendar(f, f.planned.in(CalendarState::done)); }},
    SummaryKey{"calendar_running", "at the end of the window", [](Facts const& f) { return of_calendar(f, f.planned.in(CalendarState::running)); }},
    SummaryKey{"calendar_waiting", "at the end of the window", [](Facts const& f) { return of_calendar(f, f.planned.in(CalendarState::waiting)); }},
    SummaryKey{"calendar_rejected", "for the reasons in calendar.csv", [](Facts const& f) { return of_calendar(f, f.planned.in(CalendarState::rejected)); }},
    SummaryKey{"calendar_late", "whose start windows closed before they started", [](Facts const& f) { return of_calendar(f, f.planned.late); }},
    SummaryKey{"calendar_accelerator_hours_held", "in the window", [](Facts const& f) { return of_calendar(f, f.planned.held_h); }},
    SummaryKey{"calendar_accelerator_hours_active", "active accelerator-hours of running jobs: of work that stays (goodput)", [](Facts const& f) { return of_calendar(f, f.planned.useful_h); }},
    SummaryKey{"effective_training_time_ratio", "active accelerator-hours of the calendar, of those held", [](Facts const& f) { return share(f.planned.useful_h, f.planned.held_h, "no job of the calendar ran in the window"); }, part_of_one},
    SummaryKey{"requests_arrived", "requests of services, in the window; rates times time, so with a fraction", [](Facts const& f) { return asked(f, f.requests.requests); }},
    SummaryKey{"requests_rejected", "requests that no site had room for", [](Facts const& f) { return asked(f, f.requests.rejected); }},
    SummaryKey{"requests_late", "requests answered beyond the objective", [](Facts const& f) { return asked(f, f.requests.late()); }},
    SummaryKey{"request_slo_attainment", "requests answered within the objective", [](Facts const& f) { return of_requests(f, f.requests.in_time); }, part_of_one},
    SummaryKey{"request_slo_attainment_least", "the same of the service with the least", [](Facts const& f) { return least_in_time(f); }, part_of_one},
    SummaryKey{"request_delay_s_mean", "from the request to the token that the user waits for, of those answered", [](Facts const& f) { return of_answered(f, f.requests.delay_s); }},
    SummaryKey{"request_one_way_s_mean", "access and path, of those answered", [](Facts const& f) { return of_answered(f, f.requests.one_way_s); }},
    SummaryKey{"requests_within_1ms_share_one_way", "answered requests whose user is within 1 ms one way of the site", [](Facts const& f) { return of_answered(f, f.requests.one_way[0]); }, part_of_one},
    SummaryKey{"requests_within_5ms_share_one_way", "the same, 5 ms", [](Facts const& f) { return of_answered(f, f.requests.one_way[1]); }, part_of_one},
    SummaryKey{"requests_within_20ms_share_one_way", "the same, 20 ms", [](Facts const& f) { return of_answered(f, f.requests.one_way[2]); }, part_of_one},
    SummaryKey{"requests_within_1ms_share_round_trip", "the same, 1 ms there and back", [](Facts const& f) { return of_answered(f, f.requests.round_trip[0]); }, part_of_one},
    SummaryKey{"requests_within_5ms_share_round_trip", "the same, 5 ms there and back", [](Facts const& f) { return of_answered(f, f.requests.round_trip[1]); }, part_of_one},
    SummaryKey{"requests_within_20ms_share_round_trip", "the same, 20 ms there and back", [](Facts const& f) { return of_answered(f, f.requests.round_trip[2]); }, part_of_one},
    SummaryKey{"energy_kwh_it", "IT energy of all sites, idle included", [](Facts const& f) -> Figure { return f.energy.it_kwh; }},
    SummaryKey{"energy_kwh_overhead", "facility energy beyond IT: cooling and power distribution", [](Facts const& f) -> Figure { return f.energy.overhead_kwh(); }},
    SummaryKey{"energy_kwh_network", "energy of the links: fixed and per bit carried", [](Facts const& f) -> Figure { return f.network_kwh; }},
    SummaryKey{"pue_mean", "facility energy over IT energy", [](Facts const& f) -> Figure { return f.energy.it_kwh > 0.0 ? Figure{f.energy.pue()} : Figure{Absent{"no IT energy was used"}}; }, FigureRange{1.0}},
    SummaryKey{"carbon_kg_location", "CO2 of the sites, location-based: by the grids' factors", [](Facts const& f) -> Figure { return f.energy.carbon_kg; }},
    SummaryKey{"carbon_kg_market", "CO2 of the sites, market-based: after green contracts and certificates", [](Facts const& f) -> Figure { return f.carbon_market_kg; }},
    SummaryKey{"green_cny_per_tonne_avoided", "premium of green energy over the market-based carbon that it avoids", [](Facts const& f) { return f.green_premium_given ? share(f.green_cny, (f.energy.carbon_kg - f.carbon_market_kg) / 1000.0, "nothing is bought green") : Figure{Absent{"a grid's energy is bought green without a green_premium"}}; }},
    SummaryKey{"cost_cny_energy", "electricity of the sites at their tariffs", [](Facts const& f) -> Figure { return f.energy.cost_cny; }},
    SummaryKey{"cost_cny_network", "leases and bytes carried", [](Facts const& f) -> Figure { return f.network_cny; }},
    SummaryKey{"cost_cny_green", "premium of the energy that is bought green", [](Facts const& f) -> Figure { return f.green_cny; }},
    SummaryKey{"cost_cny_carbon", "market-based carbon at the price of carbon", [](Facts const& f) -> Figure { return f.carbon_cny; }},
    SummaryKey{"cost_cny_capital", "capital of accelerators, facilities and links, annualised", [](Facts const& f) { return owned(f, f.capital_cny()); }},
    SummaryKey{"upfront_cny_existing", "price of the accelerators and facilities of existing sites, not annualised", [](Facts const& f) { return owned(f, f.upfront_by_state_cny[0]); }},
    SummaryKey{"upfront_cny_committed", "the same of committed sites", [](Facts const& f) { return owned(f, f.upfront_by_state_cny[1]); }},
    SummaryKey{"upfront_cny_candidate", "the same of candidate sites", [](Facts const& f) { return owned(f, f.upfront_by_state_cny[2]); }},
    SummaryKey{"upfront_cny_network", "the same of links that are built, not leased: this work's share", [](Facts const& f) { return owned(f, f.links.upfront_cny); }},
    SummaryKey{"cost_cny_operations", "staff, maintenance, rent of the facilities", [](Facts const& f) { return owned(f, f.owning_all.operations_cny); }},
    SummaryKey{"cost_cny_total", "energy, network, green energy and carbon, and capital and operations where their prices are given", [](Facts const& f) -> Figure { return f.total_cny(); }},
    SummaryKey{"cost_cny_total_per_year", "the same, a year of it", [](Facts const& f) -> Figure { return f.total_cny() / f.window_years; }},
    SummaryKey{"accelerator_hours_demanded", "work that was asked for in the window, in hours of the reference accelerator: measured jobs, requests, and what the calendar should have done", [](Facts const& f) -> Figure { return f.value.all.demanded.hours; }},
    SummaryKey{"accelerator_hours_unserved", "of these: rejected, unfinished, interrupted, and of late work the share of its value that is lost", [](Facts const& f) -> Figure { return f.value.lost().hours; }},
    SummaryKey{"value_demanded_cny", "that the work asked for is worth within its objectives", [](Facts const& f) { return valued(f, f.value.all.demanded.cny); }},
    SummaryKey{"value_served_cny", "of these: served, late work at what remains of its value", [](Facts const& f) { return valued(f, f.value.all.served.cny); }},
    SummaryKey{"value_lost_cny", "of these: not served", [](Facts const& f) { return valued(f, f.value.lost().cny); }},
    SummaryKey{"value_lost_cny_rejected", "of rejected jobs and requests", [](Facts const& f) { return valued(f, observe::sum(f.value.all.rejected).cny); }},
    SummaryKey{"value_lost_cny_late", "of work done beyond its objective, what is lost of it", [](Facts const& f) { return valued(f, f.value.all.late.cny); }},
    SummaryKey{"value_lost_cny_unfinished", "of jobs that are not done when the run ends, and what the calendar is behind", [](Facts const& f) { return valued(f, observe::sum(f.value.all.unfinished).cny); }},
    SummaryKey{"value_lost_cny_interrupted", "of the calendar: work undone by failures, restarts and checkpoints", [](Facts const& f) { return valued(f, f.value.all.interrupted.cny); }},
    SummaryKey{"net_cost_cny", "net cost of serving the demand: total cost and the value that is lost", [](Facts const& f) { return netted(f, f.net_cost_cny()); }},
    SummaryKey{"net_cost_cny_per_year", "the same, a year of it", [](Facts const& f) { return netted(f, f.net_cost_cny() / f.window_years); }},
    SummaryKey{"surplus_cny", "value served less total cost", [](Facts const& f) { return netted(f, f.value.all.served.cny - f.total_cny()); }, any_amount},
    SummaryKey{"surplus_cny_per_year", "the same, a year of it", [](Facts const& f) { return netted(f, (f.value.all.served.cny - f.total_cny()) / f.window_years); }, any_amount},
    SummaryKey{"npv_cny", "net present value over the plan, if each of its years were as the window", [](Facts const& f) { return planned(f, f.return_all.npv_cny, ""); }, any_amount},
    SummaryKey{"payback_years", "until the value served less expenses has paid what was bought, not discounted", [](Facts const& f) { return planned(f, f.return_all.payback_years, "it is not paid back within the plan"); }},
    SummaryKey{"break_even_utilisation", "at which the value served would be the total cost, if it and the electricity of accelerators at work grew with utilisation; above 1: never", [](Facts const& f) -> Figure {
        if (!f.has_net_cost()) return no_value;
        auto const least = f.there_hours > 0.0 ? f.return_all.break_even(f.active_hours / f.there_hours) : std::nullopt;
        return least ? Figure{*least} : Figure{Absent{"the work is worth less than its electricity"}};
    }},
    SummaryKey{"cost_cny_per_active_accelerator_hour", "total cost per accelerator hour of work that was kept and of work on requests", [](Facts const& f) { return f.active_hours > 0.0 ? owned(f, f.total_cny() / f.active_hours) : Figure{Absent{"no accelerator worked"}}; }},
    SummaryKey{"bytes_moved", "bytes of finished transfers of measured jobs", [](Facts const& f) -> Figure { return whole(f.all.bytes_moved); }},
    SummaryKey{"transfers_rerouted", "times that a transfer of a measured job took another path because a link of its path went down", [](Facts const& f) -> Figure { return f.ledger.transfers_rerouted; }},
    SummaryKey{"transfers_stalled", "times that a transfer of a measured job stalled because every path had a link that was down", [](Facts const& f) -> Figure { return f.ledger.transfers_stalled; }},
    SummaryKey{"conflicts", "placements that could start at once by the sensed state and could not", [](Facts const& f) -> Figure { return f.all.conflicts; }},
    SummaryKey{"window_s", "length of the measured window", [](Facts const& f) -> Figure { return in_seconds(f.ledger.window_end - f.ledger.window_begin).count(); }},
    SummaryKey{"end_s", "simulated time at which the run stopped", [](Facts const& f) -> Figure { return in_seconds(f.ledger.end).count(); }},
    SummaryKey{"events", "events handled", [](Facts const& f) -> Figure { return static_cast<std::int64_t>(f.ledger.events); }},
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

std::span<SummaryKey const> summary_keys() {
    return keys;
}

bool more_is_better(std::string_view key) {
    constexpr std::array<std::string_view, 15> of_use{"value_served_cny",
                                                      "surplus_cny",
                                                      "surplus_cny_per_year",
                                                      "npv_cny",
                                                      "accelerator_hours_demanded",
                                                      "jobs_completed",
                                                      "calendar_done",
                                                      "allocation",
                                                      "utilisation",
                                                      "accelerator_hours_held",
                                                      "accelerator_hours_active",
                                                      "power_subscription",
                                                      "mfu_training",
                                                      "calendar_accelerator_hours_held",
                                                      "calendar_accelerator_hours_active"};
    bool const is_share = key.find("_share") != std::string_view::npos ||
                          key.find("slo_attainment") != std::string_view::npos ||
                          key == "effective_training_time_ratio";
    return is_share || std::ranges::find(of_use, key) != of_use.end();
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
