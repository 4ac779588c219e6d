// Scenarios and a study to start from, which the program holds: scenarios/templates.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace meridian::app {

struct TemplateFile {
    std::string_view name, text;
};

struct StarterTemplate {
    std::string_view name;
    std::string_view about;                  // one line
    std::vector<TemplateFile> files;         // by name
    std::vector<std::string_view> commands;  // to try next, from within the folder
};

// In the order in which one meets them.
[[nodiscard]] std::span<StarterTemplate const> starter_templates();

}  // namespace meridian::app
