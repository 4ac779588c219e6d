// Columns that say of which uncertain input a row is.
#pragma once

#include <algorithm>
#include <functional>
#include <string>

#include "sim/study/study_table.hpp"

namespace meridian::study {

// Precondition: the study has it.
[[nodiscard]] inline UncertainFigure const& input_named(Study const& study, std::string const& name) {
    return *std::ranges::find(study.inputs, name, &UncertainFigure::name);
}
[[nodiscard]] inline std::string const& unit_of(UncertainFigure const& input) {
    return input.range.unit;
}
[[nodiscard]] inline double low_value(UncertainFigure const& input) {
    return input.range.low;
}
[[nodiscard]] inline double high_value(UncertainFigure const& input) {
    return input.range.high;
}

// Of records with the name of an input.
template <class Record, auto Part>
[[nodiscard]] ResultCell of_input(Record const& record, CellContext const& at) {
    return std::invoke(Part, input_named(at.study, record.input));
}

}  // namespace meridian::study
