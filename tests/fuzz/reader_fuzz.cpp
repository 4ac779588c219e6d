// The reader under libFuzzer: whatever the bytes, it answers with a scenario or with problems that can be
// mended. CONTRIBUTING.md says how it is run.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/fuzz/reader_case.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace meridian::testing;
    static WrittenFiles const folder;
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    auto const wrong = misbehaviour(folder, ReaderCase::parse(text));
    if (wrong.empty()) return 0;
    std::fprintf(stderr, "the reader misbehaves: %s\n", wrong.c_str());
    std::abort();
}
