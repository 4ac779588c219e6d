#include "sim/scheduler/disciplines/registry.hpp"

#include <array>
#include <stdexcept>

namespace meridian::scheduler {
namespace {

constexpr std::array docs{
    ComponentDoc{"fcfs", "jobs start in the order in which their inputs arrived", {}},
};
constexpr std::array<std::unique_ptr<Discipline> (*)(std::size_t), docs.size()> makers{&make_fcfs};

}  // namespace

std::span<ComponentDoc const> disciplines() {
    return docs;
}

std::unique_ptr<Discipline> make_discipline(Selection const& selection, std::size_t pools) {
    for (std::size_t i = 0; i < docs.size(); ++i) {
        if (docs[i].name == selection.name) return makers[i](pools);
    }
    throw std::logic_error{"discipline '" + selection.name + "' is not in the table"};
}

}  // namespace meridian::scheduler
