#include "sim/report/document/table_files.hpp"

#include <set>
#include <system_error>

#include "sim/system/atomic_file.hpp"

namespace meridian::report {
namespace {

constexpr char const* index_file = "tables.csv";

std::string file_of(TextTable const& table) {
    return table.name + ".csv";
}

// Of the first view of the table; the table's name where none shows it.
Words title_of(Document const& document, TextTable const& table) {
    for (Section const& section : document.sections) {
        for (Block const& block : section.blocks) {
            auto const* const view = std::get_if<View>(&block);
            if (view != nullptr && view->table == table.name) return view->title;
        }
    }
    return words_of(table.name);
}

}  // namespace

TextTable index_of_tables(Document const& document) {
    TextTable index{"tables", {"table", "file", "rows", "title_en", "title_zh"}, {}};
    for (TextTable const& table : document.tables) {
        auto const title = title_of(document, table);
        index.rows.push_back(
            {table.name, file_of(table), std::to_string(table.rows.size()), title.en, title.zh});
    }
    return index;
}

void write_table_files(std::filesystem::path const& target, Document const& document) {
    system::FolderWriter folder{target};
    system::write_file(folder.path() / index_file, csv(index_of_tables(document)));
    for (TextTable const& table : document.tables)
        system::write_file(folder.path() / file_of(table), csv(table));
    folder.publish();
}

bool may_hold_table_files(std::filesystem::path const& folder) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) return !std::filesystem::exists(folder, error);
    std::set<std::string> found;
    for (auto const& entry : std::filesystem::directory_iterator{folder, error})
        found.insert(entry.path().filename().string());
    if (error || found.empty()) return !error;
    if (found.erase(index_file) == 0) return false;
    auto const index = read_table(folder / index_file);
    for (Cells const& row : index->rows)
        found.erase(index->cell(row, "file"));
    return found.empty();
}

}  // namespace meridian::report
