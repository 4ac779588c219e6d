#include "sim/scenario/yaml_fault.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>

namespace meridian::scenario {
namespace {

struct Fault {
    std::string_view message;  // of yaml-cpp 0.7
    std::string_view wrong;
    std::string_view fix;
};

constexpr std::string_view quote_it =
    "check the indentation; put a text that contains ': ' or ' #' between quotation marks";

// clang-format off
constexpr std::array faults{
    Fault{"illegal map value", "a colon that no key can stand before", quote_it},
    Fault{"illegal map key", "a key is not allowed here", quote_it},
    Fault{"illegal block entry", "a list item ('- ') is not allowed here",
          "check the indentation, and that every bracket above is closed"},
    Fault{"illegal flow end", "a closing bracket without an opening one", "remove the bracket"},
    Fault{"end of map not found", "the map breaks off here", quote_it},
    Fault{"end of sequence not found", "the list breaks off here",
          "indent the items alike and start each with '- '"},
    Fault{"end of map flow not found", "the map is not closed", "put the closing brace '}'"},
    Fault{"end of sequence flow not found", "the list is not closed", "put the closing bracket ']'"},
    Fault{"unknown token", "a character that no value can start with",
          "put the text between quotation marks"},
    Fault{"the referenced anchor is not defined", "this alias repeats an anchor that does not exist",
          "mark the value to repeat with '&' and the same name, above this line"},
    Fault{"illegal EOF in scalar", "the quoted text is not closed", "put the closing quotation mark"},
    Fault{"illegal document indicator in scalar", "the quoted text is not closed",
          "put the closing quotation mark"},
};
// clang-format on

std::optional<std::size_t> indenting_tab(std::string_view line) {
    auto const first_word = line.find_first_not_of(" \t");
    auto const tab = line.find('\t');
    if (tab == std::string_view::npos || tab > first_word) return std::nullopt;
    return tab;
}

}  // namespace

Problem yaml_problem(YAML::Exception const& exception, SourceText const& source) {
    auto const line = static_cast<std::size_t>(std::max(exception.mark.line, 0));
    auto const column = static_cast<std::size_t>(std::max(exception.mark.column, 0));
    if (auto const tab = indenting_tab(source.line(line))) {
        return {source.shared_location(line, *tab).location(), "a tab in the indentation",
                "indent with spaces"};
    }
    auto const where = source.shared_location(line, column).location();
    if (dynamic_cast<YAML::DeepRecursion const*>(&exception) != nullptr) {
        return {where, "lists and maps stand too deep in one another", "check the brackets"};
    }
    auto const fault = std::ranges::find(faults, exception.msg, &Fault::message);
    if (fault == faults.end()) return {where, exception.msg, "check the YAML of this line"};
    return {where, std::string{fault->wrong}, std::string{fault->fix}};
}

}  // namespace meridian::scenario
