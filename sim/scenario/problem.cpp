#include "sim/scenario/problem.hpp"

#include <algorithm>
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

bool is_inside(fs::path const& file, fs::path const& folder) {
    auto const [end, ignored] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
    return end == folder.end();
}

}  // namespace

void Problems::quote_only(std::vector<fs::path> const& folders) {
    std::error_code ignored;
    for (fs::path const& folder : folders)
        folders_.push_back(fs::weakly_canonical(folder.empty() ? fs::path{"."} : folder, ignored));
}

Problems Problems::with_same_folders() const {
    Problems others;
    others.folders_ = folders_;
    return others;
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
    ++count_;
    if (!folders_.empty() && !full() && is_outside(problem.where.file)) {
        problem.wrong = without_quotes(std::move(problem.wrong));
        problem.fix = without_quotes(std::move(problem.fix));
    }
    if (kept_.contains(problem)) return;  // a wrong header of a table is met in every row
    if (full()) {
        ++left_out_;
        return;
    }
    kept_.insert(std::move(problem));
}

std::vector<Problem> Problems::sorted() const {
    std::vector<Problem> problems(kept_.begin(), kept_.end());
    if (left_out_ > 0) {
        problems.push_back(Problem{problems.back().where,
                                   fmt::format("{} further errors are not shown", left_out_),
                                   "fix these first, then check the file again"});
    }
    return problems;
}

}  // namespace meridian::scenario
