// What the system refuses: a full disk, no permission, no memory, a damaged file of results.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string_view>

namespace meridian::system {

// The message says what and where.
struct SystemError : std::runtime_error {
    using std::runtime_error::runtime_error;
};
// "cannot create store.csv: No space left on device", of an errno: throws SystemError.
[[noreturn]] void fail(std::string_view what, std::filesystem::path const& path, int error);
// "cannot read store.csv: it is a link": throws SystemError.
[[noreturn]] void fail(std::string_view what, std::filesystem::path const& path, std::string_view why);

}  // namespace meridian::system
