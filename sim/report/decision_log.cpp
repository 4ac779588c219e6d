#include "sim/report/decision_log.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <string_view>

#include <fmt/format.h>

#include "sim/report/line_scan.hpp"
#include "sim/report/table/csv.hpp"

namespace meridian::report {
namespace {

constexpr char const* jobs_file = "jobs.csv";
constexpr std::size_t answer_bytes = 1 << 13;  // some hundred rows

// The text between the n-th comma and the next one, of lines whose cells up to there have no comma; quotation marks stay.
std::string_view cell_at(std::string_view line, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i)
        line.remove_prefix(std::min(line.find(',') + 1, line.size()));
    if (!line.starts_with('"')) return line.substr(0, line.find(','));
    auto end = line.find('"', 1);
    while (end != std::string_view::npos && line.substr(end + 1).starts_with('"'))
        end = line.find('"', end + 2);
    return line.substr(0, end == std::string_view::npos ? end : end + 1);
}

std::uint64_t number_in(std::string_view cell) {
    std::uint64_t number = 0;
    std::from_chars(cell.data(), cell.data() + cell.size(), number);
    return number;
}

// Where the files have the number and the class of a job; its name is in the last cell of both.
struct JobColumns {
    char const* file;
    std::size_t number, workload_class;
};
constexpr std::array job_columns_of_files{JobColumns{decisions_file, 2, 3}, JobColumns{jobs_file, 0, 1}};

using HoldsLine = std::function<bool(std::string_view line, JobColumns const& columns)>;

std::vector<std::uint64_t> jobs_where(system::Folder const& folder, HoldsLine const& holds) {
    std::vector<std::uint64_t> jobs;
    for (JobColumns const& columns : job_columns_of_files) {
        auto const file = folder.find_file(columns.file);
        if (!file) continue;
        each_line(*file, folder.file(columns.file), 0, [&](std::uint64_t offset, std::string_view line) {
            if (offset == 0 || !holds(line, columns)) return true;
            auto const number = number_in(cell_at(line, columns.number));
            if (jobs.empty() || jobs.back() != number) jobs.push_back(number);
            return true;
        });
    }
    std::ranges::sort(jobs);
    jobs.erase(std::unique(jobs.begin(), jobs.end()), jobs.end());
    return jobs;
}

}  // namespace

std::string DecisionLog::head_of(char const* name) const {
    std::string head;
    auto const file = folder_.find_file(name);
    each_line(*file, folder_.file(name), 0, [&](std::uint64_t, std::string_view line) {
        head = std::string{line} + "\n";
        return false;
    });
    return head;
}

// Nothing: the index does not fit the file.
std::optional<std::string> DecisionLog::rows_of(std::uint64_t job) const {
    std::string rows;
    auto const file = folder_.find_file(decisions_file);
    for (IndexedAnswer const& one : index_.answers(job)) {
        std::string answer;
        bool fits = true;
        auto const visit = [&](std::uint64_t, std::string_view line) {
            std::string const own{cell_at(line, 0)};
            if (answer.empty()) {
                answer = own;
                fits = !own.empty() && cell_at(line, 2) == std::to_string(job);
            }
            if (!fits || own != answer) return false;
            rows.append(line).append("\n");
            return true;
        };
        each_line(*file, folder_.file(decisions_file), one.offset, visit, answer_bytes);
        if (!fits || answer.empty()) return std::nullopt;
    }
    return rows;
}

ResultTable DecisionLog::decisions_on(std::uint64_t job) {
    auto rows = rows_of(job);
    if (!rows) {
        index_.remake();
        rows = rows_of(job);
    }
    auto const path = folder_.file(decisions_file);
    if (!rows) system::fail("read", path, "it changes while it is read");
    return parse_table(head_of(decisions_file) + *rows, path);
}

std::optional<ResultTable> DecisionLog::departure_of(std::uint64_t job) const {
    auto const file = folder_.find_file(jobs_file);
    if (!file) return std::nullopt;
    std::string const begin = fmt::format("{},", job);
    std::string found;
    each_line(*file, folder_.file(jobs_file), 0, [&](std::uint64_t offset, std::string_view line) {
        bool const is_it = offset > 0 && line.starts_with(begin);
        if (is_it) found = std::string{line} + "\n";
        return !is_it;
    });
    if (found.empty()) return std::nullopt;
    return parse_table(head_of(jobs_file) + found, folder_.file(jobs_file));
}

std::vector<std::uint64_t> DecisionLog::jobs() const {
    return jobs_where(folder_, [](std::string_view, JobColumns const&) { return true; });
}

std::vector<std::uint64_t> DecisionLog::jobs_named(std::string const& name) const {
    std::string const end = "," + csv_cell(name);
    return jobs_where(folder_, [&](std::string_view line, JobColumns const&) { return line.ends_with(end); });
}

std::vector<std::uint64_t> DecisionLog::jobs_of_class(std::string const& name) const {
    std::string const cell = csv_cell(name);
    return jobs_where(folder_, [&](std::string_view line, JobColumns const& columns) {
        return cell_at(line, columns.workload_class) == cell;
    });
}

}  // namespace meridian::report
