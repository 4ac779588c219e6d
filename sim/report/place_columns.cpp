// Columns of the tables of places.
#include <algorithm>
#include <array>
#include <string_view>

#include "sim/report/site_state.hpp"
#include "sim/report/table_cells.hpp"
#include "sim/report/table_columns.hpp"

namespace meridian::report {
namespace {

using observe::SiteTally;

Node const& node(Facts const& f, Row r) {
    return f.scenario.map.nodes()[NodeId{r}];
}
SiteTally const& site(Facts const& f, Row r) {
    return f.ledger.sites[SiteId{r}];
}
Site const& about(Facts const& f, Row r) {
    return f.scenario.sites[SiteId{r}];
}
Link const& link(Facts const& f, Row r) {
    return f.scenario.map.links()[LinkId{r}];
}
double outage_h(Facts const& f, LinkId link) {
    Duration all{};
    for (observe::OutageRow const& one : f.ledger.outages) {
        if (one.asset != Asset::of(link)) continue;
        SimTime const from = std::max(one.begin, SimTime{f.scenario.warmup});
        SimTime const until = std::min(one.end, SimTime{f.scenario.horizon});
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
    for (PoolId const p : f.pools_of[SiteId{r}]) {
        Pool const& pool = f.scenario.pools[p];
        sum += static_cast<double>(pool.servers * pool.width);
    }
    return sum;
}

double all_busy_kw(Facts const& f, Row r) {
    return it_kw_all_busy(f, SiteId{r});
}
ResultCell power_limit_kw(Facts const& f, Row r) {
    auto const& limit = about(f, r).power_limit;
    return limit ? ResultCell{kilowatts(*limit)} : ResultCell{};
}
ResultCell fill(Facts const& f, Row r) {
    auto const& limit = about(f, r).power_limit;
    return limit ? ratio(all_busy_kw(f, r), kilowatts(*limit)) : ResultCell{};
}

observe::ResourceRow const& resource(Facts const& f, Row r) {
    return f.ledger.resources[r];
}

ResultCell site_or_link(Facts const& f, Row r) {
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

std::string names_of(Facts const& f, std::vector<ClassId> const& classes) {
    std::string names;
    for (ClassId const c : classes)
        names += (names.empty() ? "" : " ") + f.scenario.classes[c].name;
    return names;
}

// Storage without a limit has no stock to speak of and no end of headroom.
bool is_unlimited(Facts const& f, Row r) {
    return resource(f, r).kind == state::ResourceKind::storage &&
           resource(f, r).level.binding == state::Limit::nothing;
}

ResultCell coordinate(Node const& of, double Node::*degrees) {
    return of.has_coordinates ? ResultCell{of.*degrees} : ResultCell{};
}

Return const& returns(Facts const& f, Row r) {
    return f.return_by_site[SiteId{r}];
}
ResultCell break_even(Facts const& f, Row r) {
    double const there_h = site(f, r).accelerator_hours_there;
    if (!f.has_net_cost() || !(there_h > 0.0)) return {};
    return returns(f, r).break_even(site(f, r).accelerator_hours_active() / there_h);
}

ResultCell asset_kind(Facts const& f, Row r) {
    switch (f.ledger.outages[r].asset.kind) {
        case AssetKind::link:
            return ResultCell{"link"};
        case AssetKind::site:
            return ResultCell{"site"};
        case AssetKind::site_power:
            return ResultCell{"power of site"};
        case AssetKind::pool:
            break;
    }
    return ResultCell{"pool"};
}
ResultCell asset_name(Facts const& f, Row r) {
    Asset const asset = f.ledger.outages[r].asset;
    if (asset.kind == AssetKind::link) return f.scenario.map.links()[asset.link()].name;
    if (asset.kind == AssetKind::pool) return f.scenario.pools[asset.pool()].name;
    return f.scenario.sites[asset.site()].name;
}
double hours_since_start(SimTime when) {
    return in_seconds(when).count() / 3600.0;
}

// clang-format off
constexpr std::array outages{
    RunColumn{"asset_kind", "what is lost: link, site, power of site, pool", asset_kind},
    RunColumn{"asset", "its name", asset_name},
    RunColumn{"begin_h", "when, in hours from the start of the run", [](Facts const& f, Row r) -> ResultCell { return hours_since_start(f.ledger.outages[r].begin); }},
    RunColumn{"end_h", "until when; empty: to the end of the run", [](Facts const& f, Row r) -> ResultCell { return f.ledger.outages[r].end == SimTime::max() ? ResultCell{} : ResultCell{hours_since_start(f.ledger.outages[r].end)}; }},
    RunColumn{"left_share", "what is left of its capacity meanwhile", [](Facts const& f, Row r) -> ResultCell { return f.ledger.outages[r].left; }},
};
constexpr std::array slo_course{
    RunColumn{"bin_start", "local time", [](Facts const& f, Row r) -> ResultCell { return f.calendar.iso(f.ledger.slo_course[r].begin); }},
    RunColumn{"begin_h", "the same, in hours from the start of the run", [](Facts const& f, Row r) -> ResultCell { return hours_since_start(f.ledger.slo_course[r].begin); }},
    RunColumn{"work_asked_h", "accelerator-hours of the work of jobs with an objective and of requests that arrive in the bin, in the measured window", [](Facts const& f, Row r) -> ResultCell { return f.ledger.slo_course[r].asked_h; }},
    RunColumn{"work_met_h", "of these: that meets its objective", [](Facts const& f, Row r) -> ResultCell { return f.ledger.slo_course[r].met_h; }},
    RunColumn{"slo_attainment_by_work", "their share; empty: none arrives", [](Facts const& f, Row r) -> ResultCell { return f.ledger.slo_course[r].attainment(); }},
};
constexpr std::array nodes{
    RunColumn{"node", "name", [](Facts const& f, Row r) -> ResultCell { return node(f, r).name; }},
    RunColumn{"province", "that it lies in; empty: unknown", [](Facts const& f, Row r) -> ResultCell { return node(f, r).province; }},
    RunColumn{"latitude_deg", "WGS 84; empty: not given", [](Facts const& f, Row r) -> ResultCell { return coordinate(node(f, r), &Node::latitude_deg); }},
    RunColumn{"longitude_deg", "WGS 84; empty: not given", [](Facts const& f, Row r) -> ResultCell { return coordinate(node(f, r), &Node::longitude_deg); }},
};
constexpr std::array sites{
    RunColumn{"site", "name", [](Facts const& f, Row r) -> ResultCell { return about(f, r).name; }},
    RunColumn{"tier", "its tier", [](Facts const& f, Row r) -> ResultCell { return f.scenario.tiers[about(f, r).tier].name; }},
    RunColumn{"state", "existing, committed or candidate; 'dark' is added where it is energised after the start of the run", [](Facts const& f, Row r) -> ResultCell { return site_state_words(about(f, r)); }},
    RunColumn{"node", "its node", [](Facts const& f, Row r) -> ResultCell { return f.scenario.map.nodes()[about(f, r).node].name; }},
    RunColumn{"accelerators", "accelerators of all pools", [](Facts const& f, Row r) -> ResultCell { return accelerators(f, r); }},
    RunColumn{"power_limit_kw", "of IT power; empty: none", power_limit_kw},
    RunColumn{"it_kw_all_busy", "IT power of its accelerators when all are busy", [](Facts const& f, Row r) -> ResultCell { return all_busy_kw(f, r); }},
    RunColumn{"power_subscription", "of the power limit when all accelerators are busy; above 1 not all can be; empty: no limit", fill},
    RunColumn{"jobs_placed", "measured jobs committed here", [](Facts const& f, Row r) -> ResultCell { return site(f, r).placed; }},
    RunColumn{"jobs_completed", "measured jobs completed here", [](Facts const& f, Row r) -> ResultCell { return site(f, r).completed; }},
    RunColumn{"jobs_running_mean", "running jobs, time mean over the measured window", [](Facts const& f, Row r) -> ResultCell { return site(f, r).jobs_running_mean; }},
    RunColumn{"jobs_queued_mean", "jobs committed here and not yet running, time mean", [](Facts const& f, Row r) -> ResultCell { return site(f, r).jobs_queued_mean; }},
    RunColumn{"accelerator_hours_held", "accelerator hours held in the measured window", [](Facts const& f, Row r) -> ResultCell { return site(f, r).accelerator_hours_held; }},
    RunColumn{"accelerator_hours_serving", "of these, by replicas of services", [](Facts const& f, Row r) -> ResultCell { return site(f, r).accelerator_hours_serving; }},
    RunColumn{"accelerator_hours_active", "of work that was kept and of work on requests", [](Facts const& f, Row r) -> ResultCell { return site(f, r).accelerator_hours_active(); }},
    RunColumn{"allocation", "of the accelerator hours there", [](Facts const& f, Row r) -> ResultCell { return ratio(site(f, r).accelerator_hours_held, site(f, r).accelerator_hours_there); }},
    RunColumn{"storage_bytes_peak", "storage used at most, whole run", [](Facts const& f, Row r) -> ResultCell { return static_cast<double>(site(f, r).storage_used_peak); }},
    RunColumn{"energy_kwh_it", "IT energy, idle included", [](Facts const& f, Row r) -> ResultCell { return site(f, r).energy.it_kwh; }},
    RunColumn{"energy_kwh_overhead", "facility energy beyond IT", [](Facts const& f, Row r) -> ResultCell { return site(f, r).energy.overhead_kwh(); }},
    RunColumn{"pue_mean", "facility over IT energy", [](Facts const& f, Row r) -> ResultCell { return site(f, r).energy.it_kwh > 0.0 ? ResultCell{site(f, r).energy.pue()} : ResultCell{}; }},
    RunColumn{"carbon_kg_location", "CO2, location-based: by the grid's factor", [](Facts const& f, Row r) -> ResultCell { return site(f, r).energy.carbon_kg; }},
    RunColumn{"carbon_kg_market", "CO2, market-based: after green contracts", [](Facts const& f, Row r) -> ResultCell { return site(f, r).carbon_market_kg; }},
    RunColumn{"cost_cny_energy", "electricity", [](Facts const& f, Row r) -> ResultCell { return site(f, r).energy.cost_cny; }},
    RunColumn{"cost_cny_capital", "of accelerators and facility, annualised; empty: prices are missing", [](Facts const& f, Row r) -> ResultCell { return f.owning ? ResultCell{(*f.owning)[SiteId{r}].capital_cny()} : ResultCell{}; }},
    RunColumn{"cost_cny_operations", "staff, maintenance, rent", [](Facts const& f, Row r) -> ResultCell { return f.owning ? ResultCell{(*f.owning)[SiteId{r}].operations_cny} : ResultCell{}; }},
    RunColumn{"cny_per_kwh_mean", "mean price paid", [](Facts const& f, Row r) -> ResultCell { return ratio(site(f, r).energy.cost_cny, site(f, r).energy.facility_kwh); }},
    RunColumn{"value_served_cny", "value of the work done here; others might have done it; empty: not all work has a value", [](Facts const& f, Row r) -> ResultCell { return f.value.given() ? ResultCell{returns(f, r).served_cny} : ResultCell{}; }},
    RunColumn{"cost_cny_total", "energy, green energy, carbon, capital and operations; without links; empty: prices are missing", [](Facts const& f, Row r) -> ResultCell { return f.owning ? ResultCell{returns(f, r).cost_cny} : ResultCell{}; }},
    RunColumn{"surplus_cny", "value served here less that cost", [](Facts const& f, Row r) -> ResultCell { return f.has_net_cost() ? ResultCell{returns(f, r).surplus_cny()} : ResultCell{}; }},
    RunColumn{"npv_cny", "net present value over the plan; empty: no plan", [](Facts const& f, Row r) -> ResultCell { return f.has_net_cost() ? ResultCell{returns(f, r).npv_cny} : ResultCell{}; }},
    RunColumn{"payback_years", "not discounted; empty: not within the plan", [](Facts const& f, Row r) -> ResultCell { return f.has_net_cost() ? ResultCell{returns(f, r).payback_years} : ResultCell{}; }},
    RunColumn{"break_even_utilisation", "at which value served here is that cost; above 1: never; empty: its work is worth less than its electricity", break_even},
};
constexpr std::array links{
    RunColumn{"link", "name", [](Facts const& f, Row r) -> ResultCell { return link(f, r).name; }},
    RunColumn{"a", "one end", [](Facts const& f, Row r) -> ResultCell { return f.scenario.map.nodes()[link(f, r).a].name; }},
    RunColumn{"b", "the other end", [](Facts const& f, Row r) -> ResultCell { return f.scenario.map.nodes()[link(f, r).b].name; }},
    RunColumn{"usable_gbps", "capacity that this work may use, each direction", [](Facts const& f, Row r) -> ResultCell { return link(f, r).usable().count() * 8.0 / 1e9; }},
    RunColumn{"bytes_a_to_b", "bytes carried in the measured window, of transfers and services", [](Facts const& f, Row r) -> ResultCell { return arc(f, r, 0).bytes; }},
    RunColumn{"bytes_b_to_a", "bytes carried in the measured window, of transfers and services", [](Facts const& f, Row r) -> ResultCell { return arc(f, r, 1).bytes; }},
    RunColumn{"service_bytes_a_to_b", "of these, of requests and answers", [](Facts const& f, Row r) -> ResultCell { return arc(f, r, 0).service_bytes; }},
    RunColumn{"service_bytes_b_to_a", "of these, of requests and answers", [](Facts const& f, Row r) -> ResultCell { return arc(f, r, 1).service_bytes; }},
    RunColumn{"use_mean_a_to_b", "of the usable capacity; above 1 the transfer model did not share links", [](Facts const& f, Row r) -> ResultCell { return arc(f, r, 0).mean_use; }},
    RunColumn{"use_mean_b_to_a", "of the usable capacity", [](Facts const& f, Row r) -> ResultCell { return arc(f, r, 1).mean_use; }},
    RunColumn{"outage_h", "of the measured window: down, or with less than its usable capacity", [](Facts const& f, Row r) -> ResultCell { return outage_h(f, LinkId{r}); }},
    RunColumn{"energy_kwh", "fixed and per bit carried", [](Facts const& f, Row r) -> ResultCell { return f.ledger.links[LinkId{r}].energy_kwh; }},
    RunColumn{"cost_cny", "lease and bytes carried", [](Facts const& f, Row r) -> ResultCell { return f.ledger.links[LinkId{r}].cost_cny; }},
};
constexpr std::array bins{
    RunColumn{"bin_start_s", "simulated seconds", [](Facts const& f, Row r) -> ResultCell { return in_seconds(bin(f, r).begin).count(); }},
    RunColumn{"bin_start", "local time", [](Facts const& f, Row r) -> ResultCell { return f.calendar.iso(bin(f, r).begin); }},
    RunColumn{"site", "name; all: the whole network", [](Facts const& f, Row r) -> ResultCell { return bin(f, r).site.valid() ? f.scenario.sites[bin(f, r).site].name : ResultCell{"all"}; }},
    RunColumn{"accelerators_busy", "time mean over the bin", [](Facts const& f, Row r) -> ResultCell { return bin(f, r).accelerators_busy; }},
    RunColumn{"accelerators_serving", "of these, held by replicas of services", [](Facts const& f, Row r) -> ResultCell { return bin(f, r).accelerators_serving; }},
    RunColumn{"jobs_running", "time mean", [](Facts const& f, Row r) -> ResultCell { return bin(f, r).jobs_running; }},
    RunColumn{"jobs_queued", "committed and not yet running, time mean", [](Facts const& f, Row r) -> ResultCell { return bin(f, r).jobs_queued; }},
    RunColumn{"jobs_at_brain", "waiting for a decision, time mean; only for all", [](Facts const& f, Row r) -> ResultCell { return bin(f, r).site.valid() ? ResultCell{} : ResultCell{bin(f, r).jobs_at_brain}; }},
    RunColumn{"jobs_arrived", "count in the bin; only for all", [](Facts const& f, Row r) -> ResultCell { return bin(f, r).site.valid() ? ResultCell{} : ResultCell{bin(f, r).jobs_arrived}; }},
    RunColumn{"it_kw", "IT power, time mean", [](Facts const& f, Row r) -> ResultCell { return bin(f, r).it_kw; }},
    RunColumn{"facility_kw", "facility power, time mean", [](Facts const& f, Row r) -> ResultCell { return bin(f, r).facility_kw; }},
};
constexpr std::array resources{
    RunColumn{"site_or_link", "site, or 'a to b' for one direction of a link", site_or_link},
    RunColumn{"resource", "compute, storage, transport or capability", [](Facts const& f, Row r) -> ResultCell { return ResultCell{words(resource(f, r).kind)}; }},
    RunColumn{"unit", "of the three figures", [](Facts const& f, Row r) -> ResultCell { return ResultCell{unit_of(resource(f, r).kind)}; }},
    RunColumn{"stock", "how much there is; empty: no limit", [](Facts const& f, Row r) -> ResultCell { return is_unlimited(f, r) ? ResultCell{} : ResultCell{resource(f, r).level.stock}; }},
    RunColumn{"used_mean", "held, time mean over the measured window; of transport: bytes carried a second; of capability: classes of which no job could start", [](Facts const& f, Row r) -> ResultCell { return resource(f, r).used_mean; }},
    RunColumn{"used", "at the end of the measured window: held and promised; of capability: classes of which no job could start", [](Facts const& f, Row r) -> ResultCell { return resource(f, r).level.used; }},
    RunColumn{"headroom", "what could still be used then; empty: no limit", [](Facts const& f, Row r) -> ResultCell { return is_unlimited(f, r) ? ResultCell{} : ResultCell{resource(f, r).level.headroom}; }},
    RunColumn{"binding_limit", "the limit that more use would then reach first", [](Facts const& f, Row r) -> ResultCell { return ResultCell{words(resource(f, r).level.binding)}; }},
    RunColumn{"could_run", "of capability: the classes that the site could run when empty", [](Facts const& f, Row r) -> ResultCell { return names_of(f, resource(f, r).could_run); }},
};
// clang-format on

}  // namespace

std::span<RunColumn const> node_columns() {
    return nodes;
}
std::span<RunColumn const> site_columns() {
    return sites;
}
std::span<RunColumn const> link_columns() {
    return links;
}
std::span<RunColumn const> outage_columns() {
    return outages;
}
std::span<RunColumn const> slo_course_columns() {
    return slo_course;
}
std::span<RunColumn const> resource_columns() {
    return resources;
}
std::span<RunColumn const> bin_columns() {
    return bins;
}

}  // namespace meridian::report
