#include "sim/study/store.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "models/units/format.hpp"
#include "sim/engine/random_streams.hpp"
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

}  // namespace

std::string row_text(Row const& row) {
    std::string line =
        fmt::format("{} {} {} {}", row.key, row.run, row.ok() ? "ok" : "failed", format_number(row.wall_s));
    if (row.ok()) {
        for (double const figure : row.figures)
            line += std::isnan(figure) ? std::string{" -"} : " " + format_number(figure);
    } else {
        std::string reason = row.failure;
        std::ranges::replace(reason, '\n', ' ');
        line += " " + reason;
    }
    return fmt::format("{} {:016x}\n", line, engine::name_hash(line));
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
    return parts;
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
    if (!split || engine::name_hash(split->text) != split->sum) return std::nullopt;
    RowParts parts = row_parts(split->text);
    Row row{std::string{parts.key}, parts.run, figure_of(parts.wall_s), {}, {}};
    if (!parts.ok) {
        row.failure = parts.rest;
        return row;
    }
    while (!parts.rest.empty())
        row.figures.push_back(figure_of(take_figure(parts.rest)));
    return row;
}

Shard::Shard(fs::path const& folder) {
    auto const shards = folder / "shards";
    std::error_code error;
    fs::create_directories(shards, error);
    if (error) throw system::MachineFault{"cannot create " + shards.string() + ": " + error.message()};
    folder_ = folder;
    path_ = shards / fmt::format("{}-{}.rows", system::host_name(), ::getpid());
    partial_ = system::partial_file(path_);
    file_ = ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);
    if (file_ < 0) system::fail("create", partial_, errno);
}

Shard::~Shard() {
    if (file_ < 0) return;
    ::close(file_);
    std::error_code ignored;
    if (!partial_.empty()) fs::remove(partial_, ignored);
}

Shard::Shard(Shard&& from) noexcept
    : file_{std::exchange(from.file_, -1)},
      folder_{std::move(from.folder_)},
      path_{std::move(from.path_)},
      partial_{std::exchange(from.partial_, {})} {}

void Shard::append(Row const& row) {
    std::string const text = row_text(row);
    std::string_view left = text;
    while (!left.empty()) {
        ssize_t const put = ::write(file_, left.data(), left.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) system::fail("write", path_, errno);
        left.remove_prefix(static_cast<std::size_t>(put));
    }
    if (!partial_.empty()) publish();
}

// Behind all that are there.
void Shard::publish() {
    long last = 0;
    for (fs::path const& shard : shard_files(folder_))
        last = std::max(last, std::atol(shard.stem().c_str()));
    path_.replace_filename(fmt::format("{}-{}", last + 1, path_.filename().string()));
    if (std::rename(partial_.c_str(), path_.c_str()) != 0) system::fail("create", path_, errno);
    partial_.clear();
}

FolderKind folder_kind(fs::path const& folder) {
    std::error_code error;
    if (!fs::exists(folder, error)) return FolderKind::fresh;
    if (!fs::is_directory(folder, error)) return FolderKind::foreign;
    if (fs::exists(folder / "study.json", error)) return kind_of_study_json(folder / "study.json");
    for (auto const& entry : fs::directory_iterator{folder}) {
        bool const ours = entry.path().filename() == ".lock" || system::is_partial(entry.path());
        if (!ours) return FolderKind::foreign;
    }
    return FolderKind::fresh;
}

}  // namespace meridian::study
