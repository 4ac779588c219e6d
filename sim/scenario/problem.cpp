#include "sim/scenario/problem.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace meridian::scenario {

std::string words(SourceLocation const& location) {
    return location.line == 0 ? location.file
                              : fmt::format("{}:{}:{}", location.file, location.line, location.column);
}

std::string words(Problem const& problem, std::string_view kind) {
    return fmt::format("{}: {}{}\n  fix: {}", words(problem.where), kind, problem.wrong, problem.fix);
}

namespace {

namespace fs = std::filesystem;

// Without what the file says: quoted texts and numbers. The name of a wrong key stays.
std::string without_quotes(std::string text) {
    if (text.starts_with("there is no key '")) return text;
    auto const first = text.find('\'');
    auto const last = text.rfind('\'');
    if (first < last && last != std::string::npos) text.replace(first, last - first + 1, "'...'");
    std::string plain;
    for (char const c : text) {
        if (c < '0' || c > '9') {
            plain += c;
        } else if (!plain.ends_with("...")) {
            plain += "...";
        }
    }
    return plain;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Whether what is quoted behind this text is a key rather than a name or a value.
bool names_key(std::string_view before) {
    constexpr std::array<std::string_view, 8> words{"key ",     "has no ", "neither ", "nor ",
                                                    "needs a ", "column ", "needs ",   "parameter "};
    return std::ranges::any_of(words, [&](std::string_view word) { return before.ends_with(word); });
}

bool is_inside(fs::path const& file, fs::path const& folder) {
    auto const [end, ignored] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
    return end == folder.end();
}

}  // namespace

std::string kind_of(Problem const& problem) {
    std::string_view const wrong = problem.wrong;
    std::string kind;
    for (std::size_t at = 0; at < wrong.size(); ++at) {
        auto const end = wrong[at] == '\'' ? wrong.find('\'', at + 1) : std::string_view::npos;
        if (end != std::string_view::npos) {
            kind += names_key(kind) ? wrong.substr(at, end + 1 - at) : std::string_view{"'...'"};
            at = end;
        } else if (!is_digit(wrong[at])) {
            kind += wrong[at];
        } else if (!kind.ends_with('#')) {
            kind += '#';
        }
    }
    return kind;
}

void Problems::quote_only(std::vector<fs::path> const& folders) {
    std::error_code ignored;
    for (fs::path const& folder : folders)
        folders_.push_back(fs::weakly_canonical(folder.empty() ? fs::path{"."} : folder, ignored));
}

bool Problems::is_outside(std::string const& file) {
    auto const [known, is_new] = outside_.try_emplace(file, false);
    if (!is_new) return known->second;
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return false;  // an option of the command line
    auto const whole = fs::weakly_canonical(file, ignored);
    return known->second =
               std::ranges::none_of(folders_, [&](fs::path const& f) { return is_inside(whole, f); });
}

void Problems::add(Problem problem) {
    count_ += 1 + problem.further;
    if (!folders_.empty() && is_outside(problem.where.file)) {
        problem.wrong = without_quotes(std::move(problem.wrong));
        problem.fix = without_quotes(std::move(problem.fix));
    }
    if (kept_.contains(problem)) return;  // a wrong header of a table is met in every row
    if (full()) return add_beyond(std::move(problem));
    kept_.insert(std::move(problem));
}

void Problems::add_beyond(Problem problem) {
    if (further_.empty()) {
        for (Problem const& one : kept_)
            further_.try_emplace(kind_of(one), 0);
    }
    auto const [known, is_new] = further_.try_emplace(kind_of(problem), 0);
    if (is_new && further_.size() <= most_kinds) {
        kept_.insert(std::move(problem));
        return;
    }
    known->second += 1 + problem.further;
}

std::vector<Problem> Problems::sorted() const {
    std::vector<Problem> problems(kept_.begin(), kept_.end());
    auto further = further_;
    for (Problem& problem : problems) {
        if (further.empty()) break;
        auto const found = further.find(kind_of(problem));
        if (found != further.end()) problem.further += std::exchange(found->second, 0);
    }
    std::size_t rest = 0;  // of kinds that none was kept of
    for (auto const& [kind, number] : further)
        rest += number;
    if (rest > 0) problems.back().further += rest;
    return problems;
}

std::vector<ProblemGroup> grouped(std::vector<Problem> const& problems) {
    constexpr std::size_t most_others = 3;
    std::vector<ProblemGroup> groups;
    std::map<std::string, std::size_t, std::less<>> by_kind;
    for (Problem const& problem : problems) {
        auto const [known, is_new] = by_kind.try_emplace(kind_of(problem), groups.size());
        if (is_new) {
            groups.push_back({problem, 1 + problem.further});
            continue;
        }
        ProblemGroup& group = groups[known->second];
        group.count += 1 + problem.further;
        if (group.others.size() < most_others) group.others.push_back(problem.where);
    }
    return groups;
}

std::size_t count_of(std::vector<Problem> const& problems) {
    std::size_t count = problems.size();
    for (Problem const& problem : problems)
        count += problem.further;
    return count;
}

}  // namespace meridian::scenario
