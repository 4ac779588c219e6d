#include "sim/scenario/name_lists.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace meridian::scenario {

DisplayName quoted(DisplayName const& name) {
    return {fmt::format("'{}'", name.en), fmt::format("“{}”", name.zh)};
}

DisplayName listed(std::vector<DisplayName> const& names) {
    constexpr std::size_t most = 3;
    DisplayName list;
    for (std::size_t i = 0; i < std::min(most, names.size()); ++i) {
        list.en += (i == 0 ? "" : ", ") + names[i].en;
        list.zh += (i == 0 ? "" : "、") + names[i].zh;
    }
    if (names.size() > most) {
        list.en += fmt::format(" and {} more", names.size() - most);
        list.zh += fmt::format("等 {} 项", names.size());
    }
    return list;
}

}  // namespace meridian::scenario
