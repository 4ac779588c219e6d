// Links that are shared, as a user has them.
#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {}  // namespace

TEST_CASE("sharing links matters where 2 % of the backbone is ours, and not where it is 10 %") {
    // PLANNER's eighth statement. The shipped links, and the same with a fifth of the share.
    TemporaryFolder const work;
    std::vector<std::string> const lines = lines_of(read_file(source("scenarios/national/links.csv")));
    std::string thin = lines.front() + "\n";
    for (std::size_t i = 1; i < lines.size(); ++i) {
        std::string line = lines[i];
        auto const share = line.find(",10,");
        REQUIRE(share != std::string::npos);
        thin += line.replace(share, 4, ",2,") + "\n";
    }
    write_file(work.file("thin.csv"), thin);
    write_file(work.file("thin.yaml"), "include: " + china + "\nname: thin\nlinks: {table: thin.csv}\n");
    auto const staged_and_done = [&](std::string const& scenario, std::string const& network) {
        CommandResult const answer = run_meridian({"run", scenario, "--quiet", "--set", "horizon=3 d",
                                                   "--set", "network=" + network, "--out", work.file("out")});
        INFO(answer.err);
        REQUIRE(answer.exit_code == 0);
        nlohmann::json const summary = json_in(work.file("out/summary.json"));
        return std::pair{summary["stage_s_mean"].get<double>(), summary["turnaround_s_mean"].get<double>()};
    };
    auto const alone = staged_and_done(china, "delay");
    auto const shared = staged_and_done(china, "fluid");
    CHECK(shared.second == Approx(alone.second).epsilon(0.01));
    auto const thin_alone = staged_and_done(work.file("thin.yaml"), "delay");
    auto const thin_shared = staged_and_done(work.file("thin.yaml"), "fluid");
    CHECK(thin_shared.second > 1.05 * thin_alone.second);
    CHECK(thin_shared.first > 5.0 * thin_alone.first);
}

}  // namespace meridian::testing
