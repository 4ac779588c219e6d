// The least of several lines over x >= 0: which line is the least between which values of x, exactly.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace meridian {

struct Line {
    double intercept{0.0};
    double slope{0.0};

    [[nodiscard]] double at(double x) const { return intercept + slope * x; }
};

// A line is the least of all from `from` to `to`.
struct EnvelopePiece {
    std::size_t line{0};
    double from{0.0};
    double to{std::numeric_limits<double>::infinity()};
};

// By rising `from`, from 0 on; slopes fall from piece to piece. Of lines that are equal, the first stands. Empty
// without lines. Time grows with the number of lines times that of pieces. Precondition: all are finite.
[[nodiscard]] std::vector<EnvelopePiece> lower_envelope(std::span<Line const> lines);

}  // namespace meridian
