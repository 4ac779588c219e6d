// The rows of a study: those in its folder's shards, of which only the places and a few figures are held, and
// those of runs just done. Of several rows of one run, one with figures counts, then the one in the first
// shard.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/units/cross_table.hpp"
#include "sim/study/replications.hpp"
#include "sim/study/row_key.hpp"
#include "sim/study/shards.hpp"
#include "sim/study/store.hpp"
#include "sim/system/folder.hpp"

namespace meridian::study {

class Rows {
public:
    Rows() = default;
    // Of a folder, rows with so many figures and failed ones. The figures of `columns` are held; others are
    // read again when they are asked for. Throws SystemError.
    Rows(system::Folder const& folder, std::vector<std::size_t> columns, std::size_t figures);

    [[nodiscard]] RunState state(RowKey key, std::int64_t run) const;
    // Nothing where there is no row, it has failed or the figure is absent. Throws SystemError.
    [[nodiscard]] std::optional<double> figure(RowKey key, std::int64_t run, std::size_t column) const;
    // The whole row. Throws SystemError.
    [[nodiscard]] std::optional<Row> row(RowKey key, std::int64_t run) const;
    // The figures as they stand in a shard, for take_figure(). False: there are none. Throws SystemError.
    [[nodiscard]] bool figures_text(RowKey key, std::int64_t run, std::string& text) const;
    // Those in shards, by key and run.
    void each(std::function<void(RowKey key, std::int64_t run, bool ok)> const& visit) const;

    // Takes the place of one that is not there or has failed.
    void add(Row row);
    void drop_failed();

private:
    struct Entry {
        RowKey key;
        std::int64_t run{0};
        RowPlace place;
        std::uint32_t held{0};  // its number among rows with figures
        bool ok{false};
    };

    void choose();
    // nullptr: not there.
    [[nodiscard]] Entry const* stored(RowKey key, std::int64_t run) const;
    [[nodiscard]] Row const* added(RowKey key, std::int64_t run) const;

    std::vector<std::size_t> columns_;
    std::shared_ptr<Shards> shards_;
    std::vector<Entry> entries_;                         // by key and run
    CrossTable<std::size_t, std::size_t, double> held_;  // by Entry::held and place in columns_; NaN: absent
    std::map<std::pair<RowKey, std::int64_t>, Row> added_;
};

}  // namespace meridian::study
