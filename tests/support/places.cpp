#include "tests/support/places.hpp"

#include <cstdlib>

namespace meridian::testing {
namespace {

char const* chosen(char const* variable, char const* usual) {
    char const* const other = std::getenv(variable);
    return other != nullptr ? other : usual;
}

}  // namespace

char const* const source_folder = MERIDIAN_SOURCE_DIR;
char const* const meridian_binary = chosen("MERIDIAN_PROGRAM", MERIDIAN_BINARY);
char const* const default_data_folder = MERIDIAN_DATA;
char const* const platform_times_binary = MERIDIAN_PLATFORM_TIMES;
char const* const allocation_fault_library = MERIDIAN_ALLOCATION_FAULT;

}  // namespace meridian::testing
