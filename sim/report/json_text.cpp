#include "sim/report/json_text.hpp"

#include <nlohmann/json.hpp>

#include "models/units/format.hpp"

namespace meridian::report {
namespace {

std::string quoted(std::string_view text) {
    return nlohmann::json(text).dump();
}

}  // namespace

void JsonText::member(std::string_view key, std::string_view value) {
    out_ += first_ ? "\n" : ",\n";
    first_ = false;
    out_ += indent_ + quoted(key) + ": ";
    out_ += value;
}

void JsonText::text(std::string_view key, std::string_view value) {
    member(key, quoted(value));
}
void JsonText::number(std::string_view key, double value) {
    member(key, format_number(value));
}
void JsonText::number(std::string_view key, std::int64_t value) {
    member(key, format_number(value));
}
void JsonText::number(std::string_view key, std::uint64_t value) {
    member(key, format_number(value));
}

void JsonText::texts(std::string_view key, std::map<std::string, std::string> const& values) {
    open(key);
    for (auto const& [name, value] : values)
        text(name, value);
    close();
}

void JsonText::open(std::string_view key) {
    member(key, "{");
    indent_ += "  ";
    first_ = true;
}

void JsonText::close() {
    indent_.resize(indent_.size() - 2);
    out_ += first_ ? "}" : "\n" + indent_ + "}";
    first_ = false;
}

std::string JsonText::finish() {
    out_ += "\n}\n";
    return out_;
}

}  // namespace meridian::report
