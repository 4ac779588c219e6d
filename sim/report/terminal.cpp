#include "sim/report/terminal.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/table/display_width.hpp"
#include "sim/report/terminal_calendar.hpp"

namespace meridian::report {
namespace {

constexpr std::size_t sites_shown = 16;

std::string seconds_of(Moments const& moments) {
    if (moments.count() == 0) return "-";
    return human_duration(rounded_up(Seconds{moments.mean()}));
}

std::string quantile(LogHistogram const& ns, double q) {
    if (ns.count() == 0) return "-";
    return human_duration(rounded_up(Seconds{ns.quantile(q) / nanoseconds_per_second}));
}

std::string mass(double kg) {
    return kg < 1000.0 ? fmt::format("{:.4g} kg", kg) : fmt::format("{:.4g} t", kg / 1000.0);
}

std::string pue_of(observe::EnergyTotals const& energy) {
    return energy.it_kwh > 0.0 ? fmt::format("{:.3f}", energy.pue()) : "-";
}

std::string heading(Facts const& f) {
    return fmt::format(
        "{}\npolicy {}, discipline {}, network {}; seed {}, run {}\n"
        "measured: jobs that arrive in {} to {} of simulated time\n",
        f.scenario.name, policy_names(f.scenario.policy), f.scenario.discipline.name, f.scenario.network.name,
        f.scenario.seed, f.scenario.run, human_duration(f.scenario.warmup),
        human_duration(f.scenario.horizon));
}

// Never rounded up: 99.96 % within SLO is not 100 %.
std::string slo_attainment(double part, double whole) {
    if (whole <= 0.0) return "-";
    return fmt::format("{:.1f} %", std::floor(1000.0 * (part / whole)) / 10.0);
}
std::string slo_attainment(observe::ClassTally const& t) {
    return slo_attainment(static_cast<double>(t.met), static_cast<double>(t.with_objective));
}
std::string slo_attainment(observe::ServiceTally const& t) {
    return slo_attainment(t.in_time, t.requests);
}

std::string class_table(Facts const& f) {
    constexpr std::string_view row_format = "{}{:>9}{:>9}{:>9}{:>10}{:>9}{:>9}{:>9}\n";
    std::string out = "\n" + fmt::format(row_format, fitted("class", 15), "arrived", "done", "rejected",
                                         "mean wait", "p95", "p99", "SLO met");
    auto const row = [&](std::string_view name, observe::ClassTally const& t) {
        out += fmt::format(row_format, fitted(name, 15), human_count(static_cast<double>(t.arrived)),
                           human_count(static_cast<double>(t.completed)),
                           human_count(static_cast<double>(t.rejected)), seconds_of(t.wait_s),
                           quantile(t.wait_ns, 0.95), quantile(t.wait_ns, 0.99), slo_attainment(t));
    };
    if (f.ledger.classes.empty()) return "";
    for (ClassId const c : f.ledger.classes.keys()) {
        bool const of_calendar = std::ranges::any_of(f.scenario.listed_jobs, [&](ListedJob const& listed) {
            return listed.job.calendar.valid() && listed.job.workload_class == c;
        });
        if (of_calendar && f.ledger.classes[c].arrived == 0) continue;
        row(f.scenario.classes[c].name, f.ledger.classes[c]);
    }
    if (f.ledger.classes.size() > 1) row("all", f.all);
    return out;
}

// The services and regions that are served worst.
std::string worst_served(Facts const& f) {
    constexpr std::size_t shown = 3;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < f.ledger.services.size(); ++i) {
        if (f.ledger.services[i].requests > 0.0) order.push_back(i);
    }
    if (order.size() <= 1) return "";
    auto const share = [&](std::size_t i) {
        return f.ledger.services[i].in_time / f.ledger.services[i].requests;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return share(a) < share(b); });
    std::string out;
    for (std::size_t i = 0; i < std::min(shown, order.size()); ++i) {
        ServiceId const v = f.ledger.services.row_of(order[i]);
        RegionId const r = f.ledger.services.column_of(order[i]);
        out += fmt::format("{}{} of {} within SLO: {}\n", i == 0 ? "worst served: " : "              ",
                           slo_attainment(f.ledger.services[order[i]]), f.scenario.services[v].name,
                           f.scenario.regions[r].name);
    }
    return out;
}

std::string service_table(Facts const& f) {
    if (f.scenario.services.empty()) return "";
    constexpr std::string_view row_format = "{}{:>11}{:>10}{:>10}{:>10}{:>12}{:>11}\n";
    std::string out = "\n" + fmt::format(row_format, fitted("service", 15), "requests", "rejected", "late",
                                         "SLO met", "mean delay", "one way");
    auto const row = [&](std::string_view name, observe::ServiceTally const& t) {
        double const answered = t.answered();
        auto const mean = [&](double sum) {
            return answered > 0.0 ? human_duration(rounded_up(Seconds{sum / answered})) : std::string{"-"};
        };
        out += fmt::format(row_format, fitted(name, 15), human_count(t.requests), human_count(t.rejected),
                           human_count(t.late()), slo_attainment(t), mean(t.delay_s), mean(t.one_way_s));
    };
    for (ServiceId const s : f.scenario.services.keys())
        row(f.scenario.services[s].name, f.ledger.of_service(s));
    return out + worst_served(f);
}

std::string site_table(Facts const& f) {
    constexpr std::string_view row_format = "{}{}{:>9}{:>12}{:>8}{:>11}{:>14}\n";
    std::vector<SiteId> order;
    for (SiteId const s : f.ledger.sites.keys())
        order.push_back(s);
    std::stable_sort(order.begin(), order.end(), [&](SiteId a, SiteId b) {
        return f.ledger.sites[a].accelerator_hours_held > f.ledger.sites[b].accelerator_hours_held;
    });
    std::size_t const shown = std::min(order.size(), sites_shown);
    std::string out = "\nsites, by accelerator hours held\n";
    out += fmt::format(row_format, fitted("site", 17), fitted("tier", 9), "jobs", "allocation", "PUE",
                       "energy", "electricity");
    for (std::size_t i = 0; i < shown; ++i) {
        Site const& site = f.scenario.sites[order[i]];
        observe::SiteTally const& t = f.ledger.sites[order[i]];
        out += fmt::format(row_format, fitted(site.name, 17), fitted(f.scenario.tiers[site.tier].name, 9),
                           human_count(static_cast<double>(t.placed)),
                           human_share(t.accelerator_hours_held, t.accelerator_hours_there), pue_of(t.energy),
                           human_energy_kwh(t.energy.facility_kwh), human_cny(t.energy.cost_cny));
    }
    if (order.size() > shown) out += fmt::format("... and {} more in sites.csv\n", order.size() - shown);
    return out;
}

std::string owning(Facts const& f) {
    if (!f.owning) return "capital and operations are left out: prices are missing";
    std::string const each = f.active_hours > 0.0
                                 ? fmt::format(";\n             {:.2f} CNY per active accelerator-hour",
                                               f.total_cny() / f.active_hours)
                                 : "";
    return fmt::format("capital {}, operations {}{}", human_cny(f.capital_cny()),
                       human_cny(f.owning_all.operations_cny), each);
}

std::string green(Facts const& f) {
    if (f.green_cny == 0.0 && f.carbon_cny == 0.0) return "";
    return fmt::format("green energy {}, carbon {};\n             ", human_cny(f.green_cny),
                       human_cny(f.carbon_cny));
}

// What the demand was worth, and what serving it came to.
std::string values(Facts const& f) {
    if (!f.value.given()) return "";
    std::string out =
        fmt::format("value        {} of {} served, {} lost\n", human_cny(f.value.all.served.cny),
                    human_cny(f.value.all.demanded.cny), human_cny(f.value.lost().cny));
    if (!f.has_net_cost()) return out;
    return out + fmt::format("net cost     {}: total cost {} and the value lost\n",
                             human_cny(f.net_cost_cny()), human_cny(f.total_cny()));
}

std::string totals(Facts const& f) {
    std::string const active =
        f.active_hours == f.held_hours
            ? ""
            : fmt::format(", utilisation {}", human_share(f.active_hours, f.there_hours));
    double const overhead = f.energy.overhead_kwh();
    return fmt::format(
        "\naccelerators allocation {}{}; {} moved\n"
        "energy       IT {}, overhead {}, network {}\n"
        "carbon       {} location-based, {} market-based\n"
        "cost         electricity {}, network {} (leases and bytes);\n"
        "             {}{}\n"
        "{}",
        human_share(f.held_hours, f.there_hours), active, human_bytes(static_cast<double>(f.all.bytes_moved)),
        human_energy_kwh(f.energy.it_kwh), human_energy_kwh(overhead), human_energy_kwh(f.network_kwh),
        mass(f.energy.carbon_kg), mass(f.carbon_market_kg), human_cny(f.energy.cost_cny),
        human_cny(f.network_cny), green(f), owning(f), values(f));
}

// In lines of the screen, indented.
std::string wrapped(std::string_view text) {
    constexpr std::size_t width = 72;
    std::string out;
    while (!text.empty()) {
        auto end = text.size() <= width ? text.size() : text.rfind(' ', width);
        if (end == std::string_view::npos) end = std::min(text.find(' '), text.size());
        out += fmt::format("    {}\n", text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

// How many pass, and of the others what is missing.
std::string rules(Facts const& f) {
    std::size_t passed = 0;
    std::size_t idle = 0;
    std::string others;
    for (std::size_t i = 0; i < f.rules.size(); ++i) {
        RuleText const& rule = f.scenario.rules[i].text;
        RuleResult const& result = f.rules[i];
        auto const margin = result.margin(rule);
        bool const passes = margin && *margin >= 0.0;
        passed += passes ? 1 : 0;
        idle += result.applies ? 0 : 1;
        if (passes || !result.applies) continue;
        std::string const status =
            rule.decides() ? ""
                           : fmt::format(" ({})", rule_status_words[static_cast<std::size_t>(rule.status)]);
        others += fmt::format("  {}: {}{}\n", margin ? "FAILS" : "no value", rule.name, status);
        others += wrapped(margin ? fmt::format("{} {}{}{}, and {} is asked for: {} off", rule.measure,
                                               amount_text(*result.value, rule.unit),
                                               result.worst.empty() ? "" : " at ", result.worst,
                                               limit_text(rule), margin_text(*margin, rule.unit))
                                 : result.why);
    }
    if (f.rules.empty()) return "";
    std::string const apart = idle > 0 ? fmt::format(", {} not applicable", idle) : "";
    return fmt::format("rules        {} of {} pass{}\n", passed, f.rules.size(), apart) + others;
}

std::string audit(Facts const& f) {
    auto const broken = std::count_if(f.ledger.audit.begin(), f.ledger.audit.end(),
                                      [](observe::AuditRow const& row) { return !row.holds(); });
    if (broken == 0)
        return fmt::format("checks       all {} conservation checks hold\n", f.ledger.audit.size());
    std::string out =
        fmt::format("checks       {} of {} conservation checks FAIL: do not use these results\n", broken,
                    f.ledger.audit.size());
    for (observe::AuditRow const& row : f.ledger.audit) {
        if (row.holds()) continue;
        out += fmt::format("  {} = {} (allowed {})\n    {}\n", row.law.key, format_number(row.residual),
                           format_number(row.law.allowed), row.law.law);
        if (row.law.key != law_of_figures.key) continue;
        for (std::string const& name : figures_out_of_range(f))
            out += fmt::format("    {}\n", name);
    }
    return out;
}

std::string why_nothing(observe::ClassTally const& t, bool services_lend) {
    std::string out;
    for (std::size_t i = 0; i < state::reasons.size(); ++i) {
        std::int64_t const jobs = t.rejections[i] + t.waits[i];
        if (jobs == 0) continue;
        out += fmt::format("  {} of {} jobs: {}\n    fix: {}\n", jobs, t.arrived,
                           state::words(state::reasons[i]), state::remedy(state::reasons[i], services_lend));
    }
    return out;
}

// What nobody may overlook: classes of which nothing was done, and jobs that never finished.
std::string warnings(Facts const& f) {
    std::string out;
    auto const dark = std::ranges::count(f.scenario.sites, false, &Site::energised);
    if (dark > 0)
        out += fmt::format("note: {} of {} sites have no power when the run starts and take no part\n", dark,
                           f.scenario.sites.size());
    if (f.all.arrived == 0 && f.requests.requests == 0.0 && f.planned.held_h == 0.0)
        out += "WARNING: no job and no request arrived between warm-up and horizon: nothing was measured\n";
    if (f.ledger.transfers_rerouted + f.ledger.transfers_stalled > 0)
        out += fmt::format("note: links were down: {} transfers rerouted, {} stalled\n",
                           f.ledger.transfers_rerouted, f.ledger.transfers_stalled);
    if (f.ledger.cut_by_drain_limit > 0)
        out += fmt::format(
            "WARNING: the drain limit of {} cut {} measured jobs: they are unfinished (key 'drain_limit')\n",
            human_duration(f.scenario.last_end()), f.ledger.cut_by_drain_limit);
    for (ClassId const c : f.ledger.classes.keys()) {
        observe::ClassTally const& t = f.ledger.classes[c];
        std::string const& name = f.scenario.classes[c].name;
        if (t.arrived > 0 && t.placed == 0) {
            out += fmt::format("WARNING: not one of the {} jobs of class '{}' was placed anywhere\n",
                               t.arrived, name);
            out += why_nothing(t, f.scenario.serving.lends);
        } else if (t.unfinished() > 0) {
            out += fmt::format("note: {} of {} jobs of class '{}' were unfinished at the end of the run\n",
                               t.unfinished(), t.arrived, name);
        }
    }
    return out.empty() ? out : "\n" + out;
}

}  // namespace

std::string terminal_text(Facts const& facts) {
    return heading(facts) + class_table(facts) + service_table(facts) + calendar_text(facts) +
           site_table(facts) + totals(facts) + rules(facts) + audit(facts) + warnings(facts);
}

}  // namespace meridian::report
