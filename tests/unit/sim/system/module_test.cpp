#include "sim/system/module.hpp"

#include <filesystem>

#include "sim/system/atomic_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"

using meridian::system::Module;
using meridian::system::ModuleFault;

TEST_CASE("a module that is not there, or is none, is output by the loader's own words", "[system]") {
    meridian::testing::TemporaryFolder const here;
    CHECK_THROWS_WITH(Module{here.file("none.so")}, Catch::Contains("none.so"));
    meridian::testing::write_file(here.file("text.so"), "no library");
    CHECK_THROWS_AS(Module{here.file("text.so")}, ModuleFault);
}

TEST_CASE("a function of a module is found by its name, and one that is not there is output", "[system]") {
    Module const mathematics{"libm.so.6"};
    CHECK(mathematics.function<double(double)>("sqrt")(9.0) == 3.0);
    CHECK_THROWS_WITH(mathematics.function<void()>("no_such_function"), Catch::Contains("no_such_function"));
}

TEST_CASE("the program's folder is where the tests are built", "[system]") {
    CHECK(std::filesystem::exists(meridian::system::program_folder() / "meridian_unit_tests"));
}

TEST_CASE("a file is replaced whole or not at all", "[system]") {
    meridian::testing::TemporaryFolder const here;
    meridian::testing::write_file(here.file("a.txt"), "old");
    {
        meridian::system::FileReplacement file{here.file("a.txt")};
        file.write("ne");
        file.write("w");
        CHECK(meridian::testing::read_file(here.file("a.txt")) == "old");
        SECTION("left without being published") {}
        SECTION("published") {
            file.publish();
        }
    }
    std::string const now = meridian::testing::read_file(here.file("a.txt"));
    CHECK((now == "old" || now == "new"));
    auto const left = std::filesystem::directory_iterator{here.path()};
    CHECK(std::distance(begin(left), end(left)) == 1);
    CHECK_THROWS_AS(meridian::system::FileReplacement{here.file("none/a.txt")},
                    meridian::system::SystemError);
}
