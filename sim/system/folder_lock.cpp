#include "sim/system/folder_lock.hpp"

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "sim/system/atomic_file.hpp"

namespace meridian::system {

std::optional<FolderLock> FolderLock::take(std::filesystem::path const& folder,
                                           std::filesystem::path const& name, Kind kind, double seconds) {
    auto const path = folder / name;
    int const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0) fail("create", path, errno);
    FolderLock lock{file};
    int const how = (kind == Kind::alone ? LOCK_EX : LOCK_SH) | LOCK_NB;
    auto const until = std::chrono::steady_clock::now() + std::chrono::duration<double>{seconds};
    while (::flock(file, how) != 0) {
        // Some file systems that hosts share have no locks. What is written there needs none; that nobody
        // else is at work cannot be told.
        if (errno == ENOLCK || errno == ENOSYS || errno == EOPNOTSUPP) return lock;
        if (errno != EWOULDBLOCK && errno != EINTR) fail("lock", path, errno);
        if (std::chrono::steady_clock::now() >= until) return std::nullopt;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return lock;
}

FolderLock::~FolderLock() {
    if (file_ >= 0) ::close(file_);
}

FolderLock::FolderLock(FolderLock&& from) noexcept : file_{std::exchange(from.file_, -1)} {}

}  // namespace meridian::system
