// Examples and usual ranges of keys: every example is right, and a value far from what is usual is a warning.
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "models/units/split.hpp"
#include "sim/scenario/key_aliases.hpp"
#include "sim/scenario/key_docs.hpp"
#include "sim/scenario/time_zones.hpp"
#include "sim/study/study_keys.hpp"
#include "tests/unit/sim/scenario/expected_problem.hpp"

using namespace meridian;
using namespace meridian::testing;
using scenario::Draft;

namespace {

// Reads the example of every key as a value of it.
struct ExampleReader {
    int read{0}, with_range{0};

    template <class Target, class Kind>
    void check(std::string_view key, Target& /*target*/, Kind const& kind, std::string_view /*doc*/) {
        if constexpr (!std::is_same_v<Kind, scenario::Reference>) {
            CAPTURE(key, kind.example());
            if (kind.example().find('[') == 0 || kind.example().find('{') == 0) return;  // no plain value
            Draft const draft = Draft::scalar({}, kind.example());
            scenario::Problems problems, warnings;
            scenario::Subject const subject{&problems, key, nullptr, "record", 0, &warnings};
            typename Kind::Value value{};
            CHECK(kind.read(draft, value, subject));
            CHECK(problems.none());
            CHECK(warnings.none());
            ++read;
            if constexpr (requires { kind.typical.low; }) check_range(key, kind, subject, warnings);
        }
    }
    template <class Kind>
    void check_range(std::string_view key, Kind const& kind, scenario::Subject const& subject,
                     scenario::Problems const& warnings) {
        if (!kind.typical.has_range()) return;
        ++with_range;
        for (std::string_view const end : {kind.typical.low, kind.typical.high}) {
            CAPTURE(key, end);
            typename Kind::Value value{};
            CHECK(kind.read(Draft::scalar({}, std::string{end}), value, subject));
            CHECK(warnings.none());
        }
    }
    template <class Target, class Kind>
    void required(std::string_view key, Target& target, Kind const& kind, std::string_view doc) {
        check(key, target, kind, doc);
    }
    template <class Target, class Kind>
    void optional(std::string_view key, Target& target, Kind const& kind, std::string_view doc) {
        check(key, target, kind, doc);
    }
    template <class Target, class Kind>
    void defaulted(std::string_view key, Target& target, Kind const& kind, std::string_view text,
                   std::string_view doc) {
        check(key, target, kind, doc);
        if constexpr (requires { kind.typical.low; }) {  // a default is never unusual
            scenario::Problems problems, warnings;
            typename Kind::Value value{};
            CAPTURE(key, text);
            static_cast<void>(kind.read(Draft::scalar({}, std::string{text}), value,
                                        {&problems, key, nullptr, "record", 0, &warnings}));
            CHECK(problems.none());
            CHECK(warnings.none());
        }
    }
    template <class Record>
    void group(std::string_view /*key*/, Record& inner, std::string_view /*doc*/) {
        fields(*this, inner);
    }
    template <class Record>
    void records(std::string_view /*key*/, std::vector<Record>& /*list*/, std::string_view /*noun*/,
                 std::string_view /*doc*/) {
        Record record;
        fields(*this, record);
    }
};

std::string only_fix(WrittenFiles const& folder, std::string_view text, std::string_view instead) {
    auto const reading = read(folder.write("s.yaml", good_but(text, instead)));
    CAPTURE(instead);
    REQUIRE(reading.problems.size() == 1);
    return reading.problems.front().fix;
}

}  // namespace

TEST_CASE("the example of every key, the ends of its usual range and its default are right",
          "[unit][usual]") {
    ExampleReader reader;
    scenario::ScenarioInput input;
    fields(reader, input);
    CHECK(reader.read > 150);
    CHECK(reader.with_range > 60);
}

TEST_CASE("a value outside of what is usual is a warning that says how far", "[unit][usual]") {
    WrittenFiles const folder;
    std::string text =
        good_but("classes:",
                 "services: [{name: chat, requests: {rate: 1 /s}, prefill: 2 /s, objective: 2 s}]\nclasses:");
    text.insert(text.find("training: 0.4"), "inference: 0.5, ");
    auto const reading = read(folder.write("s.yaml", text));
    std::string warnings;
    for (auto const& one : reading.warnings)
        warnings += one.wrong + " | " + one.fix + "\n";
    // The lower end is 10 /s.
    REQUIRE(reading.scenario);
    CHECK_THAT(warnings,
               Catch::Contains("prefill of the service 'chat': 2 /s is 5 times below the usual 10 /s "
                               "to 1,000,000 /s | check the value and its unit; typical is 2000 /s"));
    auto const power = read(folder.write("s.yaml", good_but("busy_power: 500 W", "busy_power: 500 kW")));
    REQUIRE(power.scenario);
    REQUIRE_FALSE(power.warnings.empty());
    CHECK(power.warnings.front().wrong ==
          "busy_power of the accelerator 'card': 500 kW is 25 times above the usual 1 W to 20 kW");
    CHECK(power.warnings.front().where.line == 7);
}

TEST_CASE("the fix of a value has the unit that is typical of its key", "[unit][usual]") {
    WrittenFiles const folder;
    CHECK(only_fix(folder, "busy_power: 500 W", "busy_power: 500") == "write a unit, for example 500 W");
    CHECK(only_fix(folder, "price: 0.6 CNY/kWh", "price: 0.6") == "write a unit, for example 0.6 CNY/kWh");
    CHECK(only_fix(folder, "capacity: 400 Gbit/s", "capacity: 400") ==
          "write a unit, for example 400 Gbit/s");
    CHECK(only_fix(folder, "runtime: 2 h", "runtime: 7200") == "write a unit, for example 7200 h");
    // 40,000 MW is no usual limit of a site.
    CHECK(only_fix(folder, "cooling: hall}\npools", "cooling: hall, power_limit: 40000}\npools") ==
          "write it with its unit, such as 20 MW");
    CHECK(only_fix(folder, "price: 0.6 CNY/kWh", "price: 0.6 元/kWh") == "write 0.6 CNY/kWh");
    CHECK(only_fix(folder, "price: 0.6 CNY/kWh", "price: 0.6 yuan/kWh") == "write 0.6 CNY/kWh");
    CHECK(only_fix(folder, "price: 0.6 CNY/kWh", "price: 0.6 元/度") == "write 0.6 CNY/kWh");
    CHECK(only_fix(folder, "busy_power: 500 W", "busy_power: 500 W, price: 20 万元") == "write 200000 CNY");
    CHECK(only_fix(folder, "price: 0.6 CNY/kWh", "price: 0.6 CNY") ==
          "write a unit, for example 0.6 CNY/kWh");
    CHECK(only_fix(folder, "horizon: 1 d", "horizon: 1 day") == "write 1 d");
    CHECK(only_fix(folder, "2025-01-06T00:00:00+08:00", "2025-01-06") ==
          "write 2025-01-06T00:00:00+08:00, or another offset from UTC");
    CHECK(only_fix(folder, "2025-01-06T00:00:00+08:00", "2025-01-06 08:00") ==
          "write 2025-01-06T08:00:00+08:00, or another offset from UTC");
    CHECK(only_fix(folder, "busy_power: 500 W", "busy_power: 500 W, price: 200000 RMB") ==
          "write 200000 CNY");
}

TEST_CASE("products are never guessed by their letters", "[unit][usual]") {
    WrittenFiles const folder;
    CHECK(only_fix(folder, "accelerator: card", "accelerator: carb") ==
          "the names under 'accelerators' are: card");
    CHECK(only_fix(folder, "accelerator: card", "accelerator: Card") == "write 'card'");
}

TEST_CASE("every alias stands for a key of its record and is none itself", "[unit][usual]") {
    auto docs = scenario::scenario_keys();
    auto const studies = study::study_keys();
    docs.insert(docs.end(), studies.begin(), studies.end());
    auto const has = [&](std::string_view record, std::string_view key) {
        for (auto const& doc : docs) {
            if (doc.record == record && doc.key() == key) return true;
        }
        return false;
    };
    for (auto const& alias : scenario::key_aliases()) {
        CAPTURE(alias.record, alias.alias, alias.key);
        for (std::string_view const key : split(alias.key, ' '))
            CHECK((key.empty() || has(alias.record, key)));
        CHECK_FALSE(has(alias.record, alias.alias));
        CHECK((!alias.key.empty() || !alias.fix.empty()));
        CHECK(scenario::find_alias(alias.record, alias.alias) == &alias);
    }
    CHECK(scenario::find_alias("node", "Lat")->key == "latitude");
    CHECK(scenario::find_alias("site", "lat") == nullptr);
}

TEST_CASE("a time zone is known by its country, city or offset", "[unit][usual]") {
    CHECK(scenario::time_zone_of("Beijing") == "Asia/Shanghai");
    CHECK(scenario::time_zone_of("China") == "Asia/Shanghai");
    CHECK(scenario::time_zone_of("shanghai") == "Asia/Shanghai");
    CHECK(scenario::time_zone_of("Asia/Beijing") == "Asia/Shanghai");
    CHECK(scenario::time_zone_of("UTC+8") == "Asia/Shanghai");
    CHECK(scenario::time_zone_of("+09:00") == "Etc/GMT-9");
    CHECK(scenario::time_zone_of("Germany") == "Europe/Berlin");
    CHECK(scenario::time_zone_of("new york") == "America/New_York");
    CHECK(scenario::time_zone_of("Atlantis").empty());
    WrittenFiles const folder;
    CHECK(only_fix(folder, "horizon: 1 d", "horizon: 1 d\ntimezone: Beijing") == "write 'Asia/Shanghai'");
}
