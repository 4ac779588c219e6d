#include "sim/report/table/display_width.hpp"

#include "tests/support/catch.hpp"

using meridian::report::display_width;
using meridian::report::fitted;

TEST_CASE("text takes the columns that a terminal gives it", "[display_width]") {
    CHECK(display_width("") == 0);
    CHECK(display_width("acc-h") == 5);
    CHECK(display_width("算网") == 4);          // East Asian wide: two each
    CHECK(display_width("3 卡时\uff0c") == 8);  // 1 + 1 + 2 + 2, and a full-width comma
    CHECK(display_width("caf\u00e9") == 4);     // one code point
    CHECK(display_width("cafe\u0301") == 4);    // e and a combining accent, which takes none
    CHECK(display_width("\xff\xe7") == 2);      // malformed: one a byte
}

TEST_CASE("text is padded or cut to whole characters", "[display_width]") {
    CHECK(fitted("算", 4) == "算  ");
    CHECK(fitted("算网大脑", 6) == "算网~ ");   // 8 columns: two characters, the mark and a space
    CHECK(fitted("算网大脑", 7) == "算网~  ");  // a third character would end beyond column 5
}
