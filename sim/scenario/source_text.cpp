#include "sim/scenario/source_text.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario/suggestion.hpp"
#include "sim/system/system_error.hpp"

namespace meridian::scenario {
namespace {

namespace fs = std::filesystem;

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Length of the well-formed UTF-8 sequence at `at` (Unicode 15, table 3-7); 0 if there is none.
std::size_t sequence_length(std::string_view text, std::size_t at) {
    auto const byte = [&](std::size_t i) -> std::uint32_t {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    auto const within = [](std::uint32_t b, std::uint32_t low, std::uint32_t high) {
        return b >= low && b <= high;
    };
    auto const first = byte(0);
    if (first < 0x80U) return 1;
    if (within(first, 0xC2U, 0xDFU)) return within(byte(1), 0x80U, 0xBFU) ? 2 : 0;
    if (within(first, 0xE0U, 0xEFU)) {
        auto const low = first == 0xE0U ? 0xA0U : 0x80U;
        auto const high = first == 0xEDU ? 0x9FU : 0xBFU;
        return within(byte(1), low, high) && within(byte(2), 0x80U, 0xBFU) ? 3 : 0;
    }
    if (within(first, 0xF0U, 0xF4U)) {
        auto const low = first == 0xF0U ? 0x90U : 0x80U;
        auto const high = first == 0xF4U ? 0x8FU : 0xBFU;
        bool const good =
            within(byte(1), low, high) && within(byte(2), 0x80U, 0xBFU) && within(byte(3), 0x80U, 0xBFU);
        return good ? 4 : 0;
    }
    return 0;
}

// Files of one kind, by the ends of their names; a name without an end may stand for any kind.
bool may_stand_for(fs::path const& wrong, fs::path const& other) {
    auto const kind = [](fs::path const& file) {
        auto const end = file.extension();
        return end == ".yml" ? fs::path{".yaml"} : end;
    };
    return !wrong.has_extension() || kind(wrong) == kind(other);
}

// The name whose stem is nearest; empty if less than half of the wrong one is right.
std::string nearest_by_stem(std::string const& wrong, std::vector<std::string> const& names) {
    std::vector<std::string> stems;
    stems.reserve(names.size());
    for (auto const& name : names)
        stems.push_back(fs::path{name}.stem().string());
    auto const nearest = nearest_name(wrong, stems);
    auto const near = nearness(wrong, nearest);
    if (!near || near->folded * 2 > wrong.size()) return {};
    return names[static_cast<std::size_t>(std::ranges::find(stems, nearest) - stems.begin())];
}

std::string nearest_file(fs::path const& file) {
    std::error_code ignored;
    auto const folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
    if (!fs::is_directory(folder, ignored)) {
        return fmt::format("there is no folder '{}' either; check the path", folder.string());
    }
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator{folder, ignored}) {
        auto const& other = entry.path();
        if (!entry.is_directory(ignored) && may_stand_for(file, other))
            names.push_back(other.filename().string());
    }
    if (names.empty()) {
        auto const kind = file.has_extension() ? file.extension().string() + " file" : std::string{"file"};
        return fmt::format("check the path; there is no {} in that folder", kind);
    }
    std::ranges::sort(names);
    auto const nearest = nearest_by_stem(file.stem().string(), names);
    if (nearest.empty()) return listing("check the path; the folder holds", names);
    return fmt::format("did you mean '{}'?", nearest);
}

// Which file of a folder is meant: the scenario beside the results of a run, or the only one there.
std::string file_in(fs::path const& folder) {
    std::error_code ignored;
    if (fs::is_regular_file(folder / "scenario.yaml", ignored))
        return fmt::format("name '{}'", (folder / "scenario.yaml").string());
    std::vector<std::string> found;
    for (auto const& entry : fs::directory_iterator{folder, ignored}) {
        if (entry.path().extension() == ".yaml") found.push_back(entry.path().string());
    }
    return found.size() == 1 ? fmt::format("name '{}'", found.front()) : "name a file in that folder";
}

// The user's files are not to blame.
bool is_of_the_system(std::error_code why) {
    return why == std::errc::not_enough_memory || why == std::errc::too_many_files_open ||
           why == std::errc::too_many_files_open_in_system || why == std::errc::io_error;
}

}  // namespace

SourceText::SourceText(std::string name, std::string bytes, std::optional<int> column_offset)
    : name_{std::make_shared<std::string const>(std::move(name))},
      bytes_{std::move(bytes)},
      line_starts_{0},
      column_offset_{column_offset} {
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
        if (bytes_[i] == '\n') line_starts_.push_back(i + 1);
    }
}

std::string_view SourceText::line(std::size_t line) const {
    if (line >= line_starts_.size()) return {};
    auto const begin = line_starts_[line];
    auto const end = line + 1 < line_starts_.size() ? line_starts_[line + 1] - 1 : bytes_.size();
    return std::string_view{bytes_}.substr(begin, end - begin);
}

SharedLocation SourceText::shared_location(std::size_t line, std::size_t byte_column) const {
    if (!column_offset_) return SharedLocation{name_, 0, 0};
    line = std::min(line, line_starts_.size() - 1);
    auto const text = this->line(line);
    byte_column = std::min(byte_column, text.size());
    if (line != asked_.line || byte_column < asked_.byte_column) asked_ = Asked{line, 0, 0};
    asked_.code_points += code_points(text.substr(asked_.byte_column, byte_column - asked_.byte_column));
    asked_.byte_column = byte_column;
    int const offset = line == 0 ? *column_offset_ : 0;
    return SharedLocation{name_, static_cast<int>(line) + 1, asked_.code_points + 1 + offset};
}

SharedLocation SourceText::shared_location(std::size_t byte) const {
    auto const after = std::ranges::upper_bound(line_starts_, std::min(byte, bytes_.size()));
    auto const line = static_cast<std::size_t>(after - line_starts_.begin()) - 1;
    return shared_location(line, byte - line_starts_[line]);
}

std::size_t SourceText::byte_at(std::size_t line, std::size_t byte_column) const {
    if (line >= line_starts_.size()) return bytes_.size();
    return std::min(line_starts_[line] + byte_column, bytes_.size());
}

int code_points(std::string_view text) {
    return static_cast<int>(std::ranges::count_if(text, [](char c) { return !continues(c); }));
}

bool check_characters(SourceText const& source, Problems& problems) {
    auto const text = source.bytes();
    for (std::size_t at = 0; at < text.size();) {
        auto const byte = static_cast<unsigned char>(text[at]);
        auto const length = sequence_length(text, at);
        if (length == 0) {
            problems.add(source.shared_location(at).location(),
                         fmt::format("byte 0x{:02X} is not UTF-8", byte),
                         "save the file with the encoding UTF-8");
            return false;
        }
        bool const control = byte < 0x20U && byte != '\t' && byte != '\n' && byte != '\r';
        if (control || byte == 0x7FU) {
            problems.add(source.shared_location(at).location(),
                         byte == 0 ? std::string{"a NUL byte in a text file"}
                                   : fmt::format("control character 0x{:02X} in a text file", byte),
                         "remove it; only tabs and line ends may stand in the text");
            return false;
        }
        at += length;
    }
    return true;
}

std::optional<std::ifstream> open_input(fs::path const& file, SourceLocation const& asked,
                                        Problems& problems) {
    std::error_code error;
    auto const name = file.string();
    auto const status = fs::status(file, error);
    if (status.type() == fs::file_type::not_found) {
        problems.add(asked, fmt::format("there is no file '{}'", name), nearest_file(file));
        return std::nullopt;
    }
    if (fs::is_directory(status)) {
        problems.add(asked, fmt::format("'{}' is a folder, not a file", name), file_in(file));
        return std::nullopt;
    }
    if (error == std::errc::too_many_symbolic_link_levels) {
        problems.add(asked, fmt::format("'{}' is a symbolic link that comes back to itself", name),
                     "let the link lead to a file");
        return std::nullopt;
    }
    if (fs::exists(status) && !fs::is_regular_file(status)) {  // reading it might never end
        problems.add(asked, fmt::format("'{}' is a pipe or a device, not a file", name),
                     "write the text into a file and name that");
        return std::nullopt;
    }
    std::ifstream in{file, std::ios::binary};
    if (!in.is_open()) {
        auto const why = error ? error : std::error_code{errno, std::generic_category()};
        if (is_of_the_system(why)) system::fail("read", file, why.value());
        problems.add(asked, fmt::format("'{}' cannot be read: {}", name, why.message()),
                     "check the name and the permissions of the file and its folders");
        return std::nullopt;
    }
    return in;
}

std::optional<SourceText> load(fs::path const& file, SourceLocation const& asked, Problems& problems) {
    auto opened = open_input(file, asked, problems);
    if (!opened) return std::nullopt;
    std::ifstream& in = *opened;
    auto const name = file.string();
    std::string bytes;
    std::vector<char> block(std::size_t{1} << 16U);
    while (in && bytes.size() <= largest_file) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        bytes.append(block.data(), static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad()) system::fail("read", file, EIO);
    if (bytes.size() > largest_file) {
        problems.add(asked, fmt::format("'{}' has more than {} MB", name, largest_file >> 20U),
                     "split it into several files");
        return std::nullopt;
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        problems.add(SourceLocation{name, 1, 1}, "the file is UTF-16, not UTF-8",
                     "save the file with the encoding UTF-8");
        return std::nullopt;
    }
    SourceText source{name, std::move(bytes)};
    if (!check_characters(source, problems)) return std::nullopt;
    return source;
}

}  // namespace meridian::scenario
