#include "sim/system/interruption.hpp"

#include <csignal>
#include <initializer_list>

namespace meridian::system {
namespace {

// A signal handler can reach nothing but what the whole process holds.
volatile std::sig_atomic_t requested = 0;

constexpr unsigned passed_per_call = 32;
CheckpointObserver* observer = nullptr;
unsigned passed = 0;

extern "C" void remember(int signal) {
    if (requested != 0 && signal != SIGXCPU) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);  // arrives as soon as this handler returns
    }
    requested = 1;
}

bool is_ignored(int signal) {
    struct sigaction action {};
    return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

void watch_for_interruption() {
    struct sigaction action {};
    action.sa_handler = &remember;
    sigemptyset(&action.sa_mask);
    for (int const signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU}) {
        if (signal == SIGHUP && is_ignored(signal)) continue;
        sigaction(signal, &action, nullptr);
    }
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

bool interrupted() {
    return requested != 0;
}

void checkpoint() {
    if (interrupted()) throw Interrupted{};
    if (observer != nullptr && ++passed % passed_per_call == 0) observer->reached_checkpoint();
}

void observe_checkpoints(CheckpointObserver* new_observer) {
    observer = new_observer;
}

void leave_interruption_to_parent() {
    observe_checkpoints(nullptr);
    for (int const signal : {SIGINT, SIGHUP, SIGQUIT})
        std::signal(signal, SIG_IGN);
    for (int const signal : {SIGTERM, SIGXCPU})
        std::signal(signal, SIG_DFL);
}

}  // namespace meridian::system
