// Files that are there whole or not at all: written under a temporary name, flushed to the disk, renamed.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace meridian::system {

// The machine failed us: disk full, no permission, no memory. The message says what and where.
struct MachineFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};
// "cannot create store.csv: No space left on device": throws MachineFault.
[[noreturn]] void fail(std::string_view what, std::filesystem::path const& path, int error);

// A file being written; gone unless close() has been called. Throws MachineFault.
class FileWriter {
public:
    explicit FileWriter(std::filesystem::path file);
    ~FileWriter();
    FileWriter(FileWriter const&) = delete;
    FileWriter& operator=(FileWriter const&) = delete;

    void write(std::string_view text);
    // Flushes to the disk. The file stays.
    void close();

private:
    std::filesystem::path file_;
    std::FILE* stream_{nullptr};
    std::unique_ptr<char[]> held_;  // before it goes to the file
};

void write_file(std::filesystem::path const& file, std::string_view text);

// Where to make what is to replace a file: beside it, under a hidden name of this process. What processes
// that are no more have left under such names is removed.
[[nodiscard]] std::filesystem::path partial_file(std::filesystem::path const& target);
// Whether a name is one of those.
[[nodiscard]] bool is_partial(std::filesystem::path const& name);

// A file being made beside `target` until publish() puts it in place of what was there; gone if that is not
// called. Throws MachineFault.
class FileReplacement {
public:
    explicit FileReplacement(std::filesystem::path target);
    ~FileReplacement();
    FileReplacement(FileReplacement const&) = delete;
    FileReplacement& operator=(FileReplacement const&) = delete;

    void write(std::string_view text) { writer_.write(text); }
    void publish();

private:
    std::filesystem::path target_;
    std::filesystem::path partial_;
    FileWriter writer_;
};

// The same for a whole text.
void replace_file(std::filesystem::path const& target, std::string_view text);
// Leaves a file that holds the text already as it is, and its time with it.
void replace_if_other(std::filesystem::path const& target, std::string_view text);

// All that a file holds; none if it cannot be read.
[[nodiscard]] std::optional<std::string> file_text(std::filesystem::path const& file);

// A folder of results being made: a hidden folder beside `target` until publish() puts it in place of
// what was there. Unpublished folders, and parents made for them, are removed, whatever the way out. A
// `target` that is a link stays one: its folder is replaced. Throws MachineFault.
class FolderWriter {
public:
    explicit FolderWriter(std::filesystem::path target);
    ~FolderWriter();
    FolderWriter(FolderWriter const&) = delete;
    FolderWriter& operator=(FolderWriter const&) = delete;

    [[nodiscard]] std::filesystem::path const& path() const { return partial_; }
    void publish();

private:
    std::filesystem::path target_;
    std::filesystem::path partial_;
    std::vector<std::filesystem::path> made_parents_;  // deepest first
    bool published_{false};
};

}  // namespace meridian::system
