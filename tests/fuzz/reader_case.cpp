#include "tests/fuzz/reader_case.hpp"

#include <algorithm>

namespace meridian::testing {
namespace {

constexpr std::string_view divider = "%% ";
constexpr std::string_view scenario_name = "s.yaml";

// A name that stays in the folder.
bool is_plain_name(std::string_view name) {
    bool const plain = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == std::string_view::npos;
    return plain && !name.empty() && name.front() != '.' && name.size() < 40;
}

void add_lines(std::vector<std::string>& lines, std::string_view text) {
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string fault_of(scenario::Problem const& problem) {
    auto const& [file, line, column] = problem.where;
    if (file.empty() || line < 1 || column < 1) return "a problem without a place";
    if (problem.wrong.empty() || problem.fix.empty()) return "a problem without words or remedy";
    return {};
}

}  // namespace

ReaderCase ReaderCase::parse(std::string_view text) {
    ReaderCase parsed;
    std::string name{scenario_name};
    while (true) {
        auto const begin = text.starts_with(divider) ? 0 : text.find("\n" + std::string{divider});
        auto const own = text.substr(0, begin == 0 ? 0 : begin == text.npos ? begin : begin + 1);
        if (name == "--set") add_lines(parsed.set, own);
        if (is_plain_name(name)) parsed.files.push_back(File{name, std::string{own}});
        if (begin == text.npos) break;
        text.remove_prefix(own.size() + divider.size());
        auto const end = std::min(text.find('\n'), text.size());
        name = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parsed;
}

std::string ReaderCase::text() const {
    std::string all;
    for (auto const& [name, own] : files) {
        if (!all.empty() && all.back() != '\n') all += '\n';
        if (name != scenario_name) all += std::string{divider} + name + "\n";
        all += own;
    }
    if (set.empty()) return all;
    all += std::string{divider} + "--set\n";
    for (auto const& one : set)
        all += one + "\n";
    return all;
}

std::string misbehaviour(WrittenFiles const& folder, ReaderCase const& given) {
    for (auto const& [name, text] : given.files)
        folder.write(name, text);
    auto const first = read_set(folder / scenario_name, given.set);
    auto const again = [&]() -> std::string {
        if (first.scenario.has_value() != first.problems.empty()) return "neither a scenario nor problems";
        for (auto const& problem : first.problems) {
            if (auto fault = fault_of(problem); !fault.empty()) return fault + ": " + words(problem);
        }
        if (!first.scenario) return {};
        auto const text = resolved_yaml(first.resolved, scenario::TableNames::absolute);
        auto const second = read(folder.write("resolved.yaml", text));
        if (!second.scenario) return "the resolved text is refused: " + words(second.problems.front());
        return resolved_yaml(second.resolved, scenario::TableNames::absolute) == text
                   ? ""
                   : "the resolved text resolves to another text";
    }();
    for (auto const& file : given.files)
        std::filesystem::remove(folder / file.name);
    return again;
}

}  // namespace meridian::testing
