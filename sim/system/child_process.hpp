// Work in a process of its own, which ends without harm to this one: SimGrid has one engine per process.
#pragma once

#include <functional>
#include <string>

namespace meridian::system {

struct ChildOutcome {
    enum class Kind { returned, machine_fault, threw, died };
    Kind kind{Kind::died};
    std::string text;  // what `work` returned, or what is wrong
};

// Runs `work` in a copy of this process and waits for it. Nothing that it changes is seen here; its static
// objects are not destroyed. Throws SystemError if there can be no such process,
// Interrupted if a signal asks this process to end; the copy is then ended, too.
[[nodiscard]] ChildOutcome in_child_process(std::function<std::string()> const& work);

}  // namespace meridian::system
