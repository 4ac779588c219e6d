// Where the files of the program stand. All is found from the place of the program itself, so that a tree may be moved:
//
//   installed   PREFIX/bin/meridian, PREFIX/lib/meridian/modules, PREFIX/share/meridian (scenarios, schemas)
//   build tree  build/PRESET/sim/meridian with its modules beside it; scenarios in the source tree
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace meridian::system {

// The folders that may hold modules, the usual one first.
[[nodiscard]] std::vector<std::filesystem::path> module_folders();

// The file of a module; none if no folder holds it.
[[nodiscard]] std::optional<std::filesystem::path> find_module(std::string_view name);

// The folder that holds scenarios/; none if it is not there.
[[nodiscard]] std::optional<std::filesystem::path> shared_folder();

}  // namespace meridian::system
