#include "sim/app/shipped_files.hpp"

#include <filesystem>
#include <string>
#include <system_error>

#include "sim/app/command_words.hpp"
#include "sim/system/installation.hpp"

namespace meridian::app {
namespace {

namespace fs = std::filesystem;

// Leaves every other path as it is. Nothing is wrong with any.
std::string take_shipped(std::string& path) {
    if (!path.starts_with("scenarios/")) return {};
    std::error_code ignored;
    auto const shared = system::shared_folder();
    if (!fs::exists(path, ignored) && shared && fs::exists(*shared / path, ignored))
        path = (*shared / path).string();
    return {};
}

bool names_input(CLI::Option const& option) {
    std::string const type = type_of(option);
    bool const is_argument = option.get_positional() && (type == "FILE" || type == "A" || type == "B");
    return is_argument || option.check_lname("layout") || type.find("SCENARIO") != std::string::npos ||
           type.find("STUDY") != std::string::npos;
}

}  // namespace

void find_shipped_files(CLI::App& app) {
    for (CLI::App* const command : app.get_subcommands(nullptr)) {
        for (CLI::Option* const option : command->get_options({})) {
            if (names_input(*option)) option->transform(CLI::Validator{&take_shipped, ""});
        }
    }
}

}  // namespace meridian::app
