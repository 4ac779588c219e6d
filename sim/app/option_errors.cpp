#include "sim/app/option_errors.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>

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

// What other programs call an option of ours; or how to go without, where a command has no such option.
struct OptionAlias {
    std::string_view written;  // without the leading dashes
    std::string_view option;
    std::string_view fix{};
};
// clang-format off
constexpr std::array aliases{
    OptionAlias{"output", "--out"}, OptionAlias{"o", "--out"}, OptionAlias{"outdir", "--out"},
    OptionAlias{"output-dir", "--out"}, OptionAlias{"out-dir", "--out"}, OptionAlias{"dir", "--out"},
    OptionAlias{"directory", "--out"}, OptionAlias{"dest", "--out"},
    OptionAlias{"threads", "--workers"}, OptionAlias{"j", "--workers"}, OptionAlias{"jobs", "--workers"},
    OptionAlias{"parallel", "--workers"}, OptionAlias{"processes", "--workers"}, OptionAlias{"cpus", "--workers"},
    OptionAlias{"cores", "--workers"}, OptionAlias{"nproc", "--workers"},
    OptionAlias{"jobs", "", "leave it out: one run is one process; `meridian sweep` runs several at a time"},
    OptionAlias{"threads", "", "leave it out: one run is one process; `meridian sweep` runs several at a time"},
    OptionAlias{"workers", "", "leave it out: one run is one process; `meridian sweep` runs several at a time"},
    OptionAlias{"j", "", "leave it out: one run is one process; `meridian sweep` runs several at a time"},
    OptionAlias{"q", "--quiet"}, OptionAlias{"silent", "--quiet"}, OptionAlias{"no-progress", "--quiet"},
    OptionAlias{"verbose", "--log", "--log jobs writes a row per job, --log decisions a row per candidate"},
    OptionAlias{"v", "--log", "--log jobs writes a row per job, --log decisions a row per candidate"},
    OptionAlias{"debug", "--log", "--log jobs writes a row per job, --log decisions a row per candidate"},
    OptionAlias{"verbose", "", "leave it out: progress is shown"}, OptionAlias{"v", "", "leave it out: progress is shown"},
    OptionAlias{"debug", "", "leave it out: progress is shown"},
    OptionAlias{"config", "", "write the file without an option before it"},
    OptionAlias{"c", "", "write the file without an option before it"},
    OptionAlias{"file", "", "write the file without an option before it"},
    OptionAlias{"f", "--format"},
    OptionAlias{"f", "", "write the file without an option before it"},
    OptionAlias{"input", "", "write the file without an option before it"},
    OptionAlias{"i", "", "write the file without an option before it"},
    OptionAlias{"scenario", "", "write the file without an option before it"},
    OptionAlias{"study", "", "write the file without an option before it"},
    OptionAlias{"type", "--format"}, OptionAlias{"format", "--json"},
    OptionAlias{"format", "", "`meridian report DIR --format F` writes html, md, csv, json, xlsx and pdf"},
    OptionAlias{"language", "--lang"}, OptionAlias{"locale", "--lang"}, OptionAlias{"l", "--lang"},
    OptionAlias{"param", "--set"}, OptionAlias{"parameter", "--set"}, OptionAlias{"override", "--set"},
    OptionAlias{"define", "--set"}, OptionAlias{"D", "--set"}, OptionAlias{"s", "--set"},
    OptionAlias{"overlay", "--layout"}, OptionAlias{"scheduler", "--policy"}, OptionAlias{"random-seed", "--seed"},
    OptionAlias{"horizon", "--set", "--set horizon='30 d'"}, OptionAlias{"duration", "--set", "--set horizon='30 d'"},
    OptionAlias{"dryrun", "--dry-run"}, OptionAlias{"simulate", "--dry-run"}, OptionAlias{"n", "--dry-run"},
    OptionAlias{"continue", "--resume"}, OptionAlias{"time-limit", "--stop-before"}, OptionAlias{"timeout", "--stop-before"},
    OptionAlias{"force", "", "leave it out: what an earlier command of the same kind wrote is replaced or gone on with"},
    OptionAlias{"overwrite", "", "leave it out: what an earlier command of the same kind wrote is replaced or gone on with"},
    OptionAlias{"version", "", "`meridian --version`"}, OptionAlias{"V", "", "`meridian --version`"},
};
// clang-format on

bool has_option(CLI::App const& command, std::string_view option) {
    return !option.empty() && command.get_option_no_throw(std::string{option}) != nullptr;
}

// "--output=x" -> "output"
std::string_view name_in(std::string_view written) {
    written.remove_prefix(std::min(written.find_first_not_of('-'), written.size()));
    return written.substr(0, written.find('='));
}

// The first word that looks like an option and is none of the command; empty: there is none.
std::string unknown_option(CLI::App const& command, std::vector<std::string> const& words) {
    for (std::string const& word : words) {
        if (word == "--") break;
        bool const is_long = word.starts_with("--");
        bool const is_short = !is_long && word.size() > 1 && word[0] == '-' &&
                              std::isalpha(static_cast<unsigned char>(word[1])) != 0;
        if (!is_long && !is_short) continue;
        std::string const option = is_long ? word.substr(0, word.find('=')) : word.substr(0, 2);
        if (command.get_option_no_throw(option) == nullptr)
            return is_long || word.size() == 2 ? option : word.substr(0, word.find('='));
    }
    return {};
}

// How to write what an unknown option seems to stand for; empty if that is not known.
std::string meant(CLI::App const& command, std::string const& written) {
    std::string_view name = name_in(written);
    bool const has_number = written[1] != '-' && name.size() > 1 &&
                            name.find_first_not_of("0123456789", 1) == std::string_view::npos;
    if (has_number) name = name.substr(0, 1);  // "-j4"
    if (auto const same = "--" + std::string{name}; name.size() > 1 && has_option(command, same))
        return fmt::format("did you mean '{}'?", same);
    for (OptionAlias const& alias : aliases) {
        if (alias.written != name) continue;
        if (has_option(command, alias.option))
            return alias.fix.empty() ? fmt::format("did you mean '{}'?", alias.option)
                                     : std::string{alias.fix};
        if (alias.option.empty()) return std::string{alias.fix};
    }
    std::vector<std::string> names;
    for (CLI::Option const* option : command.get_options()) {
        for (std::string const& long_name : option->get_lnames())
            names.push_back("--" + long_name);
    }
    auto const near = nearest_name(written, names);
    return near.empty() ? std::string{} : fmt::format("did you mean '{}'?", near);
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
std::string written_as(CLI::Option const& option) {
    auto type = option.get_type_name();
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
    std::string const name = option == nullptr ? std::string{} : written_as(*option);
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

// Of words that no option or position takes.
OptionError unexpected(std::string_view message) {
    auto const written = message.substr(std::min(message.find(": ") + 2, message.size()));
    return {fmt::format("'{}' is one argument too many", written.substr(0, written.find(' '))),
            "leave it out, or quote what has spaces"};
}

OptionError problem_of(CLI::App const& command, CLI::ParseError const& error,
                       std::vector<std::string> const& words) {
    auto const message = in_one_line(error.what());
    bool const is_unexpected = dynamic_cast<CLI::ExtrasError const*>(&error) != nullptr;
    // An unknown option may be why a required one seems to be missing.
    bool const may_be_unknown = is_unexpected || dynamic_cast<CLI::RequiredError const*>(&error) != nullptr;
    auto const unknown = may_be_unknown ? unknown_option(command, words) : std::string{};
    if (!unknown.empty())
        return {fmt::format("there is no option '{}'", in_one_line(unknown)), meant(command, unknown)};
    return is_unexpected ? unexpected(message) : reworded(command, message);
}

}  // namespace

OptionError option_error(CLI::App const& app, CLI::ParseError const& error,
                         std::vector<std::string> const& words) {
    std::string const first = words.empty() ? std::string{} : words.front();
    CLI::App const* const command = subcommand_of(app, first);
    std::string const name = command == nullptr ? "meridian" : "meridian " + first;
    std::string const see = fmt::format("`{} --help` shows what it takes", name);
    OptionError problem;
    if (command != nullptr) problem = problem_of(*command, error, {words.begin() + 1, words.end()});
    if (problem.wrong.empty()) problem.wrong = in_one_line(error.what());
    problem.wrong = fmt::format("{}: {}", name, problem.wrong);
    if (problem.fix.empty()) {
        problem.fix = see;
    } else {
        problem.fix += (problem.fix.ends_with('?') ? " " : "; ") + see;
    }
    return problem;
}

}  // namespace meridian::app
