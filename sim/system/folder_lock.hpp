// A folder that one process at a time may change, or several that know of each other.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "sim/system/folder.hpp"

namespace meridian::system {

// Held as long as it or a copy of this process lives; a process that is killed lets go of it.
class FolderLock {
public:
    enum class Kind { alone, shared };

    // Nothing if others hold it and do not let go within `seconds`. The lock is a file `name` in the folder.
    // Throws SystemError if that cannot be made.
    [[nodiscard]] static std::optional<FolderLock> take(Folder const& folder, std::string const& name,
                                                        Kind kind, double seconds);
    // Whether somebody holds it; writes nothing.
    [[nodiscard]] static bool is_taken(Folder const& folder, std::string const& name);

private:
    explicit FolderLock(Descriptor file) : file_{std::move(file)} {}

    Descriptor file_;
};

}  // namespace meridian::system
