#include "sim/system/installation.hpp"

#include <system_error>

#include "sim/system/module.hpp"

namespace meridian::system {
namespace {

namespace fs = std::filesystem;

bool is_there(fs::path const& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

}  // namespace

std::vector<fs::path> module_folders() {
    fs::path const own = program_folder();
    fs::path const above = own.parent_path();
    if (own.filename() == "bin") return {above / "lib" / "meridian" / "modules", own};
    return {own, above / "sim"};  // the test programs stand in a folder beside sim
}

std::optional<fs::path> find_module(std::string_view name) {
    for (fs::path const& folder : module_folders()) {
        if (is_there(folder / name)) return folder / name;
    }
    return std::nullopt;
}

std::optional<fs::path> shared_folder() {
    fs::path const above = program_folder().parent_path();
    if (is_there(above / "share" / "meridian" / "scenarios")) return above / "share" / "meridian";
    fs::path const source = above.parent_path().parent_path();  // above is build/PRESET
    if (is_there(above / "CMakeCache.txt") && is_there(source / "scenarios")) return source;
    return std::nullopt;
}

}  // namespace meridian::system
