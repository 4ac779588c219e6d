#include "models/statistics/lower_envelope.hpp"

namespace meridian {
namespace {

// The line that is the least just behind x = 0.
std::size_t first_least(std::span<Line const> lines) {
    std::size_t least = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        bool const is_less = lines[i].intercept < lines[least].intercept;
        bool const is_equal = lines[i].intercept == lines[least].intercept;
        if (is_less || (is_equal && lines[i].slope < lines[least].slope)) least = i;
    }
    return least;
}

}  // namespace

std::vector<EnvelopePiece> lower_envelope(std::span<Line const> lines) {
    std::vector<EnvelopePiece> pieces;
    if (lines.empty()) return pieces;
    pieces.push_back({first_least(lines)});
    while (true) {
        // The line that first falls below the present one; of several at one x, the one that falls most.
        EnvelopePiece& present = pieces.back();
        Line const& line = lines[present.line];
        std::size_t next = present.line;
        double crossing = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (!(lines[i].slope < line.slope)) continue;
            double const x = (lines[i].intercept - line.intercept) / (line.slope - lines[i].slope);
            bool const falls_more = x == crossing && lines[i].slope < lines[next].slope;
            if (x > crossing || (x == crossing && !falls_more)) continue;
            next = i;
            crossing = x;
        }
        if (next == present.line) return pieces;
        present.to = crossing;
        pieces.push_back({next, crossing});
    }
}

}  // namespace meridian
