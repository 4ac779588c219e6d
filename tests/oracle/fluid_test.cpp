// The fluid model with `inverse_rtt` against SimGrid's CM02, flow by flow, on random maps.
#include <cmath>
#include <sstream>

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/own_process.hpp"
#include "tests/support/transfer_script.hpp"

namespace meridian::testing {
namespace {

std::string ends_text(NationalMap const& map, std::vector<TransferStep> const& script,
                      Selection const& selection) {
    TransferBench bench{map, selection};
    std::string text;
    for (auto const& [flow, end] : play_script(bench, script))
        text += fmt::format("{} {}\n", flow, end.time_since_epoch().count());
    return text;
}

Ends read_ends(std::string const& text) {
    std::istringstream lines{text};
    Ends ends;
    std::uint32_t flow = 0;
    std::int64_t end = 0;
    while (lines >> flow >> end)
        ends.emplace(flow, SimTime{Duration{end}});
    return ends;
}

// 1e-6 of the duration and 2 ns for each event while it lasted.
std::string difference(std::vector<TransferStep> const& script, Ends const& fluid, Ends const& simgrid) {
    if (fluid.size() != simgrid.size())
        return fmt::format("{} flows ended, {} of SimGrid", fluid.size(), simgrid.size());
    std::string first;
    SimTime first_end = SimTime::max();
    for (TransferStep const& step : script) {
        if (step.kind != TransferStep::Kind::start || fluid.count(step.flow) == 0) continue;
        SimTime const end = simgrid.at(step.flow);
        double events = 0.0;
        for (TransferStep const& other : script)
            events += other.when >= step.when && other.when <= end ? 1.0 : 0.0;
        for (auto const& [flow, when] : simgrid)
            events += when >= step.when && when <= end ? 1.0 : 0.0;
        auto const off = static_cast<double>(std::abs((fluid.at(step.flow) - end).count()));
        auto const duration = static_cast<double>((end - step.when).count());
        if (off <= 1e-6 * duration + 2.0 * events || end >= first_end) continue;
        first_end = end;
        first = fmt::format("flow {} of {} B, from {} to {} ns: off by {} ns, {} events", step.flow,
                            step.size.count(), step.when.time_since_epoch().count(),
                            end.time_since_epoch().count(), off, events);
    }
    return first;
}

}  // namespace

TEST_CASE("the fluid model ends every flow when SimGrid does", "[oracle][fluid]") {
    Selection fluid = network("fluid");
    fluid.parameters["sharing"] = "inverse_rtt";
    for (std::uint64_t seed = 1; seed <= 240; ++seed) {
        ScriptOptions options;
        options.load = seed % 4 < 2 ? 1.0 : 4.0;
        options.decades = seed % 5 != 0;
        options.changes = seed % 3 == 0;
        options.breaks = seed % 4 == 0;
        NationalMap const map = random_map(seed);
        auto const script = random_script(map, seed, options);
        std::string got;
        if (!with_model(
                "simgrid", [&] { return ends_text(map, script, network("simgrid")); }, got))
            return;
        Ends const simgrid = read_ends(got);
        std::string const wrong = difference(script, read_ends(ends_text(map, script, fluid)), simgrid);
        CAPTURE(seed);
        CHECK(wrong == "");
    }
}

}  // namespace meridian::testing
