// A folder that one process at a time may change, or several that know of each other.
#pragma once

#include <filesystem>
#include <optional>

namespace meridian::system {

// Held as long as it or a copy of this process lives; a process that is killed lets go of it.
class FolderLock {
public:
    enum class Kind { alone, shared };

    // Nothing if others hold it and do not let go within `seconds`. The lock is a file `name` in the folder.
    // Throws MachineFault if that cannot be made.
    [[nodiscard]] static std::optional<FolderLock> take(std::filesystem::path const& folder,
                                                        std::filesystem::path const& name, Kind kind,
                                                        double seconds);
    ~FolderLock();
    FolderLock(FolderLock&& from) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;

private:
    explicit FolderLock(int file) : file_{file} {}

    int file_;
};

}  // namespace meridian::system
