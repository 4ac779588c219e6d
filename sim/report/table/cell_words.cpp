#include "sim/report/table/cell_words.hpp"

#include <algorithm>
#include <array>

#include "sim/report/summary.hpp"
#include "sim/report/table/term_tables.hpp"

namespace meridian::report {
namespace {

// Names of columns that are words in cells too.
constexpr std::array<std::string_view, 10> of_both{"region", "rejected", "late", "accelerators", "requests",
                                                   "jobs",   "share",    "site", "link",         "pool"};

bool stands_in(std::span<GlossaryTerm const> part, std::string_view name) {
    return std::ranges::find(part, name, &GlossaryTerm::name) != part.end();
}

}  // namespace

std::optional<Bilingual> words_of_cell(std::string_view cell) {
    if (term(cell) == nullptr) return std::nullopt;
    bool const in_cells = stands_in(terms_of_cells(), cell) || stands_in(terms_of_provinces(), cell) ||
                          summary_key(cell) != nullptr || std::ranges::find(of_both, cell) != of_both.end();
    return in_cells ? std::optional{words_of(cell)} : std::nullopt;
}

}  // namespace meridian::report
