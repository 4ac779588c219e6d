// The records of a CSV table of jobs, one after the other, in memory that does not depend on the file's size.
// A record is a line, or several where a quoted cell goes over their ends.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace meridian::scenario {

class JobFile {
public:
    // Throws system::SystemError if it cannot be opened.
    explicit JobFile(std::filesystem::path const& file);

    // The next record that is neither blank nor a comment; false at the end. Throws system::SystemError.
    [[nodiscard]] bool next();
    // Without its line end; valid until the next call.
    [[nodiscard]] std::string_view record() const { return record_; }
    [[nodiscard]] int line() const { return record_line_; }  // where it begins, from 1

private:
    [[nodiscard]] bool next_line(std::string_view& line);
    [[nodiscard]] bool refill();
    void close_quotes();

    std::filesystem::path file_;
    std::ifstream in_;
    std::streamoff read_{0};  // of the file
    std::string buffer_;
    std::size_t at_{0};  // of the next line in the buffer
    bool ended_{false};
    std::string joined_;  // a record of several lines
    std::string_view record_;
    int line_{1};
    int record_line_{1};
};

}  // namespace meridian::scenario
