#include "sim/system/atomic_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "sim/system/machine.hpp"

namespace meridian::system {
namespace {

void sync_folder(std::filesystem::path const& folder) {
    int const handle = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY);
    if (handle < 0) return;  // the data are safe in their files; only the name may be lost by a power cut
    ::fsync(handle);
    ::close(handle);
}

std::string partial_prefix(std::filesystem::path const& target) {
    return "." + target.filename().string() + ".partial-";
}

// Whether what follows a process's number in such a name is of a process of another host.
bool is_elsewhere(std::string_view rest) {
    auto const end = rest.find_first_not_of("0123456789");
    if (end == std::string_view::npos || rest[end] != '-') return false;
    std::string_view const host = rest.substr(end + 1);
    return host.substr(0, host.find('.')) != host_name();
}

// Removes what processes of this host that are no more have left half-written beside the target.
void remove_abandoned(std::filesystem::path const& target) {
    std::string const prefix = partial_prefix(target);
    std::error_code ignored;
    for (auto const& entry : std::filesystem::directory_iterator{target.parent_path(), ignored}) {
        std::string const name = entry.path().filename().string();
        if (!name.starts_with(prefix) || is_elsewhere(std::string_view{name}.substr(prefix.size()))) continue;
        int const process = std::atoi(name.c_str() + prefix.size());
        if (process > 0 && ::kill(process, 0) != 0 && errno == ESRCH) {
            std::filesystem::remove_all(entry.path(), ignored);
        }
    }
}

// Absolute, without links, dots or a slash at the end; the last parts need not exist.
std::filesystem::path real_path(std::filesystem::path const& path) {
    std::error_code error;
    std::filesystem::path real = std::filesystem::weakly_canonical(std::filesystem::absolute(path), error);
    if (error) fail("reach", path, error.value());
    return real.has_filename() ? real : real.parent_path();
}

// Where the file system cannot exchange two names: the old results step aside first.
void replace_in_steps(std::filesystem::path const& target, std::filesystem::path const& partial) {
    std::filesystem::path const aside = partial.string() + ".old";
    if (std::rename(target.c_str(), aside.c_str()) != 0) fail("replace", target, errno);
    if (std::rename(partial.c_str(), target.c_str()) != 0) {
        int const error = errno;
        std::rename(aside.c_str(), target.c_str());
        fail("replace", target, error);
    }
    std::error_code ignored;
    std::filesystem::remove_all(aside, ignored);
}

}  // namespace

void fail(std::string_view what, std::filesystem::path const& path, int error) {
    throw MachineFault{"cannot " + std::string{what} + " " + path.string() + ": " + std::strerror(error)};
}

FileWriter::FileWriter(std::filesystem::path file)
    : file_{std::move(file)}, stream_{std::fopen(file_.c_str(), "wb")} {
    if (stream_ == nullptr) fail("create", file_, errno);
    constexpr std::size_t bytes = 1 << 20;
    held_ = std::make_unique_for_overwrite<char[]>(bytes);
    std::setvbuf(stream_, held_.get(), _IOFBF, bytes);
}

FileWriter::~FileWriter() {
    if (stream_ == nullptr) return;
    std::fclose(stream_);
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
}

void FileWriter::write(std::string_view text) {
    if (text.empty()) return;  // which may have no place at all
    if (std::fwrite(text.data(), 1, text.size(), stream_) != text.size()) fail("write", file_, errno);
}

void FileWriter::close() {
    if (std::fflush(stream_) != 0 || ::fsync(::fileno(stream_)) != 0) fail("write", file_, errno);
    int const closed = std::fclose(std::exchange(stream_, nullptr));
    if (closed != 0) fail("write", file_, errno);
}

void write_file(std::filesystem::path const& file, std::string_view text) {
    FileWriter writer{file};
    writer.write(text);
    writer.close();
}

std::filesystem::path partial_file(std::filesystem::path const& target) {
    remove_abandoned(target);
    return target.parent_path() / (partial_prefix(target) + std::to_string(::getpid()) + "-" + host_name());
}

bool is_partial(std::filesystem::path const& name) {
    std::string const text = name.filename().string();
    return text.starts_with('.') && text.find(".partial-") != std::string::npos;
}

FileReplacement::FileReplacement(std::filesystem::path target)
    : target_{real_path(target)}, partial_{partial_file(target_)}, writer_{partial_} {}

FileReplacement::~FileReplacement() {
    std::error_code ignored;
    std::filesystem::remove(partial_, ignored);
}

void FileReplacement::publish() {
    writer_.close();
    if (std::rename(partial_.c_str(), target_.c_str()) != 0) fail("replace", target_, errno);
    sync_folder(target_.parent_path());
}

void replace_file(std::filesystem::path const& target, std::string_view text) {
    FileReplacement replacement{target};
    replacement.write(text);
    replacement.publish();
}

void replace_if_other(std::filesystem::path const& target, std::string_view text) {
    if (file_text(target) != text) replace_file(target, text);
}

std::optional<std::string> file_text(std::filesystem::path const& file) {
    std::error_code error;
    auto const size = std::filesystem::file_size(file, error);
    std::ifstream in{file, std::ios::binary};
    if (error || !in) return std::nullopt;
    std::string text(size, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    return in ? std::optional{std::move(text)} : std::nullopt;
}

FolderWriter::FolderWriter(std::filesystem::path target) : target_{real_path(target)} {
    std::error_code error;
    for (auto folder = target_.parent_path(); !std::filesystem::exists(folder, error) && !error;
         folder = folder.parent_path()) {
        made_parents_.push_back(folder);
    }
    std::filesystem::create_directories(target_.parent_path(), error);
    if (error) fail("create", target_.parent_path(), error.value());
    partial_ = partial_file(target_);
    std::filesystem::remove_all(partial_, error);
    std::filesystem::create_directory(partial_, error);
    if (error) fail("create", partial_, error.value());
}

FolderWriter::~FolderWriter() {
    if (published_) return;
    std::error_code ignored;
    std::filesystem::remove_all(partial_, ignored);
    for (auto const& folder : made_parents_)
        std::filesystem::remove(folder, ignored);  // if still empty
}

void FolderWriter::publish() {
    sync_folder(partial_);
    if (!std::filesystem::exists(target_)) {
        if (std::rename(partial_.c_str(), target_.c_str()) != 0) fail("publish", target_, errno);
    } else if (::renameat2(AT_FDCWD, partial_.c_str(), AT_FDCWD, target_.c_str(), RENAME_EXCHANGE) == 0) {
        std::error_code ignored;  // what may be left is the old results under a hidden name
        std::filesystem::remove_all(partial_, ignored);
    } else {
        replace_in_steps(target_, partial_);
    }
    published_ = true;
    sync_folder(target_.parent_path());
}

}  // namespace meridian::system
