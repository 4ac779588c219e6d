#include "sim/scenario/time_zones.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "models/series/calendar.hpp"

namespace meridian::scenario {
namespace {

struct ZoneOfPlace {
    std::string_view place, zone;
};
// Countries, and large cities that give no zone its name. China has one time.
constexpr auto places = std::to_array<ZoneOfPlace>({
    {"china", "Asia/Shanghai"},
    {"prc", "Asia/Shanghai"},
    {"cn", "Asia/Shanghai"},
    {"cst", "Asia/Shanghai"},
    {"中国", "Asia/Shanghai"},
    {"北京", "Asia/Shanghai"},
    {"上海", "Asia/Shanghai"},
    {"beijing", "Asia/Shanghai"},
    {"peking", "Asia/Shanghai"},
    {"beijing_time", "Asia/Shanghai"},
    {"tianjin", "Asia/Shanghai"},
    {"guangzhou", "Asia/Shanghai"},
    {"shenzhen", "Asia/Shanghai"},
    {"chengdu", "Asia/Shanghai"},
    {"wuhan", "Asia/Shanghai"},
    {"hangzhou", "Asia/Shanghai"},
    {"nanjing", "Asia/Shanghai"},
    {"xian", "Asia/Shanghai"},
    {"xi'an", "Asia/Shanghai"},
    {"guiyang", "Asia/Shanghai"},
    {"hohhot", "Asia/Shanghai"},
    {"lanzhou", "Asia/Shanghai"},
    {"hong_kong_sar", "Asia/Hong_Kong"},
    {"india", "Asia/Kolkata"},
    {"delhi", "Asia/Kolkata"},
    {"new_delhi", "Asia/Kolkata"},
    {"mumbai", "Asia/Kolkata"},
    {"bangalore", "Asia/Kolkata"},
    {"bengaluru", "Asia/Kolkata"},
    {"ist", "Asia/Kolkata"},
    {"japan", "Asia/Tokyo"},
    {"osaka", "Asia/Tokyo"},
    {"jst", "Asia/Tokyo"},
    {"korea", "Asia/Seoul"},
    {"south_korea", "Asia/Seoul"},
    {"kst", "Asia/Seoul"},
    {"taiwan", "Asia/Taipei"},
    {"thailand", "Asia/Bangkok"},
    {"vietnam", "Asia/Ho_Chi_Minh"},
    {"hanoi", "Asia/Ho_Chi_Minh"},
    {"malaysia", "Asia/Kuala_Lumpur"},
    {"philippines", "Asia/Manila"},
    {"indonesia", "Asia/Jakarta"},
    {"pakistan", "Asia/Karachi"},
    {"uae", "Asia/Dubai"},
    {"abu_dhabi", "Asia/Dubai"},
    {"saudi_arabia", "Asia/Riyadh"},
    {"israel", "Asia/Jerusalem"},
    {"turkey", "Europe/Istanbul"},
    {"russia", "Europe/Moscow"},
    {"uk", "Europe/London"},
    {"united_kingdom", "Europe/London"},
    {"england", "Europe/London"},
    {"ireland", "Europe/Dublin"},
    {"germany", "Europe/Berlin"},
    {"frankfurt", "Europe/Berlin"},
    {"munich", "Europe/Berlin"},
    {"france", "Europe/Paris"},
    {"netherlands", "Europe/Amsterdam"},
    {"spain", "Europe/Madrid"},
    {"italy", "Europe/Rome"},
    {"milan", "Europe/Rome"},
    {"switzerland", "Europe/Zurich"},
    {"sweden", "Europe/Stockholm"},
    {"norway", "Europe/Oslo"},
    {"finland", "Europe/Helsinki"},
    {"poland", "Europe/Warsaw"},
    {"egypt", "Africa/Cairo"},
    {"kenya", "Africa/Nairobi"},
    {"nigeria", "Africa/Lagos"},
    {"south_africa", "Africa/Johannesburg"},
    {"brazil", "America/Sao_Paulo"},
    {"argentina", "America/Argentina/Buenos_Aires"},
    {"chile", "America/Santiago"},
    {"mexico", "America/Mexico_City"},
    {"canada", "America/Toronto"},
    {"montreal", "America/Toronto"},
    {"washington", "America/New_York"},
    {"boston", "America/New_York"},
    {"est", "America/New_York"},
    {"virginia", "America/New_York"},
    {"dallas", "America/Chicago"},
    {"texas", "America/Chicago"},
    {"seattle", "America/Los_Angeles"},
    {"san_francisco", "America/Los_Angeles"},
    {"california", "America/Los_Angeles"},
    {"pst", "America/Los_Angeles"},
    {"australia", "Australia/Sydney"},
    {"canberra", "Australia/Sydney"},
    {"new_zealand", "Pacific/Auckland"},
    {"wellington", "Pacific/Auckland"},
});

std::string plain(std::string_view text) {
    std::string all;
    for (char const c : text) {
        bool const is_capital = c >= 'A' && c <= 'Z';
        all += is_capital ? static_cast<char>(c - 'A' + 'a') : c == ' ' || c == '-' ? '_' : c;
    }
    return all;
}

// "utc+8", "gmt+08:00", "+08:00": whole hours. The signs of Etc/GMT zones are the other way round.
std::string zone_of_offset(std::string_view text) {
    for (std::string_view const prefix : {"utc", "gmt"}) {
        if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
    }
    if (text.size() < 2 || (text.front() != '+' && text.front() != '_' && text.front() != '-')) return {};
    bool const is_east = text.front() == '+';
    text.remove_prefix(1);
    if (text.ends_with(":00")) text.remove_suffix(3);
    if (text.starts_with('0')) text.remove_prefix(1);
    bool const is_hours =
        !text.empty() && text.size() <= 2 && text.find_first_not_of("0123456789") == std::string_view::npos;
    if (!is_hours) return {};
    if (is_east && text == "8") return "Asia/Shanghai";
    return fmt::format("Etc/GMT{}{}", is_east ? '-' : '+', text);
}

}  // namespace

std::string time_zone_of(std::string_view place) {
    auto const wanted =
        plain(place.substr(place.rfind('/') == std::string_view::npos ? 0 : place.rfind('/') + 1));
    auto const found = std::ranges::find(places, wanted, &ZoneOfPlace::place);
    if (found != places.end()) return std::string{found->zone};
    if (auto zone = zone_of_offset(wanted); Calendar::known(zone)) return zone;
    for (std::string const& zone : Calendar::zone_names()) {
        auto const name = plain(zone);
        auto const slash = name.rfind('/');
        if (name == plain(place) || (slash != std::string::npos && name.substr(slash + 1) == wanted))
            return zone;
    }
    return {};
}

}  // namespace meridian::scenario
