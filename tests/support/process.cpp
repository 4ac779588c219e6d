#include "tests/support/process.hpp"

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/places.hpp"

namespace meridian::testing {
namespace {

[[noreturn]] void become(std::string program, std::vector<std::string> const& arguments,
                         std::string const& folder, int out, int err) {
    if (!folder.empty() && ::chdir(folder.c_str()) != 0) ::_exit(126);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    std::vector<char*> words{program.data()};
    for (std::string const& argument : arguments)
        words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    ::execv(program.c_str(), words.data());
    ::_exit(127);
}

// Reads both pipes until they are closed, so that neither can fill up and stop the program.
void drain(int out, int err, CommandResult& answer, pid_t process, int stop_after_ms) {
    auto const begun = std::chrono::steady_clock::now();
    std::array<pollfd, 2> watched{pollfd{out, POLLIN, 0}, pollfd{err, POLLIN, 0}};
    bool stopped = stop_after_ms == 0;
    while (watched[0].fd >= 0 || watched[1].fd >= 0) {
        auto const passed = std::chrono::steady_clock::now() - begun;
        if (!stopped && passed >= std::chrono::milliseconds{stop_after_ms}) {
            ::kill(process, SIGINT);
            stopped = true;
        }
        ::poll(watched.data(), watched.size(), 10);
        for (std::size_t i = 0; i < watched.size(); ++i) {
            if ((watched[i].revents & (POLLIN | POLLHUP)) == 0) continue;
            std::array<char, 65536> buffer{};
            ssize_t const got = ::read(watched[i].fd, buffer.data(), buffer.size());
            if (got <= 0) {
                watched[i].fd = -1;
            } else {
                (i == 0 ? answer.out : answer.err).append(buffer.data(), static_cast<std::size_t>(got));
            }
        }
    }
}

}  // namespace

CommandResult run_meridian(std::vector<std::string> const& arguments, std::string const& folder,
                           int stop_after_ms) {
    return run_program(meridian_binary, arguments, folder, stop_after_ms);
}

CommandResult run_program(std::string const& program, std::vector<std::string> const& arguments,
                          std::string const& folder, int stop_after_ms) {
    std::array<int, 2> out{};
    std::array<int, 2> err{};
    if (::pipe2(out.data(), O_CLOEXEC) != 0 || ::pipe2(err.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error{"no pipe"};
    }
    pid_t const process = ::fork();
    if (process == 0) become(program, arguments, folder, out[1], err[1]);
    ::close(out[1]);
    ::close(err[1]);
    CommandResult answer;
    drain(out[0], err[0], answer, process, stop_after_ms);
    ::close(out[0]);
    ::close(err[0]);
    int status = 0;
    ::waitpid(process, &status, 0);
    answer.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return answer;
}

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "meridian-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string read_file(std::string const& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) throw std::runtime_error{"cannot read " + path};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void write_file(std::string const& path, std::string const& text) {
    std::filesystem::create_directories(std::filesystem::path{path}.parent_path());
    std::ofstream out{path, std::ios::binary};
    out << text;
    if (!out.flush()) throw std::runtime_error{"cannot write " + path};
}

std::string source(std::string const& path) {
    return std::string{source_folder} + "/" + path;
}

}  // namespace meridian::testing
