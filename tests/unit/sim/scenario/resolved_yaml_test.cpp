// What is read is written out as one file that reads back as itself, and no text makes reading throw.
#include <array>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>

#include "tests/support/rule_worlds.hpp"
#include "tests/support/seeds.hpp"
#include "tests/unit/sim/scenario/expected_problem.hpp"

using namespace meridian;
using namespace meridian::testing;

namespace {

class Mutator {
public:
    explicit Mutator(std::uint64_t seed) : random_{seed} {}

    std::string mutated(std::string text) {
        for (auto edits = 1 + below(2); edits > 0; --edits)
            edit(text);
        return text;
    }

private:
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }

    void edit(std::string& text) {
        static constexpr std::array<std::string_view, 32> pieces{
            "\n",  " ",   "  ",  "\t",      ":",    ": ",    "- ",   "[",   "]",        "{",   "}",
            ",",   "\"",  "'",   "#",       "&a ",  "*a",    "~",    "|\n", "-",        "0",   "9e999",
            "nan", "010", "1 d", "null: 1", "<<: ", "---\n", "!!x ", "\\",  "\xC3\xA9", "\xFF"};
        auto const at = below(text.size());
        auto const length = 1 + below(12);
        switch (below(9)) {
            case 0:
                text.erase(at, length);
                break;
            case 1:
                text.insert(at, pieces[below(pieces.size())]);
                break;
            case 2:
                text.insert(at, text.substr(below(text.size()), length));
                break;
            case 3:
                text[at] = static_cast<char>(below(256));
                break;
            case 4:  // a letter for a letter, where there is one
                if (auto const letter = text.find_first_of("abcdefghijklmnopqrstuvwxyz", at);
                    letter != std::string::npos)
                    text[letter] = static_cast<char>('a' + below(26));
                break;
            default:  // a digit for a digit: what can be right
                if (auto const digit = text.find_first_of("0123456789", at); digit != std::string::npos)
                    text[digit] = static_cast<char>('0' + below(10));
                break;
        }
    }

    std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("the resolved scenario keeps every text as written and reads back as itself", "[scenario]") {
    WrittenFiles const folder;
    auto const text =
        good_but("name: base",
                 "name: \"a: b # c, [d] {e} \\\"f\\\" \\\\ '\"\nprovenance:\n"
                 "  - {what: horizon, source: 'null', grade: K, note: \"two\\nlines\\ttab\"}\n"
                 "  - {what: horizon, source: \xE5\x8C\x97\xE4\xBA\xAC, grade: K, note: '- 1'}\n"
                 "fibre_delay: 4.90 us/km\nwarmup: 0.10 h");
    auto const first = read(folder.write("s.yaml", text));
    auto const& s = good(folder, first);
    auto const once = resolved_yaml(first.resolved);
    CHECK_THAT(once, Catch::Contains("fibre_delay: 4.90 us/km\n") && Catch::Contains("warmup: 0.10 h\n"));
    auto const second = read(folder.write("again.yaml", once));
    auto const& t = good(folder, second);
    CHECK(resolved_yaml(second.resolved) == once);
    CHECK(t.name == "a: b # c, [d] {e} \"f\" \\ '");
    CHECK(t.name == s.name);
    REQUIRE(t.provenance.size() == 2);
    CHECK(t.provenance[0].source == "null");
    CHECK(t.provenance[0].note == "two\nlines\ttab");
    CHECK(t.provenance[1].source == "\xE5\x8C\x97\xE4\xBA\xAC");
    CHECK(t.provenance[1].note == "- 1");
    CHECK(t.map.links()[LinkId{0}].delay == s.map.links()[LinkId{0}].delay);
}

TEST_CASE("the shipped scenarios parse, merge and resolve", "[scenario]") {
    Vocabulary const shipped = shipped_vocabulary();
    WrittenFiles const folder;
    int seen = 0;
    for (auto const& file : shipped_scenarios()) {
        CAPTURE(file.filename().string());
        auto const reading = scenario::read_scenario(file, {}, shipped);
        good(folder, reading);
        auto const once = resolved_yaml(reading.resolved, scenario::TableNames::absolute);
        auto const again = scenario::read_scenario(folder.write("again.yaml", once), {}, shipped);
        good(folder, again);
        CHECK(resolved_yaml(again.resolved, scenario::TableNames::absolute) == once);
        ++seen;
    }
    CHECK(seen >= 10);
}

TEST_CASE("no text makes reading throw, and what is fine reads back as itself", "[scenario]") {
    WrittenFiles const folder;
    std::uint64_t const texts = meridian::testing::last_seed(300);
    std::uint64_t fine = 0;
    for (std::uint64_t seed = 1; seed <= texts; ++seed) {
        auto const text = Mutator{seed}.mutated(std::string{good_scenario});
        CAPTURE(seed, text);
        scenario::Reading reading;
        REQUIRE_NOTHROW(reading = read(folder.write("s.yaml", text)));
        CHECK(reading.scenario.has_value() == reading.problems.empty());
        for (auto const& problem : reading.problems) {
            CHECK(problem.where.line >= 1);
            CHECK(problem.where.column >= 1);
            CHECK_FALSE(problem.wrong.empty());
            CHECK_FALSE(problem.fix.empty());
        }
        if (!reading.problems.empty()) continue;
        ++fine;
        auto const once = resolved_yaml(reading.resolved);
        scenario::Reading again;
        REQUIRE_NOTHROW(again = read(folder.write("again.yaml", once)));
        CAPTURE(once);
        CHECK(again.problems.empty());
        CHECK(resolved_yaml(again.resolved) == once);
    }
    // Neither kind of answer is rare, or the mutations would try little.
    CHECK(10 * fine > texts);
    CHECK(10 * fine < 9 * texts);
}
