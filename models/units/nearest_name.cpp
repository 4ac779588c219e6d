#include "models/units/nearest_name.hpp"

#include <algorithm>
#include <vector>

namespace meridian {
namespace {

std::u32string code_points(std::string_view text) {
    std::u32string points;
    for (std::size_t i = 0; i < text.size();) {
        auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
        unsigned char const first = byte(i);
        std::size_t const length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        char32_t point = length == 1 ? first : first & (0xFFU >> (length + 1));
        std::size_t used = 1;
        while (used < length && i + used < text.size() && (byte(i + used) & 0xC0U) == 0x80U) {
            point = (point << 6U) | (byte(i + used) & 0x3FU);
            ++used;
        }
        points.push_back(used == length ? point : first);
        i += used == length ? length : 1;
    }
    return points;
}

std::u32string lower_case(std::u32string text) {
    for (char32_t& c : text) {
        if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
    }
    return text;
}

// Three rows of the usual table are alive: the one being filled and the two before it.
std::size_t distance_of(std::u32string const& a, std::u32string const& b) {
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        above[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({replaced, above[j] + 1, row[j - 1] + 1});
            bool const swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[b.size()];
}

}  // namespace

bool is_word_of(std::string_view wrong, std::string_view name) {
    constexpr std::string_view between = "_-./ ";
    constexpr std::size_t shortest = 3;
    if (wrong.size() < shortest) return false;
    auto const wanted = lower_case(code_points(wrong));
    for (std::size_t begin = 0; begin < name.size();) {
        auto const end = std::min(name.find_first_of(between, begin), name.size());
        if (lower_case(code_points(name.substr(begin, end - begin))) == wanted) return true;
        begin = end + 1;
    }
    return false;
}

std::optional<NameDistance> nearness(std::string_view wrong, std::string_view name) {
    auto const a = code_points(wrong);
    auto const b = code_points(name);
    std::size_t const reach = std::max<std::size_t>(2, a.size() / 3);
    std::size_t const longer = std::max(a.size(), b.size());
    if (longer - std::min(a.size(), b.size()) > reach) return std::nullopt;
    NameDistance const near{distance_of(lower_case(a), lower_case(b)), distance_of(a, b)};
    if (near.folded > reach || near.folded >= longer) return std::nullopt;
    return near;
}

}  // namespace meridian
