#include "sim/app/study_folder.hpp"

#include <fmt/format.h>

#include "sim/study/store.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {

bool check_holds_study(std::string const& folder) {
    using study::FolderKind;
    FolderKind const kind = study::folder_kind(folder);
    if (kind == FolderKind::store || kind == FolderKind::damaged) return true;  // what reads it says so
    if (kind == FolderKind::other_version) {
        console::print_error(
            "{}: the study there was run by another version of Meridian\n  fix: use that version\n", folder);
    } else {
        console::print_error(
            "{}: there is no study there\n  fix: name the folder of `meridian sweep STUDY --out DIR`\n",
            folder);
    }
    return false;
}

}  // namespace meridian::app
