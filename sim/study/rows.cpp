#include "sim/study/rows.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>

namespace meridian::study {
namespace {

std::optional<double> present(double figure) {
    return std::isnan(figure) ? std::nullopt : std::optional{figure};
}

// Figures of rising columns; true if there are `count` figures in all.
bool take_columns(std::string_view text, std::vector<std::size_t> const& columns, std::size_t count,
                  std::vector<double>& into) {
    std::size_t const words = text.empty() ? 0 : 1 + static_cast<std::size_t>(std::ranges::count(text, ' '));
    if (words != count) return false;
    into.clear();
    std::size_t at = 0;
    for (std::size_t const column : columns) {
        for (; at < column; ++at)
            static_cast<void>(take_figure(text));
        into.push_back(figure_of(take_figure(text)));
        ++at;
    }
    return true;
}

}  // namespace

Rows::Rows(system::Folder const& folder, std::vector<std::size_t> columns, std::size_t figures)
    : columns_{std::move(columns)}, shards_{std::make_shared<Shards>(folder)} {
    std::ranges::sort(columns_);
    auto const [first, last] = std::ranges::unique(columns_);
    columns_.erase(first, last);
    held_ = {0, columns_.size()};
    std::uint32_t with_figures = 0;
    std::vector<double> held;
    shards_->scan([&](RowPlace const& place, RowParts const& parts) {
        if (entries_.empty()) {
            // Room for all at once, as growing would take twice as much: rows are alike in length.
            auto const expected = shards_->bytes() / (place.length + 1) * 5 / 4;
            entries_.reserve(expected);
            held_.reserve(expected);
        }
        if (parts.ok && !take_columns(parts.rest, columns_, figures, held)) return;
        if (parts.ok) held_.add_row(held);
        entries_.push_back({row_key(parts.key), parts.run, place, parts.ok ? with_figures++ : 0, parts.ok});
    });
    choose();
}

// Sorts, and leaves one of each run.
void Rows::choose() {
    auto const order = [](Entry const& e) {
        return std::tuple{e.key, e.run, !e.ok, e.place.shard, e.place.offset};
    };
    std::ranges::sort(entries_, {}, order);
    auto const [first, last] = std::ranges::unique(
        entries_, [](Entry const& a, Entry const& b) { return a.key == b.key && a.run == b.run; });
    entries_.erase(first, last);
}

Rows::Entry const* Rows::stored(RowKey key, std::int64_t run) const {
    auto const found = std::ranges::lower_bound(entries_, std::tuple{key, run}, {}, [](Entry const& entry) {
        return std::tuple{entry.key, entry.run};
    });
    return found != entries_.end() && found->key == key && found->run == run ? &*found : nullptr;
}

Row const* Rows::added(RowKey key, std::int64_t run) const {
    if (added_.empty()) return nullptr;
    auto const found = added_.find({key, run});
    return found == added_.end() ? nullptr : &found->second;
}

RunState Rows::state(RowKey key, std::int64_t run) const {
    if (Row const* const row = added(key, run)) return row->ok() ? RunState::done : RunState::failed;
    Entry const* const entry = stored(key, run);
    if (entry == nullptr) return RunState::missing;
    return entry->ok ? RunState::done : RunState::failed;
}

std::optional<double> Rows::figure(RowKey key, std::int64_t run, std::size_t column) const {
    if (Row const* const row = added(key, run))
        return row->ok() ? present(row->figures.at(column)) : std::nullopt;
    Entry const* const entry = stored(key, run);
    if (entry == nullptr || !entry->ok) return std::nullopt;
    auto const held = std::ranges::lower_bound(columns_, column);
    if (held != columns_.end() && *held == column)
        return present(held_(entry->held, static_cast<std::size_t>(held - columns_.begin())));
    std::string text;
    if (!figures_text(key, run, text)) return std::nullopt;
    std::string_view rest{text};
    for (std::size_t c = 0; c < column; ++c)
        static_cast<void>(take_figure(rest));
    return present(figure_of(take_figure(rest)));
}

std::optional<Row> Rows::row(RowKey key, std::int64_t run) const {
    if (Row const* const row = added(key, run)) return *row;
    Entry const* const entry = stored(key, run);
    if (entry == nullptr) return std::nullopt;
    std::string line;
    shards_->read(entry->place, line);
    return parse_row(line);
}

bool Rows::figures_text(RowKey key, std::int64_t run, std::string& text) const {
    if (Row const* const row = added(key, run)) {
        text = row_text(*row);
        text.pop_back();
    } else {
        Entry const* const entry = stored(key, run);
        if (entry == nullptr || !entry->ok) return false;
        shards_->read(entry->place, text);
    }
    auto const split = split_check_sum(text);
    RowParts const parts = row_parts(split->text);
    if (!parts.ok) return false;
    auto const from = static_cast<std::size_t>(parts.rest.data() - text.data());
    text.resize(from + parts.rest.size());
    text.erase(0, from);
    return true;
}

void Rows::each(std::function<void(RowKey, std::int64_t, bool)> const& visit) const {
    for (Entry const& entry : entries_)
        visit(entry.key, entry.run, entry.ok);
}

void Rows::add(Row row) {
    auto const key = row_key(row.key);
    if (state(key, row.run) == RunState::done) return;
    added_.insert_or_assign({key, row.run}, std::move(row));
}

void Rows::drop_failed() {
    std::erase_if(entries_, [](Entry const& entry) { return !entry.ok; });
    std::erase_if(added_, [](auto const& one) { return !one.second.ok(); });
}

}  // namespace meridian::study
