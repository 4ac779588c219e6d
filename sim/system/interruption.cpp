#include "sim/system/interruption.hpp"

#include <csignal>

namespace meridian::system {
namespace {

// The one place where the process's own state is kept: a signal handler can reach nothing else.
volatile std::sig_atomic_t requested = 0;

extern "C" void remember(int) {
    requested = 1;
}

}  // namespace

void watch_for_interruption() {
    struct sigaction action {};
    action.sa_handler = &remember;
    action.sa_flags = static_cast<int>(SA_RESETHAND);  // a second one ends the process at once
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    action.sa_handler = SIG_IGN;
    action.sa_flags = 0;
    sigaction(SIGPIPE, &action, nullptr);
    sigaction(SIGXFSZ, &action, nullptr);  // what cannot be written is told, as on a full disk
}

bool interrupted() {
    return requested != 0;
}

}  // namespace meridian::system
