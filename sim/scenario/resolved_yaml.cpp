#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/layering.hpp"
#include "sim/scenario/plugin_record.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "sim/scenario/streamed_table.hpp"

namespace meridian::scenario {
namespace {

bool is_word_character(char c) {
    auto const byte = static_cast<unsigned char>(c);
    bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || byte >= 0x80U;
    return letter || (c >= '0' && c <= '9');
}

// Characters beyond ASCII that YAML takes for line ends or for a byte order mark.
constexpr std::string_view next_line = "\xC2\x85";
constexpr std::string_view line_separator = "\xE2\x80\xA8";
constexpr std::string_view paragraph_separator = "\xE2\x80\xA9";
constexpr std::string_view order_mark = "\xEF\xBB\xBF";

// Whether a text may stand without quotation marks, in a list or map in brackets too, and is read back as
// itself. Stricter than YAML is.
bool is_plain(std::string_view text) {
    if (text.empty() || text.size() > 200) return false;
    if (text == "null" || text == "Null" || text == "NULL") return false;
    bool const signed_number = text.size() > 1 && text.front() == '-' && text[1] >= '0' && text[1] <= '9';
    if (!is_word_character(text.front()) && text.front() != '/' && !signed_number) return false;
    for (auto const trap : {next_line, line_separator, paragraph_separator, order_mark}) {
        if (text.find(trap) != std::string_view::npos) return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        bool const more = i + 1 < text.size();
        if (is_word_character(c) || std::string_view{"_./%()+-*"}.find(c) != std::string_view::npos) continue;
        bool const inner_space = c == ' ' && more && text[i + 1] != ' ';
        bool const inner_colon = c == ':' && more && is_word_character(text[i + 1]);
        if (!inner_space && !inner_colon) return false;
    }
    return true;
}

constexpr std::array<std::string_view, 5> annotations_of_records{"display_name", "name_zh", "source", "grade",
                                                                 "note"};
constexpr std::array<std::string_view, 6> annotations_of_scenarios{"name",        "name_zh", "operator",
                                                                   "operator_zh", "run",     "provenance"};
// A run stores what its rules measure; what is asked of that may change without it.
constexpr std::array<std::string_view, 10> annotations_of_rules{
    "at_least", "at_most", "display_name", "name_zh", "status", "date", "clause", "source", "grade", "note"};

class Writer {
public:
    explicit Writer(bool figures_only = false, TableNames names = TableNames::beside)
        : figures_only_{figures_only}, names_{names} {}

    [[nodiscard]] std::string take() { return std::move(out_); }

    void file(Draft const& root) {
        for (auto const* entry : chosen(root.entries(), annotations_of_scenarios)) {
            scalar(entry->key->text);
            out_ += ':';
            if (is_list_of_maps(entry->value)) {
                Keys const annotations = entry->key->text == merged_list ? Keys{annotations_of_rules}
                                                                         : Keys{annotations_of_records};
                for (auto const& item : entry->value.items()) {
                    out_ += "\n  - ";
                    map(item.entries(), annotations);
                }
            } else if (is_streamed_table(entry->value)) {
                out_ += ' ';
                streamed(entry->value);
            } else if (entry->value.is_map()) {
                out_ += ' ';
                map(entry->value.entries(), annotations_of_records);
            } else {
                out_ += ' ';
                value(entry->value);
            }
            out_ += '\n';
        }
    }

    void value(Draft const& draft) {
        switch (draft.kind()) {
            case Draft::Kind::null:
                out_ += '~';
                return;
            case Draft::Kind::scalar:
                return scalar(draft.text());
            case Draft::Kind::list:
                return list(draft.items());
            case Draft::Kind::map:
                return map(draft.entries());
        }
    }

private:
    using Keys = std::span<std::string_view const>;

    // The entries to write, in their order.
    [[nodiscard]] std::vector<Draft::Entry const*> chosen(Draft::Map const& entries, Keys left_out) const {
        auto const names_plugin = [](Draft::Entry const& one) {
            return one.key->text == "command" || one.key->text == "library";
        };
        bool const is_of_plugin = std::ranges::any_of(entries, names_plugin);
        std::vector<Draft::Entry const*> all;
        for (auto const& entry : entries) {
            bool const is_annotation = std::ranges::find(left_out, entry.key->text) != left_out.end() ||
                                       (is_of_plugin && entry.key->text == plugin_folder_key);
            if (!figures_only_ || !is_annotation) all.push_back(&entry);
        }
        if (figures_only_)
            std::ranges::sort(all, {}, [](auto const* entry) { return std::string_view{entry->key->text}; });
        return all;
    }

    static bool is_list_of_maps(Draft const& draft) {
        return draft.is_list() && !draft.items().empty() &&
               std::ranges::all_of(draft.items(), [](Draft const& item) { return item.is_map(); });
    }

    // The table by its name and bytes; of figures, the bytes alone.
    void streamed(Draft const& table) {
        out_ += '{';
        if (!figures_only_) {
            out_ += "table: ";
            scalar(names_ == TableNames::beside ? std::string{job_table_file}
                                                : std::filesystem::absolute(streamed_file(table)).string());
            out_ += ", ";
        }
        out_ += fmt::format("{}: ", content_key);
        scalar(streamed_content(table));
        out_ += '}';
    }

    void list(Draft::List const& items) {
        out_ += '[';
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0) out_ += ", ";
            value(items[i]);
        }
        out_ += ']';
    }

    void map(Draft::Map const& entries, Keys left_out = {}) {
        out_ += '{';
        bool first = true;
        for (auto const* entry : chosen(entries, left_out)) {
            if (!first) out_ += ", ";
            first = false;
            scalar(entry->key->text);
            out_ += ": ";
            value(entry->value);
        }
        out_ += '}';
    }

    void scalar(std::string_view text) {
        if (is_plain(text)) {
            out_ += text;
            return;
        }
        out_ += '"';
        while (!text.empty())
            text.remove_prefix(character(text));
        out_ += '"';
    }

    // Writes the first character of a quoted text; its length in bytes.
    std::size_t character(std::string_view text) {
        char const c = text.front();
        auto const byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out_ += '\\';
        } else if (c == '\n') {
            out_ += "\\n";
            return 1;
        } else if (byte < 0x20U || byte == 0x7FU) {
            fmt::format_to(std::back_inserter(out_), "\\x{:02x}", byte);
            return 1;
        }
        for (auto const& [trap, escaped] :
             {std::pair{next_line, "\\u0085"}, std::pair{line_separator, "\\u2028"},
              std::pair{paragraph_separator, "\\u2029"}, std::pair{order_mark, "\\ufeff"}}) {
            if (!text.starts_with(trap)) continue;
            out_ += escaped;
            return trap.size();
        }
        out_ += c;
        return 1;
    }

    bool figures_only_;
    TableNames names_;
    std::string out_;
};

std::string text_of(Draft const& resolved, Writer writer) {
    if (!resolved.is_map()) return {};
    writer.file(resolved);
    return writer.take();
}

}  // namespace

std::string resolved_yaml(Draft const& resolved, TableNames names) {
    return text_of(resolved, Writer{false, names});
}

std::string value_text(Draft const& value) {
    Writer writer;
    writer.value(value);
    return writer.take();
}

std::string figures_yaml(Draft const& resolved) {
    return text_of(resolved, Writer{true});
}

}  // namespace meridian::scenario
