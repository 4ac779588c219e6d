#include "sim/study/store.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "models/units/format.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/study/study_json.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/machine.hpp"

namespace meridian::study {
namespace {

namespace fs = std::filesystem;

// Shards by number, so that the first one written is the first one read.
std::vector<fs::path> shards_of(fs::path const& folder) {
    std::vector<std::pair<long, fs::path>> numbered;
    std::error_code none;
    for (auto const& entry : fs::directory_iterator{folder / "shards", none}) {
        if (entry.path().extension() == ".rows")
            numbered.emplace_back(std::atol(entry.path().stem().c_str()), entry.path());
    }
    std::ranges::sort(numbered);
    std::vector<fs::path> all;
    for (auto& [number, path] : numbered)
        all.push_back(std::move(path));
    return all;
}

std::string content_of(fs::path const& file) {
    std::ifstream in{file, std::ios::binary | std::ios::ate};
    std::string text(in ? static_cast<std::size_t>(in.tellg()) : 0, '\0');
    in.seekg(0);
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    return text;
}

// The line without its check sum; nothing if that does not fit.
std::optional<std::string_view> checked(std::string_view line) {
    auto const space = line.rfind(' ');
    if (space == std::string_view::npos) return std::nullopt;
    std::uint64_t sum = 0;
    auto const* const end = line.data() + line.size();
    auto const read = std::from_chars(line.data() + space + 1, end, sum, 16);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    line = line.substr(0, space);
    return engine::name_hash(line) == sum ? std::optional{line} : std::nullopt;
}

std::string_view take_word(std::string_view& line) {
    auto const space = std::min(line.find(' '), line.size());
    auto const word = line.substr(0, space);
    line.remove_prefix(std::min(space + 1, line.size()));
    return word;
}

double number(std::string_view text) {
    double value = std::numeric_limits<double>::quiet_NaN();
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

void each_line(std::string_view text, std::function<void(std::string_view)> const& visit) {
    while (!text.empty()) {
        auto const end = text.find('\n');
        if (end == std::string_view::npos) return;  // cut off
        if (end > 0) visit(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
}

struct Head {
    std::string_view key;
    std::int64_t run{0};
    bool ok{false};
};

Head take_head(std::string_view& line) {
    Head head;
    head.key = take_word(line);
    auto const run = take_word(line);
    std::from_chars(run.data(), run.data() + run.size(), head.run);
    head.ok = take_word(line) == "ok";
    return head;
}

[[noreturn]] void fail(std::string_view what, fs::path const& path) {
    throw system::MachineFault{fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(errno))};
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

std::optional<Row> parse_row(std::string_view line) {
    auto rest = checked(line);
    if (!rest) return std::nullopt;
    Head const head = take_head(*rest);
    Row row;
    row.key = head.key;
    row.run = head.run;
    row.wall_s = number(take_word(*rest));
    if (!head.ok) {
        row.failure = *rest;
        return row;
    }
    while (!rest->empty()) {
        auto const word = take_word(*rest);
        row.figures.push_back(word == "-" ? std::numeric_limits<double>::quiet_NaN() : number(word));
    }
    return row;
}

Rows read_rows(fs::path const& folder) {
    Rows rows;
    for (fs::path const& shard : shards_of(folder)) {
        each_line(content_of(shard), [&](std::string_view line) {
            auto row = parse_row(line);
            if (!row) return;
            auto const [at, is_new] = rows.try_emplace({row->key, row->run});
            if (is_new || (!at->second.ok() && row->ok())) at->second = std::move(*row);
        });
    }
    return rows;
}

void scan_rows(fs::path const& folder,
               std::function<void(std::string_view, std::int64_t, bool)> const& visit) {
    for (fs::path const& shard : shards_of(folder)) {
        each_line(content_of(shard), [&](std::string_view line) {
            auto rest = checked(line);
            if (!rest) return;
            Head const head = take_head(*rest);
            visit(head.key, head.run, head.ok);
        });
    }
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
    if (file_ < 0) fail("create", partial_);
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
        if (put < 0) fail("write", path_);
        left.remove_prefix(static_cast<std::size_t>(put));
    }
    if (!partial_.empty()) publish();
}

// Behind all that are there.
void Shard::publish() {
    long last = 0;
    for (fs::path const& shard : shards_of(folder_))
        last = std::max(last, std::atol(shard.stem().c_str()));
    path_.replace_filename(fmt::format("{}-{}", last + 1, path_.filename().string()));
    if (std::rename(partial_.c_str(), path_.c_str()) != 0) fail("create", path_);
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
