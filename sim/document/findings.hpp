// What tables show, in a sentence: titles of views, and the head of a report.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/document/sections.hpp"

namespace meridian::document {

// By the name that views.json gives; empty where the tables do not support one. Precondition: a known name.
[[nodiscard]] Bilingual finding(std::string_view name, SectionWriter const& out, SectionFacts const& facts);

// Question, scope, runs, period, dates of the results and of the report: as far as they are known.
[[nodiscard]] std::vector<HeadLine> head_lines(Document const& document, StudyMaterial const* study,
                                               std::string const& date);

}  // namespace meridian::document
