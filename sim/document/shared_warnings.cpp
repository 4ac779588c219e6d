#include "sim/document/shared_warnings.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace meridian::document {
namespace {

// A text taken apart: words with a gap for each figure, the figures as they are written, the list at its end.
struct WarningParts {
    std::string words;
    std::vector<std::string> figures;
    std::string list;
};
constexpr char gap = '\0';

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// One past the quoted name that begins at `from`; `from` where none begins. An apostrophe within a name is no quote.
std::size_t end_of_quote(std::string_view text, std::size_t from) {
    constexpr std::string_view open_zh = "“";
    constexpr std::string_view close_zh = "”";
    if (text.substr(from).starts_with(open_zh)) {
        std::size_t const close = text.find(close_zh, from);
        return close == std::string_view::npos ? from : close + close_zh.size();
    }
    if (text[from] != '\'' || (from > 0 && is_letter(text[from - 1]))) return from;
    for (std::size_t at = from + 1; at < text.size(); ++at) {
        bool const ends = at + 1 == text.size() || !is_letter(text[at + 1]);
        if (text[at] == '\'' && ends) return at + 1;
    }
    return from;
}

// Where the list in brackets at the end begins; the end where there is none.
std::size_t start_of_list(std::string_view text) {
    for (auto const& [open, close] :
         {std::pair<std::string_view, std::string_view>{" (", ")"}, {"（", "）"}}) {
        std::size_t const at = text.rfind(open);
        if (at != std::string_view::npos && text.ends_with(close)) return at;
    }
    return text.size();
}

WarningParts parts_of(std::string_view text) {
    std::size_t const list = start_of_list(text);
    WarningParts parts{{}, {}, std::string{text.substr(list)}};
    for (std::size_t at = 0; at < list;) {
        std::size_t end = end_of_quote(text, at);
        bool const is_figure = end == at && is_digit(text[at]) && (at == 0 || !is_letter(text[at - 1]));
        if (is_figure) {
            while (end < list &&
                   (is_digit(text[end]) || (text[end] == '.' && end + 1 < list && is_digit(text[end + 1]))))
                ++end;
            parts.figures.emplace_back(text.substr(at, end - at));
            parts.words += gap;
        } else {
            end = std::max(end, at + 1);
            parts.words += text.substr(at, end - at);
        }
        at = end;
    }
    return parts;
}

// Texts of one warning in one language, so far.
class UnitedText {
public:
    explicit UnitedText(WarningParts parts)
        : words_{std::move(parts.words)},
          least_{parts.figures},
          most_{std::move(parts.figures)},
          list_{std::move(parts.list)} {}

    [[nodiscard]] bool is_like(WarningParts const& parts) const { return parts.words == words_; }
    void unite(WarningParts const& parts) {
        auto const number = [](std::string const& figure) {
            double value = 0.0;
            std::from_chars(figure.data(), figure.data() + figure.size(), value);
            return value;
        };
        for (std::size_t i = 0; i < least_.size(); ++i) {
            if (number(parts.figures[i]) < number(least_[i])) least_[i] = parts.figures[i];
            if (number(parts.figures[i]) > number(most_[i])) most_[i] = parts.figures[i];
        }
        if (parts.list != list_) list_.clear();
    }
    [[nodiscard]] std::string text(std::string_view to) const {
        std::string text;
        std::size_t figure = 0;
        for (char const c : words_) {
            if (c != gap) {
                text += c;
                continue;
            }
            text += least_[figure];
            if (most_[figure] != least_[figure]) text.append(to).append(most_[figure]);
            ++figure;
        }
        return text + list_;
    }

private:
    std::string words_;
    std::vector<std::string> least_, most_;
    std::string list_;
};

struct UnitedWarning {
    UnitedText en, zh;
    std::vector<std::string> alternatives;
};

}  // namespace

std::vector<SharedWarning> shared_warnings(ResultTable const& warnings) {
    std::vector<UnitedWarning> groups;
    for (ResultRow const& row : warnings.rows) {
        if (warnings.text(row, "severity") != "warning") continue;
        std::string const& text = warnings.text(row, "text");
        std::string const& translated = warnings.text(row, "text_zh");
        WarningParts en = parts_of(text);
        WarningParts zh = parts_of(translated.empty() ? text : translated);
        std::string const& alternative = warnings.text(row, "alternative");
        auto const same = std::ranges::find_if(
            groups, [&](UnitedWarning const& group) { return group.en.is_like(en) && group.zh.is_like(zh); });
        if (same == groups.end()) {
            groups.push_back({UnitedText{std::move(en)}, UnitedText{std::move(zh)}, {alternative}});
            continue;
        }
        same->en.unite(en);
        same->zh.unite(zh);
        if (same->alternatives.back() != alternative) same->alternatives.push_back(alternative);
    }
    std::vector<SharedWarning> all;
    all.reserve(groups.size());
    for (UnitedWarning& group : groups)
        all.push_back({{group.en.text(" to "), group.zh.text(" 至 ")}, std::move(group.alternatives)});
    return all;
}

}  // namespace meridian::document
