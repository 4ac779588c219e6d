#include "sim/document/workbook.hpp"

#include <cerrno>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "sim/document/sheet_names.hpp"
#include "sim/document/table_files.hpp"
#include "sim/document/table_sheet.hpp"
#include "sim/report/table/utf8_text.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/child_process.hpp"

namespace meridian::document {
namespace {

namespace fs = std::filesystem;

using Workbook = std::unique_ptr<lxw_workbook, decltype(&lxw_workbook_free)>;

// Else the file would hold the time at which it was made: 2000-01-01T00:00:00Z.
constexpr std::time_t made_at = 946684800;

class BoardWriter {
public:
    BoardWriter(lxw_worksheet* sheet, CellFormats const& formats, Language language)
        : sheet_{sheet}, formats_{formats}, language_{language} {
        worksheet_set_column(sheet_, 0, 2, 36.0, nullptr);
    }

    void write(Document const& document, std::vector<std::string> const& sheets) {
        line(document.title.in(language_), formats_.title());
        line(document.subtitle.in(language_));
        if (!document.sections.empty()) {
            for (Block const& block : document.sections.front().blocks)
                write(block);
        }
        write_index(document, sheets);
    }

private:
    void line(std::string_view text, lxw_format* format = nullptr) {
        write_text(sheet_, row_++, 0, text, format);
    }
    void write(Block const& block) {
        if (auto const* const sentence = std::get_if<Sentence>(&block)) {
            if (!sentence->lead.empty()) line(sentence->lead.in(language_), formats_.bold());
            line(sentence->text.in(language_), sentence->tone == Tone::verdict ? formats_.bold() : nullptr);
        }
        if (auto const* const tiles = std::get_if<Tiles>(&block)) write(*tiles);
    }
    void write(Tiles const& block) {
        ++row_;
        for (Tile const& tile : block.tiles) {
            write_text(sheet_, row_, 0, tile.label.in(language_));
            write_text(sheet_, row_, 1, tile.value.in(language_), formats_.bold());
            write_text(sheet_, row_, 2, tile.note.in(language_));
            ++row_;
        }
        ++row_;
    }
    void write_index(Document const& document, std::vector<std::string> const& sheets) {
        ++row_;
        bool const en = language_ == Language::en;
        char const* const headings[]{en ? "sheet" : "工作表", en ? "title" : "标题", en ? "rows" : "行数"};
        for (lxw_col_t c = 0; c < 3; ++c)
            write_text(sheet_, row_, c, headings[c], formats_.heading());
        auto const index = index_of_tables(document);
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            ++row_;
            auto const link = fmt::format("internal:'{}'!A1", sheets[i]);
            worksheet_write_url(sheet_, row_, 0, link.c_str(), nullptr);
            write_text(sheet_, row_, 0, sheets[i]);
            write_text(sheet_, row_, 1, index.text(index.rows[i], en ? "title_en" : "title_zh"));
            worksheet_write_number(sheet_, row_, 2, static_cast<double>(document.tables[i].rows.size()),
                                   formats_.of(FigureKind::count));
        }
    }

    lxw_worksheet* sheet_;
    CellFormats const& formats_;
    Language language_;
    lxw_row_t row_{0};
};

void set_properties(lxw_workbook* workbook, Document const& document, Language language) {
    auto title = report::cut_utf16(report::valid_utf8(document.title.in(language)), 255);
    std::string author{"Meridian"};
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.author = author.data();
    properties.created = made_at;
    workbook_set_properties(workbook, &properties);
}

void make_workbook(fs::path const& file, Document const& document, Language language) {
    Workbook workbook{workbook_new(file.c_str()), lxw_workbook_free};
    if (workbook == nullptr) throw system::SystemError{"cannot make the workbook: no memory"};
    set_properties(workbook.get(), document, language);
    CellFormats const formats{workbook.get()};
    SheetNames names;
    auto const add_sheet = [&](std::string const& name) {
        return workbook_add_worksheet(workbook.get(), name.c_str());
    };
    lxw_worksheet* const board = add_sheet(names.take(language == Language::en ? "board" : "总览"));
    std::vector<std::string> sheets;
    for (ResultTable const& table : document.tables) {
        sheets.push_back(names.take(table.name));
        write_table_sheet(add_sheet(sheets.back()), table, formats, language);
    }
    BoardWriter{board, formats, language}.write(document, sheets);
    lxw_error const error = workbook_close(workbook.release());  // frees it, whatever comes
    if (error != LXW_NO_ERROR)
        throw system::SystemError{fmt::format("cannot write the workbook: {}", lxw_strerror(error))};
}

// Where memory runs out the library crashes, hence a process of its own, or reports it on standard error and
// leaves something out. Precondition: this process does nothing else.
void make_reliably(fs::path const& file, Document const& document, Language language) {
    int const errors = ::memfd_create("errors", MFD_CLOEXEC);
    if (errors < 0 || ::dup2(errors, STDERR_FILENO) < 0) system::fail("write", file, errno);
    make_workbook(file, document, language);
    if (::lseek(errors, 0, SEEK_END) != 0)
        throw system::SystemError{"cannot make the workbook: out of memory"};
}

}  // namespace

void write_workbook(fs::path const& target, Document const& document, Language language) {
    auto file =
        system::NewFile::beside(system::Folder::open(target.parent_path()), target.filename().string());
    auto const outcome = system::in_child_process([&] {
        make_reliably(file.path_of_descriptor(), document, language);
        return std::string{};
    });
    using Kind = system::ChildOutcome::Kind;
    if (outcome.kind == Kind::threw) throw std::runtime_error{outcome.text};
    if (outcome.kind == Kind::died)
        throw system::SystemError{"cannot make the workbook, as if memory had run out: " + outcome.text};
    if (outcome.kind == Kind::machine_fault) throw system::SystemError{outcome.text};
    file.rename_to(target.filename().string());
}

}  // namespace meridian::document
