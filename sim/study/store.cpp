#include "sim/study/store.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "models/units/format.hpp"
#include "sim/report/summary.hpp"
#include "sim/study/shards.hpp"
#include "sim/study/study_json.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/machine.hpp"

namespace meridian::study {
namespace {

namespace fs = std::filesystem;

std::string_view take_word(std::string_view& line) {
    auto const space = std::min(line.find(' '), line.size());
    auto const word = line.substr(0, space);
    line.remove_prefix(std::min(space + 1, line.size()));
    return word;
}

constexpr std::string_view before_parts{" |"};
constexpr std::string_view figures_word{"figures"};  // no key of a point

std::string with_check_sum(std::string const& line) {
    return fmt::format("{} {:016x}\n", line, row_sum(line));
}

// Names may be any text: what separates words is written as %20, as in addresses.
std::string word_of(std::string_view name) {
    std::string word;
    for (char const c : name) {
        bool const is_plain = static_cast<unsigned char>(c) > ' ' && c != '%' && c != '=' && c != '|';
        if (is_plain) {
            word += c;
        } else {
            word += fmt::format("%{:02x}", static_cast<unsigned char>(c));
        }
    }
    return word;
}

std::string name_of(std::string_view word) {
    std::string name;
    for (std::size_t i = 0; i < word.size(); ++i) {
        unsigned char code = 0;
        bool const is_code = word[i] == '%' && i + 2 < word.size();
        if (is_code) std::from_chars(word.data() + i + 1, word.data() + i + 3, code, 16);
        name += is_code ? static_cast<char>(code) : word[i];
        if (is_code) i += 2;
    }
    return name;
}

}  // namespace

std::string row_text(Row const& row) {
    std::string line =
        fmt::format("{} {} {} {}", row.key, row.run, row.ok() ? "ok" : "failed", format_number(row.wall_s));
    if (row.ok()) {
        for (double const figure : row.figures)
            line += std::isnan(figure) ? std::string{" -"} : " " + format_number(figure);
        if (!row.parts.empty()) line += before_parts;
        for (NamedFigure const& part : row.parts)
            line += fmt::format(" {}={}", word_of(part.name), format_number(part.value));
    } else {
        std::string reason = row.failure;
        std::ranges::replace(reason, '\n', ' ');
        line += " " + reason;
    }
    return with_check_sum(line);
}

std::string figures_line(std::vector<std::string> const& keys) {
    std::string line{figures_word};
    for (std::string const& key : keys)
        line += " " + key;
    return with_check_sum(line);
}

std::optional<std::vector<std::string>> figure_keys(std::string_view line) {
    if (take_word(line) != figures_word) return std::nullopt;
    std::vector<std::string> keys;
    while (!line.empty())
        keys.emplace_back(take_word(line));
    return keys;
}

std::vector<std::string> our_figures() {
    std::vector<std::string> keys;
    for (report::SummaryKey const& key : report::summary_keys())
        keys.emplace_back(key.name);
    return keys;
}

std::uint64_t row_sum(std::string_view text) {
    return XXH3_64bits(text.data(), text.size());
}

std::optional<SummedText> split_check_sum(std::string_view line) {
    auto const space = line.rfind(' ');
    if (space == std::string_view::npos) return std::nullopt;
    std::uint64_t sum = 0;
    auto const* const end = line.data() + line.size();
    auto const read = std::from_chars(line.data() + space + 1, end, sum, 16);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return SummedText{line.substr(0, space), sum};
}

RowParts row_parts(std::string_view text) {
    RowParts parts;
    parts.key = take_word(text);
    auto const run = take_word(text);
    std::from_chars(run.data(), run.data() + run.size(), parts.run);
    parts.ok = take_word(text) == "ok";
    parts.wall_s = take_word(text);
    parts.rest = text;
    auto const bar = parts.ok ? text.find('|') : std::string_view::npos;  // no figure has one
    if (bar == std::string_view::npos) return parts;
    parts.rest = text.substr(0, bar - std::min(std::size_t{1}, bar));
    parts.named = text.substr(bar + 1);
    parts.named.remove_prefix(std::min(std::size_t{1}, parts.named.size()));
    return parts;
}

std::vector<NamedFigure> named_figures(std::string_view words) {
    std::vector<NamedFigure> all;
    while (!words.empty()) {
        auto const word = take_word(words);
        auto const equals = std::min(word.find('='), word.size());
        all.push_back(
            {name_of(word.substr(0, equals)), figure_of(word.substr(std::min(equals + 1, word.size())))});
    }
    return all;
}

std::string_view take_figure(std::string_view& figures) {
    return take_word(figures);
}

double figure_of(std::string_view word) {
    double value = std::numeric_limits<double>::quiet_NaN();
    if (word != "-") std::from_chars(word.data(), word.data() + word.size(), value);
    return value;
}

std::optional<Row> parse_row(std::string_view line) {
    auto const split = split_check_sum(line);
    if (!split || row_sum(split->text) != split->sum) return std::nullopt;
    RowParts parts = row_parts(split->text);
    Row row{std::string{parts.key}, parts.run, figure_of(parts.wall_s), {}, {}, {}};
    if (!parts.ok) {
        row.failure = parts.rest;
        return row;
    }
    while (!parts.rest.empty())
        row.figures.push_back(figure_of(take_figure(parts.rest)));
    row.parts = named_figures(parts.named);
    return row;
}

Shard::Shard(system::Folder const& folder, std::vector<std::string> const& figures)
    : name_{fmt::format("{}-{}.rows", system::host_name(), ::getpid())},
      file_{system::NewFile::beside(folder.make_folder(shards_folder), name_)},
      first_line_{figures_line(figures)} {}

void Shard::append(Row const& row) {
    system::write_all(file_.descriptor(), std::exchange(first_line_, {}) + row_text(row),
                      file_.folder().file(name_));
    if (!published_) publish();
}

// Behind all that are there.
void Shard::publish() {
    long last = 0;
    for (std::string const& shard : shard_names(file_.folder()))
        last = std::max(last, std::atol(shard.c_str()));
    name_ = fmt::format("{}-{}", last + 1, name_);
    file_.rename_to(name_);
    published_ = true;
}

void Shard::check_still_there() const {
    if (!published_) return;
    struct stat facts {};
    if (::fstat(file_.descriptor(), &facts) == 0 && facts.st_nlink > 0) return;
    system::fail("keep", file_.folder().file(name_),
                 "it was removed while the sweep ran\n  fix: sweep again; its runs are run once more");
}

FolderKind folder_kind(fs::path const& path) {
    auto const folder = system::Folder::find(path);
    std::error_code error;
    if (!folder) return fs::exists(fs::symlink_status(path, error)) ? FolderKind::foreign : FolderKind::fresh;
    if (folder->kind("study.json") != system::EntryKind::none) return kind_of_study_json(*folder);
    for (system::FolderEntry const& entry : folder->entries()) {
        if (entry.name != ".lock" && !system::is_partial(entry.name)) return FolderKind::foreign;
    }
    return FolderKind::fresh;
}

}  // namespace meridian::study
