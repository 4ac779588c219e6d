#include "sim/study/headroom.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "models/map/shortest_paths.hpp"
#include "sim/report/rule_measures.hpp"
#include "sim/report/facts.hpp"
#include "sim/setup/geography.hpp"
#include "sim/system/interruption.hpp"
#include "sim/world/world.hpp"

namespace meridian::study {
namespace {

constexpr std::size_t no_case = ~std::size_t{0};

PoolId largest_pool(Scenario const& scenario, SiteId site) {
    PoolId largest;
    for (PoolId const p : scenario.pools.keys()) {
        if (scenario.pools[p].site != site) continue;
        if (!largest.valid() || scenario.pools[p].capacity() > scenario.pools[largest].capacity()) largest = p;
    }
    return largest;
}

// People by the site that is nearest to them; of regions without masses, one each.
Table<SiteId, double> people_by_site(Scenario const& scenario) {
    std::vector<NodeId> nodes;
    for (Site const& site : scenario.sites)
        nodes.push_back(site.node);
    Geography const geography{scenario, ShortestPaths{scenario.map, nodes}};
    Table<SiteId, double> people{scenario.sites.size(), 0.0};
    for (RegionId const r : scenario.regions.keys()) {
        for (SiteId const s : geography.sites_by_latency(r)) {
            if (!largest_pool(scenario, s).valid()) continue;
            auto const& masses = scenario.regions[r].masses;
            people[s] += masses.empty() ? 1.0 : masses.front();
            break;
        }
    }
    return people;
}

// Weights of pools; what is added goes by them.
Table<PoolId, double> weights(HeadroomQuestion const& question) {
    Scenario const& scenario = question.scenario;
    Table<PoolId, double> weights{scenario.pools.size(), 0.0};
    switch (question.share) {
        case AdditionShare::by_size:
            for (PoolId const p : scenario.pools.keys())
                weights[p] = static_cast<double>(scenario.pools[p].servers * scenario.pools[p].width);
            break;
        case AdditionShare::by_region: {
            auto const people = people_by_site(scenario);
            for (SiteId const s : scenario.sites.keys()) {
                if (people[s] > 0.0) weights[largest_pool(scenario, s)] = people[s];
            }
            break;
        }
        case AdditionShare::at_sites:
            for (SiteId const s : question.sites)
                weights[largest_pool(scenario, s)] += 1.0;
            break;
    }
    return weights;
}

std::int64_t accelerators_of(Scenario const& scenario) {
    std::int64_t sum = 0;
    for (Pool const& pool : scenario.pools)
        sum += pool.servers * pool.width;
    return sum;
}

bool keeps_rules(Scenario const& scenario) {
    world::World world{scenario, {}};
    static_cast<void>(world.run());
    auto const ledger = world.ledger();
    for (observe::AuditRow const& law : ledger.audit) {
        if (!law.holds()) throw std::logic_error{"a law does not hold: " + std::string{law.law.key}};
    }
    report::Facts const facts{scenario, ledger};
    auto const results = report::rule_results(facts);
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (!scenario.rules[i].text.decides() || !results[i].applies) continue;
        auto const margin = results[i].margin(scenario.rules[i].text);
        if (!margin || *margin < 0.0) return false;
    }
    return true;
}

bool keeps_rules(Scenario scenario, FailureEvent const& loss) {
    system::checkpoint();
    scenario.events.add(loss);
    return keeps_rules(scenario);
}

// Between a value that does and one that does not, to the precision.
double bisect(double good, double bad, double precision, std::function<bool(double)> const& does) {
    while (std::abs(bad - good) > precision) {
        double const middle = 0.5 * (good + bad);
        (does(middle) ? good : bad) = middle;
    }
    return good;
}

std::string case_name(HeadroomQuestion const& question, std::size_t which) {
    return which == 0 || which == no_case ? std::string{} : question.cases[which - 1].name;
}

}  // namespace

Scenario with_addition(HeadroomQuestion const& question, double multiple) {
    Scenario scenario = question.scenario;
    auto const by_pool = weights(question);
    double all = 0.0;
    for (double const weight : by_pool)
        all += weight;
    if (!(all > 0.0) || !(multiple > 0.0)) return scenario;
    double const wanted = multiple * static_cast<double>(accelerators_of(scenario));
    for (PoolId const p : scenario.pools.keys()) {
        if (!(by_pool[p] > 0.0)) continue;
        Pool& pool = scenario.pools[p];
        double const servers = wanted * by_pool[p] / all / static_cast<double>(pool.width);
        auto const more = static_cast<std::int64_t>(std::ceil(servers - 1e-9));
        pool.servers += more;
        auto& limit = scenario.sites[pool.site].power_limit;
        if (limit) *limit = *limit + more * pool.width * scenario.accelerators[pool.accelerator].busy_power;
    }
    return scenario;
}

Scenario with_demand(Scenario const& scenario, double multiple) {
    Scenario changed = scenario;
    for (WorkloadClass& c : changed.classes)
        c.arrivals.rate = multiple * c.arrivals.rate;
    for (Service& service : changed.services)
        service.requests.rate = multiple * service.requests.rate;
    return changed;
}

std::optional<std::size_t> broken_case(Scenario const& scenario, std::vector<FailureEvent> const& cases,
                                       std::size_t first) {
    auto const breaks = [&](std::size_t which) {
        return which == 0 ? !keeps_rules(scenario) : !keeps_rules(scenario, cases[which - 1]);
    };
    if (first != no_case && breaks(first)) return first;
    for (std::size_t which = 0; which <= cases.size(); ++which) {
        if (which != first && breaks(which)) return which;
    }
    return std::nullopt;
}

HeadroomRow headroom_of_run(HeadroomQuestion const& asked, std::int64_t run) {
    HeadroomQuestion question = asked;
    question.scenario.run = static_cast<std::uint64_t>(run);
    HeadroomRow row;
    row.run = run;
    // The case that broke a rule last is the first to be tried: mostly one decides.
    std::size_t last_broken = no_case;
    auto const keeps_all = [&](Scenario const& scenario) {
        auto const broken = broken_case(scenario, question.cases, last_broken);
        if (broken) last_broken = *broken;
        return !broken;
    };
    auto const does = [&](double multiple) { return keeps_all(with_addition(question, multiple)); };
    bool const is_enough = does(0.0);
    if (is_enough) {
        row.addition = 0.0;
    } else if (does(question.most)) {
        row.addition = bisect(question.most, 0.0, question.precision, does);
    }
    row.bound_by = case_name(question, last_broken);
    row.accelerators = accelerators_of(with_addition(question, row.addition.value_or(question.most))) -
                       accelerators_of(question.scenario);
    auto const carries = [&](double multiple) { return keeps_all(with_demand(question.scenario, multiple)); };
    last_broken = no_case;
    double const most_load = 1.0 + question.most;
    if (is_enough) {
        row.load = carries(most_load) ? most_load : bisect(1.0, most_load, question.precision, carries);
    } else {
        row.load = bisect(0.0, 1.0, question.precision, carries);
    }
    row.load_bound_by = case_name(question, last_broken);
    return row;
}

std::string line_of(HeadroomRow const& row) {
    nlohmann::json const json{row.run,          row.addition.value_or(-1.0), row.accelerators,
                              row.bound_by, row.load,                    row.load_bound_by};
    return json.dump();
}

HeadroomRow headroom_row_of(std::string const& line) {
    auto const json = nlohmann::json::parse(line);
    HeadroomRow row;
    row.run = json.at(0);
    double const addition = json.at(1);
    if (addition >= 0.0) row.addition = addition;
    row.accelerators = json.at(2);
    row.bound_by = json.at(3);
    row.load = json.at(4);
    row.load_bound_by = json.at(5);
    return row;
}

}  // namespace meridian::study
