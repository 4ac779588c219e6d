#include "sim/document/column_json.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "models/units/split.hpp"
#include "sim/document/json_cell.hpp"
#include "sim/report/output_schema.hpp"
#include "sim/report/table/number_units.hpp"
#include "sim/study/study_tables.hpp"

namespace meridian::document {
namespace {

using Json = nlohmann::ordered_json;
using report::Direction;
using report::KindBy;

// Each row says of which figure or in which unit its figure is, or the column does.
std::string quantity_words(ResultColumn const& column) {
    if (column.kind_by == KindBy::column) return std::string{report::name_of(column.quantity)};
    return column.kind_by == KindBy::metric ? "by metric" : "by unit";
}
std::string unit_words(ResultColumn const& column) {
    return column.kind_by == KindBy::column ? std::string{report::base_unit(column.quantity)} : "";
}
std::string better_words(ResultColumn const& column) {
    if (column.direction == Direction::none) return {};
    return column.direction == Direction::higher ? "higher" : "lower";
}

// By file and key, of `meridian schema --output`.
class Meanings {
public:
    Meanings() {
        add(report::output_schema());
        add(study::study_output_schema());
    }
    [[nodiscard]] std::string of(std::string const& file, ResultColumn const& column) const {
        auto const found = meanings_.find({file, column.key});
        return column.meaning.empty() && found != meanings_.end() ? found->second : column.meaning;
    }

private:
    void add(std::string const& schema) {
        for (std::string_view const line : split(schema, '\n')) {
            auto const words = split(line, '\t');
            if (words.size() == 3)
                meanings_.try_emplace({std::string{words[0]}, std::string{words[1]}}, words[2]);
        }
    }

    std::map<std::pair<std::string, std::string>, std::string> meanings_;
};

}  // namespace

Json column_json(ResultColumn const& column) {
    Json out{{"head", json_of(column.head)}, {"quantity", quantity_words(column)}};
    auto const add = [&out](char const* key, std::string_view words) {
        if (!words.empty()) out[key] = words;
    };
    add("unit", unit_words(column));
    add("meaning", column.meaning);
    add("names", report::entity_kind_of(column.key));
    add("interval_of", column.interval_of);
    add("better", better_words(column));
    return out;
}

ResultTable units_table(Tables const& tables) {
    ResultTable units{"units",
                      {"table_name", "column_name", "unit", "quantity", "title_en", "title_zh", "meaning",
                       "names", "interval_of", "better"}};
    Meanings const meanings;
    auto const add = [&](ResultTable const& table, std::string const& file, ResultColumn const& column) {
        units.rows.push_back({table.name, column.key, unit_words(column), quantity_words(column),
                              column.head.en, column.head.zh, meanings.of(file, column),
                              report::entity_kind_of(column.key), column.interval_of, better_words(column)});
    };
    for (ResultTable const& table : tables) {
        std::set<std::string> known;
        for (ResultColumn const& column : table.columns) {
            add(table, table.name + ".csv", column);
            known.insert(column.key);
        }
        for (std::string_view const by : {"metric", "key", "figure"}) {
            if (!table.column(by)) continue;
            for (ResultRow const& row : table.rows) {
                std::string const& key = table.text(row, by);
                if (quantity_of(key) != FigureKind::text && known.insert(key).second)
                    add(table, "summary.json", ResultColumn::of(key));
            }
        }
    }
    return units;
}

}  // namespace meridian::document
