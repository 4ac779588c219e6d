// A folder of results that is being read: what is read is what was written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "sim/report/check_sums.hpp"
#include "sim/system/folder.hpp"

namespace meridian::report {

inline constexpr char const* manifest_file = "manifest.json";

// The manifest.json of a folder, as far as reading needs it.
struct Manifest {
    std::string kind;         // "run", "study", "tables"
    std::string version;      // of the program
    std::string command;      // that wrote it
    std::string content_key;  // of a run
    std::string commit;
    CheckSums files;
    std::string text;
};
// None if there is no manifest of Meridian, whole and unchanged.
[[nodiscard]] std::optional<Manifest> find_manifest(system::Folder const& folder);

// Reads files against the check sums in manifest.json. Throws SystemError, with what makes the folder whole
// again, for a file that is damaged, missing though it is listed, or no file; and for a damaged manifest.
class ResultFolder {
public:
    // `remedy`: the command that makes the folder whole; empty: the one in its manifest.
    explicit ResultFolder(system::Folder folder, std::string remedy = {});

    [[nodiscard]] system::Folder const& folder() const { return folder_; }
    [[nodiscard]] Manifest const& manifest() const { return manifest_; }
    // None if there is no such file and none is listed.
    [[nodiscard]] std::optional<std::string> text(std::string const& name) const;
    // For what turns out to be damaged in another way than by its check sum.
    [[noreturn]] void refuse(std::string const& name, std::string_view why) const;

private:
    system::Folder folder_;
    Manifest manifest_;
    std::string remedy_;
};

}  // namespace meridian::report
