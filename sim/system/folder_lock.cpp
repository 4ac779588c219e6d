#include "sim/system/folder_lock.hpp"

#include <cerrno>
#include <chrono>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace meridian::system {

std::optional<FolderLock> FolderLock::take(Folder const& folder, std::string const& name, Kind kind,
                                           double seconds) {
    auto const path = folder.file(name);
    int const flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    FolderLock lock{Descriptor{::openat(folder.descriptor(), name.c_str(), flags, 0666)}};
    int const file = lock.file_.number();
    if (file < 0) fail("create", path, errno);
    int const how = (kind == Kind::alone ? LOCK_EX : LOCK_SH) | LOCK_NB;
    auto const until = std::chrono::steady_clock::now() + std::chrono::duration<double>{seconds};
    while (::flock(file, how) != 0) {
        // Some file systems that hosts share have no locks. What is written there needs none; that nobody
        // else is at work is unknown.
        if (errno == ENOLCK || errno == ENOSYS || errno == EOPNOTSUPP) return lock;
        if (errno != EWOULDBLOCK && errno != EINTR) fail("lock", path, errno);
        if (std::chrono::steady_clock::now() >= until) return std::nullopt;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return lock;
}

bool FolderLock::is_taken(Folder const& folder, std::string const& name) {
    auto const file = folder.find_file(name);
    return file && ::flock(file->number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

}  // namespace meridian::system
