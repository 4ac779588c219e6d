#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "models/units/exact_math.hpp"
#include "sim/scenario/kinds.hpp"

namespace meridian::scenario {
namespace {

constexpr std::array<std::string_view, 8> size_keys{"constant", "uniform", "exponential", "lognormal",
                                                    "pareto",   "choice",  "at_least",    "at_most"};
constexpr std::string_view shapes = "constant, uniform, exponential, lognormal, pareto or choice";

class SizeReader {
public:
    SizeReader(Size const& kind, Subject const& subject)
        : dimension_{kind.dimension}, typical_{kind.typical}, subject_{subject} {}

    // A value of the size's own dimension, in seconds, bytes or one.
    bool value(Draft const& draft, double& value, bool above_zero = false) const {
        Range range = size_range(dimension_);
        if (above_zero) range.words = positive.words;
        range.above_low = above_zero;
        Real kind{dimension_, range};
        kind.typical = typical_;
        if (!kind.read(draft, value, subject_)) return false;
        if (dimension_ == Dimension::duration) value /= 1e9;
        return true;
    }

    bool shape(Draft const& draft, std::string_view name, Distribution& size) const {
        if (name == "constant") {
            double constant = 0.0;
            if (!value(draft, constant)) return false;
            size.shape = Constant{constant};
            return true;
        }
        if (name == "uniform") return uniform(draft, size);
        if (name == "exponential") return exponential(draft, size);
        if (name == "lognormal") return lognormal(draft, size);
        if (name == "pareto") return pareto(draft, size);
        return choice(draft, size);
    }

private:
    // A parameter of a shape; nullptr and a problem if it is not written.
    [[nodiscard]] Draft const* parameter(Draft const& shape, std::string_view name) const {
        auto const* const found = shape.find(name);
        if (found == nullptr) {
            subject_.add_problem(shape, fmt::format("'{}' is missing", name), fmt::format("add '{}:'", name));
        }
        return found;
    }

    template <std::size_t count>
    bool keys(Draft const& shape, std::array<std::string_view, count> const& names) const {
        if (shape.is_map()) return check_keys(shape, names, subject_).empty();
        subject_.add_problem(shape, fmt::format("this is {}", words(shape.kind())),
                             fmt::format("write '{{{}: ...}}'", fmt::join(names, ": ..., ")));
        return false;
    }

    bool uniform(Draft const& shape, Distribution& size) const {
        if (!keys(shape, std::array<std::string_view, 2>{"low", "high"})) return false;
        auto const* const low = parameter(shape, "low");
        auto const* const high = parameter(shape, "high");
        Uniform u{};
        if (low == nullptr || high == nullptr || !value(*low, u.low) || !value(*high, u.high)) return false;
        if (u.low > u.high) {
            subject_.add_problem(*high, "'high' is below 'low'", "write the smaller value as 'low'");
            return false;
        }
        size.shape = u;
        return true;
    }

    bool exponential(Draft const& shape, Distribution& size) const {
        if (!keys(shape, std::array<std::string_view, 1>{"mean"})) return false;
        auto const* const mean = parameter(shape, "mean");
        Exponential e{};
        if (mean == nullptr || !value(*mean, e.mean, true)) return false;
        size.shape = e;
        return true;
    }

    bool lognormal(Draft const& shape, Distribution& size) const {
        constexpr Range spread{0.0, 20.0, "from 0 to 20"};
        if (!keys(shape, std::array<std::string_view, 2>{"median", "sigma"})) return false;
        auto const* const median = parameter(shape, "median");
        auto const* const sigma = parameter(shape, "sigma");
        LogNormal l{};
        if (median == nullptr || sigma == nullptr || !value(*median, l.median, true)) return false;
        if (!Real{Dimension::number, spread}.read(*sigma, l.sigma, subject_)) return false;
        size.shape = l;
        return true;
    }

    bool pareto(Draft const& shape, Distribution& size) const {
        if (!keys(shape, std::array<std::string_view, 2>{"minimum", "shape"})) return false;
        auto const* const minimum = parameter(shape, "minimum");
        auto const* const tail = parameter(shape, "shape");
        Pareto p{};
        if (minimum == nullptr || tail == nullptr || !value(*minimum, p.minimum, true)) return false;
        if (!Real{Dimension::number, positive}.read(*tail, p.shape, subject_)) return false;
        size.shape = p;
        return true;
    }

    bool choice(Draft const& shape, Distribution& size) const {
        if (!shape.is_map() || shape.entries().empty()) {
            subject_.add_problem(shape, "a choice needs values and their weights",
                                 fmt::format("write 'choice: {{\"{}\": 1, ...}}'", example_of(dimension_)));
            return false;
        }
        std::vector<std::pair<double, double>> weighted;
        double sum = 0.0;
        for (auto const& entry : shape.entries()) {
            auto& [size_value, weight] = weighted.emplace_back(0.0, 0.0);
            if (!value(Draft::scalar(entry.key->shared_location, entry.key->text), size_value)) return false;
            if (!Real{Dimension::number, positive}.read(entry.value, weight, subject_)) return false;
            sum += weight;
        }
        std::ranges::sort(weighted);  // so that the inverse distribution function is monotone
        Choice c;
        double below = 0.0;
        for (auto const& [size_value, weight] : weighted) {
            below += weight;
            c.values.push_back(size_value);
            c.cumulative.push_back(below / sum);
        }
        c.cumulative.back() = 1.0;
        size.shape = std::move(c);
        return true;
    }

    Dimension dimension_;
    Typical typical_;
    Subject const& subject_;
};

// Draws beyond this share of a distribution do not occur: uniform numbers have 53 bits.
constexpr double rarest = 0x1p-53;

// The largest value that can be drawn from a shape that has no end of its own; 0 for the others.
double largest_draw(Distribution const& size) {
    if (auto const* e = std::get_if<Exponential>(&size.shape)) return -e->mean * exact_log(rarest);
    // The normal quantile at 1 - 2^-53 is 8.13.
    if (auto const* l = std::get_if<LogNormal>(&size.shape)) return l->median * exact_exp(8.2 * l->sigma);
    if (auto const* p = std::get_if<Pareto>(&size.shape)) {
        return p->minimum * exact_exp(std::min(-exact_log(rarest) / p->shape, 700.0));
    }
    return 0.0;
}

// Gives an open-ended size a bound where draws could leave the range of whole numbers.
void keep_drawable(Distribution& size, double largest) {
    if (largest_draw(size) > largest) size.at_most = std::min(size.at_most, largest);
}

}  // namespace

bool Size::read(Draft const& draft, Value& value, Subject const& subject) const {
    SizeReader const reader{*this, subject};
    Size const bound{dimension, Typical{typical.example}};
    SizeReader const bounds{bound, subject};
    value = Distribution{};
    if (!draft.is_map()) {
        if (subject.scalar(draft, example()) == nullptr) return false;
        return reader.shape(draft, "constant", value);
    }
    if (!check_keys(draft, size_keys, subject).empty()) return false;
    int found = 0;
    bool good = true;
    for (auto const& [key, inner] : draft.entries()) {
        if (key->text == "at_least") {
            good = bounds.value(inner, value.at_least) && good;
        } else if (key->text == "at_most") {
            good = bounds.value(inner, value.at_most) && good;
        } else {
            ++found;
            good = reader.shape(inner, key->text, value) && good;
        }
    }
    if (good) keep_drawable(value, largest_size(dimension));
    if (found != 1) {
        subject.add_problem(draft, fmt::format("there are {} shapes", found),
                            fmt::format("write one of {}", shapes));
        return false;
    }
    if (good && value.at_least > value.at_most) {
        subject.add_problem(*draft.find("at_most"), "'at_most' is below 'at_least'",
                            "write the smaller value as 'at_least'");
        return false;
    }
    return good;
}

}  // namespace meridian::scenario
