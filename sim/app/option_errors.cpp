#include "sim/app/option_errors.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "models/units/nearest_name.hpp"

namespace meridian::app {
namespace {

constexpr std::size_t longest_quote = 200;  // bytes of what was written

CLI::App const* subcommand_of(CLI::App const& app, std::string const& name) {
    auto const all = app.get_subcommands({});
    auto const found = std::ranges::find(all, name, [](CLI::App const* one) { return one->get_name(); });
    return found == all.end() ? nullptr : *found;
}

// One line without control characters: the parser repeats what was written.
std::string in_one_line(std::string_view text) {
    std::string line;
    for (char const c : text.substr(0, longest_quote))
        line += static_cast<unsigned char>(c) < 0x20U || c == 0x7F ? ' ' : c;
    while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0xC0U) == 0x80U)
        line.pop_back();  // the rest of a character that was cut
    if (text.size() > longest_quote) line += "...";
    while (!line.empty() && line.back() == ' ')
        line.pop_back();
    return line;
}

// The option that an unknown one seems to stand for; empty if it is near none.
std::string meant_option(CLI::App const& command, std::string_view message) {
    auto const begin = message.find("--");
    if (begin == std::string_view::npos) return {};
    auto const written = message.substr(begin, message.find_first_of(" =", begin) - begin);
    std::vector<std::string> names;
    for (CLI::Option const* option : command.get_options()) {
        for (std::string const& name : option->get_lnames())
            names.push_back("--" + name);
    }
    return nearest_name(written, names);
}

}  // namespace

OptionError option_error(CLI::App const& app, CLI::ParseError const& error, std::string const& first) {
    CLI::App const* const command = subcommand_of(app, first);
    std::string const name = command == nullptr ? "meridian" : "meridian " + first;
    std::string const see = fmt::format("`{} --help` shows what it takes", name);
    OptionError problem{fmt::format("{}: {}", name, in_one_line(error.what())), see};
    bool const is_unknown = dynamic_cast<CLI::ExtrasError const*>(&error) != nullptr;
    if (!is_unknown || command == nullptr) return problem;
    if (auto const meant = meant_option(*command, error.what()); !meant.empty())
        problem.fix = fmt::format("did you mean '{}'? {}", meant, see);
    return problem;
}

}  // namespace meridian::app
