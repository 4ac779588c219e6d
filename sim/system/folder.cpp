#include "sim/system/folder.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace meridian::system {
namespace {

namespace fs = std::filesystem;

constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

EntryKind kind_of(mode_t mode) {
    if (S_ISREG(mode)) return EntryKind::file;
    if (S_ISDIR(mode)) return EntryKind::folder;
    return S_ISLNK(mode) ? EntryKind::link : EntryKind::other;
}

constexpr std::string_view link_refused =
    "it is a link, and results are not followed through links\n  fix: remove the link, or put what it leads "
    "to in its place";
constexpr std::string_view no_file = "it is no file\n  fix: remove it";

[[noreturn]] void fail_to_open(std::string_view what, fs::path const& path, int error) {
    if (error == ELOOP) fail(what, path, link_refused);
    fail(what, path, error);
}

std::string read_all(int descriptor, std::size_t expected, fs::path const& path) {
    std::string text(expected + 1, '\0');  // one more byte shows that the file has not grown
    std::size_t filled = 0;
    while (true) {
        if (filled == text.size()) text.resize(2 * text.size());
        ssize_t const got = ::read(descriptor, text.data() + filled, text.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail("read", path, errno);
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    text.resize(filled);
    return text;
}

int remove_entry(int folder, char const* name) noexcept;

// An errno; 0: the folder is empty.
int remove_entries(int folder) noexcept {
    alignas(dirent64) std::array<char, 4096> block;
    for (bool again = true; again;) {  // a reading may pass over some while others are removed
        again = false;
        ::lseek(folder, 0, SEEK_SET);
        ssize_t read = 0;
        while ((read = ::getdents64(folder, block.data(), block.size())) > 0) {
            for (ssize_t at = 0; at < read;) {
                auto const* const entry = reinterpret_cast<dirent64 const*>(block.data() + at);
                at += entry->d_reclen;
                std::string_view const name{entry->d_name};
                if (name == "." || name == "..") continue;
                if (int const error = remove_entry(folder, entry->d_name); error != 0) return error;
                again = true;
            }
        }
        if (read < 0) return errno;
    }
    return 0;
}

// With all that is in it; allocates nothing. An errno; 0: nothing is there any more.
int remove_entry(int folder, char const* name) noexcept {
    if (::unlinkat(folder, name, 0) == 0 || errno == ENOENT) return 0;
    if (errno != EISDIR && errno != EPERM) return errno;
    Descriptor const inner{::openat(folder, name, folder_flags | O_NOFOLLOW)};
    if (inner.number() < 0) return errno == ENOENT ? 0 : errno;
    ::fchmod(inner.number(), S_IRWXU);  // results made read-only go all the same
    if (int const error = remove_entries(inner.number()); error != 0) return error;
    return ::unlinkat(folder, name, AT_REMOVEDIR) == 0 || errno == ENOENT ? 0 : errno;
}

struct CloseStream {
    void operator()(DIR* stream) const { ::closedir(stream); }
};

}  // namespace

void fail(std::string_view what, fs::path const& path, int error) {
    fail(what, path, std::string_view{std::strerror(error)});
}

void fail(std::string_view what, fs::path const& path, std::string_view why) {
    throw SystemError{"cannot " + std::string{what} + " " + path.string() + ": " + std::string{why}};
}

Descriptor::~Descriptor() {
    close();
}

Descriptor::Descriptor(Descriptor&& from) noexcept : number_{std::exchange(from.number_, -1)} {}

Descriptor& Descriptor::operator=(Descriptor&& from) noexcept {
    std::swap(number_, from.number_);
    return *this;
}

void Descriptor::close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Folder::Folder(fs::path path, int descriptor)
    : path_{std::move(path)}, descriptor_{std::make_shared<Descriptor const>(descriptor)} {}

std::optional<Folder> Folder::find(fs::path const& path) {
    int const descriptor = ::open(path.empty() ? "." : path.c_str(), folder_flags);
    if (descriptor >= 0) return Folder{path, descriptor};
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    fail("open", path, errno);
}

Folder Folder::open(fs::path const& path) {
    if (auto folder = find(path)) return *std::move(folder);
    fail("open", path, ENOENT);
}

Folder Folder::make(fs::path const& path) {
    std::error_code error;
    fs::create_directories(path, error);
    if (error && !fs::is_directory(path)) fail("create", path, error.value());
    return open(path);
}

EntryKind Folder::kind(std::string const& name) const {
    struct stat facts {};
    if (::fstatat(descriptor(), name.c_str(), &facts, AT_SYMLINK_NOFOLLOW) == 0)
        return kind_of(facts.st_mode);
    if (errno == ENOENT) return EntryKind::none;
    fail("look at", file(name), errno);
}

std::vector<FolderEntry> Folder::entries() const {
    int const again = ::openat(descriptor(), ".", folder_flags);
    if (again < 0) fail("read", path_, errno);
    std::unique_ptr<DIR, CloseStream> const stream{::fdopendir(again)};
    if (stream == nullptr) {
        ::close(again);
        fail("read", path_, errno);
    }
    std::vector<FolderEntry> all;
    while (true) {
        errno = 0;
        dirent const* const entry = ::readdir(stream.get());
        if (entry == nullptr) break;
        std::string name{entry->d_name};
        if (name == "." || name == "..") continue;
        EntryKind const what = kind(name);
        if (what != EntryKind::none) all.push_back({std::move(name), what});  // else it has gone meanwhile
    }
    if (errno != 0) fail("read", path_, errno);
    std::ranges::sort(all, {}, &FolderEntry::name);
    return all;
}

std::optional<Folder> Folder::find_folder(std::string const& name) const {
    int const found = ::openat(descriptor(), name.c_str(), folder_flags | O_NOFOLLOW);
    if (found >= 0) return Folder{file(name), found};
    if (errno == ENOENT) return std::nullopt;
    int const error = errno;
    if (kind(name) == EntryKind::link) fail("open", file(name), link_refused);
    fail_to_open("open", file(name), error);
}

Folder Folder::make_folder(std::string const& name) const {
    if (::mkdirat(descriptor(), name.c_str(), 0777) != 0 && errno != EEXIST)
        fail("create", file(name), errno);
    if (auto made = find_folder(name)) return *std::move(made);
    fail("create", file(name), ENOENT);
}

std::optional<Descriptor> Folder::find_file(std::string const& name) const {
    // Without O_NONBLOCK a pipe would be waited for.
    int const found =
        ::openat(descriptor(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (found < 0 && errno == ENOENT) return std::nullopt;
    if (found < 0) fail_to_open("read", file(name), errno);
    Descriptor opened{found};
    struct stat facts {};
    if (::fstat(found, &facts) != 0) fail("read", file(name), errno);
    if (!S_ISREG(facts.st_mode)) fail("read", file(name), no_file);
    return opened;
}

std::optional<std::string> Folder::text(std::string const& name) const {
    auto const opened = find_file(name);
    if (!opened) return std::nullopt;
    struct stat facts {};
    if (::fstat(opened->number(), &facts) != 0) fail("read", file(name), errno);
    return read_all(opened->number(), static_cast<std::size_t>(facts.st_size), file(name));
}

void Folder::remove(std::string const& name) const {
    if (int const error = remove_entry(descriptor(), name.c_str()); error != 0)
        fail("remove", file(name), error);
}

bool Folder::try_remove(std::string const& name) const noexcept {
    return remove_entry(descriptor(), name.c_str()) == 0;
}

void Folder::sync() const {
    ::fsync(descriptor());  // the data are safe in their files; only a name may be lost by a power cut
}

void write_all(int descriptor, std::string_view text, fs::path const& path) {
    while (!text.empty()) {
        ssize_t const put = ::write(descriptor, text.data(), text.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) fail("write", path, errno);
        text.remove_prefix(static_cast<std::size_t>(put));
    }
}

std::optional<std::string> file_text(fs::path const& file) {
    Descriptor const opened{::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)};
    struct stat facts {};
    if (opened.number() < 0 || ::fstat(opened.number(), &facts) != 0 || !S_ISREG(facts.st_mode))
        return std::nullopt;
    try {
        return read_all(opened.number(), static_cast<std::size_t>(facts.st_size), file);
    } catch (SystemError const&) {
        return std::nullopt;
    }
}

}  // namespace meridian::system
