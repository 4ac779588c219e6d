// What reports call an entity, beside the identifier that files and tables use.
#pragma once

#include <string>

namespace meridian {

struct DisplayName {
    std::string en{}, zh{};  // English, Chinese; empty: not given

    [[nodiscard]] bool given() const { return !en.empty() || !zh.empty(); }

    friend bool operator==(DisplayName const&, DisplayName const&) = default;
};

}  // namespace meridian
