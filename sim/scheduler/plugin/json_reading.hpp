// What answers of programs are read with. All throw CarrierFault, which names the key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "sim/scheduler/plugin/carrier.hpp"

namespace meridian::scheduler {

using Json = nlohmann::json;

[[nodiscard]] std::string in_quotes(std::string_view text);
// As words of a message to people: never more than a line of it.
[[nodiscard]] std::string shortened(std::string_view line);
[[noreturn]] void wrong(std::string_view key, std::string_view expected, Json const& found);

// An object.
[[nodiscard]] Json parsed(std::string_view line);
[[nodiscard]] Json const& required(Json const& object, std::string_view key);
[[nodiscard]] std::string const& text_of(Json const& object, std::string_view key);
[[nodiscard]] std::int64_t whole_of(Json const& object, std::string_view key);
[[nodiscard]] bool flag_of(Json const& object, std::string_view key);  // false if there is none
void check_type(Json const& object, std::string_view type);
void check_question(Json const& object, std::uint64_t asked);
[[nodiscard]] std::uint64_t number_of(std::string const& text);

}  // namespace meridian::scheduler
