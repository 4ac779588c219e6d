// Studies of layouts of which a selection chooses one, with figures by formula.
#pragma once

#include <array>
#include <cstdint>

#include "sim/engine/random_streams.hpp"
#include "sim/study/selection_procedures.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {

// Layouts a, b, c, ... by one policy or several, in one future or several.
inline study::Study layouts(std::size_t count, std::size_t policies = 1, std::size_t futures = 1) {
    study::Study s;
    s.axes = {{"layout", study::Role::compared, {}, {}, {}, {}},
              {"policy", study::Role::response, {}, {}, {}, {}},
              {"future", study::Role::future, {}, {}, {}, {}}};
    std::array<std::size_t, 3> const levels{count, policies, futures};
    for (std::size_t a = 0; a < 3; ++a) {
        for (std::size_t l = 0; l < levels[a]; ++l)
            s.axes[a].levels.push_back({std::string(1, static_cast<char>('a' + l)), {}});
    }
    for (std::size_t l = 0; l < count; ++l) {
        for (std::size_t p = 0; p < policies; ++p) {
            for (std::size_t f = 0; f < futures; ++f)
                s.points.push_back({{l, p, f}});
        }
    }
    s.baseline = {{0, 0, 0}};
    s.metrics = {{"cost_cny_total", 0, false}};
    s.replications = {5, 200, {}, true, {}};
    s.selection = study::SelectionSettings{study::Procedure::kn, 0.01, 1};
    return s;
}

// Evenly from -1 to 1, the same for the same run.
inline double noise(std::uint64_t stream, std::int64_t run) {
    auto const bits = engine::RandomSource{7, static_cast<std::uint64_t>(run)}.block(stream, 0, 0);
    return 2.0 * engine::unit_interval(bits[0]) - 1.0;
}

// 100 for the first layout, 1 less for each next; noise that all share is large, that of each small.
inline study::KnownRun figure(std::size_t point, std::int64_t run) {
    return {study::RunState::done,
            100.0 - static_cast<double>(point) + 20.0 * noise(1, run) + 6.0 * noise(100 + point, run)};
}

inline study::SelectionProcedures procedures_of(study::Study const& s) {
    return {s, study::baseline_points(s)};
}

inline study::SelectionProcedures ended(study::Study const& s, study::KnownRuns const& known) {
    auto procedures = procedures_of(s);
    procedures.advance(known);
    REQUIRE(procedures.wanted().decided);
    return procedures;
}

}  // namespace meridian::testing
