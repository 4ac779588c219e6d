#include "sim/system/child_process.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string_view>

#include <sys/wait.h>
#include <unistd.h>

#include "sim/system/atomic_file.hpp"

namespace meridian::system {
namespace {

using Kind = ChildOutcome::Kind;

ChildOutcome outcome_of(std::function<std::string()> const& work) {
    try {
        return {Kind::returned, work()};
    } catch (MachineFault const& fault) {
        return {Kind::machine_fault, fault.what()};
    } catch (std::exception const& fault) {
        return {Kind::threw, fault.what()};
    }
}

[[noreturn]] void become_child(std::function<std::string()> const& work, int out) {
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

std::string everything_from(int in) {
    std::string text;
    std::array<char, 65536> buffer{};
    while (true) {
        ssize_t const got = ::read(in, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return text;
        text.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

}  // namespace

ChildOutcome in_child_process(std::function<std::string()> const& work) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) throw MachineFault{"no pipe can be opened to a process of its own"};
    std::cout.flush();  // else both processes would print what waits
    std::fflush(nullptr);
    pid_t const child = ::fork();
    if (child < 0) {
        ::close(pipe[0]);
        ::close(pipe[1]);
        throw MachineFault{
            "no further process can be started\n  fix: end some, or raise the limit (ulimit -u)"};
    }
    if (child == 0) {
        ::close(pipe[0]);
        become_child(work, pipe[1]);
    }
    ::close(pipe[1]);
    ChildOutcome outcome;
    outcome.text = everything_from(pipe[0]);
    ::close(pipe[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    bool const by_itself = WIFEXITED(status) && WEXITSTATUS(status) < static_cast<int>(Kind::died);
    if (by_itself) {
        outcome.kind = static_cast<Kind>(WEXITSTATUS(status));
    } else {
        outcome.text = "the process died, wait status " + std::to_string(status);
    }
    return outcome;
}

}  // namespace meridian::system
