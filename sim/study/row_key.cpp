#include "sim/study/row_key.hpp"

#include <xxhash.h>

namespace meridian::study {

RowKey row_key(std::string_view text) {
    XXH128_hash_t const hash = XXH3_128bits(text.data(), text.size());
    return {hash.high64, hash.low64};
}

}  // namespace meridian::study
