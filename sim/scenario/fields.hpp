// One declaration per key. A record's declarations are a function template
//     template <class Visitor> void fields(Visitor& v, LinkInput& link) {
//         v.required("capacity", link.capacity, Real{Dimension::data_rate, positive}, "lit, each way");
//         v.defaulted("usable_share", link.usable_share, Real{...}, "100 %", "what this work may use");
//         v.optional("length", link.length, Real{...}, "of the fibre");
//         v.group("arrivals", link.arrivals, "...");    // a record inside the record
//     }
// and whoever needs to know the keys visits it: RecordReader below reads them; a visitor with the same
// five members can write a schema or a page of reference from the same text. The last argument is the
// documentation of the key, one line.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/kinds.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/scenario/streamed_table.hpp"

namespace meridian::scenario {

// The value of a key and where it was written.
template <class Value>
struct Field {
    Value value{};
    Draft const* draft{nullptr};  // nullptr: not written
    bool good{false};             // the value is what was written, or its default

    [[nodiscard]] bool written() const { return draft != nullptr; }
};

// Reads one record. Everything wrong with it is told; what cannot be read keeps its first value.
class RecordReader {
public:
    // `record`: a map. `subject` names it in problems; its key is not used.
    RecordReader(Draft const& record, Subject subject) : record_{record}, subject_{subject} {}

    template <class Kind>
    void required(std::string_view key, Field<typename Kind::Value>& field, Kind const& kind,
                  std::string_view doc) {
        if (read(key, field, kind)) return;
        missing_.push_back(Missing{key, doc, kind.example()});
    }

    template <class Kind>
    void optional(std::string_view key, Field<typename Kind::Value>& field, Kind const& kind,
                  std::string_view /*doc*/) {
        static_cast<void>(read(key, field, kind));
    }

    // `text` is the default as a scenario would write it.
    template <class Kind>
    void defaulted(std::string_view key, Field<typename Kind::Value>& field, Kind const& kind,
                   std::string_view text, std::string_view /*doc*/) {
        if (read(key, field, kind)) return;
        field.good = kind.read(Draft::scalar(record_.spot(), std::string{text}), field.value, of(key));
    }

    // A record inside this one; `inner.draft` tells whether it is written.
    template <class Record>
    void group(std::string_view key, Record& inner, std::string_view doc) {
        auto const* const draft = find(key);
        if (draft == nullptr) return;
        if (!draft->is_map()) {
            of(key).tell(*draft, fmt::format("this is {}", words(draft->kind())),
                         fmt::format("write '{}: {{...}}': {}", key, doc));
            return;
        }
        inner.draft = draft;
        auto subject = of(key);
        RecordReader reader{*draft, subject};
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
            of(key).tell(*draft, fmt::format("this is {}", words(draft->kind())),
                         fmt::format("write '{0}: [{{...}}]' or '{0}: {{table: {0}.csv}}': {1}", key, doc));
            return;
        }
        list.reserve(draft->items().size());
        for (auto const& item : draft->items())
            read_record(key, item, list, noun);
    }

    // Tells of keys that no declaration has named and of required keys that are missing; not of a missing
    // key that an unknown one seems to stand for. To be called last.
    void finish() const {
        std::vector<std::string> meant;
        if (found_ != record_.entries().size()) meant = check_keys(record_, known_, subject_);
        for (auto const& [key, doc, example] : missing_) {
            if (std::ranges::find(meant, key) != meant.end()) continue;
            auto const group = subject_.key.empty() ? std::string{} : fmt::format("'{}' of ", subject_.key);
            subject_.problems->add(
                record_.place(),
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
    template <class Kind>
    bool read(std::string_view key, Field<typename Kind::Value>& field, Kind const& kind) {
        field.draft = find(key);
        if (field.draft == nullptr) return false;
        field.good = kind.read(*field.draft, field.value, of(key));
        return true;
    }

    template <class Record>
    void read_record(std::string_view key, Draft const& item, std::vector<Record>& list,
                     std::string_view noun) {
        if (!item.is_map()) {
            of(key).tell(item, fmt::format("{} {} is {}", noun, list.size() + 1, words(item.kind())),
                         "write a record, such as '{name: ...}'");
            return;
        }
        auto& record = list.emplace_back();
        record.draft = &item;
        RecordReader reader{item, Subject{subject_.problems, {}, &item, noun, list.size() - 1}};
        fields(reader, record);
        reader.finish();
    }

    Draft const& record_;
    Subject subject_;
    std::vector<std::string_view> known_;
    std::vector<Missing> missing_;
    std::size_t found_{0};
};

}  // namespace meridian::scenario
