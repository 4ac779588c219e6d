#include "sim/document/markdown.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sim/document/markdown_text.hpp"
#include "sim/document/view_rows.hpp"
#include "sim/report/own_report.hpp"
#include "sim/report/table/cell_text.hpp"

namespace meridian::document {
namespace {

constexpr std::size_t most_rows = 40;

class MarkdownWriter {
public:
    MarkdownWriter(Document const& document, Language language, bool full)
        : document_{document}, language_{language}, full_{full} {}

    [[nodiscard]] std::string text() {
        paragraph("# " + inline_markdown(document_.title.in(language_)));
        auto const& subtitle = document_.subtitle.in(language_);
        if (!subtitle.empty()) paragraph(block_markdown(subtitle));
        for (HeadLine const& line : document_.head)
            paragraph(fmt::format("{}{} {}", inline_markdown(line.label.in(language_)), say(":", "："),
                                  inline_markdown(line.value.in(language_))));
        for (Section const& section : document_.sections) {
            write_heading("##", section.title, section.finding);
            for (Block const& block : section.blocks)
                std::visit([this](auto const& one) { write(one); }, block);
            write_left_out();
        }
        return out_ + "\n" + std::string{report::maker_mark("md")};
    }

private:
    [[nodiscard]] std::string_view say(std::string_view en, std::string_view zh) const {
        return language_ == Language::en ? en : zh;
    }
    void paragraph(std::string_view text) {
        if (!out_.empty()) out_ += '\n';
        out_ += text;
        out_ += '\n';
    }

    // A finding stands for the title, which follows it.
    void write_heading(std::string_view level, Bilingual const& title, Bilingual const& finding) {
        bool const has_finding = !finding.empty();
        paragraph(
            fmt::format("{} {}", level, inline_markdown((has_finding ? finding : title).in(language_))));
        if (has_finding) paragraph("*" + inline_markdown(title.in(language_)) + "*");
    }

    void write(Sentence const& sentence) {
        auto const& text = sentence.text.in(language_);
        auto const marked = inline_markdown(text);
        if (!sentence.lead.empty())
            return paragraph(fmt::format("**{}{}** {}", inline_markdown(sentence.lead.in(language_)),
                                         say(":", "："), marked));
        switch (sentence.tone) {
            case Tone::plain:
                return paragraph(block_markdown(text));
            case Tone::verdict:
                return paragraph("**" + marked + "**");
            case Tone::note:
                return paragraph("*" + marked + "*");
            case Tone::warning:
                return paragraph(fmt::format("**{}** {}", say("Warning:", "警告："), marked));
            case Tone::missing:
                return paragraph(fmt::format("> {}{}", say("Not in this report: ", "本报告未含："), marked));
            case Tone::command:
                return paragraph(code_markdown(text));
        }
    }

    void write(Tiles const& block) {
        if (!block.of.empty())
            paragraph(inline_markdown(block.of.in(language_)) + std::string{say(":", "：")});
        std::string lines =
            fmt::format("| {} | {} |\n| --- | --- |", say("figure", "指标"), say("value", "数值"));
        for (Tile const& tile : block.tiles) {
            auto const& note = tile.note.in(language_);
            auto value = inline_markdown(tile.value.in(language_));
            if (!note.empty())
                value.append(say(" (", "（")).append(inline_markdown(note)).append(say(")", "）"));
            lines += fmt::format("\n| {} | {} |", inline_markdown(tile.label.in(language_)), value);
        }
        paragraph(lines);
    }

    void write(DocumentView const& view) {
        if (view.folded && !full_) return left_out_.push_back(view.title.in(language_));
        write_heading("###", view.title, view.finding);
        auto const& reading = view.reading.in(language_);
        if (!reading.empty()) paragraph(block_markdown(reading));
        write_picks(view);
        auto const part = view_rows(document_, view);
        if (part.rows.empty()) return paragraph(say("No rows.", "无数据。"));
        auto const rows = std::min(part.rows.size(), most_rows);
        std::string lines = heading(part);
        std::vector<std::vector<std::string>> columns;
        for (std::size_t const at : part.columns)
            columns.push_back(
                report::column_for_people(*part.table, part.rows, at, language_, &document_.names));
        for (std::size_t r = 0; r < rows; ++r) {
            lines += "\n|";
            for (auto const& column : columns)
                lines += " " + inline_markdown(column[r]) + " |";
        }
        paragraph(lines);
        if (rows == part.rows.size()) return;
        auto const more = std::to_string(part.rows.size() - rows);
        auto const file = inline_markdown(view.table) + ".csv";
        paragraph(say("", "其余 ").data() + more + say(" more rows in ", " 行见 ").data() + file +
                  say(".", "。").data());
    }

    // The titles of the section's views that are folded.
    void write_left_out() {
        if (left_out_.empty()) return;
        std::string titles;
        for (std::string const& title : left_out_)
            titles += (titles.empty() ? "" : std::string{say("; ", "；")}) + inline_markdown(title);
        paragraph(fmt::format("*{}{}{}*", say("With `--full` also: ", "加 `--full` 另含："), titles,
                              say(".", "。")));
        left_out_.clear();
    }

    // Of which future, layout ... the rows are.
    void write_picks(DocumentView const& view) {
        std::string picked;
        for (std::string const& column : view.picks) {
            Pick const* const pick = document_.pick(column);
            if (pick == nullptr) continue;
            picked += picked.empty() ? "" : say("; ", "；");
            picked += inline_markdown(pick->label.in(language_)) + std::string{say(": ", "：")} +
                      inline_markdown(pick->first);
        }
        if (!picked.empty()) paragraph("*" + picked + "*");
    }

    [[nodiscard]] std::string heading(ViewRows const& part) const {
        std::string names{"|"};
        std::string rule{"\n|"};
        for (std::size_t const at : part.columns) {
            auto const& column = part.table->columns[at];
            names += " " + inline_markdown(column.head.in(language_)) + " |";
            bool const is_text = column.quantity == FigureKind::text;
            rule += is_text ? " --- |" : " ---: |";
        }
        return names + rule;
    }

    Document const& document_;
    Language language_;
    bool full_;
    std::string out_;
    std::vector<std::string> left_out_;
};

}  // namespace

std::string markdown(Document const& document, Language language, bool full) {
    return MarkdownWriter{document, language, full}.text();
}

}  // namespace meridian::document
