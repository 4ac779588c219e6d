// The text of one input file, and locations in it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"

namespace meridian::scenario {

class SourceText {
public:
    // `name` is what locations show. A text that stands inside another one (the value of an override)
    // starts `column_offset` code points to the right; in a text without an offset all locations are line 0.
    SourceText(std::string name, std::string bytes, std::optional<int> column_offset = 0);

    [[nodiscard]] std::string_view bytes() const { return bytes_; }
    [[nodiscard]] std::shared_ptr<std::string const> const& name() const { return name_; }
    [[nodiscard]] std::string_view line(std::size_t line) const;  // from 0, without its end

    // From a line (from 0) and a column in bytes (from 0). Locations beyond the end become the end.
    [[nodiscard]] SharedLocation shared_location(std::size_t line, std::size_t byte_column) const;
    [[nodiscard]] SharedLocation shared_location(std::size_t byte) const;
    // The byte at a line and a column in bytes, both from 0.
    [[nodiscard]] std::size_t byte_at(std::size_t line, std::size_t byte_column) const;

private:
    std::shared_ptr<std::string const> name_;
    std::string bytes_;
    std::vector<std::size_t> line_starts_;
    std::optional<int> column_offset_;

    // The location asked for last: those of one line are mostly asked for in order, and lines may be long.
    struct Asked {
        std::size_t line{0};
        std::size_t byte_column{0};
        int code_points{0};  // before it
    };
    mutable Asked asked_;
};

// Number of code points in valid UTF-8.
[[nodiscard]] int code_points(std::string_view text);

inline constexpr std::size_t largest_file = std::size_t{256} << 20U;  // bytes

// A file that can be read. Problems, at `asked`: all but the last of those of load().
[[nodiscard]] std::optional<std::ifstream> open_input(std::filesystem::path const& file,
                                                      SourceLocation const& asked, Problems& problems);

// The file's text without a byte order mark. Problems, located at `asked` (where the name was written):
// no such file, a directory, a pipe or device, a link to itself, not readable, too large; in the file
// itself: not UTF-8, control characters.
[[nodiscard]] std::optional<SourceText> load(std::filesystem::path const& file, SourceLocation const& asked,
                                             Problems& problems);

// Reports the first byte that is not UTF-8 or is a control character. True if there is none.
[[nodiscard]] bool check_characters(SourceText const& source, Problems& problems);

}  // namespace meridian::scenario
