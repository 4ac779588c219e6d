// Folders by descriptor: what is read and written inside one is never reached through a link.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/system/system_error.hpp"

namespace meridian::system {

enum class EntryKind { none, file, folder, link, other };  // other: a device, a pipe, a socket

struct FolderEntry {
    std::string name;
    EntryKind kind{EntryKind::none};
};

// An open file descriptor; closed at the end.
class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    ~Descriptor();
    Descriptor(Descriptor&& from) noexcept;
    Descriptor& operator=(Descriptor&& from) noexcept;

    [[nodiscard]] int number() const { return number_; }
    void close();  // now

private:
    int number_{-1};
};

// A folder that stays the same one whatever happens to its name. Names are those of its entries, without a
// slash. Every function throws SystemError for what the system refuses, and for a link, device or pipe where
// a file or folder of results is expected.
class Folder {
public:
    // The folder at a path that a user has named: links on the way are followed.
    [[nodiscard]] static Folder open(std::filesystem::path const& path);
    // The same; none if nothing is there.
    [[nodiscard]] static std::optional<Folder> find(std::filesystem::path const& path);
    // The same; the folder and those above it are made where they are missing.
    [[nodiscard]] static Folder make(std::filesystem::path const& path);

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }  // as it was named
    [[nodiscard]] std::filesystem::path file(std::string_view name) const { return path_ / name; }
    [[nodiscard]] int descriptor() const { return descriptor_->number(); }

    [[nodiscard]] EntryKind kind(std::string const& name) const;
    [[nodiscard]] bool holds_file(std::string const& name) const { return kind(name) == EntryKind::file; }
    // By name.
    [[nodiscard]] std::vector<FolderEntry> entries() const;

    [[nodiscard]] std::optional<Folder> find_folder(std::string const& name) const;
    [[nodiscard]] Folder make_folder(std::string const& name) const;

    // For reading; none if there is no such file.
    [[nodiscard]] std::optional<Descriptor> find_file(std::string const& name) const;
    // All that a file holds; none if there is no such file.
    [[nodiscard]] std::optional<std::string> text(std::string const& name) const;

    // Nothing happens where there is none. A folder goes with all that is in it; links go, never what they
    // lead to.
    void remove(std::string const& name) const;
    // The same without allocating memory, as it may have run out; false if something is left.
    bool try_remove(std::string const& name) const noexcept;
    // Flushes the names in it to the disk.
    void sync() const;

private:
    Folder(std::filesystem::path path, int descriptor);

    std::filesystem::path path_;
    std::shared_ptr<Descriptor const> descriptor_;
};

// Writes all of it. Throws SystemError, which names `path`.
void write_all(int descriptor, std::string_view text, std::filesystem::path const& path);

// All that a file at a path of the user's holds; none if it cannot be read or is no file.
[[nodiscard]] std::optional<std::string> file_text(std::filesystem::path const& file);

}  // namespace meridian::system
