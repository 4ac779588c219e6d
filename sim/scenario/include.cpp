#include "sim/scenario/include.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/engine/random_streams.hpp"
#include "sim/scenario/enums.hpp"
#include "sim/scenario/file_kind.hpp"
#include "sim/scenario/kinds.hpp"
#include "sim/scenario/layering.hpp"
#include "sim/scenario/source_text.hpp"
#include "sim/scenario/streamed_table.hpp"
#include "sim/scenario/subject.hpp"
#include "sim/scenario/table_reader.hpp"
#include "sim/scenario/yaml_reader.hpp"

namespace meridian::scenario {
namespace {

namespace fs = std::filesystem;

class Includer {
public:
    Includer(FilesRead& known, Problems& problems) : known_{known}, problems_{problems} {}

    [[nodiscard]] bool complete() const { return complete_; }

    std::optional<Draft> read(fs::path const& file, SourceLocation const& asked) {
        auto root = try_read(file, asked);
        if (!root) complete_ = false;
        return root;
    }

private:
    std::optional<Draft> try_read(fs::path const& file, SourceLocation const& asked) {
        std::error_code ignored;
        auto const identity = fs::weakly_canonical(file, ignored);
        if (is_open(identity)) {
            report_cycle(file, identity, asked);
            return std::nullopt;
        }
        if (++files_ > most_files) {
            if (files_ > most_files + 1) return std::nullopt;
            problems_.add(asked, fmt::format("more than {} files are included", most_files),
                          "include each file once, from one place");
            return std::nullopt;
        }
        auto root = read_itself(file, identity, asked);
        if (!root) return std::nullopt;
        open_.push_back(Open{identity, file.string()});
        include_all(*root, file.parent_path());
        open_.pop_back();
        read_.push_back(identity);
        return root;
    }

    // A file and its tables, without what it includes.
    std::optional<Draft> read_itself(fs::path const& file, fs::path const& identity,
                                     SourceLocation const& asked) {
        if (auto const read = known_.scenarios.find(identity); read != known_.scenarios.end())
            return read->second;
        auto const before = problems_.count();
        auto const source = load(file, asked, problems_);
        if (!source) return std::nullopt;
        auto root = read_yaml(*source, problems_);
        if (!root) return std::nullopt;
        if (!root->is_map()) {
            problems_.add(root->location(),
                          fmt::format("{} where the keys of a scenario should stand", words(root->kind())),
                          "write 'key: value' lines, such as 'horizon: 7 d'");
            return std::nullopt;
        }
        if (!check_is_scenario(*root, file, problems_) || !check_format(*root, problems_))
            return std::nullopt;
        if (!read_tables(*root, file.parent_path(), known_, problems_)) complete_ = false;
        if (problems_.count() != before) return root;
        known_.scenarios.emplace(identity, *root);
        known_.texts.emplace(identity, engine::name_hash(source->bytes()));
        return root;
    }

    static constexpr int most_files = 256;
    struct Open {
        fs::path identity;
        std::string name;
    };

    [[nodiscard]] bool is_open(fs::path const& identity) const {
        return std::ranges::find(open_, identity, &Open::identity) != open_.end();
    }

    // Two pieces may stand on the same base: it counts where it is first included, below both.
    [[nodiscard]] bool was_read(fs::path const& file) const {
        std::error_code ignored;
        return std::ranges::find(read_, fs::weakly_canonical(file, ignored)) != read_.end();
    }

    void report_cycle(fs::path const& file, fs::path const& identity, SourceLocation const& asked) {
        std::string chain;
        auto const first = std::ranges::find(open_, identity, &Open::identity);
        for (auto at = first; at != open_.end(); ++at)
            chain += at->name + " -> ";
        problems_.add(asked, fmt::format("this include comes back to itself: {}{}", chain, file.string()),
                      "remove one include of the chain");
    }

    void include_all(Draft& root, fs::path const& folder) {
        auto const* const include = root.find("include");
        if (include == nullptr) return;
        auto const wanted = *include;
        root.erase("include");
        std::vector<Draft const*> names;
        if (wanted.is_scalar()) names.push_back(&wanted);
        if (wanted.is_list()) {
            for (auto const& item : wanted.items())
                names.push_back(&item);
        }
        if (wanted.is_map() || wanted.is_null()) report_form(wanted);
        std::erase_if(names, [&](Draft const* name) {
            if (!name->is_scalar()) report_form(*name);
            return !name->is_scalar();
        });
        Draft below = Draft::map(root.shared_location());
        for (auto const* name : names) {
            auto const file = (folder / name->text()).lexically_normal();
            if (was_read(file)) continue;
            auto base = read(file, name->location());
            if (!base) continue;
            lay_over(*base, std::move(below));
            below = std::move(*base);
        }
        lay_over(root, std::move(below));
    }

    void report_form(Draft const& wrong) {
        problems_.add(wrong.location(),
                      fmt::format("'include' needs file names, and this is {}", words(wrong.kind())),
                      "write 'include: base.yaml' or 'include: [base.yaml, brains.yaml]'");
    }

    FilesRead& known_;
    Problems& problems_;
    std::vector<Open> open_;
    std::vector<fs::path> read_;
    int files_{0};
    bool complete_{true};
};

bool is_list_key(std::string_view key, bool streams) {
    if (key == "table") return true;
    if (streams) return key == content_key;
    return key == "records" || key == "remove" || key == "replace" || key == "only";
}

// What stands beside a table or instead of it.
bool check_layer(Draft const& value, std::string_view list, Problems& problems) {
    auto const before = problems.count();
    Subject const subject{&problems, list, nullptr, "scenario"};
    Draft const* const records = value.find("records");
    if (records != nullptr && !records->is_list())
        problems.add(records->location(),
                     fmt::format("'records' needs a list, and this is {}", words(records->kind())),
                     "write 'records: [{name: ...}]'");
    if (records != nullptr && value.find("table") != nullptr)
        problems.add(records->location(), "records and a table stand side by side",
                     "write the records into the table");
    std::vector<Item> removed;
    if (Draft const* const remove = value.find("remove"))
        static_cast<void>(read_items(*remove, removed, subject, "[hub1]"));
    for (std::string_view const key : {"replace", "only"}) {
        bool set = false;
        if (Draft const* const given = value.find(key))
            static_cast<void>(Bool{}.read(*given, set, {subject.problems, key, nullptr, "scenario"}));
    }
    return problems.count() == before;
}

// In place of the table's name.
void put_rows(Draft& value, Draft rows) {
    value.erase("table");
    if (value.entries().empty()) {
        value = std::move(rows);
        return;
    }
    auto const where = rows.shared_location();
    value.set({"records", where}, std::move(rows));
}

// False if the value stays what it is.
bool read_table_of(Draft& value, std::string_view key, fs::path const& folder, FilesRead& known,
                   Problems& problems) {
    auto const fix = fmt::format("write '{0}: {{table: {0}.csv}}' or a list of records", key);
    bool const streams = key == streamed_key;
    if (streams && is_streamed_table(value)) return true;
    for (auto const& entry : value.entries()) {
        if (is_list_key(entry.key->text, streams)) continue;
        problems.add(
            entry.key->location(),
            fmt::format("'{}' is not allowed here: '{}' is a list or one table", entry.key->text, key), fix);
        return false;
    }
    if (!check_layer(value, key, problems)) return false;
    if (!streams && value.find("table") == nullptr && !value.entries().empty()) return true;
    auto const* const table = value.find("table");
    if (table == nullptr || !table->is_scalar()) {
        problems.add(value.location(), fmt::format("'{}' is a list or the name of one table", key), fix);
        return false;
    }
    auto const file = (folder / table->text()).lexically_normal();
    std::error_code ignored;
    auto const identity = fs::weakly_canonical(file, ignored);
    if (streams) return stream_table(value, file, identity, known, problems);
    if (auto const read = known.tables.find(identity); read != known.tables.end()) {
        put_rows(value, read->second);
        return true;
    }
    auto const before = problems.count();
    auto const source = load(file, table->location(), problems);
    if (!source) return false;
    auto rows = read_table(*source, problems);
    if (!rows) return false;
    if (problems.count() == before) known.tables.emplace(identity, *rows);
    put_rows(value, std::move(*rows));
    if (problems.count() != before) return true;
    known.texts.emplace(identity, engine::name_hash(source->bytes()));
    return true;
}

}  // namespace

bool read_tables(Draft& root, fs::path const& folder, FilesRead& known, Problems& problems) {
    bool complete = true;
    for (auto& entry : root.entries()) {
        if (!is_record_list(entry.key->text) || !entry.value.is_map()) continue;
        complete = read_table_of(entry.value, entry.key->text, folder, known, problems) && complete;
    }
    return complete;
}

std::optional<Draft> read_with_includes(fs::path const& file, std::span<fs::path const> overlays,
                                        FilesRead& known, Problems& problems) {
    Includer includer{known, problems};
    auto root = includer.read(file, SourceLocation{file.string(), 1, 1});
    for (fs::path const& overlay : overlays) {
        auto over = includer.read(overlay, SourceLocation{overlay.string(), 1, 1});
        if (!over || !root) continue;
        lay_over(*over, std::move(*root));
        root = std::move(over);
    }
    if (!includer.complete() || !root) return std::nullopt;
    settle_lists(*root, problems);
    return root;
}

}  // namespace meridian::scenario
