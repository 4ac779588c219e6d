// Ways of writing the good scenario that are right too.
#include "tests/unit/sim/scenario/bad_inputs.hpp"

namespace meridian::testing {

std::vector<GoodEdit> const& good_edits() {
    static std::vector<GoodEdit> const edits{
        {"meridian: 1", "meridian: \"1\""},
        {"name: base", "name: 2025"},
        {"name: base", "name: true"},
        {"horizon: 1 d", "horizon: 1d"},
        {"horizon: 1 d", "horizon: \" 1.5e1   h \""},
        {"horizon: 1 d", "horizon: .5 d"},
        {"horizon: 1 d", "horizon: 1. d\nwarmup: -0 s"},
        {"horizon: 1 d", "horizon: 1 d\nseed: 18446744073709551615\nrun: \"7\""},
        {"horizon: 1 d", "horizon: 1 d\nrouter_delay: 5 \xCE\xBCs"},
        {"horizon: 1 d", "horizon: 1 d\npolicy: {name: nearest_user, reach: 20 ms, spare: 0.2}"},
        {"horizon: 1 d", "horizon: 1 d\npolicy: [{name: nearest_user, reach: 20 ms}, random]"},
        {"horizon: 1 d", "horizon: 1 d\npolicy: {name: nearest_user, by: length}"},
        {"horizon: 1 d", "horizon: 1 d\npolicy: {name: random}\ndiscipline: fcfs\nnetwork: delay"},
        {"horizon: 1 d", "horizon: 1 d\nsensing: {interval: 10 s, optimistic: false}"},
        {"horizon: 1 d", "horizon: 1 d\nsensing: {optimistic: \"true\"}\nmasses: gdp"},
        {"horizon: 1 d", "horizon: 1 d\nend: cut\nreference: card\nmasses: [gdp]"},
        {"horizon: 1 d", "horizon: 1 d\njobs: [{class: batch, origin: Tianjin, at: 1 h, runtime: 0 s}]"},
        {"horizon: 1 d", "horizon: 1 d\ncalendar: [{name: a, class: batch, origin: Tianjin, done: 99 %}]"},
        {"runtime: 2 h}", "runtime: 2 h, transfer_weight: 0.5, transfer_cap: 10 Gbit/s}"},
        {"runtime: 2 h}", "runtime: 2 h, residency: {within: city, share: 10 %}}"},
        {"horizon: 1 d", "horizon: 1 d\nprovenance: [{what: horizon, source: S1, grade: A, note: x}]"},
        {"horizon: 1 d",
         "horizon: 1 d\npath_choices: 3\nevents: [{name: e, link: beijing-tianjin, from: 1 h, until: 2 h}, "
         "{name: f, link: beijing-tianjin, from: 1 h, left: 50 %}]"},
        {"horizon: 1 d",
         "horizon: 1 d\nevents: {records: [{name: e, each: sites, mtbf: 5 d, repair: {lognormal: {median: 8 "
         "h, sigma: 1}}}]}"},
        {"horizon: 1 d", "horizon: 1 d\nevents: {records: [], replace: true}"},
        {"horizon: 1 d",
         "horizon: 1 d\ndemand_events: [{name: rush, factor: 2, duration: 1 h, every: 2 d, regions: "
         "[Tianjin]}]"},
        {"horizon: 1 d",
         "horizon: 1 d\nserving: {forecast: {kind: last_epoch, error: 10 %}, plan_for: 99 %}"},
        {"horizon: 1 d", "horizon: 1 d\ntou: [{name: t, hours: valley x8 flat x16}]"},
        {"horizon: 1 d",
         "horizon: 1 d\ntou: [{name: t, hours: [valley x8, flat, x16], "
         "critical_months: 7}]"},
        {"horizon: 1 d", "horizon: 1 d\ntou: [{name: t, hours: flat x24, critical_months: [7, \"8\"]}]"},
        {"horizon: 1 d",
         "horizon: 1 d\nclimates: [{name: c, monthly_mean: [1 degC, -2 C, 3 \xC2\xB0"
         "C, 4degC, 5 degC, 6 degC, 7 degC, 8 degC, 9 degC, 10 degC, 11 degC, 12 degC]}]"},
        {"horizon: 1 d",
         "horizon: 1 d\ncurves: [{name: c, hours: 1 1 1 1 1 1 1 1 1 1 1 1 2 2 2 2 2 2 2 2 "
         "2 2 2 2.5}]"},
        {"servers: 2", "servers: 2e1"},
        {"servers: 2", "servers: \"2\""},
        {"length: 148 km", "length: 148 km, usable_share: 10 %, lease: 5 CNY/(Gbit/s)/month"},
        {"length: 148 km", "delay: 1 ms, usable_share: 0.1, energy: 2.4 nJ/bit, key: 7"},
        {"masses: {gdp: 16737}", "masses: {gdp: \"16737\"}"},
        {"runtime: 2 h}", "runtime: {constant: 2 h, at_most: 1 h}}"},
        {"runtime: 2 h}", "runtime: {uniform: {low: 1 h, high: 2 h}}, stacks: cann, models: [card]}"},
        {"runtime: 2 h}", "runtime: {exponential: {mean: 2 h}}, input_home: {node: beijing}}"},
        {"runtime: 2 h}", "runtime: {lognormal: {median: 2 h, sigma: 0}}, retain_input: true, input: 0 B}"},
        {"runtime: 2 h}", "runtime: {pareto: {minimum: 2 h, shape: 1.5}}, stacks: [], priority: -3}"},
        {"runtime: 2 h}", "runtime: {choice: {1 h: 1, \"2 h\": 0.5}}, accelerators: {choice: {8: 1}}}"},
        {"runtime: 2 h}", "runtime: 2 h, input_home: {gravity: {by: gdp, decay: 800 km}}, policy: random}"},

        {"name: base", R"(name: "back\\slash \"quoted\" \u2028 \x41 #no comment: x")"},
        {"name: base", "name: 'it''s, [a] {b}'"},
        {"name: base", "name: |-\n  one line"},
        {"name: base", "name: >-\n  folded\n  text"},
        {"name: base", "name: &n \xE5\x8C\x97\xE4\xBA\xAC\nprovenance: [{what: name, source: *n, grade: A}]"},
        {"stack: cann", "stack: cann, source: \"S\\\\1\", grade: A, note: \"two\\nlines\\t\\\\\""},
    };
    return edits;
}

}  // namespace meridian::testing
