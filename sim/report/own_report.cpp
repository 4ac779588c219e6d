#include "sim/report/own_report.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <optional>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zip.h>

#include "sim/report/result_folder.hpp"

namespace meridian::report {
namespace {

struct CloseZip {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

// The properties of a workbook; none if the file is no workbook.
std::optional<std::string> workbook_properties(int descriptor) {
    int error = 0;
    int const own = ::dup(descriptor);  // the archive closes it
    std::unique_ptr<zip_t, CloseZip> const archive{zip_fdopen(own, 0, &error)};
    if (archive == nullptr) {
        ::close(own);
        return std::nullopt;
    }
    std::unique_ptr<zip_file_t, CloseZip> const file{zip_fopen(archive.get(), "docProps/core.xml", 0)};
    if (file == nullptr) return std::nullopt;
    std::string text(1 << 16, '\0');
    auto const got = zip_fread(file.get(), text.data(), text.size());
    if (got < 0) return std::nullopt;
    text.resize(static_cast<std::size_t>(got));
    return text;
}

bool is_own_workbook(system::Folder const& folder, std::string const& name) {
    auto const file = folder.find_file(name);
    auto const properties = file ? workbook_properties(file->number()) : std::nullopt;
    return properties && properties->find("<dc:creator>Meridian</dc:creator>") != std::string::npos;
}

// By the header that SQLite documents ("Database File Format", 1.3).
bool is_own_database(system::Folder const& folder, std::string const& name) {
    constexpr std::string_view magic{"SQLite format 3\0", 16};
    constexpr std::size_t id_at = 68;
    auto const file = folder.find_file(name);
    std::array<char, 100> header{};
    if (!file || ::pread(file->number(), header.data(), header.size(), 0) != std::ssize(header)) return false;
    std::uint32_t id = 0;
    for (std::size_t i = 0; i < 4; ++i)
        id = id << 8U | static_cast<unsigned char>(header[id_at + i]);
    return std::string_view{header.data(), magic.size()} == magic &&
           id == static_cast<std::uint32_t>(database_id);
}

// Is it a folder of tables, and not a file?
bool makes_folder(std::string_view format) {
    return format == "csv" || format == "map";
}

// Of tables that `meridian report --format csv` (kind "tables") or `meridian export csv` ("map") has written, and
// nothing else.
bool is_table_folder(system::Folder const& folder, std::string_view kind) {
    auto const manifest = find_manifest(folder);
    return manifest && manifest->kind == kind &&
           std::ranges::all_of(folder.entries(), [&](system::FolderEntry const& entry) {
               bool const listed = entry.name == manifest_file || manifest->files.contains(entry.name);
               return listed && entry.kind == system::EntryKind::file;
           });
}

}  // namespace

std::string_view maker_mark(std::string_view format) {
    if (format == "html") return "<meta name=\"generator\" content=\"Meridian\">";
    if (format == "json") return "\"made\":{\"program\":\"Meridian\"";
    if (format == "geojson") return "\"generator\": \"Meridian\"";
    if (format == "pdf") return "% generator: Meridian\n";
    return "<!-- generator: Meridian -->\n";
}

bool is_own_report(system::Folder const& folder, std::string const& name, std::string_view format) {
    system::EntryKind const kind = folder.kind(name);
    if (makes_folder(format)) {
        auto const tables = kind == system::EntryKind::folder ? folder.find_folder(name) : std::nullopt;
        return tables && is_table_folder(*tables, format == "csv" ? "tables" : "map");
    }
    if (kind != system::EntryKind::file) return false;
    if (format == "xlsx") return is_own_workbook(folder, name);
    if (format == "sqlite") return is_own_database(folder, name);
    auto const text = folder.text(name);
    return text && text->find(maker_mark(format)) != std::string::npos;
}

bool is_own_report(system::Folder const& folder, std::string const& name) {
    if (folder.kind(name) == system::EntryKind::folder)
        return is_own_report(folder, name, "csv") || is_own_report(folder, name, "map");
    constexpr std::array<std::string_view, 8> formats{"html", "md",  "json", "geojson",
                                                      "pdf",  "xml", "xlsx", "sqlite"};
    return std::ranges::any_of(formats, [&](std::string_view format) {
        return name.ends_with(fmt::format(".{}", format)) && is_own_report(folder, name, format);
    });
}

TargetState target_state(std::filesystem::path const& target, std::string_view format) {
    using system::EntryKind;
    std::string const name = target.filename().string();
    auto const folder = system::Folder::find(target.parent_path());
    if (!folder) return makes_folder(format) ? TargetState::free : TargetState::no_folder;
    if (name.empty() || name == "." || name == "..") return TargetState::foreign;
    EntryKind const kind = folder->kind(name);
    if (kind == EntryKind::none) return TargetState::free;
    if (makes_folder(format) && kind == EntryKind::folder && folder->find_folder(name)->entries().empty())
        return TargetState::free;
    return is_own_report(*folder, name, format) ? TargetState::own : TargetState::foreign;
}

}  // namespace meridian::report
