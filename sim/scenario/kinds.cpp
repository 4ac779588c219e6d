#include "sim/scenario/kinds.hpp"

#include <algorithm>
#include <charconv>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/series/calendar.hpp"
#include "models/units/split.hpp"
#include "sim/scenario/key_aliases.hpp"
#include "sim/scenario/source_text.hpp"
#include "sim/scenario/suggestion.hpp"
#include "sim/scenario/table_reader.hpp"
#include "sim/scenario/usual_values.hpp"

namespace meridian::scenario {
namespace {

// Reports a unit that stands in the header of a table: there, and once, whatever the numbers below are.
// False if it does not, or is right.
bool report_header_unit(Draft const& draft, std::string const& text, Dimension dimension,
                        Subject const& subject) {
    if (!draft.has_header_unit()) return false;
    auto const parsed = parse_quantity("1" + text.substr(text.find(' ')), dimension);
    auto const* const fault = std::get_if<ParseFault>(&parsed);
    if (fault == nullptr) return false;
    auto fix = fault->fix;
    if (fix.starts_with("did you mean")) fix.resize(fix.find('?') + 1);  // the rest is for one number
    if (fix.starts_with("write 1"))
        fix = fmt::format("write the column in CNY: one of these is {}", fix.substr(6));
    if (units_of(dimension).empty()) fix = "remove the unit from the header";
    subject.problems->add(draft.header_location(),
                          fmt::format("the column '{}': {}", subject.key, fault->wrong), std::move(fix));
    return true;
}

// `such as` the example of a key, where it has one.
std::string such_as(Typical const& typical) {
    return typical.example.empty() ? std::string{} : fmt::format(", such as {}", typical.example);
}

// `draft` is the value itself, or the text with spaces that it is a part of.
bool read_real(std::string const& text, Draft const& draft, SourceLocation const* where,
               NumberKind const& kind, double& value, Subject const& subject) {
    auto const parsed = parse_quantity(text, kind.dimension);
    auto const location = [&] { return where == nullptr ? draft.location() : *where; };
    if (auto const* fault = std::get_if<ParseFault>(&parsed)) {
        if (report_header_unit(draft, text, kind.dimension, subject)) return false;
        subject.add_problem(location(), fault->wrong, fix_for(*fault, text, kind.dimension, kind.typical));
        return false;
    }
    double const number = std::get<Parsed>(parsed).value;
    if (kind.range.holds(number)) {
        value = number;
        if (asks_for_usual(kind.typical, subject))
            is_usual(number, text, kind.dimension, kind.typical, location(), subject);
        return true;
    }
    bool const lacks_percent = kind.dimension == Dimension::fraction && is_bare_number(text) &&
                               number >= 2.0 && kind.range.holds(number / 100.0);
    subject.add_problem(location(), fmt::format("'{}' is out of range", text),
                        lacks_percent
                            ? fmt::format("write {} %", text)
                            : fmt::format("write a value that is {}{}", words_of(kind.range, kind.dimension),
                                          such_as(kind.typical)));
    return false;
}

// A date, or a date and time, with the offset of an example; empty if the text is neither.
std::string completed_instant(std::string text, std::string_view sample) {
    constexpr std::size_t offset_length = 6;  // "+08:00"
    if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
    auto const offset = sample.substr(sample.size() - offset_length);
    for (std::string_view const time : {"", ":00", "T00:00:00"}) {
        auto whole = fmt::format("{}{}{}", text, time, offset);
        if (parse_iso(whole)) return whole;
    }
    return {};
}

std::string words_of(KeyAlias const& alias) {
    return alias.fix.empty() ? fmt::format("write '{}'", alias.key) : std::string{alias.fix};
}

std::string with_article(std::string_view noun) {
    bool const is_vowel = std::string_view{"aeiou"}.find(noun.front()) != std::string_view::npos;
    return fmt::format("{} {}", is_vowel ? "an" : "a", noun);
}

}  // namespace

std::string Subject::record_words() const {
    if (record == nullptr) return fmt::format("the {}", noun);
    auto const* const name = record->find("name");
    if (name != nullptr && name->is_scalar()) return fmt::format("the {} '{}'", noun, name->text());
    return fmt::format("{} {}", noun, number + 1);
}

void Subject::add_problem(SourceLocation where, std::string_view wrong, std::string fix) const {
    auto const of = record == nullptr ? std::string{} : " of " + record_words();
    problems->add(std::move(where), fmt::format("{}{}: {}", key, of, wrong), std::move(fix));
}

bool Subject::refuses_unit(Draft const& draft) const {
    if (!draft.below_unit()) return false;
    problems->add(draft.header_location(), fmt::format("the column '{}': a text takes no unit", key),
                  "remove the unit from the header");
    return true;
}

std::string const* Subject::scalar(Draft const& draft, std::string_view example) const {
    if (draft.is_scalar()) return &draft.text();
    if (draft.is_null()) {
        add_problem(draft, "there is no value",
                    fmt::format("write a value, such as '{}', or remove the key", example));
    } else {
        add_problem(draft, fmt::format("this is {}", words(draft.kind())),
                    fmt::format("write one value, such as '{}'", example));
    }
    return nullptr;
}

bool Text::read(Draft const& draft, Value& value, Subject const& subject) const {
    if (subject.refuses_unit(draft)) return false;
    auto const* const text = subject.scalar(draft, sample);
    if (text == nullptr) return false;
    auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == 0x7F; };
    if (text->empty() || (!many_lines && std::ranges::any_of(*text, is_control))) {
        subject.add_problem(draft, text->empty() ? "the text is empty" : "the text has control characters",
                            fmt::format("write a text in one line, such as '{}'", sample));
        return false;
    }
    value = *text;
    return true;
}

bool Instant::read(Draft const& draft, Value& value, Subject const& subject) const {
    std::string text;
    if (!Text{sample}.read(draft, text, subject)) return false;
    auto const instant = parse_iso(text);
    if (instant) {
        value = *instant;
        return true;
    }
    auto const whole = completed_instant(text, sample);
    subject.add_problem(draft, fmt::format("'{}' is not ISO 8601 with a UTC offset", text),
                        whole.empty() ? fmt::format("write for example {}", sample)
                                      : fmt::format("write {}, or another offset from UTC", whole));
    return false;
}

std::string Reference::example() const {
    return fmt::format("<one of the {}>", table);
}

bool Reference::read(Draft const& draft, Value& value, Subject const& subject) const {
    if (subject.refuses_unit(draft)) return false;
    auto const* const text = subject.scalar(draft, example());
    if (text == nullptr) return false;
    value = *text;
    return true;
}

bool NumberKind::read(Draft const& draft, double& value, Subject const& subject) const {
    auto const* const text = subject.scalar(draft, example());
    return text != nullptr && read_real(*text, draft, nullptr, *this, value, subject);
}

bool Span::read(Draft const& draft, Value& value, Subject const& subject) const {
    auto const* const text = subject.scalar(draft, example());
    if (text == nullptr) return false;
    value.times.reset();
    if (is_bare_number(*text))
        return Real{Dimension::number, span_multiples}.read(draft, value.times.emplace(), subject);
    auto kind = Real<Duration>{not_negative};
    kind.typical = typical;
    return kind.read(draft, value.duration, subject);
}

bool Whole::read(Draft const& draft, Value& value, Subject const& subject) const {
    auto const* const text = subject.scalar(draft, example());
    if (text == nullptr) return false;
    auto const parsed = parse_whole(*text);
    if (auto const* fault = std::get_if<ParseFault>(&parsed)) {
        if (report_header_unit(draft, *text, Dimension::count, subject)) return false;
        subject.add_problem(draft, fault->wrong, fix_for(*fault, *text, Dimension::count, typical));
        return false;
    }
    auto const number = std::get<std::int64_t>(parsed);
    if (number >= low && number <= high) {
        value = number;
        if (asks_for_usual(typical, subject))
            is_usual(static_cast<double>(number), *text, Dimension::count, typical, draft.location(),
                     subject);
        return true;
    }
    subject.add_problem(draft, fmt::format("{} is out of range", number),
                        fmt::format("write a whole number from {} to {}{}", low, high, such_as(typical)));
    return false;
}

bool Seed::read(Draft const& draft, Value& value, Subject const& subject) const {
    auto const* const text = subject.scalar(draft, example());
    if (text == nullptr) return false;
    auto const* const end = text->data() + text->size();
    auto const [stop, error] = std::from_chars(text->data(), end, value);
    bool const leading_zero = text->size() > 1 && text->front() == '0';
    if (error == std::errc{} && stop == end && !leading_zero) return true;
    subject.add_problem(draft, fmt::format("'{}' is not a whole number from 0 to 2^64 - 1", *text),
                        "write a whole number in digits, such as 1");
    return false;
}

bool Word::read(Draft const& draft, Value& value, Subject const& subject) const {
    if (subject.refuses_unit(draft)) return false;
    auto const* const text = subject.scalar(draft, example());
    if (text == nullptr) return false;
    auto const found = std::ranges::find(words, *text);
    if (found == words.end()) {
        subject.add_problem(draft, fmt::format("'{}' is not known here", *text),
                            suggestion(*text, words, "write one of"));
        return false;
    }
    value = static_cast<std::size_t>(found - words.begin());
    return true;
}

bool Word::read(Draft const& draft, std::string& value, Subject const& subject) const {
    std::size_t index = 0;
    if (!read(draft, index, subject)) return false;
    value = words[index];
    return true;
}

std::string Words::example() const {
    return fmt::format("{} x{}", words.front(), count);
}

bool Words::read(Draft const& draft, Value& value, Subject const& subject) const {
    if (subject.refuses_unit(draft)) return false;
    std::vector<Item> items;
    if (!read_items(draft, items, subject, example())) return false;
    value.clear();
    for (auto const& item : items) {
        // "x8" makes the word before it eight; a list may hold "valley x8" as one item.
        auto const space = item.text.find(' ');
        for (auto const& part : {item.text.substr(0, space),
                                 space == std::string::npos ? std::string{} : item.text.substr(space + 1)}) {
            if (part.empty()) continue;
            std::size_t times = 0;
            auto const* const end = part.data() + part.size();
            bool const repeats = part.size() > 1 && part.front() == 'x' && !value.empty() &&
                                 std::from_chars(part.data() + 1, end, times).ptr == end;
            if (repeats && times >= 1 && times <= count) {
                value.insert(value.end(), times - 1, value.back());
                continue;
            }
            auto const found = std::ranges::find(words, part);
            if (found == words.end()) {
                subject.add_problem(item.where, fmt::format("'{}' is not known here", part),
                                    suggestion(part, words, "write one of"));
                return false;
            }
            value.push_back(static_cast<std::size_t>(found - words.begin()));
        }
    }
    if (value.size() == count) return true;
    subject.add_problem(draft, fmt::format("there are {} words", value.size()),
                        fmt::format("write {} of them; '{} x8' stands for eight", count, words.front()));
    return false;
}

bool Names::read(Draft const& draft, Value& value, Subject const& subject) const {
    if (subject.refuses_unit(draft)) return false;
    return read_items(draft, value, subject, example());
}

std::string Reals::example() const {
    auto const one = typical.example.empty() ? example_of(dimension) : typical.example;
    return count < 2 ? fmt::format("[{}]", one) : fmt::format("[{}, {}, ...]", one, one);
}

bool Reals::read(Draft const& draft, Value& value, Subject const& subject) const {
    std::vector<Item> items;
    if (!read_items(draft, items, subject, example())) return false;
    bool good = true;
    value.clear();
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto const& written = draft.is_list() ? draft.items()[i] : draft;
        value.push_back(0.0);
        Real kind{dimension, range};
        kind.typical = typical;
        good = read_real(items[i].text, written, &items[i].where, kind, value.back(), subject) && good;
    }
    if (count == 0 || value.size() == count) return good;
    subject.add_problem(draft, fmt::format("there are {} values", value.size()),
                        fmt::format("write {} of them: {}", count, example()));
    return false;
}

bool NamedNumbers::read(Draft const& draft, Value& value, Subject const& subject) const {
    if (!draft.is_map()) {
        subject.add_problem(draft, fmt::format("this is {}", words(draft.kind())),
                            fmt::format("write names and numbers, such as '{}'", example()));
        return false;
    }
    bool good = true;
    for (auto const& entry : draft.entries()) {
        Subject const inner{subject.problems, entry.key->text, subject.record,
                            subject.noun,     subject.number,  subject.warnings};
        double number = 0.0;
        good = Real{Dimension::number, range}.read(entry.value, number, inner) && good;
        value.push_back(NamedNumber{entry.key->text, number, entry.key->location()});
    }
    return good;
}

bool read_items(Draft const& draft, std::vector<Item>& items, Subject const& subject,
                std::string_view example) {
    items.clear();
    if (draft.is_list()) {
        for (auto const& item : draft.items()) {
            auto const* const text = subject.scalar(item, "one value");
            if (text == nullptr) return false;
            items.push_back(Item{*text, item.location()});
        }
        return true;
    }
    if (draft.is_scalar() && draft.has_header_unit()) {
        items.push_back(Item{draft.text(), draft.location()});
        return true;
    }
    if (!draft.is_scalar()) {
        subject.add_problem(draft, fmt::format("this is {}", words(draft.kind())),
                            fmt::format("write a list, such as '{}'", example));
        return false;
    }
    std::string_view const text = draft.text();
    for (std::size_t at = text.find_first_not_of(' '); at < text.size();) {
        auto const end = std::min(text.find(' ', at), text.size());
        auto where = draft.location();
        where.column += code_points(text.substr(0, at)) + (draft.quoted() ? 1 : 0);
        items.push_back(Item{std::string{text.substr(at, end - at)}, std::move(where)});
        at = text.find_first_not_of(' ', end);
    }
    return true;
}

std::vector<std::string> check_keys(Draft const& map, std::span<std::string_view const> known,
                                    Subject const& subject) {
    std::vector<std::string> meant;
    for (auto const& entry : map.entries()) {
        auto const& key = entry.key->text;
        if (std::ranges::find(known, key) != known.end()) continue;
        bool const suggests = subject.problems->suggests();
        auto const* const alias = find_alias(subject.key.empty() ? subject.noun : subject.key, key);
        if (alias != nullptr) {
            for (std::string_view const one : split(alias->key, ' '))
                meant.emplace_back(one);
        } else {
            meant.push_back(suggests ? meant_name(key, known) : std::string{});
        }
        auto const in = subject.key.empty() ? with_article(subject.noun) : fmt::format("'{}'", subject.key);
        subject.problems->add(entry.key->location(), fmt::format("there is no key '{}' in {}", key, in),
                              alias != nullptr ? words_of(*alias)
                              : suggests       ? suggestion(key, known, "the keys here are")
                                               : listing("the keys here are", known));
    }
    return meant;
}

}  // namespace meridian::scenario
