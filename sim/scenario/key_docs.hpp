// What the declarations say of each key, for `meridian explain`.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/describe.hpp"
#include "sim/scenario/usual_values.hpp"

namespace meridian::scenario {

struct KeyDoc {
    std::string path;    // "sites.power_limit", "services.requests.rate", "weighted.latency"
    std::string record;  // noun of the record that it stands in: "site", "requests", "scenario"
    std::string file;    // "scenario", "study"
    std::string meaning;
    std::string takes;    // range and units in words
    std::string unit;     // units that the value may have; empty: none
    std::string range;    // of a number
    std::string usual;    // outside of it is a warning; empty: nothing is declared
    std::string example;  // as it is written: "power_limit: 20 MW"
    std::string default_text;
    std::string kind;  // "parameter of a discipline"; empty: a key of its file
    bool required{false};
    bool is_list{false};  // a list of records or a group: its keys follow

    [[nodiscard]] std::string_view key() const {
        return std::string_view{path}.substr(path.rfind('.') == std::string::npos ? 0 : path.rfind('.') + 1);
    }
};

// Visits the declarations of records and collects what they say.
class KeyCollector {
public:
    KeyCollector(std::string_view file, std::vector<KeyDoc>& all) : file_{file}, record_{file}, all_{all} {}

    template <class Target, class Kind>
    void required(std::string_view key, Target& /*target*/, Kind const& kind, std::string_view doc) {
        add(key, kind, doc).required = true;
    }
    template <class Target, class Kind>
    void optional(std::string_view key, Target& /*target*/, Kind const& kind, std::string_view doc) {
        add(key, kind, doc);
    }
    template <class Target, class Kind>
    void defaulted(std::string_view key, Target& /*target*/, Kind const& kind, std::string_view text,
                   std::string_view doc) {
        add(key, kind, doc).default_text = text;
    }
    template <class Record>
    void group(std::string_view key, Record& inner, std::string_view doc) {
        collect(key, key, inner, doc, "a map");
    }
    template <class Record>
    void records(std::string_view key, std::vector<Record>& /*list*/, std::string_view noun,
                 std::string_view doc) {
        Record record;
        collect(key, noun, record, doc, "a list of records");
    }

    // The keys of a map that may stand as the value of a key.
    template <class Record>
    void keys_below(std::string_view key, std::string_view noun, Record& record) {
        KeyCollector inner{*this, key, noun};
        fields(inner, record);
    }

private:
    KeyCollector(KeyCollector const& outer, std::string_view key, std::string_view record)
        : file_{outer.file_},
          record_{record},
          path_{outer.path_ + std::string{key} + "."},
          all_{outer.all_} {}

    KeyDoc& new_doc(std::string_view key, std::string_view doc) {
        auto& added = all_.emplace_back();
        added.path = path_ + std::string{key};
        added.record = record_;
        added.file = file_;
        added.meaning = doc;
        return added;
    }

    template <class Record>
    void collect(std::string_view key, std::string_view noun, Record& record, std::string_view doc,
                 std::string_view what) {
        auto& added = new_doc(key, doc);
        added.is_list = true;
        added.takes = what;
        KeyCollector inner{*this, key, noun};
        fields(inner, record);
    }

    template <class Kind>
    KeyDoc& add(std::string_view key, Kind const& kind, std::string_view doc) {
        auto& added = new_doc(key, doc);
        added.takes = words_of(kind);
        added.example = std::string{key} + ": " + kind.example();
        if constexpr (requires { kind.typical.low; }) added.usual = usual_words(kind.typical);
        if constexpr (requires { kind.dimension; }) added.unit = units_in_words(kind.dimension);
        if constexpr (std::derived_from<Kind, NumberKind>) added.range = words_of(kind.range, kind.dimension);
        return added;
    }

    std::string_view file_;
    std::string record_;
    std::string path_;
    std::vector<KeyDoc>& all_;
};

// Every key of a scenario file, in the order of the declarations.
[[nodiscard]] std::vector<KeyDoc> scenario_keys();

// What a scenario may name as policy, discipline, network and service policy, each followed by its parameters:
// "weighted", "weighted.latency".
[[nodiscard]] std::vector<KeyDoc> component_keys(Vocabulary const& known);

// The documented keys that a text may stand for: of that path, else of that last part or end of the path.
[[nodiscard]] std::vector<KeyDoc> keys_named(std::vector<KeyDoc> const& all, std::string_view text);

}  // namespace meridian::scenario
