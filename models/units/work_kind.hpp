// The kinds of accelerator work, each of which reaches a share of its own of an accelerator's peak. A new kind is
// an enumerator and its name here; scenario files, messages and the schema take it from this list.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace meridian {

enum class WorkKind : std::uint8_t { training, inference };

struct NamedWorkKind {
    std::string_view name;  // in scenario files
    WorkKind kind;
};
inline constexpr std::array<NamedWorkKind, 2> work_kinds{{
    {"training", WorkKind::training},
    {"inference", WorkKind::inference},
}};

[[nodiscard]] constexpr std::string_view name_of(WorkKind kind) {
    return work_kinds[static_cast<std::size_t>(kind)].name;
}

// One value for each kind of work.
template <class Value>
class ByWorkKind {
public:
    [[nodiscard]] constexpr Value& operator[](WorkKind kind) {
        return values_[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] constexpr Value const& operator[](WorkKind kind) const {
        return values_[static_cast<std::size_t>(kind)];
    }

private:
    std::array<Value, work_kinds.size()> values_{};
};

}  // namespace meridian
