#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"

namespace {

// DESIGN's table of levels. A room may include rooms of a smaller level and itself.
std::map<std::string, int> const levels{
    {"models/units", 0},  {"models/map", 1},  {"models/series", 1},   {"models/statistics", 1},
    {"sim/engine", 1},    {"sim/system", 1},  {"models/workload", 2}, {"models/compute", 2},
    {"models/energy", 2}, {"models/cost", 2}, {"models/queueing", 2}, {"models/network", 2},
    {"sim/setup", 3},     {"sim/state", 4},   {"sim/transfer", 5},    {"sim/scheduler", 5},
    {"sim/observe", 5},   {"sim/service", 5}, {"sim/failure", 5},     {"sim/world", 6},
    {"sim/scenario", 7},  {"sim/report", 7},  {"sim/study", 8},       {"sim/conformance", 8},
    {"sim/document", 9},  {"sim/app", 10},
};

// "sim/scheduler/policies/nearest_user.cpp" -> "sim/scheduler".
std::string room_of(std::string const& path) {
    auto const first = path.find('/');
    auto const second = path.find('/', first + 1);
    return first == std::string::npos ? std::string{} : path.substr(0, second);
}

// Arrows of one file that do not go down: "room -> included".
std::vector<std::string> wrong_arrows(std::string const& room, std::istream& source) {
    std::regex const include{R"(^\s*#include \"((?:sim|models|tests)/[^\"]+)\")"};
    std::vector<std::string> wrong;
    std::smatch match;
    for (std::string line; std::getline(source, line);) {
        if (!std::regex_search(line, match, include)) continue;
        std::string const other = room_of(match[1]);
        bool const known = levels.count(room) == 1 && levels.count(other) == 1;
        if (known && (other == room || levels.at(other) < levels.at(room))) continue;
        wrong.push_back(room + " -> " + match[1].str());
    }
    return wrong;
}

std::string text_of(std::filesystem::path const& path) {
    std::ifstream file{path};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// Rows "| level | room, room |" of the table in CONTRIBUTING.md. A room may have its folders behind it in brackets.
std::map<std::string, int> table_of_levels(std::string const& text) {
    std::regex const row{R"((?:^|\n)\| (\d+) \| ([^|\n]+) \|)"};
    std::regex const room{R"((?:models|sim)/\w+)"};
    std::map<std::string, int> table;
    for (auto it = std::sregex_iterator{text.begin(), text.end(), row}; it != std::sregex_iterator{}; ++it) {
        std::string const rooms = (*it)[2];
        for (auto name = std::sregex_iterator{rooms.begin(), rooms.end(), room};
             name != std::sregex_iterator{}; ++name)
            table[name->str()] = std::stoi((*it)[1]);
    }
    return table;
}

}  // namespace

TEST_CASE("every room has a page that states its level", "[levels]") {
    std::filesystem::path const top{meridian::testing::source_folder};
    std::vector<std::string> wrong;
    std::set<std::string> folders;
    for (std::string const part : {"models", "sim"}) {
        for (auto const& entry : std::filesystem::directory_iterator{top / part}) {
            if (entry.is_directory()) folders.insert(part + "/" + entry.path().filename().string());
        }
    }
    for (std::string const& folder : folders) {
        auto const level = levels.find(folder);
        if (level == levels.end()) {
            wrong.push_back(folder + " has no level in this test");
            continue;
        }
        std::string const page = text_of(top / folder / "README.md");
        std::string const head = "# " + folder + "\n\nLevel " + std::to_string(level->second) + ". ";
        if (!page.starts_with(head)) wrong.push_back(folder + "/README.md does not begin with " + head);
        // The page of a folder within a room, where there is one.
        std::regex const stated{R"(, level (\d+)\. )"};
        std::smatch match;
        for (auto const& entry : std::filesystem::directory_iterator{top / folder}) {
            std::string const inner = text_of(entry.path() / "README.md");
            if (std::regex_search(inner, match, stated) && std::stoi(match[1]) != level->second)
                wrong.push_back(entry.path().string() + " states another level than its room");
        }
    }
    CAPTURE(wrong);
    CHECK(wrong.empty());
    CHECK(folders.size() == levels.size());
}

TEST_CASE("the table of CONTRIBUTING.md has the levels of this test", "[levels]") {
    std::string const text =
        text_of(std::filesystem::path{meridian::testing::source_folder} / "CONTRIBUTING.md");
    CHECK(table_of_levels(text) == levels);
    CHECK(table_of_levels("| 1 | models/map, sim/engine |\n| 5 | sim/service (policies/) |\n") ==
          std::map<std::string, int>{{"models/map", 1}, {"sim/engine", 1}, {"sim/service", 5}});
}

TEST_CASE("rooms include rooms of a smaller level only", "[levels]") {
    std::filesystem::path const top{meridian::testing::source_folder};
    std::vector<std::string> wrong;
    std::size_t files = 0;
    for (std::string const part : {"models", "sim"}) {
        for (auto const& entry : std::filesystem::recursive_directory_iterator{top / part}) {
            auto const extension = entry.path().extension();
            if (extension != ".hpp" && extension != ".cpp") continue;
            std::string const path = std::filesystem::relative(entry.path(), top).string();
            std::ifstream source{entry.path()};
            for (std::string const& arrow : wrong_arrows(room_of(path), source))
                wrong.push_back(arrow);
            ++files;
        }
    }
    CAPTURE(wrong);
    CHECK(wrong.empty());
    CHECK(files > 50);
}

TEST_CASE("an arrow that runs back, sideways or to the tests is found", "[levels]") {
    std::istringstream source{
        "#include \"sim/world/world.hpp\"\n"      // up
        "#include \"sim/transfer/delay.hpp\"\n"   // a neighbour
        "#include \"tests/support/catch.hpp\"\n"  // nothing looks at the tests
        "#include \"sim/state/state.hpp\"\n"      // down: fine
        "#include <vector>\n"};
    CHECK(wrong_arrows("sim/scheduler", source).size() == 3);
}

TEST_CASE("no room has mutable statics or std distributions, and hash order decides nothing", "[levels]") {
    // What decides a result must not depend on hash order, on the standard library's distributions, or
    // on an earlier run in the same process. sim/system keeps the one flag that a signal handler needs;
    // sim/scenario and sim/scheduler/waiting look up in hash maps and never walk them.
    std::regex const hashed{R"(\bstd::unordered_\w+)"};
    std::regex const forbidden{
        R"(\bstd::(\w+_distribution|mt19937)|^\s*static (?!const|inline|_)[\w:<>]+ \w+( =|;|\{))"};
    std::filesystem::path const top{meridian::testing::source_folder};
    std::vector<std::string> found;
    for (std::string const part : {"models", "sim"}) {
        for (auto const& entry : std::filesystem::recursive_directory_iterator{top / part}) {
            auto const extension = entry.path().extension();
            if (extension != ".hpp" && extension != ".cpp") continue;
            std::ifstream source{entry.path()};
            std::string const path = entry.path().string();
            bool const may_hash = path.find("sim/scenario/") != std::string::npos ||
                                  path.find("sim/scheduler/waiting/") != std::string::npos;
            for (std::string line; std::getline(source, line);) {
                bool const walks = !may_hash && std::regex_search(line, hashed);
                if (walks || std::regex_search(line, forbidden))
                    found.push_back(entry.path().filename().string() + ": " + line);
            }
        }
    }
    CAPTURE(found);
    CHECK(found.empty());
}
