// The sections of a report and their views, as views.json declares them: what to show, in which order, in which words.
// Sentences that need logic are written by functions (sections.cpp) that it names.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/document/document.hpp"

namespace meridian::document {

// A view whose texts and values hold names in braces, to be filled in: {baseline}.
struct ViewTemplate {
    DocumentView view;
    std::string finding;  // the function that writes its finding; empty: none
    Bilingual otherwise;  // said where there is nothing to show; empty: nothing is said
    Tone tone{Tone::missing};
    // "study" or "run": of reports of one of these only; "futures", "losses": of studies of several, of studies with such.
    // Empty: of all.
    std::string when;
};

struct SectionItem {
    std::string write;  // the function to call; empty: the view
    ViewTemplate view;
};

struct SectionTemplate {
    std::string id;
    Bilingual title;
    std::vector<SectionItem> items;
};

struct ReportTemplate {
    std::vector<SectionTemplate> sections;
    std::map<std::string, ViewTemplate, std::less<>>
        templates;  // for functions that show a view several times
};
// The one that the program was built with.
[[nodiscard]] ReportTemplate const& report_template();

// What stands for the names in braces.
using Fillings = std::map<std::string, Bilingual, std::less<>>;
// Of texts as people read them; of identifiers, columns and values in English. A name that is not there stays.
[[nodiscard]] DocumentView filled(DocumentView view, Fillings const& fillings);

}  // namespace meridian::document
