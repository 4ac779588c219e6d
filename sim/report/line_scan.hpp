// The lines of a large file of results, block by block.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "sim/system/folder.hpp"

namespace meridian::report {

// Up to so many bytes from there; fewer at the end of the file. Throws SystemError, which names `path`.
[[nodiscard]] std::string read_at(system::Descriptor const& file, std::filesystem::path const& path,
                                  std::uint64_t offset, std::size_t bytes);

// Calls with the offset of each line and its text without the line end, from `offset`, which is the begin of a line, until
// it answers false. The text lives as long as the call. `block_bytes`: that are read at a time. Throws SystemError.
void each_line(system::Descriptor const& file, std::filesystem::path const& path, std::uint64_t offset,
               std::function<bool(std::uint64_t offset, std::string_view line)> const& visit,
               std::size_t block_bytes = std::size_t{1} << 18U);

}  // namespace meridian::report
