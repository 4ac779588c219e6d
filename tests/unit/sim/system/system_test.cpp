#include <chrono>
#include <filesystem>

#include "sim/system/atomic_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"

namespace fs = std::filesystem;
using meridian::system::FileWriter;
using meridian::system::FolderWriter;
using meridian::system::MachineFault;
using meridian::testing::read_file;
using meridian::testing::TemporaryFolder;

namespace {

std::size_t entries(std::string const& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

}  // namespace

TEST_CASE("a folder appears whole or not at all", "[system]") {
    TemporaryFolder const here;
    std::string const target = here.file("deep/results");
    {
        FolderWriter folder{target};
        meridian::system::write_file(folder.path() / "a.txt", "one");
        CHECK_FALSE(fs::exists(target));
        SECTION("left without being published") {}
        SECTION("published") {
            folder.publish();
            CHECK(read_file(target + "/a.txt") == "one");
        }
    }
    // Nothing else is left, not even the parent that was made for it.
    CHECK(entries(here.path()) == (fs::exists(target) ? 1U : 0U));
}

TEST_CASE("a published folder takes the place of the old one and leaves nothing beside it", "[system]") {
    TemporaryFolder const here;
    for (std::string const text : {"old", "new"}) {
        FolderWriter folder{here.file("results/")};
        meridian::system::write_file(folder.path() / (text + ".txt"), text);
        folder.publish();
    }
    CHECK(entries(here.path()) == 1);
    CHECK(entries(here.file("results")) == 1);
    CHECK(read_file(here.file("results/new.txt")) == "new");
}

TEST_CASE("what dead processes left half-written is swept up; what living ones write is not", "[system]") {
    TemporaryFolder const here;
    // Process 1 lives; no process has a number beyond the kernel's largest (2^22).
    fs::create_directory(here.file(".results.partial-1"));
    fs::create_directory(here.file(".results.partial-4194399"));
    fs::create_directory(here.file(".results.partial-4194399-elsewhere"));  // may live on another host
    FolderWriter const folder{here.file("results")};
    CHECK(fs::exists(here.file(".results.partial-1")));
    CHECK(fs::exists(here.file(".results.partial-4194399-elsewhere")));
    CHECK_FALSE(fs::exists(here.file(".results.partial-4194399")));
}

TEST_CASE("a file that was not closed is not there", "[system]") {
    TemporaryFolder const here;
    {
        FileWriter file{here.file("a.txt")};
        file.write("half");
    }
    CHECK_FALSE(fs::exists(here.file("a.txt")));
}

TEST_CASE("a file with the same text keeps its time, one with another is replaced", "[system]") {
    TemporaryFolder const here;
    std::string const file = here.file("index.csv");
    meridian::system::replace_if_other(file, "a,b\n");
    CHECK(meridian::system::file_text(file) == "a,b\n");
    auto const long_ago = fs::last_write_time(file) - std::chrono::hours{1};
    fs::last_write_time(file, long_ago);
    meridian::system::replace_if_other(file, "a,b\n");
    CHECK(fs::last_write_time(file) == long_ago);
    meridian::system::replace_if_other(file, "a,c\n");
    CHECK(fs::last_write_time(file) != long_ago);
    CHECK(meridian::system::file_text(file) == "a,c\n");
    // What is not there, and what is no file, has no text; an empty file has an empty one.
    CHECK_FALSE(meridian::system::file_text(here.file("none")));
    CHECK_FALSE(meridian::system::file_text(here.path()));
    meridian::system::write_file(here.file("empty"), "");
    CHECK(meridian::system::file_text(here.file("empty")) == "");
}

TEST_CASE("a full disk is told as one, with the file's name", "[system]") {
    CHECK_THROWS_AS(FileWriter{"/dev/null/nowhere"}, MachineFault);
    // Every write to /dev/full fails for want of space. Through a link, since the writer removes what it
    // could not finish.
    TemporaryFolder const here;
    fs::create_symlink("/dev/full", here.file("full.txt"));
    FileWriter full{here.file("full.txt")};
    full.write("text");
    CHECK_THROWS_WITH(full.close(), Catch::Contains("full.txt") && Catch::Contains("No space left"));
}
