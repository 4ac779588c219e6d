// Results that moved: every byte of a run's files against those in tests/golden/expected.
// If they are meant to move, scripts/accept-golden rewrites them.
#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
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

TEST_CASE("runs give the expected bytes") {
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
            std::string const difference =
                first_difference(name + "/" + file, read_file((expected / file).string()),
                                 read_file(work.file(name + "/" + file)));
            if (!difference.empty()) FAIL_CHECK(difference);
        }
    }
}

TEST_CASE("the list of output keys is the expected one") {
    CommandResult const answer = run_meridian({"schema", "--output"});
    REQUIRE(answer.exit_code == 0);
    std::string const difference =
        first_difference("schema_output.tsv", read_file(expected_folder + "/schema_output.tsv"), answer.out);
    if (!difference.empty()) FAIL_CHECK(difference);
}

}  // namespace meridian::testing
