#include "tests/support/own_process.hpp"

#include <unistd.h>

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

}  // namespace

Outcome in_own_process(std::function<std::string()> const& work) {
    return system::in_child_process([&] {
        ::alarm(longest_s);
        return work();
    });
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
