#include "sim/system/program.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "models/units/split.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/interruption.hpp"

extern char** environ;  // NOLINT: POSIX asks for this declaration

namespace meridian::system {
namespace {

constexpr std::size_t most_output = 4096;
constexpr std::chrono::milliseconds look_every{200};  // at whether a signal has come

// Reads until the other end closes or the time is up; true if it closed.
bool read_all(int from, std::chrono::steady_clock::time_point until, std::string& output) {
    std::array<char, 4096> buffer{};
    while (true) {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd ready{from, POLLIN, 0};
        if (left.count() <= 0 || interrupted()) return false;
        int const found = poll(&ready, 1, static_cast<int>(std::min(left, look_every).count()));
        if (found == 0 || (found < 0 && errno == EINTR)) continue;
        if (found < 0) return false;
        ssize_t const count = read(from, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return true;
        output.append(buffer.data(), static_cast<std::size_t>(count));
        if (output.size() > 2 * most_output) output.erase(0, output.size() - most_output);
    }
}

int wait_for_end(pid_t process) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {}
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

std::optional<std::filesystem::path> find_program(std::span<std::string_view const> names) {
    char const* const path = std::getenv("PATH");
    if (path == nullptr) return std::nullopt;
    for (std::string_view const name : names) {
        for (std::string_view const folder : split(path, ':')) {
            auto const file = std::filesystem::path{folder} / name;
            if (access(file.c_str(), X_OK) == 0) return file;
        }
    }
    return std::nullopt;
}

ProgramOutcome run_program(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                           double at_most_s) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        throw SystemError{std::string{"cannot make a pipe: "} + std::strerror(errno)};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    // A group of its own, so that all that it starts ends with it.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t ignored_here;
    sigemptyset(&ignored_here);
    sigaddset(&ignored_here, SIGPIPE);
    sigaddset(&ignored_here, SIGXFSZ);
    posix_spawnattr_setsigdefault(&attributes, &ignored_here);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_t process = -1;
    int const fault = posix_spawn(&process, program.c_str(), &actions, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (fault != 0) {
        close(ends[0]);
        fail("start", program, fault);
    }
    ProgramOutcome outcome;
    auto const until =
        std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                               std::chrono::duration<double>{at_most_s});
    if (!read_all(ends[0], until, outcome.output)) kill(-process, SIGKILL);
    close(ends[0]);
    outcome.exit_code = wait_for_end(process);
    if (interrupted()) throw Interrupted{};
    if (outcome.output.size() > most_output) outcome.output.erase(0, outcome.output.size() - most_output);
    return outcome;
}

bool is_superuser() {
    return geteuid() == 0;
}

}  // namespace meridian::system
