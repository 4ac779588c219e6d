// Every transfer model under one roof: each instance runs in a process of its own and says what it found
// wrong, as SimGrid has one engine per process.
#pragma once

#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/own_process.hpp"
#include "tests/support/transfer_bench.hpp"

namespace meridian::testing {

struct Variant {
    std::string label;
    Selection selection;

    [[nodiscard]] bool shares_links() const { return selection.name != "delay"; }
    // Do flows on one path, from one instant, each get capacity / flows, and is nothing else counted?
    [[nodiscard]] bool plain() const { return label != "simgrid LV08"; }
};

// Every model with its default parameters, and those with a choice of rules once more.
inline std::vector<Variant> variants() {
    std::vector<Variant> all;
    for (ComponentDoc const& model : transfer::models()) {
        std::string const name{model.name};
        all.push_back({name, network(name)});
    }
    Variant by_latency{"fluid inverse_rtt", network("fluid")};
    by_latency.selection.parameters["sharing"] = "inverse_rtt";
    all.push_back(by_latency);
    Variant lv08{"simgrid LV08", network("simgrid")};
    lv08.selection.parameters["model"] = "LV08";
    all.push_back(lv08);
    return all;
}

// What was found wrong.
class Findings {
public:
    template <class... Values>
    void expect(bool holds, fmt::format_string<Values...> what, Values&&... values) {
        if (holds) return;
        fmt::format_to(std::back_inserter(text_), what, std::forward<Values>(values)...);
        text_ += '\n';
    }
    [[nodiscard]] std::string const& text() const { return text_; }

private:
    std::string text_;
};

inline void check_in_own_process(Variant const& variant,
                                 std::function<void(TransferBench&, Findings&)> const& check,
                                 NationalMap const& map) {
    CAPTURE(variant.label);
    std::string found;
    auto const work = [&] {
        TransferBench bench{map, variant.selection};
        Findings findings;
        check(bench, findings);
        return findings.text();
    };
    if (with_model(variant.selection.name, work, found)) CHECK(found == "");
}

}  // namespace meridian::testing
