// The parameters of a component as typed members. One declaration serves the documentation, the range, the
// default and the reading:
//     struct Parameters : ParameterSet {
//         Parameter<Duration> period{*this, {"period", Dimension::duration, "60 s", 1e6, 1e18, "..."}};
//     };
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "models/units/time.hpp"
#include "sim/setup/component.hpp"

namespace meridian {

class ParameterField {
public:
    ParameterField(ParameterField const&) = delete;
    virtual void read(ParameterDoc const& doc, ParameterValue const& value) = 0;

protected:
    ParameterField() = default;
    ~ParameterField() = default;
};

class ParameterSet {
public:
    ParameterSet() = default;
    ParameterSet(ParameterSet const&) = delete;

    // In the order of the members.
    [[nodiscard]] std::span<ParameterDoc const> docs() const { return docs_; }
    // Requires values checked against docs(). Those that are missing keep their defaults.
    void read(ParameterValues const& values) {
        for (std::size_t i = 0; i < docs_.size(); ++i) {
            auto const written = values.find(std::string{docs_[i].name});
            if (written != values.end()) fields_[i]->read(docs_[i], written->second);
        }
    }
    void add(ParameterField& field, ParameterDoc const& doc) {
        docs_.push_back(doc);
        fields_.push_back(&field);
        if (auto const value = default_of(doc)) field.read(doc, *value);
    }

private:
    std::vector<ParameterDoc> docs_;
    std::vector<ParameterField*> fields_;  // by doc
};

// Value: double, a whole number, Duration, Bytes, an enum whose values are in the order of the doc's words, or
// an optional of one of these for a parameter without a default.
template <class Value>
class Parameter final : public ParameterField {
public:
    Parameter(ParameterSet& set, ParameterDoc const& doc) { set.add(*this, doc); }
    [[nodiscard]] Value const& operator*() const { return value_; }
    [[nodiscard]] Value const* operator->() const { return &value_; }

private:
    // A value of another type than the doc's is a fault of the program.
    template <class Plain>
    [[nodiscard]] static Plain converted(ParameterDoc const& doc, ParameterValue const& value) {
        if constexpr (std::is_enum_v<Plain>) {
            auto const word = std::ranges::find(doc.words, std::get<std::string>(value));
            if (word == doc.words.end())
                throw std::logic_error{"no word of the parameter '" + std::string{doc.name} + "'"};
            return static_cast<Plain>(word - doc.words.begin());
        } else if constexpr (std::is_integral_v<Plain>) {
            return static_cast<Plain>(std::get<std::int64_t>(value));
        } else {
            return std::get<Plain>(value);
        }
    }
    void read(ParameterDoc const& doc, ParameterValue const& value) override {
        if constexpr (requires { typename Value::value_type; }) {
            value_ = converted<typename Value::value_type>(doc, value);
        } else {
            value_ = converted<Value>(doc, value);
        }
    }
    Value value_{};
};

}  // namespace meridian
