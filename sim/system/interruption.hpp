// Ctrl-C and friends: a request to stop that the program looks at when it is safe to.
#pragma once

namespace meridian::system {

// From now on SIGINT and SIGTERM are remembered instead of ending the process; a second one ends it. A
// reader that closes its pipe early (SIGPIPE) no longer ends the process either, nor does a file that grows
// beyond a limit (SIGXFSZ).
void watch_for_interruption();
[[nodiscard]] bool interrupted();

}  // namespace meridian::system
