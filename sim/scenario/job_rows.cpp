#include "sim/scenario/job_rows.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <variant>

#include "models/units/parse.hpp"

namespace meridian::scenario {
namespace {

constexpr std::array<std::string_view, 10> key_names{
    "name", "class", "origin", "at", "accelerators", "runtime", "estimate", "input", "output", "input_home"};
constexpr std::size_t longest_plain = 18;

Dimension dimension_of(std::size_t key) {
    bool const is_bytes = key_names[key] == "input" || key_names[key] == "output";
    return is_bytes ? Dimension::bytes : Dimension::duration;
}

UnitRow const* unit_named(std::string_view symbol, Dimension dimension) {
    auto const table = unit_table();
    auto const found = std::ranges::find_if(
        table, [&](UnitRow const& row) { return row.dimension == dimension && row.symbol == symbol; });
    return found == table.end() ? nullptr : &*found;
}

// Digits with at most one point between them and no zero before them that says nothing.
bool is_plain_number(std::string_view text) {
    if (text.empty() || text.size() > longest_plain) return false;
    bool const leading_zero = text.front() == '0' && text.size() > 1 && text[1] != '.';
    if (leading_zero || text.front() == '.' || text.back() == '.') return false;
    int points = 0;
    for (char const c : text) {
        if (c == '.') {
            ++points;
        } else if (c < '0' || c > '9') {
            return false;
        }
    }
    return points <= 1;
}

// As parse_quantity(), of a plain number with a unit whose base unit is counted.
std::optional<double> scaled(std::string_view digits, UnitRow const& unit) {
    std::array<char, longest_plain + 8> text;
    std::memcpy(text.data(), digits.data(), digits.size());
    char* end = text.data() + digits.size();
    *end++ = 'e';
    end = std::to_chars(end, text.data() + text.size(), unit.ten).ptr;
    double value = 0.0;
    if (std::from_chars(text.data(), end, value).ec != std::errc{}) return std::nullopt;
    return std::round(value * unit.times / unit.over);
}

std::string_view without_spaces(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

}  // namespace

void cut_cells(std::string_view record, JobRows::Cells& cells) {
    cells.clear();
    while (true) {
        auto const comma = record.find(',');
        cells.push_back(without_spaces(record.substr(0, comma)));
        if (comma == std::string_view::npos) return;
        record.remove_prefix(comma + 1);
    }
}

JobRows::Names JobRows::names_of(NameIndex const& index) {
    Names names;
    for (auto const& name : index.names())
        if (auto const found = index.find(name)) names.emplace(name, *found);
    return names;
}

JobRows::Defaults JobRows::defaults_of(ScenarioBuilder const& b, std::size_t c) {
    auto const& in = b.in.classes[c];
    Defaults defaults;
    defaults.sizes = constant_sizes(in);
    defaults.has_runtime = in.written("runtime");
    defaults.home = b.scenario.classes[ClassId{static_cast<std::uint32_t>(c)}].input_home;
    return defaults;
}

JobRows::JobRows(ScenarioBuilder const& b, std::vector<Column> const& columns)
    : classes_{names_of(b.class_names)},
      regions_{names_of(b.region_names)},
      nodes_{names_of(b.node_names)},
      horizon_{at(b.scenario.horizon)} {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        CellColumn& column = columns_.emplace_back();
        column.unit = columns[i].unit;
        if (columns[i].path.size() != 1) continue;
        auto const found = std::ranges::find(key_names, columns[i].path.front()->text);
        if (found == key_names.end()) continue;
        auto const key = static_cast<std::size_t>(found - key_names.begin());
        column.key = static_cast<Key>(key);
        column.row = unit_named(column.unit, dimension_of(key));
        position_[key] = i;
    }
    for (std::size_t c = 0; c < b.in.classes.size(); ++c)
        defaults_.push_back(defaults_of(b, c));
    for (auto const& region : b.scenario.regions)
        origins_.push_back(region.node);
}

std::optional<std::size_t> JobRows::home_column() const {
    auto const found = std::ranges::find(columns_, Key::input_home, &CellColumn::key);
    if (found == columns_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns_.begin());
}

bool JobRows::read(Cells const& cells, ListedJob& listed) {
    own_.fill({});
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto const& column = columns_[i];
        if (cells[i].empty()) continue;
        bool const is_text = column.key <= Key::origin || column.key == Key::input_home;
        if (column.key == Key::unknown || (is_text && !column.unit.empty())) return false;
        own_[static_cast<std::size_t>(column.key)] = cells[i];
    }
    auto const of = classes_.find(own(Key::workload_class));
    auto const from = regions_.find(own(Key::origin));
    if (of == classes_.end() || from == regions_.end() || own(Key::at).empty()) return false;
    if (!number(Key::at, job_arrival, listed.arrival) || listed.arrival >= horizon_) return false;
    auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == 0x7F; };
    if (std::ranges::any_of(own(Key::name), is_control)) return false;
    listed.name = own(Key::name);
    listed.job = JobDescription{};
    listed.job.workload_class = ClassId{of->second};
    listed.job.origin = RegionId{from->second};
    return set_sizes(listed.job) && set_home(listed.job);
}

bool JobRows::set_sizes(JobDescription& job) const {
    Defaults const& of = defaults_[job.workload_class.index];
    if (!width(of.sizes.width, job.width)) return false;
    if (job.width.count() > 0 || !own(Key::runtime).empty() || of.has_runtime) {
        if (!set_times(of, job)) return false;
    } else if (!own(Key::estimate).empty() && !base_of(Key::estimate, job_time)) {
        return false;
    }
    return value(Key::input, job_bytes, of.sizes.input, job.input) &&
           value(Key::output, job_bytes, of.sizes.output, job.output);
}

bool JobRows::set_times(Defaults const& of, JobDescription& job) const {
    if (!value(Key::runtime, job_time, of.sizes.runtime, job.runtime)) return false;
    if (!own(Key::estimate).empty()) return number(Key::estimate, job_time, job.estimate);
    if (!of.sizes.estimate) return false;
    double const times = *of.sizes.estimate;
    job.estimate = times == 1.0 ? job.runtime : rounded_up(times * in_seconds(job.runtime));
    return true;
}

bool JobRows::set_home(JobDescription& job) const {
    if (!own(Key::input_home).empty()) {
        auto const found = nodes_.find(own(Key::input_home));
        if (found == nodes_.end()) return false;
        job.input_home = NodeId{found->second};
        return true;
    }
    DataHome const& home = defaults_[job.workload_class.index].home;
    job.input_home = home.kind == HomeKind::node ? home.node : origins_[job.origin.index];
    return home.kind != HomeKind::gravity;
}

std::optional<double> JobRows::base_of(Key key, NumberKind const& kind) const {
    auto const text = own(key);
    auto const& column = column_of(key);
    if (column.row != nullptr && is_plain_number(text)) {
        auto const plain = scaled(text, *column.row);
        if (plain && kind.range.holds(*plain)) return plain;
    }
    bool const takes_unit = !column.unit.empty() && is_bare_number(text);
    auto const parsed = parse_quantity(
        takes_unit ? fmt::format("{} {}", text, column.unit) : std::string{text}, kind.dimension);
    auto const* const good = std::get_if<Parsed>(&parsed);
    if (good == nullptr || !kind.range.holds(good->value)) return std::nullopt;
    return good->value;
}

bool JobRows::width(std::optional<Milliaccelerators> const& of_class, Milliaccelerators& value) const {
    auto const text = own(Key::accelerators);
    if (text.empty()) {
        value = of_class.value_or(Milliaccelerators{});
        return of_class.has_value();
    }
    auto const& column = column_of(Key::accelerators);
    if (!column.unit.empty() && is_bare_number(text)) return false;
    auto const parsed = parse_whole(text);
    auto const* const whole = std::get_if<std::int64_t>(&parsed);
    if (whole == nullptr || *whole < job_width.low || *whole > job_width.high) return false;
    value = Milliaccelerators{*whole * 1000};
    return true;
}

}  // namespace meridian::scenario
