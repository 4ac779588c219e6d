#include "tests/support/own_process.hpp"

#include <array>
#include <cstdio>
#include <iostream>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>

#include "sim/system/atomic_file.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

#ifdef MERIDIAN_HAS_SIMGRID
constexpr bool has_simgrid = true;
#else
constexpr bool has_simgrid = false;
#endif

// What hangs is ended by SIGALRM. Sanitizers on a busy machine are slow.
constexpr unsigned longest_s = 120;

Outcome outcome_of(std::function<std::string()> const& work) {
    try {
        return {Outcome::Kind::returned, work()};
    } catch (system::MachineFault const& fault) {
        return {Outcome::Kind::machine_fault, fault.what()};
    } catch (std::exception const& fault) {
        return {Outcome::Kind::threw, fault.what()};
    }
}

// Ends without the ends of static objects and without a search for leaks: SimGrid's engine stays.
[[noreturn]] void become_child(std::function<std::string()> const& work, int out) {
    Outcome const outcome = outcome_of(work);
    std::string_view left = outcome.text;
    while (!left.empty()) {
        ssize_t const put = ::write(out, left.data(), left.size());
        if (put <= 0) ::_exit(126);
        left.remove_prefix(static_cast<std::size_t>(put));
    }
    ::_exit(static_cast<int>(outcome.kind));
}

}  // namespace

Outcome in_own_process(std::function<std::string()> const& work) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) throw std::runtime_error{"no pipe"};
    std::cout.flush();  // else both processes would print what waits
    std::fflush(nullptr);
    pid_t const child = ::fork();
    if (child == 0) {
        ::close(pipe[0]);
        ::alarm(longest_s);
        become_child(work, pipe[1]);
    }
    ::close(pipe[1]);
    Outcome outcome;
    std::array<char, 65536> buffer{};
    for (ssize_t got = 0; (got = ::read(pipe[0], buffer.data(), buffer.size())) > 0;)
        outcome.text.append(buffer.data(), static_cast<std::size_t>(got));
    ::close(pipe[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    bool const by_itself = WIFEXITED(status) && WEXITSTATUS(status) < static_cast<int>(Outcome::Kind::died);
    if (by_itself) {
        outcome.kind = static_cast<Outcome::Kind>(WEXITSTATUS(status));
    } else {
        outcome.text = "the process died, wait status " + std::to_string(status);
    }
    return outcome;
}

bool with_model(std::string const& model, std::function<std::string()> const& work, std::string& returned) {
    Outcome const outcome = in_own_process(work);
    if (!has_simgrid && model == "simgrid" && outcome.kind == Outcome::Kind::machine_fault) {
        WARN("skipped: " << outcome.text);
        return false;
    }
    INFO(outcome.text);
    REQUIRE(outcome.kind == Outcome::Kind::returned);
    returned = outcome.text;
    return true;
}

}  // namespace meridian::testing
