// Texts for a terminal, wherever their lines were broken.
#pragma once

#include <sstream>
#include <string>

namespace meridian::testing {

// The words of a text with one space between.
inline std::string in_one_line(std::string const& text) {
    std::istringstream words{text};
    std::string line;
    for (std::string word; words >> word;)
        line += (line.empty() ? "" : " ") + word;
    return line;
}

}  // namespace meridian::testing
