// What the fuzzer (tests/fuzz) checks, over the cases that are kept and over every error of the tables.
#include <filesystem>
#include <string>

#include "tests/fuzz/reader_case.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/unit/sim/scenario/bad_inputs.hpp"

using namespace meridian::testing;

TEST_CASE("the reader behaves on every case that is kept", "[scenario][fuzz]") {
    WrittenFiles const folder;
    int cases = 0;
    for (auto const& entry : std::filesystem::directory_iterator{source("tests/fuzz/cases")}) {
        CAPTURE(entry.path());
        CHECK(misbehaviour(folder, ReaderCase::parse(read_file(entry.path().string()))).empty());
        ++cases;
    }
    CHECK(cases > 0);
}

TEST_CASE("the reader behaves on every error of the tables, and on what is right", "[scenario][fuzz]") {
    WrittenFiles const folder;
    for (auto const& edit : good_edits()) {
        CAPTURE(edit.instead);
        ReaderCase const one{{{"s.yaml", good_but(edit.text, edit.instead)}}, {}};
        CHECK(misbehaviour(folder, one).empty());
    }
    for (auto const& edit : bad_edits()) {
        CAPTURE(edit.instead);
        ReaderCase const one{{{"s.yaml", good_but(edit.text, edit.instead)}}, {}};
        CHECK(misbehaviour(folder, one).empty());
    }
    for (auto const& set : bad_overrides()) {
        CAPTURE(set.text);
        ReaderCase const one{{{"s.yaml", std::string{good_scenario}}}, {std::string{set.text}}};
        CHECK(misbehaviour(folder, one).empty());
    }
}

TEST_CASE("a case of the fuzzer is one text and the same case again", "[scenario][fuzz]") {
    ReaderCase const one{{{"s.yaml", "a: 1\n"}, {"p.csv", "x\n1\n"}, {"base.yaml", ""}},
                         {"horizon=2 d", "seed=1"}};
    auto const text = one.text();
    CHECK(text == "a: 1\n%% p.csv\nx\n1\n%% base.yaml\n%% --set\nhorizon=2 d\nseed=1\n");
    auto const again = ReaderCase::parse(text);
    REQUIRE(again.files.size() == 3);
    CHECK(again.files[1].name == "p.csv");
    CHECK(again.files[1].text == "x\n1\n");
    CHECK(again.set == one.set);
    CHECK(again.text() == text);
    // Names that leave the folder are left out.
    CHECK(ReaderCase::parse("a: 1\n%% ../x\nb\n").files.size() == 1);
}
