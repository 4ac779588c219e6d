#include "sim/document/sheet_names.hpp"

#include <algorithm>

#include "sim/report/table/utf8_text.hpp"

namespace meridian::document {
namespace {

constexpr std::size_t most = 31;  // UTF-16 units

std::string allowed(std::string_view wanted) {
    std::string name = report::valid_utf8(wanted);
    for (char& c : name) {
        bool const control = static_cast<unsigned char>(c) < 0x20U;
        if (control || std::string_view{"[]:*?/\\'"}.find(c) != std::string_view::npos) c = '_';
    }
    return name.empty() ? "_" : name;
}

// Of the letters that spreadsheets compare without case in names of ours.
std::string in_small_letters(std::string name) {
    for (char& c : name) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return name;
}

}  // namespace

std::string SheetNames::take(std::string_view wanted) {
    auto const whole = allowed(wanted);
    auto name = report::cut_utf16(whole, most);
    taken_.insert("history");  // spreadsheets keep it for themselves
    for (int n = 2; !taken_.insert(in_small_letters(name)).second; ++n) {
        auto const ending = "_" + std::to_string(n);
        name = report::cut_utf16(whole, most - ending.size()) + ending;
    }
    return name;
}

}  // namespace meridian::document
