#include "sim/document/run_map.hpp"

#include "sim/document/map_files.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/text_tables.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using testing::TableOfTexts;

namespace {

// One site with the pool of one_site(), and a second region that nobody asks from.
std::vector<report::MapLayer> layers_of_two_regions() {
    Scenario s = testing::one_site(4, std::chrono::hours{1});
    s.sites[SiteId{0}].name = "hall";
    s.regions[RegionId{0}].name = "town";
    s.regions[RegionId{0}].access_spread = std::chrono::milliseconds{3};
    DemandRegion quiet = s.regions[RegionId{0}];
    quiet.name = "quiet";
    s.regions.add(quiet);
    return report::map_layers(s);
}

report::ResultTable const& table(std::vector<report::MapLayer> const& layers, std::string_view entity) {
    return std::ranges::find(layers, entity, &report::MapLayer::entity)->table;
}

}  // namespace

TEST_CASE("a region has what its users asked for and got", "[map]") {
    auto layers = layers_of_two_regions();
    // Jobs: 6 of 8 and 1 of 2 within their objective are 7 of 10; the third class has none and does not count. Requests: 90 %
    // of 300 and 50 % of 100 are 320 of 400. Value: 5 served; 2 late and 1 rejected lost.
    document::Tables const run{
        TableOfTexts{
            "demand",
            {"class", "region", "jobs_arrived", "jobs_completed", "slo_attainment"},
            {{"a", "town", "8", "8", "0.75"}, {"b", "town", "2", "1", "0.5"}, {"c", "town", "5", "5", ""}}},
        TableOfTexts{"services",
                     {"service", "region", "requests", "rejected", "late", "slo_attainment"},
                     {{"x", "town", "300", "10", "20", "0.9"}, {"y", "town", "100", "0", "50", "0.5"}}},
        TableOfTexts{
            "value",
            {"work", "region", "outcome", "value_cny"},
            {{"a", "town", "served", "5"}, {"a", "town", "late", "2"}, {"b", "town", "rejected", "1"}}}};
    document::add_run_figures(layers, run);
    report::ResultTable const& regions = table(layers, "region");
    REQUIRE(regions.rows.size() == 2);
    auto const figure = [&](std::size_t row, std::string_view key) {
        return regions.figure(regions.rows[row], key);
    };
    CHECK(figure(0, "jobs_arrived") == 15.0);
    CHECK(figure(0, "jobs_completed") == 14.0);
    CHECK(*figure(0, "slo_attainment") == Approx(0.7));
    CHECK(figure(0, "requests_arrived") == 400.0);
    CHECK(figure(0, "requests_rejected") == 10.0);
    CHECK(figure(0, "requests_late") == 70.0);
    CHECK(*figure(0, "request_slo_attainment") == Approx(0.8));
    CHECK(figure(0, "value_served_cny") == 5.0);
    CHECK(figure(0, "value_lost_cny") == 3.0);
    for (std::string_view const key :
         {"jobs_arrived", "slo_attainment", "requests_arrived", "value_lost_cny"})
        CHECK_FALSE(figure(1, key));
}

TEST_CASE("a region has its users' mean access delay", "[map]") {
    // Users spread evenly over a disc are two thirds of its radius away on average: 2 of 3 ms.
    auto const layers = layers_of_two_regions();
    report::ResultTable const& regions = table(layers, "region");
    CHECK(regions.figure(regions.rows[0], "access_s_one_way_mean") == 0.002);
}

TEST_CASE("a site has its run's figures and its utilisation", "[map]") {
    auto layers = layers_of_two_regions();
    CHECK(table(layers, "site").figure(table(layers, "site").rows[0], "accelerators") == 4.0);
    // 60 of 80 hours there were held and 45 of them active: 45 / 80. The run's figure stands where both know one.
    document::Tables const run{TableOfTexts{
        "sites",
        {"site", "accelerators", "accelerator_hours_held", "accelerator_hours_active", "allocation"},
        {{"hall", "5", "60", "45", "0.75"}}}};
    document::add_run_figures(layers, run);
    report::ResultTable const& sites = table(layers, "site");
    CHECK(*sites.figure(sites.rows[0], "utilisation") == Approx(0.5625));
    CHECK(sites.figure(sites.rows[0], "accelerators") == 5.0);
    CHECK(sites.figure(sites.rows[0], "allocation") == 0.75);
}

TEST_CASE("shapes are written as well-known text", "[map]") {
    CHECK(document::well_known_text({}).empty());
    CHECK(document::well_known_text(point_shape({104.06, -30.5})) == "POINT (104.06 -30.5)");
    CHECK(document::well_known_text(line_shape({1, 2}, {3, 4})) == "LINESTRING (1 2, 3 4)");
    CHECK(document::well_known_text(line_shape({178, -17}, {-172, -14})) ==
          "MULTILINESTRING ((178 -17, 180 -16.4), (-180 -16.4, -172 -14))");
}
