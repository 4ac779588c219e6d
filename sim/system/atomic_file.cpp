#include "sim/system/atomic_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace meridian::system {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view partial_mark = ".partial-";
constexpr std::size_t partial_digits = 16;
constexpr std::size_t longest_stem = 200;  // bytes of the target's name: a name has 255 at most
constexpr int most_tries = 100;
constexpr std::size_t buffer_bytes = 1 << 20;

std::string partial_prefix(std::string_view target) {
    return "." + std::string{target.substr(0, longest_stem)} + std::string{partial_mark};
}

std::string partial_name(std::string_view target) {
    std::uint64_t random = 0;
    if (::getrandom(&random, sizeof random, 0) != sizeof random) fail("find a name for", target, errno);
    return partial_prefix(target) + fmt::format("{:016x}", random);
}

// Nobody holds it: whoever made it is no more. Unknown, hence false, on file systems without locks.
bool is_abandoned(Folder const& folder, std::string const& name) {
    int const flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    Descriptor const opened{::openat(folder.descriptor(), name.c_str(), flags)};
    return opened.number() >= 0 && ::flock(opened.number(), LOCK_EX | LOCK_NB) == 0;
}

void remove_abandoned(Folder const& folder, std::string_view target) {
    std::string const prefix = partial_prefix(target);
    for (FolderEntry const& entry : folder.entries()) {
        if (!is_partial(entry.name) || !entry.name.starts_with(prefix)) continue;
        if (is_abandoned(folder, entry.name)) folder.remove(entry.name);
    }
}

// Locks what has just been made. False: another process has taken it for abandoned in the instant between.
bool hold(int descriptor) {
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) return false;
    struct stat facts {};
    return ::fstat(descriptor, &facts) == 0 && facts.st_nlink > 0;
}

// Absolute, without links, dots or a slash at the end; the last parts need not exist.
fs::path real_path(fs::path const& path) {
    std::error_code error;
    fs::path real = fs::weakly_canonical(fs::absolute(path), error);
    if (error) fail("reach", path, error.value());
    return real.has_filename() ? real : real.parent_path();
}

std::string name_in(fs::path const& target) {
    std::string name = target.filename().string();
    if (name.empty() || name == "." || name == "..") fail("write", target, EISDIR);
    return name;
}

}  // namespace

NewFile::NewFile(Folder folder, std::string name)
    : folder_{std::move(folder)}, name_{std::move(name)}, descriptor_{-1} {
    int const flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    Descriptor made{::openat(folder_.descriptor(), name_.c_str(), flags, 0666)};
    if (made.number() < 0) fail("create", folder_.file(name_), errno);
    descriptor_ = std::move(made);
}

NewFile::NewFile(Folder folder, std::string name, Descriptor descriptor)
    : folder_{std::move(folder)}, name_{std::move(name)}, descriptor_{std::move(descriptor)} {}

NewFile NewFile::beside(Folder folder, std::string const& target) {
    static_cast<void>(folder.kind(target));  // throws where there can be no such name
    remove_abandoned(folder, target);
    for (int i = 0; i < most_tries; ++i) {
        std::string name = partial_name(target);
        int const flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
        Descriptor made{::openat(folder.descriptor(), name.c_str(), flags, 0666)};
        if (made.number() < 0 && errno == EEXIST) continue;
        if (made.number() < 0) fail("create", folder.file(target), errno);
        if (hold(made.number())) return {std::move(folder), std::move(name), std::move(made)};
    }
    fail("create", folder.file(target), EEXIST);
}

NewFile::NewFile(NewFile&& from) noexcept
    : folder_{std::move(from.folder_)},
      name_{std::move(from.name_)},
      descriptor_{std::move(from.descriptor_)},
      kept_{std::exchange(from.kept_, true)} {}

NewFile::~NewFile() {
    if (!kept_) ::unlinkat(folder_.descriptor(), name_.c_str(), 0);
}

std::string NewFile::path_of_descriptor() const {
    return "/proc/self/fd/" + std::to_string(descriptor());
}

void NewFile::flush_to_disk() {
    if (::fsync(descriptor()) != 0) fail("write", folder_.file(name_), errno);
}

void NewFile::keep() {
    flush_to_disk();
    descriptor_.close();
    kept_ = true;
}

void NewFile::rename_to(std::string const& target) {
    flush_to_disk();
    int const folder = folder_.descriptor();
    if (::renameat(folder, name_.c_str(), folder, target.c_str()) != 0)
        fail("replace", folder_.file(target), errno);
    kept_ = true;
    folder_.sync();
}

FileWriter::FileWriter(Folder folder, std::string name)
    : FileWriter{NewFile{std::move(folder), std::move(name)}} {}

FileWriter::FileWriter(NewFile file) : file_{std::move(file)} {
    held_.reserve(buffer_bytes);
}

FileWriter::~FileWriter() = default;

void FileWriter::write(std::string_view text) {
    if (held_.size() + text.size() <= buffer_bytes) {
        held_ += text;
        return;
    }
    flush();
    if (text.size() <= buffer_bytes) {
        held_ += text;
        return;
    }
    write_all(file_.descriptor(), text, path());
}

void FileWriter::flush() {
    write_all(file_.descriptor(), held_, path());
    held_.clear();
}

void FileWriter::close() {
    flush();
    file_.keep();
}

void FileWriter::close_as(std::string const& target) {
    flush();
    file_.rename_to(target);
}

void write_file(Folder const& folder, std::string const& name, std::string_view text) {
    FileWriter writer{folder, name};
    writer.write(text);
    writer.close();
}

bool is_partial(std::string_view name) {
    if (!name.starts_with('.') || name.size() <= partial_mark.size() + partial_digits) return false;
    auto const digits = name.substr(name.size() - partial_digits);
    return name.substr(0, name.size() - partial_digits).ends_with(partial_mark) &&
           digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

FileReplacement::FileReplacement(Folder const& folder, std::string name)
    : name_{std::move(name)}, writer_{NewFile::beside(folder, name_)} {}

FileReplacement::FileReplacement(fs::path const& target)
    : FileReplacement{Folder::open(target.parent_path()), name_in(target)} {}

void replace_file(Folder const& folder, std::string const& name, std::string_view text) {
    FileReplacement replacement{folder, name};
    replacement.write(text);
    replacement.publish();
}

void replace_file(fs::path const& target, std::string_view text) {
    FileReplacement replacement{target};
    replacement.write(text);
    replacement.publish();
}

void replace_if_other(Folder const& folder, std::string const& name, std::string_view text) {
    bool const is_link = folder.kind(name) == EntryKind::link;
    if (is_link || folder.text(name) != text) replace_file(folder, name, text);
}

FolderWriter::Parents::Parents(fs::path const& path) {
    std::error_code error;
    for (auto folder = path.parent_path(); !fs::exists(folder, error) && !error;
         folder = folder.parent_path())
        missing_.push_back(folder);
}

FolderWriter::Parents::~Parents() {
    std::error_code ignored;
    for (auto const& folder : missing_)
        fs::remove(folder, ignored);  // if still empty
}

FolderWriter::FolderWriter(fs::path const& target) : parents_{real_path(target)} {
    fs::path const real = real_path(target);
    name_ = name_in(real);
    parent_ = Folder::make(real.parent_path());
    begin();
}

FolderWriter::FolderWriter(Folder parent, std::string name)
    : parents_{"/"}, name_{std::move(name)}, parent_{std::move(parent)} {
    begin();
}

void FolderWriter::begin() {
    static_cast<void>(parent_->kind(name_));  // throws where there can be no such name
    remove_abandoned(*parent_, name_);
    for (int i = 0; i < most_tries; ++i) {
        std::string name = partial_name(name_);
        if (::mkdirat(parent_->descriptor(), name.c_str(), 0777) != 0) {
            if (errno == EEXIST) continue;
            fail("create", parent_->file(name_), errno);
        }
        try {
            auto made = parent_->find_folder(name);
            if (!made || !hold(made->descriptor())) continue;
            folder_ = std::move(made);
        } catch (...) {
            parent_->try_remove(name);
            throw;
        }
        partial_ = std::move(name);
        return;
    }
    fail("create", parent_->file(name_), EEXIST);
}

FolderWriter::~FolderWriter() {
    folder_.reset();  // where descriptors have run out, the removal needs this one
    // What cannot be removed is left under its hidden name, for the next to remove.
    if (!partial_.empty()) parent_->try_remove(partial_);
}

void FolderWriter::publish() {
    folder_->sync();
    int const parent = parent_->descriptor();
    auto const rename = [&](std::string const& from, std::string const& to, unsigned how) {
        return ::renameat2(parent, from.c_str(), parent, to.c_str(), how) == 0;
    };
    auto old = std::exchange(partial_, {});
    auto const give_up = [&](int error) {
        partial_ = std::move(old);
        fail("replace", parent_->file(name_), error);
    };
    if (parent_->kind(name_) == EntryKind::none) {
        if (!rename(old, name_, 0)) give_up(errno);
    } else if (rename(old, name_, RENAME_EXCHANGE)) {
        parent_->try_remove(old);  // what is left is the old results under a hidden name
    } else {  // the file system cannot exchange two names: the old results step aside first
        std::string const aside = partial_name(name_);
        if (!rename(name_, aside, 0)) give_up(errno);
        if (!rename(old, name_, 0)) {
            int const error = errno;
            static_cast<void>(rename(aside, name_, 0));
            give_up(error);
        }
        parent_->try_remove(aside);
    }
    parents_.keep();
    parent_->sync();
}

}  // namespace meridian::system
