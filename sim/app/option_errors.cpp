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

// The option or positional argument that a message begins with; nullptr if it is none.
CLI::Option const* option_in(CLI::App const& command, std::string_view message) {
    auto const name = message.substr(0, message.find_first_of(" :"));
    for (CLI::Option const* option : command.get_options()) {
        if (option->get_name() == name || option->get_single_name() == name) return option;
    }
    return nullptr;
}

// As it is written: "--out DIR", "SCENARIO".
std::string usage_of(CLI::Option const& option) {
    auto const type = option.get_type_name();
    if (option.get_positional()) return type;
    return type.empty() ? option.get_name() : fmt::format("{} {}", option.get_name(), type);
}

// What stands behind `begin`, up to `end`.
std::string_view part_of(std::string_view text, std::string_view begin, std::string_view end = {}) {
    auto const at = text.find(begin);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + begin.size());
    return end.empty() ? text : text.substr(0, text.find(end));
}

// In our words what the parser says in its own; empty where it says something else.
OptionError reworded(CLI::App const& command, std::string_view message) {
    CLI::Option const* const option = option_in(command, message);
    std::string const name = option == nullptr ? std::string{} : usage_of(*option);
    if (message.ends_with(" is required") && option != nullptr)
        return {fmt::format("{} is missing", name), fmt::format("add {}", name)};
    if (message.ends_with(" missing") && option != nullptr)
        return {fmt::format("{} has no value", option->get_name()), fmt::format("write {}", name)};
    if (auto const given = part_of(message, "Could not convert: "); !given.empty()) {
        auto const value = part_of(given, " = ");
        auto const of = given.substr(0, given.find(" = "));
        return {fmt::format("{}: '{}' is not a whole number", of, value), "write a whole number in digits"};
    }
    if (auto const words = part_of(message, " not in {", "}"); !words.empty() && option != nullptr) {
        auto const value = part_of(message, ": ", " not in {");
        return {fmt::format("{}: '{}' is not known here", option->get_name(), value),
                fmt::format("write one of {}", words)};
    }
    if (auto const range = part_of(message, " not in range "); !range.empty() && option != nullptr) {
        auto const value = part_of(message, "Value ", " not in range ");
        if (value.find_first_not_of("+-.0123456789") != std::string_view::npos)
            return {fmt::format("{}: '{}' is not a whole number", option->get_name(), value),
                    "write a whole number in digits"};
        return {fmt::format("{}: {} is out of range", option->get_name(), value),
                fmt::format("write a whole number from {}", range)};
    }
    if (auto const other = part_of(message, " excludes "); !other.empty() && option != nullptr) {
        return {fmt::format("{} and {} exclude each other", option->get_name(), other),
                "leave one of them out"};
    }
    if (auto const other = part_of(message, " requires "); !other.empty() && option != nullptr)
        return {fmt::format("{} needs {}", option->get_name(), other), fmt::format("add {}", other)};
    return {};
}

OptionError unexpected(CLI::App const& command, std::string_view message) {
    auto const written = message.substr(std::min(message.find(": ") + 2, message.size()));
    auto const dash =
        (" " + std::string{written}).find(" -");  // the parser lists values before their options
    auto const word = written.substr(dash == std::string::npos ? 0 : dash);
    auto const first = word.substr(0, word.find(' '));
    if (!first.starts_with('-'))
        return {fmt::format("'{}' is one argument too many", first),
                "leave it out, or quote what has spaces"};
    auto const meant = meant_option(command, message);
    return {fmt::format("there is no option '{}'", first.substr(0, first.find('='))),
            meant.empty() ? std::string{} : fmt::format("did you mean '{}'?", meant)};
}

}  // namespace

OptionError option_error(CLI::App const& app, CLI::ParseError const& error, std::string const& first) {
    CLI::App const* const command = subcommand_of(app, first);
    std::string const name = command == nullptr ? "meridian" : "meridian " + first;
    std::string const see = fmt::format("`{} --help` shows what it takes", name);
    auto const message = in_one_line(error.what());
    OptionError problem;
    bool const is_unknown = dynamic_cast<CLI::ExtrasError const*>(&error) != nullptr;
    if (command != nullptr)
        problem = is_unknown ? unexpected(*command, message) : reworded(*command, message);
    if (problem.wrong.empty()) problem.wrong = message;
    problem.wrong = fmt::format("{}: {}", name, problem.wrong);
    problem.fix = problem.fix.empty() ? see : fmt::format("{}; {}", problem.fix, see);
    if (problem.fix.find("?; ") != std::string::npos) problem.fix.replace(problem.fix.find("?; "), 3, "? ");
    return problem;
}

}  // namespace meridian::app
