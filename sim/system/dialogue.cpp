#include "sim/system/dialogue.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/system/console.hpp"
#include "sim/system/installation.hpp"
#include "sim/system/interruption.hpp"
#include "sim/system/program.hpp"

namespace meridian::system {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds look_every{200};         // at whether a signal has come
constexpr milliseconds time_to_end{500};        // from the end of its input until it is killed
constexpr rlim_t most_file_bytes = 100 << 20U;  // that it may write to a file
constexpr int cannot_run = 126;                 // exit code of a copy that could not become the program

struct Pipe {
    Pipe() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            throw SystemError{std::string{"cannot make a pipe: "} + std::strerror(errno)};
        read = Descriptor{ends[0]};
        write = Descriptor{ends[1]};
    }
    Descriptor read{-1}, write{-1};
};

std::vector<std::string> environment_in(std::filesystem::path const& folder) {
    char const* const path = std::getenv("PATH");
    std::vector<std::string> all{fmt::format("PATH={}", path == nullptr ? "/usr/bin:/bin" : path),
                                 "LANG=C.UTF-8",
                                 fmt::format("HOME={}", folder.string()),
                                 fmt::format("TMPDIR={}", folder.string()),
                                 "PYTHONHASHSEED=0",
                                 "PYTHONDONTWRITEBYTECODE=1",
                                 "OMP_NUM_THREADS=1"};
    if (auto const shared = shared_folder()) {
        for (char const* const place : {"python", "scripts/python"}) {
            if (std::filesystem::is_directory(*shared / place))
                all.push_back(fmt::format("PYTHONPATH={}", (*shared / place).string()));
        }
    }
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    all.reserve(texts.size() + 1);
    for (std::string& text : texts)
        all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

void limit(__rlimit_resource what, rlim_t most) {
    ::rlimit const both{most, most};
    ::setrlimit(what, &both);
}

void limit_use(DialogueLimits const& limits) {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, most_file_bytes);
    if (limits.memory_bytes) limit(RLIMIT_AS, static_cast<rlim_t>(*limits.memory_bytes));
}

void default_signals() {
    for (int const signal : {SIGPIPE, SIGXFSZ, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGALRM})
        std::signal(signal, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// How a process that was waited for has ended.
std::string words_of(int status) {
    if (WIFEXITED(status)) return fmt::format("it ended with exit code {}", WEXITSTATUS(status));
    return fmt::format("it died of signal {} ({})", WTERMSIG(status), ::strsignal(WTERMSIG(status)));
}

}  // namespace

// When the time for an answer is up.
class Dialogue::Clock {
public:
    explicit Clock(double seconds)
        : seconds_{seconds},
          until_{std::chrono::steady_clock::now() +
                 std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                     std::chrono::duration<double>{seconds})} {}
    [[nodiscard]] int left_ms() const {
        auto const left =
            std::chrono::duration_cast<milliseconds>(until_ - std::chrono::steady_clock::now()) +
            milliseconds{1};
        return static_cast<int>(std::clamp(left, milliseconds{0}, look_every).count());
    }
    [[nodiscard]] bool is_up() const { return std::chrono::steady_clock::now() >= until_; }
    [[nodiscard]] double seconds() const { return seconds_; }

private:
    double seconds_;
    std::chrono::steady_clock::time_point until_;
};

Dialogue::Dialogue(std::vector<std::string> const& command, DialogueLimits const& limits)
    : limits_{limits}, owner_{::getpid()} {
    make_folder();
    try {
        start(command);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
        throw;
    }
}

void Dialogue::make_folder() {
    char const* const base = std::getenv("TMPDIR");
    std::string name = fmt::format("{}/meridian-policy-XXXXXX", base == nullptr ? "/tmp" : base);
    if (::mkdtemp(name.data()) == nullptr) fail("create", name, errno);
    folder_ = name;
}

void Dialogue::start(std::vector<std::string> const& command) {
    std::array<std::string_view, 1> const names{command.front()};
    auto const program = command.front().find('/') == std::string::npos
                             ? find_program(names)
                             : std::optional<std::filesystem::path>{command.front()};
    if (!program) throw DialogueFault{fmt::format("there is no program '{}' along PATH", command.front())};
    Pipe input;
    Pipe output;
    Pipe log;
    std::vector<std::string> words = command;
    std::vector<std::string> environment = environment_in(folder_);
    auto const argv = pointers(words);
    auto const envp = pointers(environment);
    pid_t const parent = ::getpid();
    console::flush();
    process_ = ::fork();
    if (process_ < 0)
        throw SystemError{
            "no further process can be started\n  fix: end some, or raise the limit (ulimit -u)"};
    if (process_ == 0) {
        ::setpgid(0, 0);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) ::_exit(cannot_run);
        default_signals();
        bool const ready = ::dup2(input.read.number(), STDIN_FILENO) >= 0 &&
                           ::dup2(output.write.number(), STDOUT_FILENO) >= 0 &&
                           ::dup2(log.write.number(), STDERR_FILENO) >= 0 && ::chdir(folder_.c_str()) == 0;
        limit_use(limits_);
        if (ready) ::execve(program->c_str(), argv.data(), envp.data());
        std::string_view const why = std::strerror(errno);
        static_cast<void>(::write(STDERR_FILENO, why.data(), why.size()));
        ::_exit(cannot_run);
    }
    ::setpgid(process_, process_);
    to_ = std::move(input.write);
    from_ = std::move(output.read);
    log_from_ = std::move(log.read);
    for (int const one : {to_.number(), from_.number(), log_from_.number()})
        ::fcntl(one, F_SETFL, O_NONBLOCK);
}

Dialogue::~Dialogue() {
    if (owner_ != ::getpid()) return;  // a copy of the process that started it
    end();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void Dialogue::end() {
    if (process_ <= 0) return;
    to_.close();
    Clock const clock{std::chrono::duration<double>{time_to_end}.count()};
    int status = 0;
    pid_t ended = 0;
    while ((ended = ::waitpid(process_, &status, WNOHANG)) == 0 && !clock.is_up()) {
        read_log();
        read_answer();
        heard_.clear();
        ::usleep(1000);
    }
    ::kill(-process_, SIGKILL);  // and all that it has started
    if (ended == 0) {
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {}
    }
    read_log();
    process_ = -1;
}

std::string_view Dialogue::ask(std::string_view line) {
    heard_.erase(0, line_end_);
    line_end_ = searched_ = 0;
    Clock const clock{limits_.reply_s};
    send(line, clock);
    wait_for_line(clock);
    return std::string_view{heard_}.substr(0, line_end_ - 1);
}

void Dialogue::say(std::string_view line) {
    send(line, Clock{limits_.reply_s});
}

void Dialogue::send(std::string_view line, Clock const& clock) {
    for (std::string_view unsent : {line, std::string_view{"\n"}}) {
        send_some(unsent);
        while (!unsent.empty())
            step(clock, &unsent);
    }
}

void Dialogue::wait_for_line(Clock const& clock) {
    while (true) {
        auto const end = heard_.find('\n', searched_);
        if (end != std::string::npos) {
            line_end_ = end + 1;
            return;
        }
        searched_ = heard_.size();
        if (heard_.size() > limits_.reply_bytes)
            throw DialogueFault{
                fmt::format("its answer is longer than the limit of {} bytes", limits_.reply_bytes)};
        step(clock, nullptr);
    }
}

// Waits until something can be sent or read, and does it.
void Dialogue::step(Clock const& clock, std::string_view* unsent) {
    if (interrupted()) throw Interrupted{};
    if (clock.is_up()) throw DialogueFault{fmt::format("it did not answer within {} s", clock.seconds())};
    if (has_closed_output_) throw DialogueFault{end_words()};
    std::array<pollfd, 3> watched{pollfd{from_.number(), POLLIN, 0}, pollfd{log_from_.number(), POLLIN, 0},
                                  pollfd{unsent != nullptr ? to_.number() : -1, POLLOUT, 0}};
    if (::poll(watched.data(), watched.size(), clock.left_ms()) <= 0) {
        siginfo_t ended{};  // and something that it has started holds its output open
        ::waitid(P_PID, static_cast<id_t>(process_), &ended, WEXITED | WNOHANG | WNOWAIT);
        if (ended.si_pid == process_) throw DialogueFault{end_words()};
        return;
    }
    if (watched[1].revents != 0) read_log();
    if (watched[0].revents != 0) read_answer();
    if (unsent != nullptr && watched[2].revents != 0) send_some(*unsent);
}

void Dialogue::send_some(std::string_view& unsent) {
    while (!unsent.empty()) {
        ssize_t const sent = ::write(to_.number(), unsent.data(), unsent.size());
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0 && errno == EAGAIN) return;
        if (sent < 0) throw DialogueFault{end_words()};
        unsent.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Dialogue::read_answer() {
    std::array<char, 65536> buffer{};
    while (heard_.size() <= limits_.reply_bytes) {
        ssize_t const got = ::read(from_.number(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return;
        has_closed_output_ = got == 0;
        if (got == 0) return;
        heard_.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

// At most so much a call: a program that writes without end is not waited for.
void Dialogue::read_log() {
    std::array<char, 65536> buffer{};
    for (int turn = 0; turn < 16; ++turn) {
        ssize_t const got = ::read(log_from_.number(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return;
        if (got == 0) return log_from_.close();
        log_.append(buffer.data(), static_cast<std::size_t>(got));
        if (log_.size() > 2 * limits_.log_bytes) log_.erase(0, log_.size() - limits_.log_bytes);
    }
}

// It does not listen, or answers no more: what has become of it.
std::string Dialogue::end_words() {
    Clock const clock{std::chrono::duration<double>{time_to_end}.count()};
    int status = 0;
    pid_t ended = 0;
    while ((ended = ::waitpid(process_, &status, WNOHANG)) == 0 && !clock.is_up())
        ::usleep(1000);
    read_log();
    if (ended <= 0) return "it closed its standard output";
    ::kill(-process_, SIGKILL);
    process_ = -1;
    return words_of(status);
}

}  // namespace meridian::system
