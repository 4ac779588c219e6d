#include "sim/scheduler/plugin/json_reading.hpp"

#include <charconv>

#include <fmt/format.h>

namespace meridian::scheduler {

std::string in_quotes(std::string_view text) {
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

// As words of a message to people: never more than a line of it.
std::string shortened(std::string_view line) {
    constexpr std::size_t most = 120;
    std::string text{line.substr(0, most)};
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 32) c = '?';
    }
    return line.size() > most ? text + "..." : text;
}

Json parsed(std::string_view line) {
    auto json = Json::parse(line, nullptr, false);
    if (!json.is_object())
        throw CarrierFault{fmt::format("it answered with what is no JSON object: {}", shortened(line))};
    return json;
}

void wrong(std::string_view key, std::string_view expected, Json const& found) {
    throw CarrierFault{fmt::format("in its answer '{}' is {}, not {}", key,
                                   shortened(found.dump(-1, ' ', false, Json::error_handler_t::replace)),
                                   expected)};
}

Json const& required(Json const& object, std::string_view key) {
    auto const found = object.find(std::string{key});
    if (found == object.end()) throw CarrierFault{fmt::format("its answer has no '{}'", key)};
    return *found;
}

std::string const& text_of(Json const& object, std::string_view key) {
    Json const& value = required(object, key);
    if (!value.is_string()) wrong(key, "a text", value);
    return value.get_ref<std::string const&>();
}

std::int64_t whole_of(Json const& object, std::string_view key) {
    Json const& value = required(object, key);
    if (!value.is_number_integer()) wrong(key, "a whole number", value);
    return value.get<std::int64_t>();
}

bool flag_of(Json const& object, std::string_view key) {
    auto const found = object.find(std::string{key});
    if (found == object.end()) return false;
    if (!found->is_boolean()) wrong(key, "true or false", *found);
    return found->get<bool>();
}

void check_type(Json const& object, std::string_view type) {
    if (text_of(object, "type") != type) wrong("type", fmt::format("'{}'", type), object["type"]);
}

void check_question(Json const& object, std::uint64_t asked) {
    if (std::int64_t const id = whole_of(object, "id"); id != static_cast<std::int64_t>(asked))
        throw CarrierFault{fmt::format("it answered question {}, and question {} was asked", id, asked)};
}

std::uint64_t number_of(std::string const& text) {
    std::uint64_t number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size())
        throw CarrierFault{
            fmt::format("it answered for a job '{}', which it was not asked for", shortened(text))};
    return number;
}

}  // namespace meridian::scheduler
