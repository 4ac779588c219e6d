#include "tests/support/data.hpp"

#include <cstdlib>
#include <filesystem>

#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"

namespace meridian::testing {

std::optional<std::string> data_file(std::string const& name) {
    char const* const reported = std::getenv("MERIDIAN_DATA");
    std::filesystem::path const folder = reported != nullptr ? reported : default_data_folder;
    std::filesystem::path const file = folder / name;
    if (std::filesystem::exists(file)) return file.string();
    WARN("skipped: no data folder (" << name << "; MERIDIAN_DATA names the folder)");
    return std::nullopt;
}

}  // namespace meridian::testing
