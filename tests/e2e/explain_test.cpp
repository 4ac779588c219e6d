// `meridian explain KEY`: keys of scenarios, studies and results from their declarations.
#include <set>
#include <string>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

std::string explained(std::string const& key) {
    CommandResult const answer = run_meridian({"explain", key});
    CAPTURE(key, answer.err);
    CHECK(answer.exit_code == 0);
    CHECK(answer.err.empty());
    return answer.out;
}

}  // namespace

TEST_CASE("a key of a scenario is explained by its path", "[e2e][explain]") {
    auto const text = explained("sites.power_limit");
    CHECK_THAT(text, Catch::StartsWith("sites.power_limit (key of a scenario)\n"));
    CHECK_THAT(text, Catch::Contains("of IT power; without: none"));
    CHECK_THAT(text, Catch::Contains("in W, kW, MW, GW"));
    CHECK_THAT(text, Catch::Contains("500 W to 10 GW"));
    CHECK_THAT(text, Catch::Contains("power_limit: 20 MW"));
    CHECK_THAT(text, Catch::Contains("in each site, in a scenario file"));
    CHECK_THAT(explained("services.prefill"), Catch::Contains("none: it is required"));
    CHECK_THAT(explained("serving.epoch"), Catch::Contains("5 min"));
    CHECK_THAT(explained("sites"), Catch::Contains("power_limit"));  // the keys of a list
}

TEST_CASE("a bare key that stands in several places is explained in each", "[e2e][explain]") {
    auto const text = explained("objective");
    CHECK_THAT(text, Catch::Contains("classes.objective (key of a scenario)"));
    CHECK_THAT(text, Catch::Contains("services.objective (key of a scenario)"));
    CHECK_THAT(explained("half_width"), Catch::Contains("until.half_width (key of a study)"));
    auto const table = nlohmann::json::parse(run_meridian({"explain", "accelerators", "--json"}).out);
    std::set<std::string> paths;
    for (auto const& row : table["tables"]["keys"])
        paths.insert(row["path"]);
    CHECK(paths.contains("accelerators"));
    CHECK(paths.contains("classes.accelerators"));
    CHECK(paths.contains("axes.add.accelerators"));
}

TEST_CASE("a key of a result is explained with its unit and its files", "[e2e][explain]") {
    auto const text = explained("net_cost_cny_per_year");
    CHECK_THAT(text, Catch::Contains("net_cost_cny_per_year (result)"));
    CHECK_THAT(text, Catch::Contains("summary.json"));
    CHECK_THAT(text, Catch::Contains("CNY"));
    CHECK_THAT(text, Catch::Contains("lower"));
    auto const table = nlohmann::json::parse(run_meridian({"explain", "wait_s_mean", "--json"}).out);
    REQUIRE_FALSE(table["tables"]["results"].empty());
    CHECK(table["tables"]["results"][0]["unit"] == "s");
    CHECK(explained("jobs.csv.left_s") == explained("left_s"));
}

TEST_CASE("parameters of policies, disciplines and transfer models are explained", "[e2e][explain]") {
    auto const depth = explained("easy.depth");
    CHECK_THAT(depth, Catch::StartsWith("easy.depth (parameter of a discipline)\n"));
    for (char const* const part :
         {"a whole number from", "default", "example      discipline: {name: easy, depth: "})
        CHECK_THAT(depth, Catch::Contains(part));
    auto const reach = explained("weighted.reach");
    CHECK_THAT(reach, Catch::Contains("parameter of a policy") && Catch::Contains("in ns, us, ms, s") &&
                          Catch::Contains("default      none"));
    CHECK_THAT(explained("weighted.when_full"), Catch::Contains("one of wait, queue"));
    CHECK_THAT(explained("weighted"),
               Catch::StartsWith("weighted (policy)\n") && Catch::Contains("transfer, reach"));
    // Every one, and none without a meaning.
    auto const all = nlohmann::json::parse(run_meridian({"policies", "--json"}).out)["tables"]["parameters"];
    for (auto const& one : all) {
        auto const key = one["component"].get<std::string>() + "." + one["name"].get<std::string>();
        CAPTURE(key);
        auto const found =
            nlohmann::json::parse(run_meridian({"explain", key, "--json"}).out)["tables"]["keys"];
        REQUIRE_FALSE(found.empty());
        CHECK_FALSE(found[0]["explanation"].get<std::string>().empty());
        CHECK_FALSE(found[0]["takes"].get<std::string>().empty());
    }
}

TEST_CASE("a key that there is not ends with 2 and the names that may be meant", "[e2e][explain]") {
    struct Unknown {
        std::string key, fix;
    };
    for (Unknown const& one : {Unknown{"sites.power_limt", "did you mean 'sites.power_limit'?"},
                               {"bandwidth", "did you mean 'links.capacity'?"},
                               {"net_cost_cny_per_yaer", "did you mean 'net_cost_cny_per_year'?"},
                               {"zzzzzz", "`meridian schema --reference`"}}) {
        CommandResult const answer = run_meridian({"explain", one.key});
        CAPTURE(one.key, answer.err);
        CHECK(answer.exit_code == 2);
        CHECK(answer.out.empty());
        CHECK_THAT(answer.err, Catch::Contains("meridian explain: there is no key '" + one.key + "'"));
        CHECK_THAT(answer.err, Catch::Contains(one.fix));
    }
}

}  // namespace meridian::testing
