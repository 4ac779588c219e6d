// The schema that editors use against a validator of its own (python3-jsonschema), and the page of
// reference, beside what the reader says.
#include "sim/scenario/json_schema.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>

#include "sim/app/vocabulary.hpp"
#include "sim/scenario/composition_record.hpp"
#include "sim/scenario/layering.hpp"
#include "sim/scenario/reference_page.hpp"
#include "sim/scenario/scenario_input.hpp"
#include "sim/study/read_study.hpp"
#include "sim/study/study_keys.hpp"
#include "tests/support/process.hpp"
#include "tests/unit/sim/scenario/expected_problem.hpp"

using namespace meridian;
using namespace meridian::testing;

namespace {

constexpr int not_installed = 77;

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

// What the validator says of each file; nothing, and a warning, where it is not installed.
std::vector<std::string> validated(WrittenFiles const& folder, std::string const& text_of_schema,
                                   std::vector<std::string> const& files) {
    auto const schema = folder.write("schema.json", text_of_schema);
    auto const said = folder / "said";
    auto command =
        fmt::format("python3 -W ignore '{}' '{}'", source("tests/support/check_schema.py"), schema.string());
    for (auto const& file : files)
        command += fmt::format(" '{}'", file);
    int const status = std::system(fmt::format("{} >'{}' 2>&1", command, said.string()).c_str());
    auto const text = read_file(said.string());
    if (WIFEXITED(status) && WEXITSTATUS(status) == not_installed) {
        WARN("skipped, scripts/setup installs what is missing: " << text);
        return {};
    }
    INFO(text);
    REQUIRE(status == 0);
    REQUIRE(lines_of(text).size() == files.size());
    return lines_of(text);
}

std::vector<std::string> validated(WrittenFiles const& folder, Vocabulary const& vocabulary,
                                   std::vector<std::string> const& files) {
    return validated(folder, scenario::json_schema(vocabulary), files);
}

// Words of the problems that a schema must find too: they are about one value or one record.
constexpr std::array of_one_value{
    "no key '",          "is not a unit of", " measures ",        "has no unit",       "is not known here",
    "this is a list",    "has no 'node'",    "has no 'meridian'", "is missing",        "not a whole number",
    "parameter 'reech'", "no policy '",      "no discipline '",   "there is no value", "shapes",
    "is no home of data"};

bool is_of_one_value(std::string_view wrong) {
    return std::any_of(of_one_value.begin(), of_one_value.end(),
                       [&](auto const* words) { return wrong.find(words) != std::string_view::npos; });
}

// Visits the declarations of every record and counts their keys.
struct KeyCounter {
    std::multiset<std::string> keys;
    std::vector<std::string> lists;

    template <class... Rest>
    void required(std::string_view key, Rest const&... /*rest*/) {
        keys.emplace(key);
    }
    template <class... Rest>
    void optional(std::string_view key, Rest const&... /*rest*/) {
        keys.emplace(key);
    }
    template <class... Rest>
    void defaulted(std::string_view key, Rest const&... /*rest*/) {
        keys.emplace(key);
    }
    template <class Record>
    void group(std::string_view key, Record& inner, std::string_view /*doc*/) {
        keys.emplace(key);
        fields(*this, inner);
    }
    template <class Record>
    void records(std::string_view key, std::vector<Record>& /*list*/, std::string_view /*noun*/,
                 std::string_view /*doc*/) {
        keys.emplace(key);
        lists.emplace_back(key);
        Record record;
        fields(*this, record);
    }
};

std::multiset<std::string> declared_keys() {
    KeyCounter counter;
    scenario::ScenarioInput input;
    fields(counter, input);
    return counter.keys;
}

}  // namespace

TEST_CASE("every list of records may be a table", "[scenario][schema]") {
    KeyCounter counter;
    scenario::ScenarioInput input;
    fields(counter, input);
    for (std::string const& key : counter.lists) {
        CAPTURE(key);
        CHECK(scenario::is_record_list(key));
    }
    CHECK(counter.lists.size() == scenario::record_lists.size());
}

TEST_CASE("the schema accepts every shipped scenario", "[scenario][schema][many_runs]") {
    WrittenFiles const folder;
    std::vector<std::string> files;
    for (auto const& file : shipped_scenarios())
        files.push_back(file.string());
    REQUIRE(files.size() >= 10);
    auto const shipped = files;
    for (auto const& file : shipped) {  // and what each resolves to: the tables as lists of records
        auto const reading = scenario::read_scenario(file, {}, app::vocabulary());
        REQUIRE(reading.scenario.has_value());
        files.push_back(folder.write(fmt::format("{}.yaml", files.size()), resolved_yaml(reading.resolved)));
    }
    auto const said = validated(folder, app::vocabulary(), files);
    for (std::size_t i = 0; i < said.size(); ++i) {
        CAPTURE(files[i]);
        CHECK(said[i] == "fine");
    }
}

TEST_CASE("the schema accepts what the reader accepts", "[scenario][schema]") {
    WrittenFiles const folder;
    std::vector<std::string> files;
    for (auto const& [text, instead] : good_edits()) {
        files.push_back(folder.write(fmt::format("{}.yaml", files.size()), good_but(text, instead)));
        CAPTURE(instead);
        good(folder, read(files.back()));
    }
    files.push_back(folder.write("over.yaml", "include: 0.yaml\nhorizon: 3 d\n"));
    good(folder, read(files.back()));
    folder.write("good.yaml", good_scenario);
    files.push_back(folder.write("one.yaml",
                                 "include: good.yaml\npools: [{name: hub1/card, servers: 3}]\n"
                                 "sites: {remove: [], replace: false}\n"));
    good(folder, read(files.back()));
    auto const said = validated(folder, vocabulary(), files);
    for (std::size_t i = 0; i < said.size(); ++i) {
        CAPTURE(read_file(files[i]));
        CHECK(said[i] == "fine");
    }
}

TEST_CASE("the schema refuses what is wrong with one value, as the reader does", "[scenario][schema]") {
    WrittenFiles const folder;
    std::vector<std::string> files;
    std::vector<std::string> reasons;
    for (auto const& [text, instead, expected] : bad_edits()) {
        // A schema knows no pattern for whole numbers of a base unit.
        if (!is_of_one_value(expected.wrong) ||
            expected.wrong.find("whole number of ") != std::string_view::npos)
            continue;
        files.push_back(folder.write(fmt::format("{}.yaml", files.size()), good_but(text, instead)));
        reasons.emplace_back(expected.wrong);
    }
    REQUIRE(files.size() >= 20);
    auto const said = validated(folder, vocabulary(), files);
    for (std::size_t i = 0; i < said.size(); ++i) {
        CAPTURE(reasons[i]);
        CHECK_THAT(said[i], Catch::StartsWith("wrong: "));
    }
}

TEST_CASE("the schema of studies accepts every shipped study and refuses what is wrong",
          "[scenario][schema]") {
    WrittenFiles const folder;
    std::vector<std::string> files;
    for (auto const& entry : std::filesystem::recursive_directory_iterator{source("scenarios")}) {
        bool const is_yaml = entry.path().extension() == ".yaml";
        if (is_yaml && study::is_study(entry.path())) files.push_back(entry.path().string());
    }
    std::ranges::sort(files);
    REQUIRE(files.size() >= 9);
    auto const good_ones = files.size();
    std::string const text =
        "study: 1\nname: own\nscenario: s.yaml\naxes: [{name: layout, layouts: [a.yaml]}]\n";
    files.push_back(folder.write("good.yaml", text).string());
    for (std::string const line :
         {"replication: 3\n", "replications: many\n", "confidence: 5 kW\n", "until: {half_width: 1 %}\n",
          "design: {name: gird}\n", "rules: {records: []}\n"})
        files.push_back(folder.write(fmt::format("bad{}.yaml", files.size()), text + line).string());
    auto const said = validated(folder, study::study_schema(app::vocabulary()), files);
    for (std::size_t i = 0; i < said.size(); ++i) {
        CAPTURE(files[i]);
        if (i <= good_ones) CHECK(said[i] == "fine");
        if (i > good_ones) CHECK_THAT(said[i], Catch::StartsWith("wrong: "));
    }
}

TEST_CASE("both schemas have an example of nearly every key, which they accept", "[scenario][schema]") {
    WrittenFiles const folder;
    for (auto const& text :
         {scenario::json_schema(app::vocabulary()), study::study_schema(app::vocabulary())}) {
        auto const said = validated(folder, text, {"--examples"});  // one line: their number
        if (said.empty()) return;
        CHECK(std::stoi(said.front()) > 60);
    }
}

TEST_CASE("the schema says in plain words what a key is, and its default", "[scenario][schema]") {
    auto const schema = nlohmann::json::parse(scenario::json_schema(vocabulary()));
    CHECK(schema["$schema"] == "http://json-schema.org/draft-07/schema#");
    CHECK(schema["additionalProperties"] == false);
    auto const& site = schema["properties"]["sites"]["anyOf"][0]["items"];
    CHECK(site["additionalProperties"] == false);
    CHECK(schema["then"]["properties"]["sites"]["items"]["required"] ==
          nlohmann::json{"name", "node", "tariff", "grid", "cooling"});
    CHECK(site["properties"]["power_limit"]["examples"] == nlohmann::json{"20 MW"});
    CHECK(site["properties"]["power_limit"]["patternErrorMessage"] ==
          "power_limit: write power, more than 0 and at most 1,000 GW; in W, kW, MW, GW, such as 20 MW");
    CHECK(site["properties"]["power_limit"]["description"] ==
          "of IT power; without: none (power, more than 0 and at most 1,000 GW; in W, kW, MW, GW)");
    CHECK(schema["properties"]["timeseries_bin"]["default"] == "1 h");
    CHECK(schema["properties"]["sensing"]["properties"]["optimistic"]["default"] == true);
    auto const& fcfs = schema["definitions"]["discipline"]["anyOf"][0];
    CHECK(fcfs == nlohmann::json{{"const", "fcfs"}, {"description", "in the order of arrival"}});
}

TEST_CASE("every number of the schema and of the reference page has a lowest and a highest value",
          "[scenario][schema]") {
    auto const schema = nlohmann::json::parse(scenario::json_schema(app::vocabulary())).flatten();
    std::size_t numbers = 0;
    for (auto const& [path, value] : schema.items()) {
        if (!path.ends_with("/type") || (value != "number" && value != "integer")) continue;
        auto const of = path.substr(0, path.size() - 5);
        CAPTURE(of);
        CHECK((schema.contains(of + "/minimum") || schema.contains(of + "/exclusiveMinimum")));
        CHECK(schema.contains(of + "/maximum"));
        ++numbers;
    }
    CHECK(numbers > 100);
    for (auto const& line : lines_of(scenario::reference_page(app::vocabulary()))) {
        if (!line.starts_with("| `") || line.find("; in ") == std::string::npos) continue;
        CAPTURE(line);
        bool const has_range =
            line.find("at most") != std::string::npos || line.find("from ") != std::string::npos ||
            line.find("between ") != std::string::npos || line.find("less than 100 %") != std::string::npos;
        CHECK(has_range);
    }
}

TEST_CASE("the reference page has a row for every key, parameter and unit", "[scenario][schema]") {
    auto const page = scenario::reference_page(vocabulary());
    std::multiset<std::string> rows;
    for (auto const& line : lines_of(page)) {
        if (line.starts_with("| `")) rows.insert(line.substr(3, line.find('`', 3) - 3));
    }
    auto expected = declared_keys();
    REQUIRE(expected.size() > 120);
    KeyCounter own_policies;
    scenario::PluginDraft plugin;
    fields(own_policies, plugin);
    scenario::CompositionDraft composition;
    fields(own_policies, composition);
    scenario::JudgeDraft judge;
    fields(own_policies, judge);
    expected.insert(own_policies.keys.begin(), own_policies.keys.end());
    expected.insert({"constant", "uniform", "exponential", "lognormal", "pareto", "choice"});
    expected.insert({"reach", "spare", "by"});
    CHECK(rows == expected);
    for (auto const* const text :
         {"| `reach` | duration from 0 s to 1 s;", "### `nearest_user`", "| data rate | bit/s, kbit/s,",
          "| `warmup` | duration, 0 or more and at most 36,525 d; in ns, us, ms, s, min, h, d, week | `0 s` "
          "|"}) {
        CHECK_THAT(page, Catch::Contains(text));
    }
}
