// The parameters of a component as typed members. One declaration serves the documentation, the range, the
// default and the reading:
//     struct Parameters : ParameterSet {
//         Parameter<Duration> period{*this, {"period", Dimension::duration, "60 s", 1e6, 1e18, "..."}};
//     };
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "models/units/time.hpp"
#include "sim/setup/component.hpp"

namespace meridian {

class ParameterField {
public:
    ParameterField(ParameterField const&) = delete;
    virtual void read(std::optional<double> written) = 0;

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
    void read(std::map<std::string, double> const& values) {
        for (std::size_t i = 0; i < docs_.size(); ++i) {
            auto const written = values.find(std::string{docs_[i].name});
            if (written != values.end()) fields_[i]->read(written->second);
        }
    }
    void add(ParameterField& field, ParameterDoc const& doc) {
        docs_.push_back(doc);
        fields_.push_back(&field);
        field.read(default_of(doc));
    }

private:
    std::vector<ParameterDoc> docs_;
    std::vector<ParameterField*> fields_;  // by doc
};

// Value: Duration, double, a whole number, an enum whose values are in the order of the doc's words, or an
// optional of one of these for a parameter without a default.
template <class Value>
class Parameter final : public ParameterField {
public:
    Parameter(ParameterSet& set, ParameterDoc const& doc) { set.add(*this, doc); }
    [[nodiscard]] Value const& operator*() const { return value_; }
    [[nodiscard]] Value const* operator->() const { return &value_; }

private:
    template <class Plain>
    [[nodiscard]] static Plain converted(double number) {
        if constexpr (std::is_same_v<Plain, Duration>) {
            return Duration{static_cast<std::int64_t>(number)};
        } else if constexpr (std::is_enum_v<Plain>) {
            return static_cast<Plain>(static_cast<std::size_t>(number));
        } else {
            return static_cast<Plain>(number);
        }
    }
    void read(std::optional<double> written) override {
        if (!written) return;
        if constexpr (requires { typename Value::value_type; }) {
            value_ = converted<typename Value::value_type>(*written);
        } else {
            value_ = converted<Value>(*written);
        }
    }
    Value value_{};
};

}  // namespace meridian
