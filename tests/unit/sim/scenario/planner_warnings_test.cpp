// What a planner is to know before a run: each warning where it is due, by hand, and not where it is not.
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "sim/app/vocabulary.hpp"
#include "tests/unit/sim/scenario/expected_problem.hpp"

using namespace meridian;
using namespace meridian::testing;

namespace {

void replace(std::string& text, std::string_view from, std::string_view to) {
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
}

// The good scenario with little work.
std::string calm() {
    std::string text{good_scenario};
    replace(text, "rate: 10 /h", "rate: 10 /d");
    return text;
}

// The one warning; empty: there is none. Its text is in both languages, and runs keep it for reports.
std::string warned(WrittenFiles const& folder, std::string const& text) {
    auto const reading = scenario::read_scenario(folder.write("s.yaml", text), {}, app::vocabulary());
    CAPTURE(text);
    good(folder, reading);
    if (reading.warnings.empty()) {
        CHECK(reading.planner.empty());
        return {};
    }
    for (auto const& one : reading.warnings)
        UNSCOPED_INFO(words(one));
    CHECK(reading.warnings.size() == 1);
    REQUIRE(reading.planner.size() == 1);
    CHECK(reading.planner.front().text.en == reading.warnings.front().wrong);
    CHECK_FALSE(reading.planner.front().text.zh.empty());
    return reading.warnings.front().wrong + " fix: " + reading.warnings.front().fix;
}

// A service of the good scenario's region; its card reads 1,000 tokens a second and writes 20 in a slot.
std::string with_service(std::string_view keys) {
    std::string text = calm();
    replace(text, "efficiency: {training: 0.4}", "efficiency: {training: 0.4, inference: 0.4}");
    return text +
           fmt::format(
               "services:\n  - {{name: chat, requests: {{rate: 60 /h, by: gdp}}, prefill: 1000 /s, decode: "
               "20 /s, {}}}\n",
               keys);
}

}  // namespace

TEST_CASE("a service whose own work exceeds its objective is a warning", "[scenario][warnings][planner]") {
    WrittenFiles const folder;
    // 2,000 tokens are read in 2 s; the 200 of the answer are written in 10 s.
    std::string_view const sizes{"tokens_in: 2000, tokens_out: 200, slots: 8"};
    auto const asks = [&](std::string_view more) {
        return warned(folder, with_service(fmt::format("{}, {}", sizes, more)));
    };
    CHECK(asks("objective: 2.1 s").empty());
    CHECK_THAT(
        asks("objective: 1 s"),
        Catch::Contains("at least 100 % of the requests of the service 'chat' exceed its objective of 1 s") &&
            Catch::Contains("reading 2 s") && Catch::Contains("fix: write an 'objective' of 2.01 s or more"));
    CHECK(asks("objective: 12.1 s, until: last_token").empty());
    CHECK_THAT(
        asks("objective: 11 s, until: last_token"),
        Catch::Contains("reading 2 s, writing 10 s") && Catch::Contains("'objective' of 12.1 s or more"));
    // Lognormal sizes with median 2,000 and sigma 1: 4 s are exceeded by P(z > ln 2) = 24.4 % of the requests. That is
    // more than a target of 90 % allows, and less than one of 75 %.
    std::string_view const random{
        "tokens_in: {lognormal: {median: 2000, sigma: 1}}, tokens_out: 200, slots: 8, objective: 4 s"};
    CHECK_THAT(warned(folder, with_service(fmt::format("{}, target: 90 %", random))),
               Catch::Contains("at least 24 % of the requests"));
    CHECK(warned(folder, with_service(fmt::format("{}, target: 75 %", random))).empty());
    // The fastest card that takes the service decides: one of twice the speed reads them in 1 s.
    auto fast = with_service(fmt::format("{}, objective: 1.1 s", sizes));
    replace(fast, "tariffs:",
            "  - {name: quick, stack: cann, fp16_dense: 200 TFLOPS, efficiency: {training: 0.4, inference: "
            "0.4},\n"
            "     idle_power: 100 W, busy_power: 500 W}\nreference: card\ntariffs:");
    replace(fast, "regions:", "  - {site: hub1, accelerator: quick, servers: 2, width: 8}\nregions:");
    CHECK(warned(folder, fast).empty());
}

TEST_CASE("regions too far for the objective of a service are a warning", "[scenario][warnings][planner]") {
    WrittenFiles const folder;
    // 1 token is read in 1 ms. One way from Tianjin: 1 ms of access, 2,000 km at 5 us/km and a router of 0.1 ms make 11.1
    // ms, so 22.2 ms there and back; from Beijing, where the site is, 2 ms.
    auto text = with_service("tokens_in: 1, tokens_out: 20, slots: 8, objective: 22 ms");
    replace(text, "horizon: 1 d", "horizon: 1 d\nfibre_delay: 5 us/km\nrouter_delay: 0.1 ms");
    replace(text, "length: 148 km", "length: 2000 km");
    replace(text, "masses: {gdp: 16737}}",
            "masses: {gdp: 3}, access_delay: 1 ms}\n"
            "  - {name: Beijing, node: beijing, masses: {gdp: 1}, access_delay: 1 ms}");
    CHECK_THAT(
        warned(folder, text),
        Catch::Contains("from 1 of 2 regions, with 75 % of its requests, the service 'chat' cannot "
                        "meet its objective of 22 ms") &&
            Catch::Contains("are 22.2 ms or more, and its own work leaves 21 ms (Tianjin)") &&
            Catch::Contains("fix: add accelerators nearer to them, or write an 'objective' of 23.2 ms"));
    auto enough = text;
    replace(enough, "objective: 22 ms", "objective: 23.2 ms");
    CHECK(warned(folder, enough).empty());
    // A site near by that takes the service ends it.
    replace(text, "pools:\n",
            "  - {name: near, node: tianjin, tariff: flat, grid: coal, cooling: hall}\n"
            "pools:\n  - {site: near, accelerator: card, servers: 1, width: 8}\n");
    CHECK(warned(folder, text).empty());
}

TEST_CASE("slots that nobody has written are a warning where they decide", "[scenario][warnings][planner]") {
    WrittenFiles const folder;
    std::string_view const sizes{"tokens_in: 2000, tokens_out: 200, objective: 2.1 s"};
    CHECK_THAT(warned(folder, with_service(sizes)),
               Catch::Contains("each replica of the service 'chat' works on one request at a time") &&
                   Catch::Contains("fix: add 'slots: 16'"));
    CHECK(warned(folder, with_service(fmt::format("{}, slots: 1", sizes))).empty());
    // Frames of video are answered one by one.
    auto frames = with_service(sizes);
    replace(frames, "decode: 20 /s, ", "");
    replace(frames, "tokens_out: 200, ", "");
    CHECK(warned(folder, frames).empty());
}

TEST_CASE("demand above what there is is a warning, by class and place", "[scenario][warnings][planner]") {
    WrittenFiles const folder;
    // 10 jobs of 2 h an hour for a day are 480 accelerator-hours; 16 accelerators have 384.
    CHECK_THAT(warned(folder, std::string{good_scenario}),
               Catch::Contains("demand above supply: 'batch' asks for 480 accelerator-hours") &&
                   Catch::Contains("the 16 accelerators that take it give 384 at most") &&
                   Catch::Contains("lower its arrivals to 80 % of what they are"));
    CHECK(warned(folder, good_but("rate: 10 /h", "rate: 8 /h")).empty());  // just as many
    // Two classes that each find room and together do not.
    auto both = good_but("rate: 10 /h", "rate: 6 /h");
    both += "  - {name: more, kind: training, arrivals: {rate: 3 /h, by: gdp}, runtime: 2 h}\n";
    CHECK_THAT(warned(folder, both), Catch::Contains("'batch', 'more' ask for 432"));
    // A request holds 1 of 8 slots for 12 s: 3,840 a second are 5,760 busy replicas of one card.
    auto many = with_service("tokens_in: 2000, tokens_out: 200, slots: 8, objective: 2.1 s");
    replace(many, "rate: 60 /h", "rate: 3840 /s");
    CHECK_THAT(warned(folder, many), Catch::Contains("demand above supply") && Catch::Contains("'chat'"));
    // Data that may not leave a province without accelerators.
    auto stays = calm();
    replace(stays, "{name: beijing,", "{name: beijing, province: Beijing,");
    replace(stays, "{name: tianjin,", "{name: tianjin, province: Tianjin,");
    replace(stays, "runtime: 2 h}", "runtime: 2 h, residency: {within: province}}");
    CHECK_THAT(
        warned(folder, stays),
        Catch::Contains("100 % of the work of 'batch' that may not leave its place can only be rejected; "
                        "1 place has no accelerator that takes it (Tianjin)"));
    replace(stays, "province: Tianjin", "province: Beijing");  // where the site is
    CHECK(warned(folder, stays).empty());
}

TEST_CASE("warnings for planners name work, places and links as reports do",
          "[scenario][warnings][planner]") {
    WrittenFiles const folder;
    auto text = calm();
    replace(text, "{name: beijing,", "{name: beijing, province: Beijing,");
    replace(text, "{name: tianjin,",
            "{name: tianjin, province: Tianjin, display_name: Tianjin city, name_zh: 天津市,");
    replace(text, "{name: batch,", "{name: batch, display_name: Offline batch, name_zh: 离线批处理,");
    replace(text, "{name: Tianjin,", "{name: Tianjin, name_zh: 天津,");
    auto const planner = [&](std::string const& within) {
        auto stays = text;
        replace(stays, "runtime: 2 h}", "runtime: 2 h, residency: {within: " + within + "}}");
        auto const reading = scenario::read_scenario(folder.write("s.yaml", stays), {}, app::vocabulary());
        REQUIRE(reading.planner.size() == 1);
        return reading.planner.front().text;
    };
    // A province has the names of the region that is called after it.
    CHECK_THAT(planner("province").en, Catch::Contains("'Offline batch'") && Catch::EndsWith("(Tianjin)"));
    CHECK_THAT(planner("province").zh, Catch::Contains("“离线批处理”") && Catch::EndsWith("（天津）"));
    CHECK_THAT(planner("city").en, Catch::EndsWith("(Tianjin city)"));
    CHECK_THAT(planner("city").zh, Catch::EndsWith("（天津市）"));
}

TEST_CASE("sites without power are a warning with their share", "[scenario][warnings][planner]") {
    WrittenFiles const folder;
    auto text = calm();
    replace(text, "pools:\n",
            "  - {name: hub2, node: tianjin, tariff: flat, grid: coal, cooling: hall, energised: "
            "2026-01-01T00:00:00+08:00}\n"
            "pools:\n  - {site: hub2, accelerator: card, servers: 6, width: 8}\n");
    // 48 of 64 accelerators.
    CHECK_THAT(warned(folder, text),
               Catch::Contains("1 of 2 sites, with 75 % of the accelerators, have no power when "
                               "the run starts and take no part (hub2)"));
    replace(text, "2026-01-01", "2025-01-06");  // the hour at which the run starts
    CHECK(warned(folder, text).empty());
    replace(text, "energised: 2025-01-06T00", "energised: 2025-01-06T01");
    CHECK_THAT(warned(folder, text), Catch::Contains("though 1 of them get it within the run"));
}

TEST_CASE("accelerators beyond the power limit of their site are a warning, and are no supply",
          "[scenario][warnings][planner]") {
    WrittenFiles const folder;
    // 16 accelerators: idle 1.6 kW, busy 8 kW. Of 6 kW are 4.4 kW left for work of 400 W each: 11 of them.
    auto text = calm();
    replace(text, "cooling: hall}", "cooling: hall, power_limit: 6 kW}");
    CHECK_THAT(
        warned(folder, text),
        Catch::Contains("5 accelerators, 31.2 % of all, can never work while the others of their sites "
                        "do: at 1 of 1 sites all accelerators together draw more") &&
            Catch::Contains("(hub1)"));
    auto enough = text;
    replace(enough, "power_limit: 6 kW", "power_limit: 8 kW");
    CHECK(warned(folder, enough).empty());
    // 8 jobs of 2 h an hour for a day are 384 accelerator-hours, as many as 16 accelerators have; 11 have 264.
    auto full = good_but("rate: 10 /h", "rate: 8 /h");
    replace(full, "cooling: hall}", "cooling: hall, power_limit: 6 kW}");
    auto const reading = scenario::read_scenario(folder.write("full.yaml", full), {}, app::vocabulary());
    good(folder, reading);
    REQUIRE(reading.planner.size() == 2);
    CHECK_THAT(reading.planner[1].text.en,
               Catch::Contains("'batch' asks for 384 accelerator-hours") &&
                   Catch::Contains("the 16 accelerators that take it, 5 of them beyond the power limits, "
                                   "give 264 at most"));
    // Of two models the one with the most speed for its power works first: the new cards do twice the work for 200 W.
    replace(full, "tariffs:",
            "  - {name: quick, stack: cann, fp16_dense: 200 TFLOPS, efficiency: {training: 0.4},\n"
            "     idle_power: 100 W, busy_power: 300 W}\nreference: card\ntariffs:");
    replace(full, "regions:", "  - {site: hub1, accelerator: quick, servers: 1, width: 8}\nregions:");
    // 24 idle draw 2.4 kW; of 3.6 kW the 8 new ones take 1.6 and the old ones 2.0: 5 of them. 24 h x (8 x 2 + 5) = 504.
    replace(full, "rate: 8 /h", "rate: 11 /h");  // 528
    auto const both = scenario::read_scenario(folder.write("both.yaml", full), {}, app::vocabulary());
    good(folder, both);
    REQUIRE(both.planner.size() == 2);
    CHECK_THAT(both.planner[1].text.en,
               Catch::Contains("11 of them beyond the power limits, give 504 at most"));
}

TEST_CASE("growth that changes nothing is a warning", "[scenario][warnings][planner]") {
    WrittenFiles const folder;
    auto const service = with_service("tokens_in: 2000, tokens_out: 200, slots: 8, objective: 2.1 s");
    auto const future = [&](std::string const& to, std::string_view keys) {
        return warned(folder, to + fmt::format("future: {{{}}}\n", keys));
    };
    CHECK_THAT(future(service, "tokens_per_year: 3"), Catch::Contains("it is 0 years away"));
    CHECK_THAT(future(service, "years: 2"), Catch::Contains("the 2 years of 'future' have no effect"));
    CHECK_THAT(future(calm(), "years: 2, tokens_per_year: 3"), Catch::Contains("it grows from zero"));
    CHECK(future(service, "years: 2, tokens_per_year: 3").empty());
    CHECK(future(service, "tokens_per_year: 3, source: S1").empty());  // figures that are kept for later
    CHECK(future(calm(), "scale: {batch: 1.5}").empty());
    auto listed = calm();
    replace(listed, "arrivals: {rate: 10 /d, by: gdp}, runtime: 2 h}",
            "runtime: 2 h}\njobs: [{class: batch, origin: Tianjin, at: 1 h}]");
    CHECK_THAT(future(listed, "scale: {batch: 1.5}"),
               Catch::Contains("the growth of the class 'batch' has no effect"));
}

TEST_CASE("prices that change nothing are a warning", "[scenario][warnings][planner]") {
    WrittenFiles const folder;
    auto const carbon = [&](std::string_view grid) {
        auto text = calm();
        replace(text, "horizon: 1 d", "horizon: 1 d\ncarbon_price: 80 CNY/t");
        replace(text, "carbon: 0.6 kg/kWh", grid);
        return warned(folder, text);
    };
    CHECK(carbon("carbon: 0.6 kg/kWh").empty());
    CHECK_THAT(carbon("carbon: 0 kg/kWh"), Catch::Contains("the carbon price has no effect"));
    CHECK_THAT(carbon("carbon: 0.6 kg/kWh, green_share: 100 %"),
               Catch::Contains("the carbon price has no effect"));
    auto const hours = [&](std::string_view keys) {
        auto text = calm();
        replace(text, "tariffs: [{name: flat,",
                fmt::format(
                    "tou: [{{name: day, hours: valley x8 flat x16}}]\ntariffs: [{{name: flat, tou: day{},",
                    keys));
        return warned(folder, text);
    };
    CHECK_THAT(hours(", valley: 1"),
               Catch::Contains("the hours of the tariff 'flat' have no effect: all of them have one price"));
    CHECK(hours(", valley: 0.5").empty());
}

TEST_CASE("links to nowhere are a warning", "[scenario][warnings][planner]") {
    WrittenFiles const folder;
    auto text = calm();
    replace(text, "horizon: 1 d", "horizon: 1 d\nroute_factor: 1.4");
    replace(text, "links:\n",
            "  - {name: lhasa, latitude: 29.6, longitude: 91.1}\n  - {name: xining, latitude: 36.6, "
            "longitude: 101.8}\nlinks:\n"
            "  - {a: xining, b: lhasa, capacity: 400 Gbit/s}\n  - {a: beijing, b: xining, "
            "capacity: 400 "
            "Gbit/s}\n");
    // First the end at Lhasa, and then, as nothing is left behind it, the one at Xining.
    CHECK_THAT(warned(folder, text), Catch::Contains("2 of 3 links can carry nothing") &&
                                         Catch::Contains("(xining – lhasa, beijing – xining)"));
    replace(text, "regions:", "regions:\n  - {name: Tibet, node: lhasa, masses: {gdp: 3000}}");
    CHECK(warned(folder, text).empty());
}

TEST_CASE("a rule that every run keeps is a warning", "[scenario][warnings][planner]") {
    WrittenFiles const folder;
    auto const rule = [&](std::string_view limit) {
        return warned(folder,
                      calm() + fmt::format("rules: [{{name: served, measure: green_share, {}}}]\n", limit));
    };
    CHECK_THAT(rule("at_least: 0 %"), Catch::Contains("the rule 'served' has no effect"));
    CHECK(rule("at_least: 90 %").empty());
}

TEST_CASE("wide training without checkpoints on cards that fail is a warning",
          "[scenario][warnings][planner]") {
    WrittenFiles const folder;
    auto const training = [&](std::string_view keys) {
        auto text = calm();
        replace(text, "busy_power: 500 W}", "busy_power: 500 W, mtbf: 43800 h}");
        replace(text, "servers: 2", "servers: 800");
        replace(text, "runtime: 2 h}", fmt::format("accelerators: 64, runtime: {}}}", keys));
        return warned(folder, text);
    };
    CHECK_THAT(training("48 h"), Catch::Contains("jobs of the class 'batch' begin again whenever"));
    CHECK(training("48 h, checkpoint: 1 h").empty());
    CHECK(training("48 h, checkpoint: 0 s").empty());  // said on purpose
    CHECK(training("2 h").empty());
}
