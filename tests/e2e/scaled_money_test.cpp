// Four times all prices: four times every figure in CNY, and nothing else moves.
#include <cmath>
#include <regex>
#include <string>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

// Every number before CNY, kCNY or MCNY outside comments, four times.
std::string with_prices_times_four(std::string const& scenario, int& prices) {
    std::regex const amount{R"(([0-9]+(\.[0-9]+)?) ([kM]?CNY))"};
    std::string out;
    for (std::string const& line : lines_of(scenario)) {
        auto from = line.cbegin();
        std::smatch found;
        bool const is_comment = line.starts_with("#");
        while (!is_comment && std::regex_search(from, line.cend(), found, amount)) {
            out.append(from, found[0].first);
            out += std::to_string(4.0 * std::stod(found[1])) + " " + found[3].str();
            from = found[0].second;
            ++prices;
        }
        out.append(from, line.cend());
        out += "\n";
    }
    return out;
}

nlohmann::json summary_of(std::string const& scenario, std::string const& folder) {
    CommandResult const answer = run_meridian({"run", scenario, "--out", folder});
    INFO(answer.out << answer.err);
    REQUIRE(answer.exit_code == 0);
    return json_in(folder + "/summary.json");
}

}  // namespace

TEST_CASE("scaling all money scales money, and nothing else", "[run]") {
    auto const [name, least_prices] = GENERATE(table<std::string, int>(
        {{"net_cost", 6}, {"capital", 5}, {"candidates", 4}, {"night_tariff", 1}, {"rules", 1}}));
    CAPTURE(name);
    std::string const file = source("scenarios/tiny/" + name + ".yaml");
    TemporaryFolder const work;
    int prices = 0;
    std::string const scaled = work.file("scaled.yaml");
    write_file(scaled, with_prices_times_four(read_file(file), prices));
    REQUIRE(prices >= least_prices);
    auto const one = summary_of(file, work.file("one"));
    auto const four = summary_of(scaled, work.file("four"));
    int in_cny = 0;
    for (auto const& [key, value] : one.items()) {
        CAPTURE(key);
        if (!value.is_number() || key.starts_with("audit_")) continue;
        bool const is_money = key.find("cny") != std::string::npos;
        double const factor = is_money ? 4.0 : 1.0;
        CHECK(four.at(key).get<double>() == Approx(factor * value.get<double>()).epsilon(1e-9).margin(1e-12));
        in_cny += is_money && value.get<double>() != 0.0 ? 1 : 0;
    }
    CHECK(in_cny >= 2);
}

}  // namespace meridian::testing
