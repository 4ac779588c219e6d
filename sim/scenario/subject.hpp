// The record and key that are being read, and the words of problems with them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"

namespace meridian::scenario {

// The subject of a problem: "capacity of the link 'a-b'".
struct Subject {
    Problems* problems;
    std::string_view key;
    Draft const* record{nullptr};  // nullptr: the file's own keys
    std::string_view noun;         // "link"; of the file: "scenario", "study"
    std::size_t number{0};         // of the record in its list, from 0
    Problems* warnings{nullptr};   // learns of unusual values; nullptr: nobody asks

    [[nodiscard]] std::string record_words() const;  // "the link 'a-b'", "link 3", "the scenario"
    void add_problem(SourceLocation where, std::string_view wrong, std::string fix) const;
    void add_problem(Draft const& at, std::string_view wrong, std::string fix) const {
        add_problem(at.location(), wrong, std::move(fix));
    }
    // Reports a unit in the header of a table, above texts, once for the whole column. False if there is
    // none.
    [[nodiscard]] bool refuses_unit(Draft const& draft) const;
    // The text of a scalar; nullptr and a problem if it is anything else.
    [[nodiscard]] std::string const* scalar(Draft const& draft, std::string_view example) const;
};

}  // namespace meridian::scenario
