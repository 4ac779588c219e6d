// The law that every figure is finite and in its range, and what rounding may not do to them.
#include <chrono>
#include <limits>

#include <nlohmann/json.hpp>

#include "sim/report/summary.hpp"
#include "sim/report/terminal.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using namespace std::chrono_literals;
using Names = std::vector<std::string>;

namespace {

// One job of an hour on the only accelerator, of a day.
Scenario one_job() {
    Scenario s = testing::one_site(1, 1h);
    testing::list_job(s, 0h);
    return s;
}

// The names that the law finds after `spoil` has changed the ledger.
template <class Spoil>
Names found_after(Spoil spoil) {
    Scenario const scenario = one_job();
    observe::Ledger ledger = testing::play(scenario);
    spoil(ledger);
    return report::figures_out_of_range(report::Facts{scenario, ledger});
}

}  // namespace

TEST_CASE("a figure that is not finite or not in its range breaks a law", "[unit][report]") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(found_after([](observe::Ledger&) {}).empty());
    // Of 24 accelerator hours there are: 25 held; -1 worked, which is below none and below a part of them.
    CHECK(found_after([](observe::Ledger& l) { l.sites[SiteId{0}].accelerator_hours_held = 25.0; }) ==
          Names{"allocation"});
    CHECK(found_after([](observe::Ledger& l) { l.sites[SiteId{0}].accelerator_hours_worked = -1.0; }) ==
          Names{"utilisation", "accelerator_hours_active"});
    CHECK(found_after([](observe::Ledger& l) { l.sites[SiteId{0}].carbon_market_kg = -1.0; }) ==
          Names{"carbon_kg_market"});
    CHECK(found_after([](observe::Ledger& l) { l.sites[SiteId{0}].energy.cost_cny = nan; }) ==
          Names{"cost_cny_energy", "cost_cny_total", "cost_cny_total_per_year"});
    // More than rounding can take: 1 kWh of IT energy and half of it at the facility.
    CHECK(found_after([](observe::Ledger& l) {
              l.sites[SiteId{0}].energy.facility_kwh = 0.5 * l.sites[SiteId{0}].energy.it_kwh;
          }) == Names{"energy_kwh_overhead", "pue_mean"});
}

TEST_CASE("a broken law of figures is in the results", "[unit][report]") {
    Scenario const scenario = one_job();
    observe::Ledger ledger = testing::play(scenario);
    ledger.sites[SiteId{0}].energy.cost_cny = std::numeric_limits<double>::infinity();
    report::Facts facts{scenario, ledger};
    facts.by_arithmetic = {{"requests_late", -1.0}, {"accelerator_hours_unmet", 2.0}};
    report::audit_figures(facts, ledger);
    CHECK(ledger.audit.back().residual == 4.0);
    CHECK_FALSE(ledger.audit.back().holds());
    auto const summary = nlohmann::json::parse(report::summary_json(facts));
    CHECK(summary["audit_figures_out_of_range"] == 4);
    CHECK(summary["absent"]["cost_cny_energy"] == "it is not a finite number");
    std::string const text = report::terminal_text(facts);
    CHECK(text.find("1 of ") != std::string::npos);
    CHECK(text.find("    static.requests_late\n") != std::string::npos);
}

TEST_CASE("energy is exact from one microwatt to all that a scenario may draw for a hundred years",
          "[unit][report]") {
    // 1000 GW = 1e9 kW over 36525 d = 876,600 h: 8.766e14 kWh.
    observe::PowerMeter all;
    all.change(SimTime{}, PowerFactors{}, 1'000'000'000'000'000'000);
    CHECK(all.totals_at(SimTime{longest_duration}, PowerFactors{}).it_kwh == Approx(8.766e14).epsilon(1e-15));
    // 1 uW over 1 h at a PUE of 1: 1e-9 kWh.
    observe::PowerMeter least;
    least.change(SimTime{}, PowerFactors{}, 1);
    PowerFactors const after_an_hour{3600.0, 0.0, 0.0};
    CHECK(least.totals_at(SimTime{std::chrono::hours{1}}, after_an_hour).it_kwh ==
          Approx(1e-9).epsilon(1e-15));
    CHECK(least.totals_at(SimTime{std::chrono::hours{1}}, after_an_hour).facility_kwh ==
          Approx(1e-9).epsilon(1e-15));
}

TEST_CASE("rounding takes no figure below the least that it can be", "[unit][report]") {
    observe::EnergyTotals energy;
    energy.it_kwh = 1.0;
    energy.facility_kwh = std::nextafter(1.0, 0.0);
    CHECK(energy.overhead_kwh() == 0.0);
    CHECK(energy.pue() == 1.0);
    energy.facility_kwh = 0.9;
    CHECK(energy.overhead_kwh() == Approx(-0.1));
    CHECK(energy.pue() == Approx(0.9));

    observe::ServiceTally tally;
    tally.requests = 1e9;
    tally.in_time = std::nextafter(1e9, 2e9);
    CHECK(tally.late() == 0.0);
    tally.rejected = tally.requests = tally.in_time;
    tally.in_time = 0.0;
    CHECK(tally.answered() == 0.0);
    tally.rejected = 2e9;
    CHECK(tally.answered() < 0.0);
}
