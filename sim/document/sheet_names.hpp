// Names of a workbook's sheets.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace meridian::document {

// Gives every table a name that spreadsheets take: at most 31 characters, none of []:*?/\', not "History",
// unique whatever its case.
class SheetNames {
public:
    [[nodiscard]] std::string take(std::string_view wanted);

private:
    std::set<std::string> taken_;  // in small letters
};

}  // namespace meridian::document
