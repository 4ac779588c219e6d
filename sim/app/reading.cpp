#include "sim/app/reading.hpp"

#include <fmt/format.h>

#include "sim/app/phase_line.hpp"
#include "sim/app/problem_text.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {

namespace {

std::string quoted(std::string const& text) {
    std::string all = "'";
    for (char const c : text)
        all += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return all + "'";
}

// Quoted where a shell could take it for anything else than one word.
std::string word(std::string const& text) {
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./%+,:";
    bool const is_plain = !text.empty() && text.find_first_not_of(plain) == std::string::npos;
    return is_plain ? text : quoted(text);
}

}  // namespace

std::vector<scenario::Override> ScenarioArguments::overrides() const {
    std::vector<scenario::Override> all;
    for (std::string const& text : set)
        all.push_back({fmt::format("--set #{}", all.size() + 1), text});
    if (policy) all.push_back({"--policy", "policy=" + *policy});
    if (network) all.push_back({"--network", "network=" + *network});
    if (seed) all.push_back({"--seed", "seed=" + *seed});
    if (run) all.push_back({"--run", "run=" + *run});
    return all;
}

std::string ScenarioArguments::command_text() const {
    std::string text;
    for (std::string const& layout : layouts)
        text += " --layout " + word(layout);
    for (scenario::Override const& one : overrides()) {
        text += one.is_set()
                    ? " --set " + quoted(one.text)
                    : fmt::format(" {} {}", one.option, word(one.text.substr(one.text.find('=') + 1)));
    }
    if (allow_large) text += " --allow-large";
    if (allow_unservable) text += " --allow-unservable";
    if (allow_plugins) text += " --allow-plugins";
    return text;
}

scenario::Reading read(std::string const& file, ScenarioArguments const& with, bool quiet) {
    PhaseLine const line{"reading " + file, quiet};
    return scenario::read_scenario(file,
                                   {with.overrides(),
                                    {with.layouts.begin(), with.layouts.end()},
                                    with.allow_large,
                                    with.allow_unservable,
                                    with.allow_plugins},
                                   vocabulary());
}

void report_warnings(std::vector<scenario::Problem> const& warnings, bool all) {
    print_problems(warnings, "warning: ", all);
}

bool report_problems(std::vector<scenario::Problem> const& problems, bool all) {
    print_problems(problems, {}, all);
    if (problems.empty()) return true;
    console::print_error("{}; nothing was run\n", count_words(problems, "error"));
    return false;
}

}  // namespace meridian::app
