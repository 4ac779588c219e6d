#include "sim/system/worker.hpp"

#include <array>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstring>
#include <exception>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/system/atomic_file.hpp"
#include "sim/system/console.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::system {
namespace {

constexpr int threw = 121;  // exit code of a worker whose work threw

void put(int out, std::string_view text) {
    while (!text.empty()) {
        ssize_t const written = ::write(out, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) ::_exit(threw);  // nobody listens any more
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

void limit_memory(double bytes) {
#ifdef __SANITIZE_ADDRESS__
    static_cast<void>(bytes);  // the sanitizer itself takes terabytes of addresses
#else
    auto const limit = static_cast<rlim_t>(bytes);
    ::rlimit const both{limit, limit};
    ::setrlimit(RLIMIT_AS, &both);
#endif
}

[[noreturn]] void become_worker(std::function<void(Worker::Send const&)> const& work, int out, pid_t parent,
                                std::optional<double> memory_bytes) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(threw);  // it ended before
    leave_interruption_to_parent();
    std::signal(SIGALRM, SIG_DFL);  // see limit_time()
    if (memory_bytes) limit_memory(*memory_bytes);
    try {
        work([out](std::string_view line) { put(out, std::string{line} + '\n'); });
    } catch (...) {  // Interrupted, too, if the parent was asked to end just before
        ::_exit(threw);
    }
    ::_exit(0);
}

}  // namespace

Worker::Worker(std::function<void(Send const&)> const& work, std::optional<double> memory_bytes) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw SystemError{"no pipe can be opened to a worker"};
    console::flush();  // else both processes would print what waits
    pid_t const parent = ::getpid();
    process_ = ::fork();
    if (process_ == 0) {
        ::close(pipe[0]);
        become_worker(work, pipe[1], parent, memory_bytes);
    }
    ::close(pipe[1]);
    if (process_ < 0) {
        ::close(pipe[0]);
        throw SystemError{
            "no further process can be started\n  fix: end some, or raise the limit (ulimit -u)"};
    }
    from_ = pipe[0];
    ::fcntl(from_, F_SETFL, O_NONBLOCK);
}

Worker::~Worker() {
    if (process_ > 0) {
        kill();
        static_cast<void>(wait_for_end());
    }
    if (from_ >= 0) ::close(from_);
}

Worker::Worker(Worker&& from) noexcept
    : process_{std::exchange(from.process_, -1)},
      from_{std::exchange(from.from_, -1)},
      partial_{std::move(from.partial_)} {}

bool Worker::read(std::vector<std::string>& lines) {
    std::array<char, 65536> buffer{};
    while (true) {
        ssize_t const got = ::read(from_, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 && errno == EAGAIN) return true;
        if (got <= 0) return false;
        partial_.append(buffer.data(), static_cast<std::size_t>(got));
        std::size_t begin = 0;
        for (auto end = partial_.find('\n'); end != std::string::npos; end = partial_.find('\n', begin)) {
            lines.push_back(partial_.substr(begin, end - begin));
            begin = end + 1;
        }
        partial_.erase(0, begin);
    }
}

void Worker::kill() const {
    ::kill(process_, SIGKILL);
}

int Worker::wait_for_end() {
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {}
    process_ = -1;
    return status;
}

std::optional<AbnormalEnd> Worker::end() {
    int const status = wait_for_end();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::nullopt;
    if (WIFEXITED(status))
        return AbnormalEnd{"it ended with code " + std::to_string(WEXITSTATUS(status)), false};
    int const signal = WTERMSIG(status);
    std::string text = "it died of signal " + std::to_string(signal) + " (" + ::strsignal(signal) + ")";
    if (signal == SIGKILL) text += ", as if memory had run out";
    return AbnormalEnd{std::move(text), signal == SIGALRM};
}

void wait_for(std::span<Worker const* const> workers, double seconds) {
    std::vector<pollfd> watched;
    watched.reserve(workers.size());
    for (Worker const* worker : workers)
        watched.push_back({worker->handle(), POLLIN, 0});
    ::poll(watched.data(), watched.size(), static_cast<int>(seconds * 1000.0));
}

void limit_time(std::optional<double> seconds) {
    double const s = seconds.value_or(0.0);
    ::itimerval timer{};
    timer.it_value.tv_sec = static_cast<time_t>(s);
    timer.it_value.tv_usec = static_cast<suseconds_t>((s - std::floor(s)) * 1e6);
    if (seconds && timer.it_value.tv_sec == 0 && timer.it_value.tv_usec == 0) timer.it_value.tv_usec = 1;
    ::setitimer(ITIMER_REAL, &timer, nullptr);
}

unsigned usable_processors() {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    return static_cast<unsigned>(CPU_COUNT(&set));
}

}  // namespace meridian::system
