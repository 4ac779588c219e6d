// The incremental rates against a plain fill from nothing, after every change, in random systems.
#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "models/network/max_min.hpp"
#include "sim/engine/random_streams.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/reference_rates.hpp"
#include "tests/support/seeds.hpp"

using namespace meridian;
using network::FlowClass;
using network::LinkIndex;
using network::MaxMin;

namespace {

class MaxMinDice {
public:
    explicit MaxMinDice(std::uint64_t seed) : source_{seed, 7} {}
    // A whole number in [0, below).
    std::uint64_t below(std::uint64_t n) { return source_.block(1, 1, draws_++)[0] % n; }
    double any(double from, double to) {
        return from + (to - from) * engine::unit_interval(source_.block(2, 1, draws_++)[0]);
    }

private:
    engine::RandomSource source_;
    std::uint64_t draws_{0};
};

// A random system with up to 41 links, tied capacities in half of them, and classes that come and go.
class System {
public:
    System(std::uint64_t seed, std::uint64_t repair_limit)
        : dice_{seed}, tied_{seed % 2 == 0}, weighted_{seed % 3 == 0}, capped_{seed % 5 < 2} {
        std::size_t const links = seed % 10 == 9 ? 65 + dice_.below(80) : 2 + dice_.below(40);
        for (std::size_t l = 0; l < links; ++l)
            capacities_.push_back(tied_ ? 10.0 : dice_.any(0.5, 200.0));
        shares_.emplace(capacities_, repair_limit);
        std::size_t const classes = 1 + dice_.below(60);
        for (std::size_t c = 0; c < classes; ++c)
            add_class();
    }

    // What is wrong after a few random changes and a solve; empty if nothing is.
    std::string turn() {
        for (std::uint64_t n = dice_.below(8) == 0 ? 5 : 1; n > 0; --n)
            change();
        shares_->solve();
        if (auto const broken = shares_->broken_conditions(); !broken.empty()) return broken.front();
        return against_reference();
    }

private:
    void add_class() {
        testing::PlainFlow flow;
        for (std::uint64_t n = 1 + dice_.below(6); n > 0; --n) {
            auto const l = static_cast<std::uint32_t>(dice_.below(capacities_.size()));
            if (std::ranges::find(flow.links, l) == flow.links.end()) flow.links.push_back(l);
        }
        if (weighted_) flow.weight = dice_.below(4) == 0 ? 0.25 : dice_.any(0.01, 100.0);
        if (capped_ && dice_.below(2) == 0) flow.cap = dice_.below(2) == 0 ? 1.0 : dice_.any(0.01, 20.0);
        shares_->add_class(flow.links, flow.weight, flow.cap > 0.0 ? flow.cap : MaxMin::no_cap);
        classes_.push_back(flow);
    }

    void change() {
        if (dice_.below(20) == 0) {
            auto const l = static_cast<LinkIndex>(dice_.below(capacities_.size()));
            capacities_[l] = tied_ ? (capacities_[l] == 10.0 ? 5.0 : 10.0) : dice_.any(0.5, 200.0);
            return shares_->set_capacity(l, capacities_[l]);
        }
        auto const c = static_cast<FlowClass>(dice_.below(classes_.size()));
        if (shares_->flows(c) > 0 && dice_.below(2) == 0) return shares_->remove(c);
        shares_->add(c);
    }

    std::string against_reference() const {
        std::vector<testing::PlainFlow> flows;
        std::vector<FlowClass> class_of;
        for (FlowClass c = 0; c < classes_.size(); ++c) {
            for (std::uint32_t i = 0; i < shares_->flows(c); ++i) {
                flows.push_back(classes_[c]);
                class_of.push_back(c);
            }
        }
        auto const rates = testing::reference_rates(capacities_, flows);
        for (std::size_t f = 0; f < flows.size(); ++f) {
            double const expected = static_cast<double>(rates[f]);
            double const rate = shares_->rate(class_of[f]);
            if (!(std::abs(rate - expected) <= 1e-9 * expected))
                return fmt::format("class {} has {}, not {}", class_of[f], rate, expected);
        }
        return {};
    }

    MaxMinDice dice_;
    bool tied_, weighted_, capped_;
    std::vector<double> capacities_;
    std::vector<testing::PlainFlow> classes_;
    std::optional<MaxMin> shares_;
};

}  // namespace

TEST_CASE("rates are those of a fill from nothing, after every change", "[property][network]") {
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(4000); ++seed) {
        // With a limit of 2 looks, nearly every change ends in a fill from nothing.
        System system{seed, seed % 50 == 0 ? 2U : 100'000U};
        std::string wrong;
        for (int turn = 0; turn < 60 && wrong.empty(); ++turn)
            wrong = system.turn();
        if (wrong.empty()) continue;
        CAPTURE(seed);
        CHECK(wrong == "");
    }
}

TEST_CASE("rates stay right over many changes", "[property][network]") {
    for (std::uint64_t const seed : {6U, 15U, 29U, 42U}) {
        System system{seed, 100'000};
        std::string wrong;
        for (int turn = 0; turn < 4000 && wrong.empty(); ++turn)
            wrong = system.turn();
        CAPTURE(seed);
        CHECK(wrong == "");
    }
}
