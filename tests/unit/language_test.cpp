// What TERMS asks of names and prose, as far as a program can check it: words that stand for several ideas,
// two types of one name, and arrays whose stated length is more than what stands in them.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"

namespace {

namespace fs = std::filesystem;

std::string read(fs::path const& path) {
    std::ifstream file{path};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// Files below the folders, sorted, without what is installed or generated there and without the fuzzer's bytes.
std::vector<std::string> files_below(std::vector<std::string> const& folders,
                                     std::set<std::string> const& endings) {
    fs::path const top{meridian::testing::source_folder};
    std::vector<std::string> found;
    for (std::string const& folder : folders) {
        for (auto it = fs::recursive_directory_iterator{top / folder};
             it != fs::recursive_directory_iterator{}; ++it) {
            std::string const name = it->path().filename().string();
            if (it->is_directory() && (name == "node_modules" || name == "cases" || name == "expected"))
                it.disable_recursion_pending();
            if (it->is_regular_file() &&
                (endings.empty() || endings.count(it->path().extension().string()) == 1))
                found.push_back(fs::relative(it->path(), top).string());
        }
    }
    std::ranges::sort(found);
    return found;
}

// The words of a text in lower case, with identifiers taken apart: `addProblem_of` is add, problem, of.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words(1);
    bool after_lower = false;
    for (char const c : text) {
        auto const letter = static_cast<unsigned char>(c);
        bool const is_letter = std::isalpha(letter) != 0;
        bool const starts = !is_letter || (std::isupper(letter) != 0 && after_lower);
        if (starts && !words.back().empty()) words.emplace_back();
        if (is_letter) words.back() += static_cast<char>(std::tolower(letter));
        after_lower = std::islower(letter) != 0;
    }
    return words;
}

std::set<std::string> identifiers(std::string const& text) {
    std::set<std::string> all;
    std::string word;
    for (char const c : text + " ") {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
            word += c;
        } else if (!word.empty()) {
            all.insert(std::exchange(word, {}));
        }
    }
    return all;
}

// Words that the vocabulary rules out, from .ci/words.txt.
struct RuledOut {
    std::vector<std::string> words;  // in lower case, side by side; empty: a text as it stands
    std::string text;
    std::string instead;
};

std::vector<RuledOut> ruled_out(std::string_view where, std::string const& list) {
    std::string const head = std::string{where} + ":";
    std::vector<RuledOut> found;
    std::istringstream lines{list};
    for (std::string line; std::getline(lines, line);) {
        std::size_t const arrow = line.find(" -> ");
        if (!line.starts_with(head) || arrow == std::string::npos) continue;
        std::size_t const begin = line.find_first_not_of(' ', head.size());
        RuledOut one{{}, line.substr(begin, arrow - begin), line.substr(arrow + 4)};
        bool const ascii = std::ranges::all_of(one.text, [](char c) { return (c & 0x80) == 0; });
        if (ascii) one.words = words_of(one.text + " ");
        std::erase(one.words, "");
        found.push_back(one);
    }
    return found;
}

// "path:line: text; write: instead" for each line with such words.
std::vector<std::string> unwanted_lines(std::vector<RuledOut> const& unwanted, std::string const& path,
                                        std::string const& text) {
    std::vector<std::string> found;
    std::istringstream lines{text};
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        std::vector<std::string> words = words_of(line);
        for (RuledOut const& one : unwanted) {
            bool const there = one.words.empty() ? line.find(one.text) != std::string::npos
                                                 : !std::ranges::search(words, one.words).empty();
            if (there)
                found.push_back(path + ":" + std::to_string(number) + ": '" + one.text +
                                "' in: " + line.substr(0, 160) + "; write: " + one.instead);
        }
    }
    return found;
}

// Markdown with its fenced blocks and code in backticks blanked.
std::string prose(std::string const& text) {
    std::string kept;
    bool fenced = false;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        bool const fence = line.starts_with("```");
        if (!fence && !fenced) kept += std::regex_replace(line, std::regex{"`[^`]*`"}, " ");
        kept += '\n';
        fenced = fenced != fence;
    }
    return kept;
}

// C++ without comments, texts and preprocessor lines.
std::string bare(std::string const& text) {
    std::string without =
        std::regex_replace(text, std::regex{R"---(//[^\n]*|^[ \t]*#[^\n]*)---", std::regex::multiline}, "");
    without = std::regex_replace(without, std::regex{R"---(R"\w*\()---"}, "\x01");  // a raw text begins
    std::string bare;
    for (std::size_t i = 0; i < without.size(); ++i) {
        if (without[i] == '\x01') {
            std::size_t const end = without.find(")\"", i);
            i = end == std::string::npos ? without.size() : end + 1;
        } else if (without[i] == '"') {
            for (++i; i < without.size() && without[i] != '"'; ++i)
                i += without[i] == '\\' ? 1U : 0U;
        } else if (without[i] == '\'' && i + 2 < without.size() &&
                   (without[i + 2] == '\'' || (without[i + 1] == '\\' && i + 3 < without.size()))) {
            i = without.find('\'', i + 2);
        } else {
            bare += without[i];
        }
    }
    return bare;
}

// The types that are defined at namespace scope.
std::vector<std::string> types_of(std::string const& text) {
    std::regex const space{R"((^|\s)namespace\b[\w:\s]*$)"};
    std::regex const type{
        R"((?:^|[>\s])(?:class|struct|enum)\s+(?:class\s+)?(\w+)(?:\s+final)?\s*(?::[^:][^()]*)?$)"};
    std::vector<std::string> types;
    std::vector<bool> is_namespace;  // of each open brace
    std::string head;
    std::smatch match;
    for (char const c : bare(text)) {
        if (c != '{' && c != '}' && c != ';') {
            head += c;
            continue;
        }
        if (c == '}' && !is_namespace.empty()) is_namespace.pop_back();
        if (c == '{') {
            head.erase(std::find_if_not(head.rbegin(), head.rend(),
                                        [](unsigned char s) { return std::isspace(s) != 0; })
                           .base(),
                       head.end());
            bool const outside = std::ranges::find(is_namespace, false) == is_namespace.end();
            is_namespace.push_back(std::regex_search(head, space));
            if (outside && std::regex_search(head, match, type)) types.push_back(match[1]);
        }
        head.clear();
    }
    return types;
}

// Types that are defined more than once: "Name: file file".
std::vector<std::string> namesakes(std::map<std::string, std::string> const& text_of) {
    std::map<std::string, std::vector<std::string>> defined;
    for (auto const& [path, text] : text_of) {
        for (std::string const& type : types_of(text))
            defined[type].push_back(path);
    }
    std::vector<std::string> found;
    for (auto const& [type, paths] : defined) {
        if (paths.size() < 2) continue;
        found.push_back(type + ":");
        for (std::string const& path : paths)
            found.back() += " " + path;
    }
    return found;
}

// The elements of a braced list that begins behind position `at`; the list of an inner pair of braces where it
// is the only element.
std::size_t elements(std::string const& text, std::size_t at) {
    std::size_t const begin = text.find_first_not_of(" \n\t", at);
    std::size_t count = 0;
    int depth = 0;
    bool something = false;
    std::size_t i = at;
    for (; i < text.size() && depth >= 0; ++i) {
        char const c = text[i];
        if (depth == 0 && (c == ',' || c == '}')) {
            count += something ? 1 : 0;
            something = false;
        } else if (std::isspace(static_cast<unsigned char>(c)) == 0) {
            something = true;
        }
        if (c == '{' || c == '(') ++depth;
        if (c == '}' || c == ')') --depth;
    }
    bool const nested = count == 1 && begin != std::string::npos && text[begin] == '{';
    return nested ? elements(text, begin + 1) : count;
}

// Arrays of a stated length with fewer initialisers, but at least one: the rest would be zero unsaid.
std::vector<std::string> short_arrays(std::string const& path, std::string const& text) {
    std::regex const array{R"(std::array<[^;{}()]*,\s*(\d+)>\s*(?:const\s+)?\w*\s*(?:=\s*)?\{)"};
    std::string code = std::regex_replace(text, std::regex{R"---("(?:\\.|[^"\\\n])*")---"}, "0");
    code = std::regex_replace(code, std::regex{R"(//[^\n]*|(?:'\\?.'))"}, "0");
    std::vector<std::string> found;
    for (auto it = std::sregex_iterator{code.begin(), code.end(), array}; it != std::sregex_iterator{};
         ++it) {
        std::size_t const stated = std::stoul((*it)[1]);
        std::size_t const given = elements(code, static_cast<std::size_t>(it->position() + it->length()));
        if (given > 0 && given < stated)
            found.push_back(path + ": " + it->str() + " holds " + std::to_string(given));
    }
    return found;
}

}  // namespace

TEST_CASE("names, comments, messages and documents keep to the vocabulary", "[language]") {
    fs::path const top{meridian::testing::source_folder};
    std::string const list = read(top / ".ci/words.txt");
    auto const everywhere = ruled_out("everywhere", list);
    auto const documents = ruled_out("documents", list);
    REQUIRE(everywhere.size() > 10);
    REQUIRE(documents.size() > 5);

    std::vector<std::string> found;
    std::vector<std::string> const files = files_below({"models", "sim", "tests", "scripts"}, {});
    for (std::string const& path : files) {
        if (path == "sim/scenario/former_names.cpp") continue;  // a table of names that keys had before
        std::ranges::move(unwanted_lines(everywhere, path, read(top / path)), std::back_inserter(found));
    }
    std::vector<std::string> pages =
        files_below({"models", "sim", "tests", "scripts", "scenarios", "results"}, {".md"});
    pages.insert(pages.end(), {"README.md", "CONTRIBUTING.md"});
    for (std::string const& path : pages) {
        for (auto const* const words : {&everywhere, &documents})
            std::ranges::move(unwanted_lines(*words, path, prose(read(top / path))),
                              std::back_inserter(found));
    }
    CAPTURE(found);
    CHECK(found.empty());
    CHECK(files.size() > 500);
    CHECK(pages.size() > 40);
}

TEST_CASE("ruled out words are found in names of both kinds and in prose, not in other words", "[language]") {
    // Put together here, so that this file does not hold what it looks for.
    std::string const past =
        "to"
        "ld";
    auto const words =
        ruled_out("everywhere", "# a list\neverywhere: " + past +
                                    " -> said\neverywhere: grey horse -> mule\n"
                                    "everywhere: 灰马 -> 骡\ndocuments: card -> accelerator\n");
    REQUIRE(words.size() == 3);
    std::string const text = "int most_" + past +
                             ";\nint most"
                             "To"
                             "ld;\n// It is " +
                             past + ".\n";
    CHECK(unwanted_lines(words, "made_up.cpp", text).size() == 3);
    CHECK(unwanted_lines(words, "made_up.cpp", "a grey, horse\nGreyHorse\n灰马\na horse, grey\n").size() ==
          3);
    CHECK(unwanted_lines(words, "made_up.cpp", "saltelli, threshold, intelligent, toll\n").empty());
    CHECK(prose("a `b` c\n```sh\nd\n```\ne\n") == "a   c\n\n\n\ne\n");
}

TEST_CASE("no two types have one name", "[language]") {
    std::map<std::string, std::string> text_of;
    for (std::string const& path : files_below({"models", "sim", "tests"}, {".hpp", ".cpp"}))
        text_of[path] = read(fs::path{meridian::testing::source_folder} / path);
    auto const found = namesakes(text_of);
    CAPTURE(found);
    CHECK(found.empty());
    CHECK(text_of.size() > 400);

    std::string const one = "namespace a {\nclass Twin final : public B<int> {\n struct Inner {};\n};\n}";
    std::string const other =
        "namespace b {\nnamespace {\ntemplate <class T>\nstruct Twin {\n enum class Inner { x };\n};\n}}";
    CHECK(namesakes({{"one.hpp", one}, {"other.cpp", other}}) ==
          std::vector<std::string>{"Twin: one.hpp other.cpp"});
    CHECK(namesakes(
              {{"one.hpp", one}, {"uses.cpp", "// struct Twin {};\nstruct Twin;\nvoid f(struct Twin x) {}"}})
              .empty());
}

TEST_CASE("no array is stated longer than what it holds", "[language]") {
    std::vector<std::string> found;
    for (std::string const& path : files_below({"models", "sim", "tests"}, {".hpp", ".cpp"})) {
        if (path == "tests/unit/language_test.cpp") continue;
        std::ranges::move(short_arrays(path, read(fs::path{meridian::testing::source_folder} / path)),
                          std::back_inserter(found));
    }
    CAPTURE(found);
    CHECK(found.empty());

    CHECK(
        short_arrays("made_up.cpp", "std::array<std::string_view, 3> const names{\"a, b\", \"c\"};").size() ==
        1);
    CHECK(short_arrays("made_up.cpp", "std::array<std::pair<int, int>, 3> pairs = {{{1, 2}, {3, 4}}};")
              .size() == 1);
    CHECK(short_arrays(
              "made_up.cpp",
              "std::array<int, 2> x{1, 2}; std::array<int, 9> zero{}; std::array<A, 2> y{{{1, 2}, {3, 4}}};")
              .empty());
}

TEST_CASE("former names of keys and figures stand in their table alone", "[language]") {
    std::string const table = "sim/scenario/former_names.cpp";
    std::string const text = read(fs::path{meridian::testing::source_folder} / table);
    std::regex const renaming{R"re(Renaming\{"(\w+)", "\w+"\})re"};
    std::set<std::string> former;
    for (auto it = std::sregex_iterator{text.begin(), text.end(), renaming}; it != std::sregex_iterator{};
         ++it) {
        std::string const name = (*it)[1];
        if (name.find('_') != std::string::npos) former.insert(name);  // others are words of prose, too
    }
    CHECK(former.size() == 10);

    std::vector<std::string> found;
    for (std::string const& path : files_below({"sim", "scenarios", "scripts"}, {})) {
        if (path == table) continue;
        for (std::string const& name : identifiers(read(fs::path{meridian::testing::source_folder} / path))) {
            if (former.count(name) == 1) found.push_back(path + ": " + name);
        }
    }
    CAPTURE(found);
    CHECK(found.empty());
}
