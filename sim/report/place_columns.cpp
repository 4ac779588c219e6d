// Columns of the tables of places.
#include <algorithm>
#include <array>
#include <string_view>

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

double all_busy_kw(Facts const& f, Row r) {
    double sum = 0.0;
    for (Pool const& pool : f.scenario.pools) {
        if (pool.site.index == r) sum += it_kw_all_busy(f.scenario, pool);
    }
    return sum;
}
Text power_limit_kw(Facts const& f, Row r) {
    auto const& limit = about(f, r).power_limit;
    return limit ? number(kilowatts(*limit)) : Text{};
}
Text fill(Facts const& f, Row r) {
    auto const& limit = about(f, r).power_limit;
    return limit ? ratio(all_busy_kw(f, r), kilowatts(*limit)) : Text{};
}

observe::ResourceRow const& resource(Facts const& f, Row r) {
    return f.ledger.resources[r];
}

Text site_or_link(Facts const& f, Row r) {
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

// Storage without a limit has no stock to speak of and no end of headroom.
bool is_unlimited(Facts const& f, Row r) {
    return resource(f, r).kind == state::ResourceKind::storage &&
           resource(f, r).level.binding == state::Limit::nothing;
}

Text coordinate(Node const& of, double Node::*degrees) {
    return of.has_coordinates ? number(of.*degrees) : Text{};
}

Return const& returns(Facts const& f, Row r) {
    return f.return_by_site[SiteId{r}];
}
Text optional_number(std::optional<double> const& value) {
    return value ? number(*value) : Text{};
}
Text break_even(Facts const& f, Row r) {
    double const there_h = site(f, r).accelerator_hours_there;
    if (!f.has_net_cost() || !(there_h > 0.0)) return {};
    return optional_number(returns(f, r).break_even(site(f, r).accelerator_hours_active() / there_h));
}

// clang-format off
constexpr std::array nodes{
    ResultColumn{"node", "name", [](Facts const& f, Row r) { return node(f, r).name; }},
    ResultColumn{"province", "that it lies in; empty: unknown", [](Facts const& f, Row r) { return node(f, r).province; }},
    ResultColumn{"latitude_deg", "WGS 84; empty: not given", [](Facts const& f, Row r) { return coordinate(node(f, r), &Node::latitude_deg); }},
    ResultColumn{"longitude_deg", "WGS 84; empty: not given", [](Facts const& f, Row r) { return coordinate(node(f, r), &Node::longitude_deg); }},
};
constexpr std::array sites{
    ResultColumn{"site", "name", [](Facts const& f, Row r) { return about(f, r).name; }},
    ResultColumn{"tier", "its tier", [](Facts const& f, Row r) { return f.scenario.tiers[about(f, r).tier].name; }},
    ResultColumn{"state", "existing, committed or candidate; 'dark' is added where it is energised after the start of the run", [](Facts const& f, Row r) { return state_of(about(f, r)); }},
    ResultColumn{"node", "its node", [](Facts const& f, Row r) { return f.scenario.map.nodes()[about(f, r).node].name; }},
    ResultColumn{"accelerators", "accelerators of all pools", [](Facts const& f, Row r) { return number(accelerators(f, r)); }},
    ResultColumn{"power_limit_kw", "of IT power; empty: none", power_limit_kw},
    ResultColumn{"it_kw_all_busy", "IT power of its accelerators when all are busy", [](Facts const& f, Row r) { return number(all_busy_kw(f, r)); }},
    ResultColumn{"power_subscription", "of the power limit when all accelerators are busy; above 1 not all can be; empty: no limit", fill},
    ResultColumn{"jobs_placed", "measured jobs committed here", [](Facts const& f, Row r) { return number(site(f, r).placed); }},
    ResultColumn{"jobs_completed", "measured jobs completed here", [](Facts const& f, Row r) { return number(site(f, r).completed); }},
    ResultColumn{"jobs_running_mean", "running jobs, time mean over the window", [](Facts const& f, Row r) { return number(site(f, r).jobs_running_mean); }},
    ResultColumn{"jobs_queued_mean", "jobs committed here and not yet running, time mean", [](Facts const& f, Row r) { return number(site(f, r).jobs_queued_mean); }},
    ResultColumn{"accelerator_hours_held", "accelerator hours held in the window", [](Facts const& f, Row r) { return number(site(f, r).accelerator_hours_held); }},
    ResultColumn{"accelerator_hours_serving", "of these, by replicas of services", [](Facts const& f, Row r) { return number(site(f, r).accelerator_hours_serving); }},
    ResultColumn{"accelerator_hours_active", "of work that was kept and of work on requests", [](Facts const& f, Row r) { return number(site(f, r).accelerator_hours_active()); }},
    ResultColumn{"allocation", "of the accelerator hours there", [](Facts const& f, Row r) { return ratio(site(f, r).accelerator_hours_held, site(f, r).accelerator_hours_there); }},
    ResultColumn{"storage_bytes_peak", "storage used at most, whole run", [](Facts const& f, Row r) { return number(static_cast<double>(site(f, r).storage_used_peak)); }},
    ResultColumn{"energy_kwh_it", "IT energy, idle included", [](Facts const& f, Row r) { return number(site(f, r).energy.it_kwh); }},
    ResultColumn{"energy_kwh_overhead", "facility energy beyond IT", [](Facts const& f, Row r) { return number(site(f, r).energy.overhead_kwh()); }},
    ResultColumn{"pue_mean", "facility over IT energy", [](Facts const& f, Row r) { return site(f, r).energy.it_kwh > 0.0 ? number(site(f, r).energy.pue()) : Text{}; }},
    ResultColumn{"carbon_kg_location", "CO2, location-based: by the grid's factor", [](Facts const& f, Row r) { return number(site(f, r).energy.carbon_kg); }},
    ResultColumn{"carbon_kg_market", "CO2, market-based: after green contracts", [](Facts const& f, Row r) { return number(site(f, r).carbon_market_kg); }},
    ResultColumn{"cost_cny_energy", "electricity", [](Facts const& f, Row r) { return number(site(f, r).energy.cost_cny); }},
    ResultColumn{"cost_cny_capital", "of accelerators and facility, annualised; empty: prices are missing", [](Facts const& f, Row r) { return f.owning ? number((*f.owning)[SiteId{r}].capital_cny()) : Text{}; }},
    ResultColumn{"cost_cny_operations", "staff, maintenance, rent", [](Facts const& f, Row r) { return f.owning ? number((*f.owning)[SiteId{r}].operations_cny) : Text{}; }},
    ResultColumn{"cny_per_kwh_mean", "mean price paid", [](Facts const& f, Row r) { return ratio(site(f, r).energy.cost_cny, site(f, r).energy.facility_kwh); }},
    ResultColumn{"value_served_cny", "value of the work done here; others might have done it; empty: not all work has a value", [](Facts const& f, Row r) { return f.value.given() ? number(returns(f, r).served_cny) : Text{}; }},
    ResultColumn{"cost_cny_total", "energy, green energy, carbon, capital and operations; without links; empty: prices are missing", [](Facts const& f, Row r) { return f.owning ? number(returns(f, r).cost_cny) : Text{}; }},
    ResultColumn{"surplus_cny", "value served here less that cost", [](Facts const& f, Row r) { return f.has_net_cost() ? number(returns(f, r).surplus_cny()) : Text{}; }},
    ResultColumn{"npv_cny", "net present value over the plan; empty: no plan", [](Facts const& f, Row r) { return f.has_net_cost() ? optional_number(returns(f, r).npv_cny) : Text{}; }},
    ResultColumn{"payback_years", "not discounted; empty: not within the plan", [](Facts const& f, Row r) { return f.has_net_cost() ? optional_number(returns(f, r).payback_years) : Text{}; }},
    ResultColumn{"break_even_utilisation", "at which value served here is that cost; above 1: never; empty: its work is worth less than its electricity", break_even},
};
constexpr std::array links{
    ResultColumn{"link", "name", [](Facts const& f, Row r) { return link(f, r).name; }},
    ResultColumn{"a", "one end", [](Facts const& f, Row r) { return f.scenario.map.nodes()[link(f, r).a].name; }},
    ResultColumn{"b", "the other end", [](Facts const& f, Row r) { return f.scenario.map.nodes()[link(f, r).b].name; }},
    ResultColumn{"usable_gbps", "capacity that this work may use, each direction", [](Facts const& f, Row r) { return number(link(f, r).usable().count() * 8.0 / 1e9); }},
    ResultColumn{"bytes_a_to_b", "bytes carried in the window", [](Facts const& f, Row r) { return number(arc(f, r, 0).bytes); }},
    ResultColumn{"bytes_b_to_a", "bytes carried in the window", [](Facts const& f, Row r) { return number(arc(f, r, 1).bytes); }},
    ResultColumn{"use_mean_a_to_b", "of the usable capacity; above 1 the transfer model did not share links", [](Facts const& f, Row r) { return number(arc(f, r, 0).mean_use); }},
    ResultColumn{"use_mean_b_to_a", "of the usable capacity", [](Facts const& f, Row r) { return number(arc(f, r, 1).mean_use); }},
    ResultColumn{"outage_h", "of the window: down, or with less than its usable capacity", [](Facts const& f, Row r) { return number(outage_h(f, LinkId{r})); }},
    ResultColumn{"energy_kwh", "fixed and per bit carried", [](Facts const& f, Row r) { return number(f.ledger.links[LinkId{r}].energy_kwh); }},
    ResultColumn{"cost_cny", "lease and bytes carried", [](Facts const& f, Row r) { return number(f.ledger.links[LinkId{r}].cost_cny); }},
};
constexpr std::array bins{
    ResultColumn{"bin_start_s", "simulated seconds", [](Facts const& f, Row r) { return number(in_seconds(bin(f, r).begin).count()); }},
    ResultColumn{"bin_start", "local time", [](Facts const& f, Row r) { return f.calendar.iso(bin(f, r).begin); }},
    ResultColumn{"site", "name; all: the whole network", [](Facts const& f, Row r) { return bin(f, r).site.valid() ? f.scenario.sites[bin(f, r).site].name : Text{"all"}; }},
    ResultColumn{"accelerators_busy", "time mean over the bin", [](Facts const& f, Row r) { return number(bin(f, r).accelerators_busy); }},
    ResultColumn{"accelerators_serving", "of these, held by replicas of services", [](Facts const& f, Row r) { return number(bin(f, r).accelerators_serving); }},
    ResultColumn{"jobs_running", "time mean", [](Facts const& f, Row r) { return number(bin(f, r).jobs_running); }},
    ResultColumn{"jobs_queued", "committed and not yet running, time mean", [](Facts const& f, Row r) { return number(bin(f, r).jobs_queued); }},
    ResultColumn{"jobs_at_brain", "waiting for a decision, time mean; only for all", [](Facts const& f, Row r) { return bin(f, r).site.valid() ? Text{} : number(bin(f, r).jobs_at_brain); }},
    ResultColumn{"jobs_arrived", "count in the bin; only for all", [](Facts const& f, Row r) { return bin(f, r).site.valid() ? Text{} : number(bin(f, r).jobs_arrived); }},
    ResultColumn{"it_kw", "IT power, time mean", [](Facts const& f, Row r) { return number(bin(f, r).it_kw); }},
    ResultColumn{"facility_kw", "facility power, time mean", [](Facts const& f, Row r) { return number(bin(f, r).facility_kw); }},
};
constexpr std::array resources{
    ResultColumn{"site_or_link", "site, or 'a to b' for one direction of a link", site_or_link},
    ResultColumn{"resource", "compute, storage, transport or capability", [](Facts const& f, Row r) { return Text{words(resource(f, r).kind)}; }},
    ResultColumn{"unit", "of the three figures", [](Facts const& f, Row r) { return Text{unit_of(resource(f, r).kind)}; }},
    ResultColumn{"stock", "how much there is; empty: no limit", [](Facts const& f, Row r) { return is_unlimited(f, r) ? Text{} : number(resource(f, r).level.stock); }},
    ResultColumn{"used", "held and promised; of capability: classes of which no job could start", [](Facts const& f, Row r) { return number(resource(f, r).level.used); }},
    ResultColumn{"headroom", "what could still be used; empty: no limit", [](Facts const& f, Row r) { return is_unlimited(f, r) ? Text{} : number(resource(f, r).level.headroom); }},
    ResultColumn{"binding_limit", "the limit that more use would reach first", [](Facts const& f, Row r) { return Text{words(resource(f, r).level.binding)}; }},
    ResultColumn{"could_run", "of capability: the classes that the site could run when empty", [](Facts const& f, Row r) { return names_of(f, resource(f, r).could_run); }},
};
// clang-format on

}  // namespace

std::span<ResultColumn const> node_columns() {
    return nodes;
}
std::span<ResultColumn const> site_columns() {
    return sites;
}
std::span<ResultColumn const> link_columns() {
    return links;
}
std::span<ResultColumn const> resource_columns() {
    return resources;
}
std::span<ResultColumn const> bin_columns() {
    return bins;
}

}  // namespace meridian::report
