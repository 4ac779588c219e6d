// Display names by kind and identifier, for names.csv.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/units/display_name.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::report {

struct NameRow {
    std::string kind, id;
    DisplayName name;  // in English always, in Chinese where given
};

class NameTable {
public:
    // The identifier stands for a missing English name. An entity without any other name gets no row; of an
    // entity that is added again the first row stays.
    void add(std::string_view kind, std::string const& id, DisplayName name);
    // The scenario, its components, places, work, rules and links. A link is called after its nodes.
    void add(Scenario const& scenario);

    [[nodiscard]] std::span<NameRow const> rows() const { return rows_; }

private:
    void add(std::string_view kind, Selection const& selection);
    void add_components(Scenario const& scenario);
    void add_links(NationalMap const& map);

    std::vector<NameRow> rows_;
    std::set<std::pair<std::string, std::string>> seen_;  // kind and identifier
};

}  // namespace meridian::report
