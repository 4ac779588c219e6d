#include "sim/report/tables.hpp"

#include <algorithm>
#include <array>

#include "models/units/format.hpp"

namespace meridian::report {
namespace {

using observe::ClassTally;
using observe::SiteTally;
using Text = std::string;
using Row = std::uint32_t;

Text number(double value) {
    return format_number(value);
}
Text number(std::int64_t value) {
    return format_number(value);
}
Text ratio(double part, double whole) {
    return whole > 0.0 ? number(part / whole) : Text{};
}
Text mean(Moments const& moments) {
    return moments.count() > 0 ? number(moments.mean()) : Text{};
}
Text quantile_s(LogHistogram const& ns, double q) {
    return ns.count() > 0 ? number(ns.quantile(q) / nanoseconds_per_second) : Text{};
}

SiteTally const& site(Facts const& f, Row r) {
    return f.ledger.sites[SiteId{r}];
}
Site const& about(Facts const& f, Row r) {
    return f.scenario.sites[SiteId{r}];
}
ClassTally const& tally(Facts const& f, Row r) {
    return f.ledger.classes[ClassId{r}];
}
Link const& link(Facts const& f, Row r) {
    return f.scenario.map.links()[LinkId{r}];
}
double outage_h(Facts const& f, LinkId link) {
    Duration all{};
    for (Outage const& one : f.scenario.outages) {
        if (one.link != link) continue;
        Duration const from = std::max(one.from, f.scenario.warmup);
        Duration const until = std::min(one.until.value_or(Duration::max()), f.scenario.horizon);
        all += std::max(until - from, Duration{0});
    }
    return in_seconds(all).count() / 3600.0;
}
observe::ArcTally const& arc(Facts const& f, Row r, std::uint32_t way) {
    return f.ledger.arcs[ArcId{2 * r + way}];
}
observe::BinRow const& bin(Facts const& f, Row r) {
    return f.ledger.bins[r];
}

double accelerators(Facts const& f, Row r) {
    double sum = 0.0;
    for (Pool const& pool : f.scenario.pools) {
        if (pool.site.index == r) sum += static_cast<double>(pool.servers * pool.width);
    }
    return sum;
}

ServiceId service_of(Facts const& f, Row r) {
    return ServiceId{r / static_cast<Row>(f.scenario.regions.size())};
}

observe::ResourceRow const& resource(Facts const& f, Row r) {
    return f.ledger.resources[r];
}

Text place_of(Facts const& f, Row r) {
    observe::ResourceRow const& row = resource(f, r);
    if (row.site.valid()) return f.scenario.sites[row.site].name;
    NationalMap const& map = f.scenario.map;
    Table<NodeId, Node> const& nodes = map.nodes();
    return nodes[map.arcs()[row.arc].from].name + " to " + nodes[map.arcs()[row.arc].to].name;
}

std::string_view unit_of(state::ResourceKind kind) {
    switch (kind) {
        case state::ResourceKind::compute:
            return "accelerators";
        case state::ResourceKind::storage:
            return "bytes";
        case state::ResourceKind::transport:
            return "bytes/s";
        case state::ResourceKind::capability:
            return "classes";
    }
    return "";
}

Text names_of(Facts const& f, std::vector<ClassId> const& classes) {
    Text names;
    for (ClassId const c : classes)
        names += (names.empty() ? "" : " ") + f.scenario.classes[c].name;
    return names;
}

Text state_of(Site const& site) {
    constexpr std::array<std::string_view, 3> words{"existing", "committed", "candidate"};
    return Text{words[static_cast<std::size_t>(site.state)]} + (site.energised ? "" : " dark");
}

ListedJob const& planned(Facts const& f, Row r) {
    return *std::ranges::find(f.scenario.listed_jobs, CalendarId{r},
                              [](ListedJob const& listed) { return listed.job.calendar; });
}
observe::CalendarTally const& run_of(Facts const& f, Row r) {
    return f.ledger.calendar[CalendarId{r}];
}
Text seconds_of(std::optional<SimTime> when) {
    return when ? number(in_seconds(*when).count()) : Text{};
}

// Storage without a limit has no stock to speak of and no end of headroom.
bool is_unlimited(Facts const& f, Row r) {
    return resource(f, r).kind == state::ResourceKind::storage &&
           resource(f, r).level.binding == state::Limit::nothing;
}

// clang-format off
constexpr std::array site_columns{
    Column{"site", "name", [](Facts const& f, Row r) { return about(f, r).name; }},
    Column{"tier", "its tier", [](Facts const& f, Row r) { return f.scenario.tiers[about(f, r).tier].name; }},
    Column{"state", "existing, committed or candidate; 'dark' is added where it has no power yet when the run starts", [](Facts const& f, Row r) { return state_of(about(f, r)); }},
    Column{"node", "where it stands", [](Facts const& f, Row r) { return f.scenario.map.nodes()[about(f, r).node].name; }},
    Column{"accelerators", "accelerators of all pools", [](Facts const& f, Row r) { return number(accelerators(f, r)); }},
    Column{"jobs_placed", "measured jobs committed here", [](Facts const& f, Row r) { return number(site(f, r).placed); }},
    Column{"jobs_completed", "measured jobs completed here", [](Facts const& f, Row r) { return number(site(f, r).completed); }},
    Column{"jobs_running_mean", "running jobs, time mean over the window", [](Facts const& f, Row r) { return number(site(f, r).jobs_running_mean); }},
    Column{"jobs_queued_mean", "jobs committed here and not yet running, time mean", [](Facts const& f, Row r) { return number(site(f, r).jobs_queued_mean); }},
    Column{"accelerator_hours_held", "accelerator hours held in the window", [](Facts const& f, Row r) { return number(site(f, r).accelerator_hours_held); }},
    Column{"accelerator_hours_serving", "of these, by replicas of services", [](Facts const& f, Row r) { return number(site(f, r).accelerator_hours_serving); }},
    Column{"accelerator_hours_active", "of work that was kept and of work on requests", [](Facts const& f, Row r) { return number(site(f, r).accelerator_hours_active()); }},
    Column{"allocation", "of the accelerator hours there", [](Facts const& f, Row r) { return ratio(site(f, r).accelerator_hours_held, site(f, r).accelerator_hours_there); }},
    Column{"storage_bytes_peak", "storage used at most, whole run", [](Facts const& f, Row r) { return number(static_cast<double>(site(f, r).storage_used_peak)); }},
    Column{"energy_kwh_it", "IT energy, idle included", [](Facts const& f, Row r) { return number(site(f, r).energy.it_kwh); }},
    Column{"energy_kwh_overhead", "facility energy beyond IT", [](Facts const& f, Row r) { return number(site(f, r).energy.facility_kwh - site(f, r).energy.it_kwh); }},
    Column{"pue_mean", "facility over IT energy", [](Facts const& f, Row r) { return ratio(site(f, r).energy.facility_kwh, site(f, r).energy.it_kwh); }},
    Column{"carbon_kg_location", "CO2 by the grid's factor", [](Facts const& f, Row r) { return number(site(f, r).energy.carbon_kg); }},
    Column{"carbon_kg_market", "the same after green contracts", [](Facts const& f, Row r) { return number(site(f, r).carbon_market_kg); }},
    Column{"cost_cny_energy", "electricity", [](Facts const& f, Row r) { return number(site(f, r).energy.cost_cny); }},
    Column{"cost_cny_capital", "of accelerators and facility, annualised; empty: prices are missing", [](Facts const& f, Row r) { return f.owning ? number((*f.owning)[SiteId{r}].capital_cny()) : std::string{}; }},
    Column{"cost_cny_operations", "staff, maintenance, rent", [](Facts const& f, Row r) { return f.owning ? number((*f.owning)[SiteId{r}].operations_cny) : std::string{}; }},
    Column{"cny_per_kwh_mean", "mean price paid", [](Facts const& f, Row r) { return ratio(site(f, r).energy.cost_cny, site(f, r).energy.facility_kwh); }},
};
constexpr std::array link_columns{
    Column{"link", "name", [](Facts const& f, Row r) { return link(f, r).name; }},
    Column{"a", "one end", [](Facts const& f, Row r) { return f.scenario.map.nodes()[link(f, r).a].name; }},
    Column{"b", "the other end", [](Facts const& f, Row r) { return f.scenario.map.nodes()[link(f, r).b].name; }},
    Column{"usable_gbps", "capacity that this work may use, each direction", [](Facts const& f, Row r) { return number(link(f, r).usable().count() * 8.0 / 1e9); }},
    Column{"bytes_a_to_b", "bytes carried in the window", [](Facts const& f, Row r) { return number(arc(f, r, 0).bytes); }},
    Column{"bytes_b_to_a", "bytes carried in the window", [](Facts const& f, Row r) { return number(arc(f, r, 1).bytes); }},
    Column{"use_mean_a_to_b", "of the usable capacity; above 1 the transfer model did not share links", [](Facts const& f, Row r) { return number(arc(f, r, 0).mean_use); }},
    Column{"use_mean_b_to_a", "of the usable capacity", [](Facts const& f, Row r) { return number(arc(f, r, 1).mean_use); }},
    Column{"outage_h", "of the window: down, or with less than its usable capacity", [](Facts const& f, Row r) { return number(outage_h(f, LinkId{r})); }},
    Column{"energy_kwh", "fixed and per bit carried", [](Facts const& f, Row r) { return number(f.ledger.links[LinkId{r}].energy_kwh); }},
    Column{"cost_cny", "lease and bytes carried", [](Facts const& f, Row r) { return number(f.ledger.links[LinkId{r}].cost_cny); }},
};
constexpr std::array class_columns{
    Column{"class", "name", [](Facts const& f, Row r) { return f.scenario.classes[ClassId{r}].name; }},
    Column{"jobs_arrived", "measured jobs", [](Facts const& f, Row r) { return number(tally(f, r).arrived); }},
    Column{"jobs_completed", "completed", [](Facts const& f, Row r) { return number(tally(f, r).completed); }},
    Column{"jobs_refused", "refused", [](Facts const& f, Row r) { return number(tally(f, r).refused); }},
    Column{"jobs_lost", "lost to failures", [](Facts const& f, Row r) { return number(tally(f, r).lost); }},
    Column{"jobs_unfinished", "still in the system at the end", [](Facts const& f, Row r) { return number(tally(f, r).unfinished()); }},
    Column{"wait_s_mean", "arrival to start of work", [](Facts const& f, Row r) { return mean(tally(f, r).wait_s); }},
    Column{"wait_s_p50", "median", [](Facts const& f, Row r) { return quantile_s(tally(f, r).wait_ns, 0.50); }},
    Column{"wait_s_p95", "95th percentile", [](Facts const& f, Row r) { return quantile_s(tally(f, r).wait_ns, 0.95); }},
    Column{"wait_s_p99", "99th percentile", [](Facts const& f, Row r) { return quantile_s(tally(f, r).wait_ns, 0.99); }},
    Column{"brain_wait_s_mean", "at the brain", [](Facts const& f, Row r) { return mean(tally(f, r).brain_wait_s); }},
    Column{"stage_s_mean", "for storage and input", [](Facts const& f, Row r) { return mean(tally(f, r).stage_s); }},
    Column{"queue_s_mean", "in the pool's queue", [](Facts const& f, Row r) { return mean(tally(f, r).queue_s); }},
    Column{"turnaround_s_mean", "arrival to last output byte", [](Facts const& f, Row r) { return mean(tally(f, r).turnaround_s); }},
    Column{"turnaround_s_p95", "95th percentile", [](Facts const& f, Row r) { return quantile_s(tally(f, r).turnaround_ns, 0.95); }},
    Column{"objective_share", "done within the objective", [](Facts const& f, Row r) { return ratio(static_cast<double>(tally(f, r).met), static_cast<double>(tally(f, r).with_objective)); }},
    Column{"preemptions", "times that services sent a measured job back to the brain", [](Facts const& f, Row r) { return number(tally(f, r).preemptions); }},
    Column{"interruptions", "by failures, of all its jobs in the window", [](Facts const& f, Row r) { return number(tally(f, r).interruptions); }},
    Column{"accelerator_hours_held", "of all its jobs in the window", [](Facts const& f, Row r) { return number(tally(f, r).accelerator_hours_held); }},
    Column{"accelerator_hours_lost", "of all its jobs in the window: work to be done again, restarts and checkpoints", [](Facts const& f, Row r) { return number(tally(f, r).accelerator_hours_lost); }},
    Column{"accelerator_hours", "taken by measured jobs, once they have given them back", [](Facts const& f, Row r) { return number(tally(f, r).accelerator_hours); }},
    Column{"mfu", "FLOP of the models, of what the accelerators that it held could do; inference: relative efficiency", [](Facts const& f, Row r) { return ratio(tally(f, r).model_flop, tally(f, r).peak_flop); }},
    Column{"energy_kwh_it", "busy above idle, in the window", [](Facts const& f, Row r) { return number(tally(f, r).energy.it_kwh); }},
    Column{"carbon_kg_location", "of that energy and its overhead", [](Facts const& f, Row r) { return number(tally(f, r).energy.carbon_kg); }},
    Column{"cost_cny_energy", "of that energy and its overhead", [](Facts const& f, Row r) { return number(tally(f, r).energy.cost_cny); }},
};
constexpr std::array service_columns{
    Column{"service", "name", [](Facts const& f, Row r) { return f.scenario.services[service_of(f, r)].name; }},
    Column{"region", "whose users ask", [](Facts const& f, Row r) { return f.scenario.regions[RegionId{r % static_cast<Row>(f.scenario.regions.size())}].name; }},
    Column{"requests", "in the window; rates times time, so with a fraction", [](Facts const& f, Row r) { return number(f.ledger.services[r].requests); }},
    Column{"refused", "no site had room for them", [](Facts const& f, Row r) { return number(f.ledger.services[r].refused); }},
    Column{"late", "answered beyond the objective", [](Facts const& f, Row r) { return number(f.ledger.services[r].late()); }},
    Column{"objective_share", "answered within the objective, of all", [](Facts const& f, Row r) { return ratio(f.ledger.services[r].in_time, f.ledger.services[r].requests); }},
    Column{"delay_s_mean", "from the request to the token that the user waits for", [](Facts const& f, Row r) { return ratio(f.ledger.services[r].delay_s, f.ledger.services[r].answered()); }},
    Column{"one_way_s_mean", "access and path", [](Facts const& f, Row r) { return ratio(f.ledger.services[r].one_way_s, f.ledger.services[r].answered()); }},
    Column{"within_1ms_share_one_way", "users within 1 ms one way of the site that answers", [](Facts const& f, Row r) { return ratio(f.ledger.services[r].one_way[0], f.ledger.services[r].answered()); }},
    Column{"within_5ms_share_one_way", "the same, 5 ms", [](Facts const& f, Row r) { return ratio(f.ledger.services[r].one_way[1], f.ledger.services[r].answered()); }},
    Column{"within_20ms_share_one_way", "the same, 20 ms", [](Facts const& f, Row r) { return ratio(f.ledger.services[r].one_way[2], f.ledger.services[r].answered()); }},
};
constexpr std::array calendar_columns{
    Column{"job", "name", [](Facts const& f, Row r) { return f.scenario.calendar[CalendarId{r}].name; }},
    Column{"class", "workload class", [](Facts const& f, Row r) { return f.scenario.classes[planned(f, r).job.workload_class].name; }},
    Column{"origin", "demand region that it comes from", [](Facts const& f, Row r) { return f.scenario.regions[planned(f, r).job.origin].name; }},
    Column{"accelerators", "gang width", [](Facts const& f, Row r) { return number(static_cast<double>(planned(f, r).job.width.count()) / 1000.0); }},
    Column{"sites_that_fit", "sites that could hold it if they were empty", [](Facts const& f, Row r) { return number(f.sites_that_fit[CalendarId{r}]); }},
    Column{"site", "where it ran last; empty if nowhere", [](Facts const& f, Row r) { return run_of(f, r).site.valid() ? f.scenario.sites[run_of(f, r).site].name : Text{}; }},
    Column{"state", "at the end of the window: done, running, waiting or refused", [](Facts const& f, Row r) { return Text{words(calendar_state(f, CalendarId{r}))}; }},
    Column{"refused_because", "why", [](Facts const& f, Row r) { return run_of(f, r).refused ? Text{state::words(*run_of(f, r).refused)} : Text{}; }},
    Column{"opens_s", "when its start window opens, simulated seconds", [](Facts const& f, Row r) { return number(in_seconds(planned(f, r).arrival).count()); }},
    Column{"start_by_s", "when it closes; empty: never", [](Facts const& f, Row r) { return seconds_of(f.scenario.calendar[CalendarId{r}].start_by); }},
    Column{"started_s", "first start; empty: none in the run", [](Facts const& f, Row r) { return seconds_of(run_of(f, r).started); }},
    Column{"ended_s", "end of its work; empty: beyond the run", [](Facts const& f, Row r) { return seconds_of(run_of(f, r).ended); }},
    Column{"done_share", "of its work, at the end of the window", [](Facts const& f, Row r) { return number(run_of(f, r).done_share); }},
    Column{"accelerator_hours_held", "in the window", [](Facts const& f, Row r) { return number(run_of(f, r).held_h); }},
    Column{"accelerator_hours_useful", "of these: of work that stays", [](Facts const& f, Row r) { return number(run_of(f, r).useful_h()); }},
    Column{"accelerator_hours_redone", "of these: of work that an interruption has undone", [](Facts const& f, Row r) { return number(run_of(f, r).redone_h); }},
    Column{"accelerator_hours_restart", "of these: of restarts", [](Facts const& f, Row r) { return number(run_of(f, r).restart_h); }},
    Column{"accelerator_hours_write", "of these: of checkpoints", [](Facts const& f, Row r) { return number(run_of(f, r).write_h); }},
    Column{"effective_time_share", "useful of held", [](Facts const& f, Row r) { return ratio(run_of(f, r).useful_h(), run_of(f, r).held_h); }},
    Column{"interruptions", "by failures, in the window", [](Facts const& f, Row r) { return number(run_of(f, r).interruptions); }},
};
constexpr std::array bin_columns{
    Column{"bin_start_s", "simulated seconds", [](Facts const& f, Row r) { return number(in_seconds(bin(f, r).begin).count()); }},
    Column{"bin_start", "local time", [](Facts const& f, Row r) { return f.calendar.iso(bin(f, r).begin); }},
    Column{"site", "name; all: the whole network", [](Facts const& f, Row r) { return bin(f, r).site.valid() ? f.scenario.sites[bin(f, r).site].name : Text{"all"}; }},
    Column{"accelerators_busy", "time mean over the bin", [](Facts const& f, Row r) { return number(bin(f, r).accelerators_busy); }},
    Column{"accelerators_serving", "of these, held by replicas of services", [](Facts const& f, Row r) { return number(bin(f, r).accelerators_serving); }},
    Column{"jobs_running", "time mean", [](Facts const& f, Row r) { return number(bin(f, r).jobs_running); }},
    Column{"jobs_queued", "committed and not yet running, time mean", [](Facts const& f, Row r) { return number(bin(f, r).jobs_queued); }},
    Column{"jobs_at_brain", "waiting for a decision, time mean; only for all", [](Facts const& f, Row r) { return bin(f, r).site.valid() ? Text{} : number(bin(f, r).jobs_at_brain); }},
    Column{"jobs_arrived", "count in the bin; only for all", [](Facts const& f, Row r) { return bin(f, r).site.valid() ? Text{} : number(bin(f, r).jobs_arrived); }},
    Column{"it_kw", "IT power, time mean", [](Facts const& f, Row r) { return number(bin(f, r).it_kw); }},
    Column{"facility_kw", "facility power, time mean", [](Facts const& f, Row r) { return number(bin(f, r).facility_kw); }},
};
constexpr std::array resource_columns{
    Column{"place", "site, or 'a to b' for one direction of a link", place_of},
    Column{"resource", "compute, storage, transport or capability", [](Facts const& f, Row r) { return Text{words(resource(f, r).kind)}; }},
    Column{"unit", "of the three figures", [](Facts const& f, Row r) { return Text{unit_of(resource(f, r).kind)}; }},
    Column{"stock", "how much there is; empty: no limit", [](Facts const& f, Row r) { return is_unlimited(f, r) ? Text{} : number(resource(f, r).level.stock); }},
    Column{"used", "held and promised; of capability: classes of which no job could start", [](Facts const& f, Row r) { return number(resource(f, r).level.used); }},
    Column{"headroom", "what could still be used; empty: no limit", [](Facts const& f, Row r) { return is_unlimited(f, r) ? Text{} : number(resource(f, r).level.headroom); }},
    Column{"binding_limit", "what more use would run into first", [](Facts const& f, Row r) { return Text{words(resource(f, r).level.binding)}; }},
    Column{"could_run", "of capability: the classes that the site could run when empty", [](Facts const& f, Row r) { return names_of(f, resource(f, r).could_run); }},
};
// clang-format on

constexpr std::array kinds{
    TableKind{"sites.csv", site_columns,
              [](Facts const& f) { return static_cast<Row>(f.scenario.sites.size()); }},
    TableKind{"links.csv", link_columns,
              [](Facts const& f) { return static_cast<Row>(f.ledger.links.size()); }},
    TableKind{"classes.csv", class_columns,
              [](Facts const& f) { return static_cast<Row>(f.scenario.classes.size()); }},
    TableKind{"services.csv", service_columns,
              [](Facts const& f) { return static_cast<Row>(f.ledger.services.size()); }},
    TableKind{"calendar.csv", calendar_columns,
              [](Facts const& f) { return static_cast<Row>(f.ledger.calendar.size()); }},
    TableKind{"resources.csv", resource_columns,
              [](Facts const& f) { return static_cast<Row>(f.ledger.resources.size()); }},
    TableKind{"timeseries.csv", bin_columns,
              [](Facts const& f) { return static_cast<Row>(f.ledger.bins.size()); }},
};

}  // namespace

std::span<TableKind const> tables() {
    return kinds;
}

std::string csv_cell(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{text};
    std::string quoted{"\""};
    for (char const c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

std::string csv(TableKind const& table, Facts const& facts) {
    std::string out;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        out += (i == 0 ? "" : ",") + std::string{table.columns[i].name};
    }
    out += '\n';
    Row const rows = table.rows(facts);
    for (Row r = 0; r < rows; ++r) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (i > 0) out += ',';
            out += csv_cell(table.columns[i].cell(facts, r));
        }
        out += '\n';
    }
    return out;
}

}  // namespace meridian::report
