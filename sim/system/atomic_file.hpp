// Files and folders that are there whole or not at all: made under a hidden name that nobody can guess,
// flushed to the disk, renamed. A name that is a link is replaced, never what it leads to. All throw
// SystemError.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/system/folder.hpp"

namespace meridian::system {

// A new file in a folder, open for writing and locked as long as it is; gone unless it is kept. Nothing may
// stand under its name before.
class NewFile {
public:
    NewFile(Folder folder, std::string name);
    // Under a hidden name, to take the place of `target` later. What processes that are no more have left
    // under such names is removed.
    [[nodiscard]] static NewFile beside(Folder folder, std::string const& target);
    ~NewFile();
    NewFile(NewFile&& from) noexcept;
    NewFile& operator=(NewFile&&) = delete;

    [[nodiscard]] Folder const& folder() const { return folder_; }
    [[nodiscard]] std::string const& name() const { return name_; }
    [[nodiscard]] int descriptor() const { return descriptor_.number(); }
    // For libraries that open files by name: the file itself, whatever stands under its name.
    [[nodiscard]] std::string path_of_descriptor() const;

    void flush_to_disk();
    void keep();
    // Keeps it, flushed, in the place of what stands under that name. It stays open.
    void rename_to(std::string const& target);

private:
    NewFile(Folder folder, std::string name, Descriptor descriptor);

    Folder folder_;
    std::string name_;
    Descriptor descriptor_;
    bool kept_{false};
};

// Buffered text into a new file.
class FileWriter {
public:
    FileWriter(Folder folder, std::string name);
    explicit FileWriter(NewFile file);
    ~FileWriter();
    FileWriter(FileWriter const&) = delete;
    FileWriter& operator=(FileWriter const&) = delete;

    void write(std::string_view text);
    // Flushes to the disk. The file stays.
    void close();
    // The same, in the place of what stands under that name.
    void close_as(std::string const& target);

private:
    void flush();
    [[nodiscard]] std::filesystem::path path() const { return file_.folder().file(file_.name()); }

    NewFile file_;
    std::string held_;  // before it goes to the file
};

void write_file(Folder const& folder, std::string const& name, std::string_view text);

// Whether a name is one of those under which files and folders are made.
[[nodiscard]] bool is_partial(std::string_view name);

// A file being made beside its target until publish() puts it in the place of what was there.
class FileReplacement {
public:
    FileReplacement(Folder const& folder, std::string name);
    // The folder of `target` is named by the user: links on the way are followed, the last part is not.
    explicit FileReplacement(std::filesystem::path const& target);

    void write(std::string_view text) { writer_.write(text); }
    void publish() { writer_.close_as(name_); }

private:
    std::string name_;
    FileWriter writer_;
};

// The same for a whole text.
void replace_file(Folder const& folder, std::string const& name, std::string_view text);
void replace_file(std::filesystem::path const& target, std::string_view text);
// Leaves a file that holds the text already as it is, and its time with it.
void replace_if_other(Folder const& folder, std::string const& name, std::string_view text);

// A folder of results being made: a hidden folder beside its target until publish() puts it in the place of
// what was there. Unpublished folders, and parents made for them, are removed, whatever the way out.
class FolderWriter {
public:
    // `target` is named by the user: where it is a link, the link stays and what it leads to is replaced.
    explicit FolderWriter(std::filesystem::path const& target);
    // An entry of a folder: where it is a link, the link is replaced.
    FolderWriter(Folder parent, std::string name);
    ~FolderWriter();
    FolderWriter(FolderWriter const&) = delete;
    FolderWriter& operator=(FolderWriter const&) = delete;

    [[nodiscard]] Folder const& folder() const { return *folder_; }
    void publish();

private:
    // Folders that were made for it; removed, as far as they are empty, unless they are kept.
    class Parents {
    public:
        explicit Parents(std::filesystem::path const& path);  // those above the path that are missing
        ~Parents();
        Parents(Parents const&) = delete;
        Parents& operator=(Parents const&) = delete;
        void keep() { missing_.clear(); }

    private:
        std::vector<std::filesystem::path> missing_;  // deepest first
    };

    void begin();

    Parents parents_;  // gone last
    std::string name_;
    std::optional<Folder> parent_;
    std::string partial_;  // its name until then; empty: published
    std::optional<Folder> folder_;
};

}  // namespace meridian::system
