#include "sim/system/child_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <new>
#include <string_view>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/system/atomic_file.hpp"
#include "sim/system/console.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::system {
namespace {

using Kind = ChildOutcome::Kind;

ChildOutcome outcome_of(std::function<std::string()> const& work) {
    try {
        return {Kind::returned, work()};
    } catch (SystemError const& fault) {
        return {Kind::machine_fault, fault.what()};
    } catch (std::bad_alloc const&) {
        return {Kind::machine_fault, "out of memory"};
    } catch (std::exception const& fault) {
        return {Kind::threw, fault.what()};
    } catch (Interrupted const&) {  // so is the parent
        return {};
    }
}

[[noreturn]] void become_child(std::function<std::string()> const& work, int out) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    observe_checkpoints(nullptr);
    ChildOutcome const outcome = outcome_of(work);
    std::string_view left = outcome.text;
    while (!left.empty()) {
        ssize_t const put = ::write(out, left.data(), left.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) ::_exit(126);
        left.remove_prefix(static_cast<std::size_t>(put));
    }
    ::_exit(static_cast<int>(outcome.kind));
}

// Ends the child if a signal asks this process to end.
std::string everything_from(int in, pid_t child) {
    std::string text;
    std::array<char, 65536> buffer{};
    while (true) {
        ssize_t const got = ::read(in, buffer.data(), buffer.size());
        if (interrupted()) ::kill(child, SIGKILL);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return text;
        text.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

}  // namespace

ChildOutcome in_child_process(std::function<std::string()> const& work) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) throw SystemError{"no pipe can be opened to a process of its own"};
    console::flush();  // else both processes would print what waits
    pid_t const child = ::fork();
    if (child < 0) {
        ::close(pipe[0]);
        ::close(pipe[1]);
        throw SystemError{
            "no further process can be started\n  fix: end some, or raise the limit (ulimit -u)"};
    }
    if (child == 0) {
        ::close(pipe[0]);
        become_child(work, pipe[1]);
    }
    ::close(pipe[1]);
    ChildOutcome outcome;
    outcome.text = everything_from(pipe[0], child);
    ::close(pipe[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    if (interrupted()) throw Interrupted{};
    bool const by_itself = WIFEXITED(status) && WEXITSTATUS(status) < static_cast<int>(Kind::died);
    if (by_itself) {
        outcome.kind = static_cast<Kind>(WEXITSTATUS(status));
    } else {
        outcome.text = "the process died, wait status " + std::to_string(status);
    }
    return outcome;
}

}  // namespace meridian::system
