#include "sim/report/scoped_measures.hpp"

#include <algorithm>
#include <utility>

#include "sim/report/facts.hpp"
#include "sim/setup/latency_circles.hpp"
#include "sim/setup/rule_scope.hpp"

namespace meridian::report {
namespace {

// A share or quotient of one part of the network.
struct Quotient {
    std::string_view name;
    double part{0.0}, whole{0.0};
};

// Sums over classes or services, and regions, and keeps what is of one part together.
class Quotients {
public:
    void add(std::string_view name, double part, double whole) {
        auto const known = std::ranges::find(all_, name, &Quotient::name);
        Quotient& one = known != all_.end() ? *known : all_.emplace_back(Quotient{name, 0.0, 0.0});
        one.part += part;
        one.whole += whole;
    }
    [[nodiscard]] std::vector<Quotient> const& all() const { return all_; }

private:
    std::vector<Quotient> all_;
};

// Of all parts together, or the worst one; nothing that can be divided by: no value.
RuleResult result_of(Quotients const& of, Rule const& rule, std::string_view none) {
    RuleResult result;
    if (rule.worst_of == WorstOf::whole) {
        Quotient sum;
        for (Quotient const& one : of.all()) {
            sum.part += one.part;
            sum.whole += one.whole;
        }
        if (sum.whole > 0.0) result.value = sum.part / sum.whole;
    } else {
        for (Quotient const& one : of.all()) {
            if (!(one.whole > 0.0)) continue;
            double const value = one.part / one.whole;
            bool const is_worse =
                !result.value || (rule.text.is_at_least ? value < *result.value : value > *result.value);
            if (!is_worse) continue;
            result.value = value;
            result.worst = one.name;
        }
    }
    if (!result.value) {
        result.why = none;
        result.applies = false;
    }
    return result;
}

std::string const& province_of(Facts const& f, Site const& site) {
    return f.scenario.map.nodes()[site.node].province;
}

double accelerators(Pool const& pool) {
    return static_cast<double>(pool.servers * pool.width);
}

constexpr std::string_view no_site{"no site that takes part is in its scope"};

// Adds what each site of the scope has.
template <class Amounts>
RuleResult over_sites(Facts const& f, Rule const& rule, std::string_view none, Amounts const& amounts) {
    Quotients of;
    bool any = false;
    for (SiteId const s : f.scenario.sites.keys()) {
        Site const& site = f.scenario.sites[s];
        if (!in_scope(rule.scope, site, province_of(f, site))) continue;
        any = true;
        auto const [part, whole] = amounts(s);
        of.add(site.name, part, whole);
    }
    return result_of(of, rule, any ? none : no_site);
}

using Amounts = std::pair<double, double>;

RuleResult green_share(Facts const& f, Rule const& rule) {
    return over_sites(f, rule, "its sites used no energy", [&](SiteId s) {
        double const kwh = f.ledger.sites[s].energy.facility_kwh;
        return Amounts{f.scenario.grids[f.scenario.sites[s].grid].green_share * kwh, kwh};
    });
}

RuleResult pue(Facts const& f, Rule const& rule) {
    return over_sites(f, rule, "its sites used no IT energy", [&](SiteId s) {
        observe::EnergyTotals const& energy = f.ledger.sites[s].energy;
        return Amounts{energy.it_kwh + energy.overhead_kwh(), energy.it_kwh};
    });
}

RuleResult power_subscription(Facts const& f, Rule const& rule) {
    return over_sites(f, rule, "none of its sites has a power limit", [&](SiteId s) {
        auto const& limit = f.scenario.sites[s].power_limit;
        return limit ? Amounts{it_kw_all_busy(f, s), kilowatts(*limit)} : Amounts{0.0, 0.0};
    });
}

// Of the largest site, whichever part of the sites the rule names.
RuleResult site_it_power(Facts const& f, Rule const& rule) {
    Rule of_each = rule;
    of_each.worst_of = WorstOf::site;
    return over_sites(f, of_each, no_site, [&](SiteId s) {
        auto const& limit = f.scenario.sites[s].power_limit;
        return Amounts{limit ? kilowatts(*limit) : it_kw_all_busy(f, s), 1.0};
    });
}

RuleResult hub_share(Facts const& f, Rule const& rule) {
    Quotients of;
    for (Pool const& pool : f.scenario.pools) {
        Site const& site = f.scenario.sites[pool.site];
        if (!site.energised || !allows(rule.scope.states, site.state)) continue;
        of.add({}, is_at(rule.scope, site, province_of(f, site)) ? accelerators(pool) : 0.0,
               accelerators(pool));
    }
    return result_of(of, rule, "no site of these states has accelerators");
}

RuleResult domestic_share(Facts const& f, Rule const& rule) {
    Quotients of;
    for (Pool const& pool : f.scenario.pools) {
        Site const& site = f.scenario.sites[pool.site];
        if (!in_scope(rule.scope, site, province_of(f, site))) continue;
        std::string const& stack = f.scenario.accelerators[pool.accelerator].stack;
        bool const counts = allows(rule.scope.models, pool.accelerator) && allows(rule.scope.stacks, stack);
        of.add(site.name, counts ? accelerators(pool) : 0.0, accelerators(pool));
    }
    return result_of(of, rule, "no site of its scope has accelerators");
}

// Jobs by class; by class and region where the worst region is asked for.
template <class OfClass, class OfRegion>
RuleResult over_classes(Facts const& f, Rule const& rule, std::string_view none, OfClass const& of_class,
                        OfRegion const& of_region) {
    Quotients of;
    for (ClassId const c : f.scenario.classes.keys()) {
        if (!allows(rule.scope.classes, c)) continue;
        if (rule.worst_of != WorstOf::region) {
            auto const [part, whole] = of_class(c);
            of.add(f.scenario.classes[c].name, part, whole);
            continue;
        }
        for (RegionId const r : f.scenario.regions.keys()) {
            auto const [part, whole] = of_region(c, f.ledger.demand(c, r));
            of.add(f.scenario.regions[r].name, part, whole);
        }
    }
    return result_of(of, rule, none);
}

double real(std::int64_t count) {
    return static_cast<double>(count);
}

RuleResult slo_attainment(Facts const& f, Rule const& rule) {
    return over_classes(
        f, rule, "no measured job of its scope has an objective",
        [&](ClassId c) {
            return Amounts{real(f.ledger.classes[c].met), real(f.ledger.classes[c].with_objective)};
        },
        [&](ClassId c, observe::DemandTally const& tally) {
            bool const has_objective = f.scenario.classes[c].objective.has_value();
            return has_objective ? Amounts{real(tally.met), real(tally.arrived)} : Amounts{0.0, 0.0};
        });
}

RuleResult rejected_share(Facts const& f, Rule const& rule) {
    return over_classes(
        f, rule, "no job of its scope arrived",
        [&](ClassId c) {
            return Amounts{real(f.ledger.classes[c].rejected), real(f.ledger.classes[c].arrived)};
        },
        [&](ClassId, observe::DemandTally const& tally) {
            return Amounts{real(tally.rejected), real(tally.arrived)};
        });
}

std::size_t circle_of(Rule const& rule) {
    auto const at = std::ranges::find(latency_circles, rule.scope.within.value_or(latency_circles.back()));
    return static_cast<std::size_t>(at - latency_circles.begin());
}

// A share of none while there was work to do: no value, and the rule still applies.
RuleResult still_applies(RuleResult result, bool has_work, std::string_view why) {
    if (!result.value && has_work) {
        result.applies = true;
        result.why = why;
    }
    return result;
}

RuleResult users_within_share(Facts const& f, Rule const& rule) {
    std::size_t const circle = circle_of(rule);
    bool any = false;
    auto result = over_classes(
        f, rule, "no job of its scope arrived",
        [&](ClassId c) {
            observe::ClassTally const& tally = f.ledger.classes[c];
            any = any || tally.arrived > 0;
            return Amounts{(rule.scope.round_trip ? tally.round_trip : tally.one_way)[circle],
                           real(tally.placed)};
        },
        [](ClassId, observe::DemandTally const&) {
            return Amounts{0.0, 0.0};
        });
    return still_applies(std::move(result), any, "no measured job of its scope was placed");
}

template <class OfTally>
RuleResult over_services(Facts const& f, Rule const& rule, OfTally const& of_tally) {
    Quotients of;
    bool any = false;
    for (ServiceId const v : f.scenario.services.keys()) {
        if (!allows(rule.scope.services, v)) continue;
        for (RegionId const r : f.scenario.regions.keys()) {
            observe::ServiceTally const& tally = f.ledger.services(v, r);
            any = any || tally.requests > 0.0;
            auto const [part, whole] = of_tally(tally);
            of.add(
                rule.worst_of == WorstOf::region ? f.scenario.regions[r].name : f.scenario.services[v].name,
                part, whole);
        }
    }
    return still_applies(result_of(of, rule, "there were no requests of its scope"), any,
                         "no request of its scope was answered");
}

RuleResult request_slo_attainment(Facts const& f, Rule const& rule) {
    return over_services(f, rule, [](observe::ServiceTally const& tally) {
        return Amounts{tally.in_time, tally.requests};
    });
}

RuleResult requests_rejected_share(Facts const& f, Rule const& rule) {
    return over_services(f, rule, [](observe::ServiceTally const& tally) {
        return Amounts{tally.rejected, tally.requests};
    });
}

RuleResult requests_within_share(Facts const& f, Rule const& rule) {
    std::size_t const circle = circle_of(rule);
    return over_services(f, rule, [&](observe::ServiceTally const& tally) {
        return Amounts{(rule.scope.round_trip ? tally.round_trip : tally.one_way)[circle], tally.answered()};
    });
}

}  // namespace

std::vector<ScopedMeasure> const& scoped_measures() {
    using enum ScopeKey;
    std::vector<ScopeKey> const sites{tiers, provinces, outside_provinces, states};
    auto const share = [](std::string_view name, std::string_view meaning) {
        return MeasureDoc{name, meaning, Dimension::fraction, 1.0, "share"};
    };
    auto const with = [](MeasureDoc doc, std::vector<ScopeKey> scopes, std::vector<WorstOf> parts) {
        doc.scopes = std::move(scopes);
        doc.parts = std::move(parts);
        return doc;
    };
    auto const needing = [](MeasureDoc doc, std::vector<ScopeKey> needs) {
        doc.needs = std::move(needs);
        doc.is_fixed = true;
        return doc;
    };
    auto const fixed = [](MeasureDoc doc) {
        doc.is_fixed = true;
        return doc;
    };
    static std::vector<ScopedMeasure> const all{
        {with(share("requests_within_share", "answered requests whose user is within the circle of the site"),
              {within, path, services}, {WorstOf::region, WorstOf::service}),
         requests_within_share},
        {with(share("users_within_share", "users of placed measured jobs within the circle of their site"),
              {within, path, classes}, {WorstOf::workload_class}),
         users_within_share},
        {with(share("slo_attainment", "measured jobs done within their class's objective, of those with one"),
              {classes}, {WorstOf::region, WorstOf::workload_class}),
         slo_attainment},
        {with(share("request_slo_attainment", "requests answered within the objective"), {services},
              {WorstOf::region, WorstOf::service}),
         request_slo_attainment},
        {with(share("rejected_share", "measured jobs rejected, of those that arrived"), {classes},
              {WorstOf::region, WorstOf::workload_class}),
         rejected_share},
        {with(share("requests_rejected_share", "requests that no site had room for"), {services},
              {WorstOf::region, WorstOf::service}),
         requests_rejected_share},
        {needing(
             with(share("hub_share",
                        "accelerators at sites of the tiers or provinces, of those at sites of the states"),
                  sites, {}),
             {tiers, provinces, outside_provinces}),
         hub_share},
        {needing(with(share("domestic_share", "accelerators of the models or stacks, of those at the sites"),
                      {models, stacks, tiers, provinces, outside_provinces, states}, {WorstOf::site}),
                 {models, stacks}),
         domestic_share},
        {with(share("green_share", "energy that is bought green, of the facility energy of the sites"), sites,
              {WorstOf::site}),
         green_share},
        {with(MeasureDoc{"pue", "facility energy over IT energy of the sites"}, sites, {WorstOf::site}), pue},
        {fixed(with(share("power_subscription",
                          "IT power of the accelerators when all are busy, of the power limits of the sites"),
                    sites, {WorstOf::site})),
         power_subscription},
        {fixed(with(
             MeasureDoc{"site_it_power", "IT power of the largest of the sites: its power limit, or all busy",
                        Dimension::power, microwatts_per_kw, "kW"},
             sites, {WorstOf::site})),
         site_it_power},
    };
    return all;
}

}  // namespace meridian::report
