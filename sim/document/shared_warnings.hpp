// Warnings of the runs that a report shows, each once: those that differ in figures alone are one.
#pragma once

#include <string>
#include <vector>

#include "sim/document/report_names.hpp"

namespace meridian::document {

struct SharedWarning {
    Bilingual text;
    std::vector<std::string> alternatives;  // whose runs have it, in the order of the table
};

// Of the table `warnings`, rows of severity "warning", in their order. Texts are united that are equal but for figures
// outside of quotes and for a list of names in brackets at their end: "7 to 15 of 84 links ...". A list that is not the
// same in all is left out.
[[nodiscard]] std::vector<SharedWarning> shared_warnings(ResultTable const& warnings);

}  // namespace meridian::document
