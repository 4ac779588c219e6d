// One input of the reader as a single text, for the fuzzer and for the cases that it found: the scenario
// file, then further files, each behind a line "%% name", and overrides, one a line, behind "%% --set".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/sim/scenario/written_files.hpp"

namespace meridian::testing {

struct ReaderCase {
    struct File {
        std::string name;
        std::string text;
    };
    std::vector<File> files;  // the scenario first
    std::vector<std::string> set;

    [[nodiscard]] static ReaderCase parse(std::string_view text);
    [[nodiscard]] std::string text() const;
};

// Reads a case in the folder; what the reader should not have done, in words; empty if it did well:
// - it has either a scenario or problems;
// - a problem has a place inside a file or a --set, words and a remedy;
// - what an accepted scenario resolves to is read back to the same text, and gives the same text again.
[[nodiscard]] std::string misbehaviour(WrittenFiles const& folder, ReaderCase const& given);

}  // namespace meridian::testing
