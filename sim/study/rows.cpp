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

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Rows::Rows(system::Folder const& folder, std::vector<std::size_t> columns, std::vector<std::string> figures)
    : columns_{std::move(columns)}, figures_{std::move(figures)}, shards_{std::make_shared<Shards>(folder)} {
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
        while (layouts_.size() <= place.shard)
            layouts_.push_back(layout_of(shards_->figures(static_cast<std::uint32_t>(layouts_.size()))));
        if (parts.ok && !take_held(parts.rest, layouts_[place.shard], held)) return;
        if (parts.ok) held_.add_row(held);
        entries_.push_back({row_key(parts.key), parts.run, place, parts.ok ? with_figures++ : 0, parts.ok});
    });
    choose();
}

Rows::Layout Rows::layout_of(std::vector<std::string> const& keys) const {
    Layout layout{{}, keys.size()};
    for (std::string const& figure : figures_) {
        auto const found = std::ranges::find(keys, figure);
        layout.word.push_back(found == keys.end()
                                  ? std::nullopt
                                  : std::optional{static_cast<std::size_t>(found - keys.begin())});
    }
    return layout;
}

bool Rows::take_held(std::string_view text, Layout const& layout, std::vector<double>& held) const {
    std::size_t const words = text.empty() ? 0 : 1 + static_cast<std::size_t>(std::ranges::count(text, ' '));
    if (words != layout.words || words == 0) return false;
    held.clear();
    std::string_view const whole = text;
    std::size_t at = 0;
    for (std::size_t const column : columns_) {
        auto const word = layout.word[column];
        if (!word) {
            held.push_back(absent);
            continue;
        }
        if (*word < at) {  // the shard has another order
            text = whole;
            at = 0;
        }
        for (; at < *word; ++at)
            static_cast<void>(take_figure(text));
        held.push_back(figure_of(take_figure(text)));
        ++at;
    }
    return true;
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
    auto const whole = row(key, run);
    return whole ? present(whole->figures.at(column)) : std::nullopt;
}

std::optional<Row> Rows::row(RowKey key, std::int64_t run) const {
    if (Row const* const row = added(key, run)) return *row;
    Entry const* const entry = stored(key, run);
    if (entry == nullptr) return std::nullopt;
    std::string line;
    shards_->read(entry->place, line);
    auto found = parse_row(line);
    if (!found || !found->ok()) return found;
    std::vector<double> figures;
    for (auto const word : layouts_[entry->place.shard].word)
        figures.push_back(word ? found->figures.at(*word) : absent);
    found->figures = std::move(figures);
    return found;
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
