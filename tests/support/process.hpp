// Runs the real binary as a user would, and says what it answered.
#pragma once

#include <string>
#include <vector>

namespace meridian::testing {

struct CommandResult {
    int exit_code{-1};  // 128 + signal if a signal ended it
    std::string out;
    std::string err;
};

// Arguments are passed as they are; no shell. `folder`: where it runs (empty: here).
// `stop_after_ms`: sends SIGINT after so long (0: never).
[[nodiscard]] CommandResult run_meridian(std::vector<std::string> const& arguments,
                                         std::string const& folder = {}, int stop_after_ms = 0);

// The same for any program.
[[nodiscard]] CommandResult run_program(std::string const& program, std::vector<std::string> const& arguments,
                                        std::string const& folder = {}, int stop_after_ms = 0);

// A folder that is gone at the end of the scope.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    [[nodiscard]] std::string const& path() const { return path_; }
    [[nodiscard]] std::string file(std::string const& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

[[nodiscard]] std::string read_file(std::string const& path);
void write_file(std::string const& path, std::string const& text);
// The path of a file of the repository.
[[nodiscard]] std::string source(std::string const& path);

}  // namespace meridian::testing
