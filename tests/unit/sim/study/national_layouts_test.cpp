// The ten layouts state what differs from a list of candidates. What they resolve to was read from tables that gave
// every key of every site and pool; the keys below are of those.
#include <string>
#include <string_view>

#include "sim/app/vocabulary.hpp"
#include "sim/report/manifest.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"

namespace meridian::testing {
namespace {

struct Layout {
    char const* file;
    std::size_t sites, pools;
    char const* key;  // of the figures of its sites and pools
};

// The sites and pools of a resolved scenario alone.
std::string key_of_places(scenario::Draft const& resolved) {
    auto part = scenario::Draft::map(resolved.shared_location());
    for (std::string const key : {"sites", "pools"}) {
        scenario::Draft const* const list = resolved.find(key);
        REQUIRE(list != nullptr);
        part.set({key, resolved.shared_location()}, scenario::Draft{*list});
    }
    return report::content_key(scenario::figures_yaml(part));
}

void check_layout(Layout const& layout, scenario::Reading const& reading) {
    CAPTURE(layout.file);
    REQUIRE(reading.problems.empty());
    Scenario const& s = *reading.scenario;
    CHECK(s.sites.size() == layout.sites);
    CHECK(s.pools.size() == layout.pools);
    std::int64_t accelerators = 0;
    for (PoolId const pool : s.pools.keys()) {
        if (s.accelerators[s.pools[pool].accelerator].name == "Ascend-910B")
            accelerators += s.pools[pool].servers * s.pools[pool].width;
    }
    CHECK(accelerators == 100'000);
    CHECK(key_of_places(reading.resolved) == layout.key);
}

}  // namespace

TEST_CASE("the ten layouts are those of the tables that gave every key", "[study][layouts]") {
    for (Layout const& layout : {Layout{"a_as_announced", 6, 11, "3db07d72c782d1ae33ba6e4cb7be9d6e"},
                                 Layout{"b_n3", 3, 6, "03d6eb2e9c07561b5a1da8cb1451d6c3"},
                                 Layout{"c_n8", 10, 15, "c0660347132ca93d478661bf75ac2539"},
                                 Layout{"d_n14", 14, 19, "87a8989e2bed356bc37d2d31ae051433"},
                                 Layout{"e_n14_x20", 34, 39, "ed430ca8e0afe26ca39e63ecfff36ec0"},
                                 Layout{"f_n3_31", 34, 39, "8e480295f19a5bbd63639ae6db8db8cd"},
                                 Layout{"g_31", 31, 36, "35ad4f3baf27a2fb0affc43ff6d5c583"},
                                 Layout{"h_west", 8, 13, "dcd1646a9f1fe4e43e486838c5d05ac0"},
                                 Layout{"i_east", 9, 14, "2c593f96946343cb63f76f9a8310f8bb"},
                                 Layout{"j_clean", 7, 12, "66eb59f523b92e75b47620d3e8a0173d"}}) {
        auto const file = source("scenarios/national/layouts/" + std::string{layout.file} + ".yaml");
        check_layout(layout, scenario::read_scenario(file, {}, app::vocabulary()));
        scenario::ReadOptions options;
        options.overlays = {file};
        check_layout(layout, scenario::read_scenario(source("scenarios/national/quarter_rules.yaml"), options,
                                                     app::vocabulary()));
    }
}

}  // namespace meridian::testing
