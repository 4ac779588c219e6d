#include "sim/document/table_files.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "sim/report/json_text.hpp"
#include "sim/report/manifest.hpp"
#include "sim/report/result_folder.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::document {
namespace {

std::string tables_manifest(std::string_view kind, report::CheckSums const& sums) {
    report::JsonText json;
    json.text("program", "Meridian");
    json.text("kind", kind);
    json.text("version", report::version());
    json.texts("files", sums);
    return report::sealed(json.finish());
}

std::string file_of(ResultTable const& table) {
    return table.name + ".csv";
}

void write(std::filesystem::path const& target, std::string_view kind,
           std::vector<ResultTable const*> const& tables, std::vector<TextFile> const& beside) {
    system::FolderWriter writer{target};
    system::Folder const& folder = writer.folder();
    std::vector<std::string> files;
    for (ResultTable const* const table : tables) {
        files.push_back(file_of(*table));
        system::write_file(folder, files.back(), report::csv(*table));
    }
    for (TextFile const& file : beside) {
        files.push_back(file.name);
        system::write_file(folder, file.name, file.text);
    }
    system::write_file(folder, report::manifest_file,
                       tables_manifest(kind, report::check_sums(folder, files)));
    writer.publish();
}

// Of the first view of the table; the table's name where none shows it.
Bilingual title_of(Document const& document, ResultTable const& table) {
    for (Section const& section : document.sections) {
        for (Block const& block : section.blocks) {
            auto const* const view = std::get_if<DocumentView>(&block);
            if (view != nullptr && view->table == table.name) return view->title;
        }
    }
    return words_of(table.name);
}

}  // namespace

ResultTable index_of_tables(Document const& document) {
    ResultTable index{"tables", {"table", "file", "rows", "title_en", "title_zh"}};
    for (ResultTable const& table : document.tables) {
        auto const title = title_of(document, table);
        index.rows.push_back({table.name, file_of(table), table.rows.size(), title.en, title.zh});
    }
    return index;
}

void write_table_files(std::filesystem::path const& target, Document const& document) {
    ResultTable const index = index_of_tables(document);
    std::vector<ResultTable const*> all{&index};
    for (ResultTable const& table : document.tables)
        all.push_back(&table);
    write(target, "tables", all, {});
}

void write_tables(std::filesystem::path const& target, std::string_view kind,
                  std::vector<ResultTable> const& tables, std::vector<TextFile> const& beside) {
    std::vector<ResultTable const*> all;
    all.reserve(tables.size());
    for (ResultTable const& table : tables)
        all.push_back(&table);
    write(target, kind, all, beside);
}

}  // namespace meridian::document
