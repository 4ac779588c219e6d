// A program of the user's beside this one, which answers lines with lines: what it may use, and how it ends.
//
//   - It gets its own folder to work in, which is removed at the end, and an environment of PATH, LANG, HOME and TMPDIR
//     (both that folder), PYTHONPATH (modules shipped with the program), PYTHONHASHSEED and OMP_NUM_THREADS alone.
//   - It has a process group of its own, which is killed at the end, and ends with this process, however that ends.
//   - No shell stands between.
// Requires that SIGPIPE is ignored.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "sim/system/folder.hpp"

namespace meridian::system {

struct DialogueLimits {
    double reply_s{10.0};  // of wall clock, from a line until its answer is whole
    std::size_t reply_bytes{std::size_t{64} << 20U};
    std::optional<double> memory_bytes{};          // addresses
    std::size_t log_bytes{std::size_t{1} << 20U};  // kept of what it writes to standard error, the end of it
};

// The program does not do its part; the message says what it did instead.
struct DialogueFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Dialogue {
public:
    // `command`: a program, by its path or by a name that stands along PATH, and its arguments. Throws DialogueFault if
    // it cannot be started, SystemError if the machine has no room for it.
    Dialogue(std::vector<std::string> const& command, DialogueLimits const& limits);
    // Its input ends; it has a moment to end by itself, then its group is killed.
    ~Dialogue();
    Dialogue(Dialogue const&) = delete;
    Dialogue& operator=(Dialogue const&) = delete;

    // Sends the line, which has no line end in it, and waits for one line; that lives until the next call. Throws
    // DialogueFault, Interrupted.
    [[nodiscard]] std::string_view ask(std::string_view line);
    // Sends a line that has no answer.
    void say(std::string_view line);

    // The end of what it wrote to standard error.
    [[nodiscard]] std::string const& log() const { return log_; }

private:
    class Clock;
    void start(std::vector<std::string> const& command);
    void make_folder();
    void send(std::string_view line, Clock const& clock);
    void wait_for_line(Clock const& clock);
    void step(Clock const& clock, std::string_view* unsent);
    void read_log();
    void read_answer();
    void send_some(std::string_view& unsent);
    [[nodiscard]] std::string end_words();
    void end();

    DialogueLimits limits_;
    std::filesystem::path folder_;
    pid_t process_{-1};
    pid_t owner_{-1};
    Descriptor to_{-1}, from_{-1}, log_from_{-1};
    bool has_closed_output_{false};
    std::string heard_;        // and not taken
    std::size_t line_end_{0};  // of the answer that was taken, its line end included
    std::size_t searched_{0};  // of heard_, for a line end
    std::string log_;
};

}  // namespace meridian::system
