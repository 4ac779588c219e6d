// Converts a row of a table of jobs to a ListedJob without a Draft, for runs that stream the table. It accepts
// exactly the rows that the declarations of JobRecord and the checks of build_jobs() accept. Of others it reports
// only that they are wrong; those two report why.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/units/unit_table.hpp"
#include "sim/scenario/scenario_builder.hpp"
#include "sim/scenario/table_rows.hpp"

namespace meridian::scenario {

class JobRows {
public:
    // Keeps what it needs of the scenario.
    JobRows(ScenarioBuilder const& b, std::vector<Column> const& columns);

    // Views of one row's cells, without the spaces around them.
    using Cells = std::vector<std::string_view>;
    [[nodiscard]] bool read(Cells const& cells, ListedJob& listed);
    [[nodiscard]] std::size_t columns() const { return columns_.size(); }
    // Of the column `input_home`; none: there is no such.
    [[nodiscard]] std::optional<std::size_t> home_column() const;

private:
    enum class Key : std::uint8_t {
        name,
        workload_class,
        origin,
        at,
        accelerators,
        runtime,
        estimate,
        input,
        output,
        input_home,
        unknown
    };
    static constexpr std::size_t keys = static_cast<std::size_t>(Key::unknown);
    struct CellColumn {
        Key key{Key::unknown};
        std::string unit;
        UnitRow const* row{nullptr};  // of the unit; nullptr: none, or not of the key's dimension
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    using Names = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;
    // What jobs of a class have unless they say otherwise.
    struct Defaults {
        ConstantSizes sizes;
        bool has_runtime{false};
        DataHome home;
    };
    using Own = std::array<std::string_view, keys>;  // by Key; empty: not written

    [[nodiscard]] static Names names_of(NameIndex const& index);
    [[nodiscard]] static Defaults defaults_of(ScenarioBuilder const& b, std::size_t c);
    [[nodiscard]] bool set_sizes(JobDescription& job) const;
    [[nodiscard]] bool set_home(JobDescription& job) const;
    [[nodiscard]] bool set_times(Defaults const& of, JobDescription& job) const;
    // In the base unit of the kind's dimension; none: it cannot be read.
    [[nodiscard]] std::optional<double> base_of(Key key, NumberKind const& kind) const;
    template <class Quantity>
    [[nodiscard]] bool number(Key key, Real<Quantity> const& kind, Quantity& value) const {
        auto const base = base_of(key, kind);
        if (base) value = Measured<Quantity>::from(*base);
        return base.has_value();
    }
    // The own value, or that of the class.
    template <class Quantity>
    [[nodiscard]] bool value(Key key, Real<Quantity> const& kind, std::optional<Quantity> const& of_class,
                             Quantity& value) const {
        if (!own(key).empty()) return number(key, kind, value);
        value = of_class.value_or(Quantity{});
        return of_class.has_value();
    }
    [[nodiscard]] bool width(std::optional<Milliaccelerators> const& of_class,
                             Milliaccelerators& value) const;
    [[nodiscard]] std::string_view own(Key key) const { return own_[static_cast<std::size_t>(key)]; }
    [[nodiscard]] CellColumn const& column_of(Key key) const {
        return columns_[position_[static_cast<std::size_t>(key)]];
    }

    std::vector<CellColumn> columns_;
    std::array<std::size_t, keys> position_{};  // of the column of a key that has one
    Names classes_, regions_, nodes_;
    std::vector<Defaults> defaults_;  // by class
    std::vector<NodeId> origins_;     // nodes of regions
    SimTime horizon_;
    Own own_;  // of the row that is read
};

// Cuts a record without quotation marks at its commas.
void cut_cells(std::string_view record, JobRows::Cells& cells);

}  // namespace meridian::scenario
