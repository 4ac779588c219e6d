// One declaration per key. A record's declarations are a function template
//     template <class Visitor> void fields(Visitor& v, LinkRecord& r) {
//         v.required("capacity", r.value.capacity, Real<BytesPerSecond>{positive}, "lit, each way");
//         v.defaulted("usable_share", r.value.usable_share, Real{...}, "100 %", "what this work may use");
//         v.optional("length", r.value.length, Real<Kilometres>{positive}, "of the fibre");
//         v.group("arrivals", r.arrivals, "...");    // a record inside the record
//     }
// RecordReader below visits it to read the keys; a visitor with the same five members writes a schema or a page of
// reference from the same text. The last argument is the documentation of the key, one line.
//
// A key is read into a member of the models' own struct: of the type that its kind makes, an optional of that, or
// another width of whole number. What needs the whole scenario to mean something, as a name, is read into a Field.
#pragma once

#include <algorithm>
#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/kinds.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/scenario/streamed_table.hpp"
#include "sim/scenario/unknown_record.hpp"

namespace meridian::scenario {

// The value of a key and where it was written.
template <class Value>
struct Field {
    Value value{};
    Draft const* draft{nullptr};  // nullptr: not written
    bool good{false};             // the value is what was written, or its default

    [[nodiscard]] bool written() const { return draft != nullptr; }
};

// A record as its file has it: which keys are written, where, and whether they can be read.
struct RecordDraft {
    Draft const* draft{nullptr};                 // a map; nullptr: the record is not written
    std::vector<std::string_view> unreadable{};  // keys misread, or required and missing; empty: unknown ones

    // The value of a key as it is written; nullptr if it is not.
    [[nodiscard]] Draft const* find(std::string_view key) const {
        return draft == nullptr ? nullptr : draft->find(key);
    }
    [[nodiscard]] bool written(std::string_view key) const { return find(key) != nullptr; }
    // Whether the member has what was written, or what it has when nothing is.
    [[nodiscard]] bool good(std::string_view key) const {
        return std::ranges::find(unreadable, key) == unreadable.end();
    }
    [[nodiscard]] bool good(std::initializer_list<std::string_view> keys) const {
        return std::ranges::all_of(keys, [this](std::string_view key) { return good(key); });
    }
    // Whether nothing is written that says it, under a wrong name of the key either.
    [[nodiscard]] bool lacks(std::string_view key) const { return !written(key) && good(key); }
    [[nodiscard]] bool has(std::string_view key) const { return written(key) && good(key); }
    [[nodiscard]] SourceLocation location() const { return draft->location(); }
    // Precondition: the key is written.
    [[nodiscard]] SourceLocation location(std::string_view key) const { return find(key)->location(); }
    [[nodiscard]] std::string const& text(std::string_view key) const { return find(key)->text(); }
};

// A record without a name that says a value of the models.
template <class T>
struct GroupOf : RecordDraft {
    T value{};
};

template <class Target>
inline constexpr bool is_field = false;
template <class Value>
inline constexpr bool is_field<Field<Value>> = true;

// The value that a kind has read, as the type of a member.
template <class Target, class Value>
[[nodiscard]] Target converted(Value&& value) {
    if constexpr (std::integral<Target>) {
        return static_cast<Target>(value);  // the kind's range is within the target's
    } else {
        return Target{std::forward<Value>(value)};
    }
}

// Reads one record. Reports everything wrong with it; what cannot be read keeps its first value.
class RecordReader {
public:
    // `record`: a map. `subject` names it in problems; its key is not used. `into` learns which keys cannot be
    // read.
    RecordReader(Draft const& record, Subject subject, RecordDraft* into = nullptr)
        : record_{record}, subject_{subject}, into_{into} {}

    template <class Target, class Kind>
    void required(std::string_view key, Target& target, Kind const& kind, std::string_view doc) {
        required_.push_back(key);
        if (read(key, target, kind)) return;
        missing_.push_back(Missing{key, doc, kind.example()});
        note(false, key);
    }

    template <class Target, class Kind>
    void optional(std::string_view key, Target& target, Kind const& kind, std::string_view /*doc*/) {
        static_cast<void>(read(key, target, kind));
    }

    // `text` is the default as a scenario would write it.
    template <class Target, class Kind>
    void defaulted(std::string_view key, Target& target, Kind const& kind, std::string_view text,
                   std::string_view /*doc*/) {
        if (read(key, target, kind)) return;
        auto subject = of(key);
        subject.warnings = nullptr;
        static_cast<void>(
            take(Draft::scalar(record_.shared_location(), std::string{text}), target, kind, subject));
    }

    // A record inside this one; `inner.draft` is nullptr unless it is written.
    template <class Record>
    void group(std::string_view key, Record& inner, std::string_view doc) {
        auto const* const draft = find(key);
        if (draft == nullptr) return;
        if (!draft->is_map()) {
            note(false, key);
            of(key).add_problem(*draft, fmt::format("this is {}", words(draft->kind())),
                                fmt::format("write '{}: {{...}}': {}", key, doc));
            return;
        }
        inner.draft = draft;
        RecordReader reader{*draft, of(key), draft_of(inner)};
        fields(reader, inner);
        reader.finish();
    }

    // A list of records.
    template <class Record>
    void records(std::string_view key, std::vector<Record>& list, std::string_view noun,
                 std::string_view doc) {
        auto const* const draft = find(key);
        if (draft == nullptr) return;
        if (is_streamed_table(*draft)) return;  // its rows are read by build_jobs()
        if (!draft->is_list()) {
            note(false, key);
            of(key).add_problem(
                *draft, fmt::format("this is {}", words(draft->kind())),
                fmt::format("write '{0}: [{{...}}]' or '{0}: {{table: {0}.csv}}': {1}", key, doc));
            return;
        }
        list.reserve(draft->items().size());
        for (auto const& item : draft->items())
            read_record(key, *draft, item, list, noun);
    }

    // Reports keys that no declaration has named, and required keys that are missing unless an unknown one
    // seems to stand for them; these count as misread. To be called last. `list`: that the record stands in.
    void finish(std::string_view list_key = {}, Draft const* list = nullptr) {
        if (found_ != record_.entries().size()) {
            auto const meant = check_keys(record_, listed_keys(), subject_);
            note(false, {});
            for (std::string_view const key : known_) {
                if (std::ranges::find(meant, key) == meant.end()) continue;
                note(false, key);
                std::erase_if(missing_, [&](Missing const& one) { return one.key == key; });
            }
        }
        if (missing_.empty()) return;
        std::vector<std::string_view> keys;
        for (Missing const& one : missing_)
            keys.push_back(one.key);
        if (list != nullptr && report_unknown_record(list_key, *list, record_, keys, subject_)) {
            for (std::string_view const key : known_)
                note(false, key);
            return;
        }
        for (auto const& [key, doc, example] : missing_) {
            auto const group = subject_.key.empty() ? std::string{} : fmt::format("'{}' of ", subject_.key);
            subject_.problems->add(
                record_.location(),
                fmt::format("{}{} has no '{}', {}", group, subject_.record_words(), key, doc),
                fmt::format("add '{}: {}'", key, example));
        }
    }

private:
    struct Missing {
        std::string_view key;
        std::string_view doc;
        std::string example;
    };

    // The known keys, required ones first and what every record has last.
    [[nodiscard]] std::vector<std::string_view> listed_keys() const {
        auto keys = required_;
        for (bool const common : {false, true}) {
            for (std::string_view const key : known_) {
                bool const is_required = std::ranges::find(required_, key) != required_.end();
                if (!is_required && is_common_key(key) == common) keys.push_back(key);
            }
        }
        return keys;
    }

    [[nodiscard]] Subject of(std::string_view key) const {
        auto subject = subject_;
        subject.key = key;
        return subject;
    }

    [[nodiscard]] Draft const* find(std::string_view key) {
        known_.push_back(key);
        auto const* const draft = record_.find(key);
        if (draft != nullptr) ++found_;
        return draft;
    }

    // False if the key is not written.
    template <class Target, class Kind>
    bool read(std::string_view key, Target& target, Kind const& kind) {
        auto const* const draft = find(key);
        if constexpr (is_field<Target>) target.draft = draft;
        if (draft == nullptr) return false;
        note(take(*draft, target, kind, of(key)), key);
        return true;
    }

    // Of a draft into a target; false if it cannot be read.
    template <class Target, class Kind>
    static bool take(Draft const& draft, Target& target, Kind const& kind, Subject const& subject) {
        if constexpr (is_field<Target>) {
            return target.good = kind.read(draft, target.value, subject);
        } else if constexpr (requires { kind.read(draft, target, subject); }) {
            return kind.read(draft, target, subject);
        } else {
            typename Kind::Value value{};
            bool const good = kind.read(draft, value, subject);
            if (good) target = converted<Target>(std::move(value));
            return good;
        }
    }

    void note(bool good, std::string_view key) const {
        if (!good && into_ != nullptr) into_->unreadable.push_back(key);
    }

    template <class Record>
    static RecordDraft* draft_of(Record& record) {
        if constexpr (std::derived_from<Record, RecordDraft>) return &record;
        return nullptr;
    }

    template <class Record>
    void read_record(std::string_view key, Draft const& items, Draft const& item, std::vector<Record>& list,
                     std::string_view noun) {
        if (!item.is_map()) {
            note(false, key);
            of(key).add_problem(item, fmt::format("{} {} is {}", noun, list.size() + 1, words(item.kind())),
                                "write a record, such as '{name: ...}'");
            return;
        }
        auto& record = list.emplace_back();
        record.draft = &item;
        RecordReader reader{item,
                            Subject{subject_.problems, {}, &item, noun, list.size() - 1, subject_.warnings},
                            draft_of(record)};
        fields(reader, record);
        reader.finish(key, &items);
    }

    Draft const& record_;
    Subject subject_;
    RecordDraft* into_;
    std::vector<std::string_view> known_, required_;
    std::vector<Missing> missing_;
    std::size_t found_{0};
};

}  // namespace meridian::scenario
