// Reports that this program has written, and that it may therefore replace.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "sim/system/folder.hpp"

namespace meridian::report {

// What a text of the format carries to say that Meridian has made it: of md, xml and pdf a comment to be
// written into it; of html, json and geojson a part of the page and of the document.
[[nodiscard]] std::string_view maker_mark(std::string_view format);

// Whether a file is a report or an export of that format made by Meridian: html, md, json, geojson, pdf and xml by their
// mark, xlsx by the author in its properties, sqlite by its application id; csv: a folder of tables of a report and nothing else; map: the same of an export.
// Throws SystemError.
[[nodiscard]] bool is_own_report(system::Folder const& folder, std::string const& name,
                                 std::string_view format);

// The same of any format, by the ending of the name; of folders: csv and map.
[[nodiscard]] bool is_own_report(system::Folder const& folder, std::string const& name);

// The application id in the header of SQLite files of Meridian: "MRDN".
inline constexpr std::int32_t database_id = 0x4D52444E;

// What may become of a path that a report is to be written to.
enum class TargetState { free, own, foreign, no_folder };
[[nodiscard]] TargetState target_state(std::filesystem::path const& target, std::string_view format);

}  // namespace meridian::report
