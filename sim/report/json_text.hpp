// Writes a JSON object line by line, in the order given, with the one number formatter.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace meridian::report {

class JsonText {
public:
    void text(std::string_view key, std::string_view value);
    void number(std::string_view key, double value);  // precondition: finite
    void number(std::string_view key, std::int64_t value);
    void number(std::string_view key, std::uint64_t value);
    void texts(std::string_view key, std::map<std::string, std::string> const& values);  // an object inside
    void open(std::string_view key);                                                     // an object inside
    void close();
    [[nodiscard]] std::string finish();

private:
    void member(std::string_view key, std::string_view value);

    std::string out_{"{"};
    std::string indent_{"  "};
    bool first_{true};
};

}  // namespace meridian::report
