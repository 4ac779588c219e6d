// Results that moved: a run's files against those in tests/golden/expected. Every figure that an expected file has must
// be there, to the last byte; figures and columns that are new move nothing. If results are meant to move,
// scripts/accept-golden rewrites them.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/csv_reader.hpp"
#include "tests/support/process.hpp"

namespace meridian::testing {
namespace {

namespace fs = std::filesystem;

std::set<std::string> names_in(fs::path const& folder) {
    std::set<std::string> names;
    for (auto const& entry : fs::directory_iterator{folder})
        names.insert(entry.path().filename().string());
    return names;
}

// Scenario files, by the name of their folder below expected/.
std::vector<fs::path> scenarios() {
    std::vector<fs::path> files;
    for (char const* const folder : {"scenarios/tiny", "tests/golden"}) {
        for (auto const& entry : fs::directory_iterator{source(folder)}) {
            if (entry.path().extension() == ".yaml") files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    if (text.empty() || text.back() != '\n') lines.emplace_back("(no newline at the end of the file)");
    return lines;
}

// Empty if the texts are equal, else the first line in which they differ.
std::string first_difference(std::string const& file, std::string const& expected, std::string const& got) {
    if (expected == got) return {};
    std::vector<std::string> const was = lines_of(expected);
    std::vector<std::string> const is = lines_of(got);
    std::size_t n = 0;
    while (n < was.size() && n < is.size() && was[n] == is[n])
        ++n;
    return file + ", line " + std::to_string(n + 1) +
           "\n  expected: " + (n < was.size() ? was[n] : "(end of the file)") +
           "\n  got:      " + (n < is.size() ? is[n] : "(end of the file)") +
           "\n  if this is meant: scripts/accept-golden\n";
}

// The columns of a table that another one has: as the other's text, but for columns that it lacks.
std::string columns_of(std::string const& text, std::string const& other) {
    auto const rows = csv_rows(text, CsvQuotes::kept);
    auto const wanted = csv_rows(other, CsvQuotes::kept);
    auto const& head = rows.at(0);
    std::map<std::string, std::size_t> places;
    for (std::size_t c = 0; c < head.size(); ++c)
        places.emplace(head[c], c);
    std::vector<std::size_t> chosen;
    for (std::string const& column : wanted.at(0)) {
        if (places.contains(column)) chosen.push_back(places.at(column));
    }
    std::string out;
    for (auto const& cells : rows) {
        for (std::size_t i = 0; i < chosen.size(); ++i)
            out += (i > 0 ? "," : "") + (chosen[i] < cells.size() ? cells[chosen[i]] : "(no cell)");
        out += '\n';
    }
    return text.ends_with('\n') ? out : out + "(no newline at the end of the file)\n";
}

// The keys of an object that another one has, all the way down.
nlohmann::ordered_json keys_of(nlohmann::ordered_json const& object, nlohmann::ordered_json const& other) {
    if (!object.is_object() || !other.is_object()) return object;
    nlohmann::ordered_json chosen = nlohmann::ordered_json::object();
    for (auto const& [key, value] : other.items()) {
        if (object.contains(key)) chosen[key] = keys_of(object.at(key), value);
    }
    return chosen;
}

// What of a file the expected one has too.
std::string known_part(std::string const& file, std::string const& expected, std::string const& got) {
    if (file.ends_with(".csv")) return columns_of(got, expected);
    if (!file.ends_with(".json")) return got;
    using Json = nlohmann::ordered_json;
    return keys_of(Json::parse(got), Json::parse(expected)).dump(2) + "\n";
}

// Of a table the expected lines that are there, in their order.
std::string known_lines(std::string const& expected, std::string const& got) {
    std::set<std::string> known;
    for (std::string const& line : lines_of(expected))
        known.insert(line);
    std::string out;
    for (std::string const& line : lines_of(got)) {
        if (known.contains(line)) out += line + "\n";
    }
    return out;
}

std::string const expected_folder = source("tests/golden/expected");

}  // namespace

TEST_CASE("the first difference of two texts is reported by file and line") {
    CHECK(first_difference("f", "a\nb\n", "a\nb\n").empty());
    CHECK_THAT(first_difference("f", "a\nb\n", "a\nc\n"),
               Catch::StartsWith("f, line 2\n  expected: b\n  got:      c\n"));
    CHECK_THAT(first_difference("f", "a\nb\n", "a\n"),
               Catch::StartsWith("f, line 2\n  expected: b\n  got:      (end of the file)\n"));
    CHECK_THAT(first_difference("f", "a\n", "a"), Catch::Contains("got:      (no newline at the end"));
}

TEST_CASE("each scenario has an expected result and each expected result a scenario") {
    std::set<std::string> wanted{"schema_output.tsv"};
    for (fs::path const& file : scenarios())
        wanted.insert(file.stem().string());
    CHECK(names_in(expected_folder) == wanted);
}

TEST_CASE("runs give the expected figures") {
    TemporaryFolder const work;
    for (fs::path const& scenario : scenarios()) {
        std::string const name = scenario.stem().string();
        CommandResult const answer =
            run_meridian({"run", scenario.string(), "--out", work.file(name), "--log", "jobs", "--quiet"});
        INFO(name << ": " << answer.err);
        REQUIRE(answer.exit_code == 0);

        std::set<std::string> written = names_in(work.file(name));
        REQUIRE(written.erase("manifest.json") == 1);  // timing and the machine
        fs::path const expected = fs::path{expected_folder} / name;
        REQUIRE(fs::is_directory(expected));
        CHECK(written == names_in(expected));
        for (std::string const& file : written) {
            if (!fs::exists(expected / file)) continue;  // reported above
            std::string const was = read_file((expected / file).string());
            std::string const is = read_file(work.file(name + "/" + file));
            std::string const difference =
                first_difference(name + "/" + file, known_part(file, was, was), known_part(file, was, is));
            if (!difference.empty()) FAIL_CHECK(difference);
        }
    }
}

TEST_CASE("what is new moves nothing, what is gone or other does") {
    CHECK(known_part("f.csv", "a,b\n1,2\n", "x,b,a\n9,2,1\n") == "a,b\n1,2\n");
    CHECK(known_part("f.csv", "a,b\n1,2\n", "a\n1\n") == "a\n1\n");
    CHECK(known_part("f.csv", "a\n1\n", "a\n1") != "a\n1\n");
    CHECK(known_part("f.csv", "a,b\n1,2\n", "a,b\n1\n") != "a,b\n1,2\n");
    CHECK(known_part("f.csv", "a,b\n1,\"2,3\"\n", "b,a\n\"2,3\",4\n") == "a,b\n4,\"2,3\"\n");
    auto const json = [](char const* got) { return known_part("f.json", R"({"a": 1, "b": {"c": 2}})", got); };
    auto const same = json(R"({"a": 1, "b": {"c": 2}})");
    CHECK(json(R"({"new": 0, "a": 1, "b": {"d": 3, "c": 2}})") == same);
    CHECK(json(R"({"a": 1, "b": {"c": 3}})") != same);
    CHECK(json(R"({"a": 1, "b": {}})") != same);
    CHECK(known_lines("a\nb\n", "a\nx\nb\n") == "a\nb\n");
    CHECK(known_lines("a\nb\n", "a\nx\n") == "a\n");
}

TEST_CASE("the list of output keys has the expected ones") {
    CommandResult const answer = run_meridian({"schema", "--output"});
    REQUIRE(answer.exit_code == 0);
    std::string const expected = read_file(expected_folder + "/schema_output.tsv");
    std::string const difference =
        first_difference("schema_output.tsv", expected, known_lines(expected, answer.out));
    if (!difference.empty()) FAIL_CHECK(difference);
}

}  // namespace meridian::testing
