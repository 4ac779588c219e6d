// Signals that ask the process to end. They are remembered; the program looks at them where it can stop, and
// unwinds, so that no unfinished file stays.
#pragma once

namespace meridian::system {

// Unwinds a command that a signal has ended. No std::exception: nothing on the way takes it for a fault.
struct Interrupted {};

// From now on SIGINT, SIGTERM, SIGHUP (unless it is ignored, as under nohup), SIGQUIT and SIGXCPU are
// remembered. A second one ends the process at once; SIGXCPU, which comes every second, does not. SIGPIPE and
// SIGXFSZ are ignored: the write fails instead.
void watch_for_interruption();
[[nodiscard]] bool interrupted();
// Stands in loops that may take long. Throws Interrupted if a signal has come, and calls the observer now and
// then. Takes a nanosecond.
void checkpoint();
// One at a time; nullptr: none.
class CheckpointObserver {
public:
    virtual void reached_checkpoint() = 0;

protected:
    ~CheckpointObserver() = default;
};
void observe_checkpoints(CheckpointObserver* observer);

// For copies of this process, which their parent ends: they ignore what comes from a terminal, and observe
// nothing.
void leave_interruption_to_parent();

}  // namespace meridian::system
