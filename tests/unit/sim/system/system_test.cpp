#include <chrono>
#include <csignal>
#include <filesystem>

#include <sys/resource.h>
#include <sys/stat.h>

#include "sim/system/atomic_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"

namespace fs = std::filesystem;
using meridian::system::FileWriter;
using meridian::system::Folder;
using meridian::system::FolderWriter;
using meridian::system::NewFile;
using meridian::system::SystemError;
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
        meridian::system::write_file(folder.folder(), "a.txt", "one");
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
        meridian::system::write_file(folder.folder(), text + ".txt", text);
        folder.publish();
    }
    CHECK(entries(here.path()) == 1);
    CHECK(entries(here.file("results")) == 1);
    CHECK(read_file(here.file("results/new.txt")) == "new");
}

TEST_CASE("what dead processes left half-written is swept up; what living ones write is not", "[system]") {
    TemporaryFolder const here;
    FolderWriter const living{here.file("results")};
    std::string const name = living.folder().path().filename().string();
    fs::create_directories(here.file(".results.partial-0123456789abcdef/inner"));
    fs::create_directory(here.file(".results.partial-mine"));             // somebody's, by its name
    fs::create_directory(here.file(".others.partial-0123456789abcdef"));  // of another target
    FolderWriter const next{here.file("results")};
    CHECK(fs::exists(here.file(name)));
    CHECK_FALSE(fs::exists(here.file(".results.partial-0123456789abcdef")));
    CHECK(fs::exists(here.file(".results.partial-mine")));
    CHECK(fs::exists(here.file(".others.partial-0123456789abcdef")));
}

TEST_CASE("names of files that are being made cannot be guessed and take no file's place", "[system]") {
    TemporaryFolder const here;
    auto const folder = Folder::open(here.path());
    auto const one = NewFile::beside(folder, "a.csv");
    auto const other = NewFile::beside(folder, "a.csv");
    CHECK(one.name() != other.name());
    CHECK(meridian::system::is_partial(one.name()));
    CHECK_FALSE(meridian::system::is_partial("a.partial-0123456789abcdef"));
    CHECK_FALSE(meridian::system::is_partial(".a.partial-0123456789abcdeF"));
    CHECK_FALSE(meridian::system::is_partial(".a.partial-123"));
    CHECK_THROWS_AS((NewFile{folder, one.name()}), SystemError);
    // A name of 255 bytes is the longest; the hidden one is no longer.
    std::string const longest(255, 'n');
    meridian::system::replace_file(folder, longest, "text");
    CHECK(read_file(here.file(longest)) == "text");
}

TEST_CASE("modes of new files and folders follow the umask", "[system]") {
    TemporaryFolder const here;
    mode_t const before = ::umask(027);
    meridian::system::replace_file(here.file("a.txt"), "text");
    FolderWriter folder{here.file("results")};
    folder.publish();
    ::umask(before);
    CHECK((fs::status(here.file("a.txt")).permissions() & fs::perms::all) ==
          (fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read));  // 0666 & ~027
    CHECK((fs::status(here.file("results")).permissions() & fs::perms::all) ==
          (fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec));  // 0777 & ~027
}

TEST_CASE("a link is replaced, never what it leads to", "[system]") {
    TemporaryFolder const here;
    meridian::testing::write_file(here.file("mine.txt"), "mine");
    fs::create_directory(here.file("my_folder"));
    fs::create_directory(here.file("study"));
    for (char const* const name : {"a.csv", "b.csv"})
        fs::create_symlink("../mine.txt", here.file("study/") + name);
    fs::create_symlink("../my_folder", here.file("study/representative_runs"));
    auto const folder = Folder::open(here.file("study"));
    meridian::system::replace_file(folder, "a.csv", "new");
    meridian::system::replace_if_other(folder, "b.csv", "mine");
    CHECK(fs::is_regular_file(fs::symlink_status(here.file("study/a.csv"))));
    CHECK(fs::is_regular_file(fs::symlink_status(here.file("study/b.csv"))));
    CHECK(read_file(here.file("mine.txt")) == "mine");
    CHECK_THROWS_WITH(folder.make_folder("representative_runs"),
                      Catch::Contains("study/representative_runs: it is a link"));
    FolderWriter run{folder, "representative_runs"};
    meridian::system::write_file(run.folder(), "index.csv", "new");
    run.publish();
    CHECK(read_file(here.file("study/representative_runs/index.csv")) == "new");
    CHECK(fs::is_empty(here.file("my_folder")));
}

TEST_CASE("links, pipes, devices and folders are not read as files of results", "[system]") {
    TemporaryFolder const here;
    fs::create_symlink("/dev/zero", here.file("link"));
    REQUIRE(::mkfifo(here.file("pipe").c_str(), 0600) == 0);
    fs::create_directory(here.file("folder"));
    auto const folder = Folder::open(here.path());
    CHECK_THROWS_WITH(folder.text("link"), Catch::Contains("it is a link") && Catch::Contains("fix:"));
    CHECK_THROWS_WITH(folder.text("pipe"), Catch::Contains("it is no file") && Catch::Contains("fix:"));
    CHECK_THROWS_WITH(folder.text("folder"), Catch::Contains("it is no file"));
    CHECK_FALSE(folder.text("none"));
    auto const devices = Folder::open("/dev");
    CHECK_THROWS_WITH(devices.text("zero"), Catch::Contains("it is no file"));
    CHECK_FALSE(meridian::system::file_text("/dev/zero"));
    CHECK_FALSE(meridian::system::file_text(here.file("pipe")));
}

TEST_CASE("what is removed with a folder ends at links", "[system]") {
    TemporaryFolder const here;
    meridian::testing::write_file(here.file("mine/letter.txt"), "mine");
    fs::create_directories(here.file("old/inner"));
    fs::create_directory_symlink(here.file("mine"), here.file("old/inner/link"));
    Folder::open(here.path()).remove("old");
    CHECK_FALSE(fs::exists(here.file("old")));
    CHECK(read_file(here.file("mine/letter.txt")) == "mine");
}

TEST_CASE("a file that was not closed is not there", "[system]") {
    TemporaryFolder const here;
    {
        FileWriter file{Folder::open(here.path()), "a.txt"};
        file.write("half");
    }
    CHECK_FALSE(fs::exists(here.file("a.txt")));
}

TEST_CASE("text of any length is written in its order", "[system]") {
    TemporaryFolder const here;
    std::string expected;
    FileWriter file{Folder::open(here.path()), "a.txt"};
    for (std::size_t const length : {0UL, 1UL, 700'000UL, 700'000UL, 3'000'000UL, 5UL}) {
        std::string const text(length, static_cast<char>('a' + expected.size() % 23));
        file.write(text);
        expected += text;
    }
    file.close();
    CHECK(read_file(here.file("a.txt")) == expected);
}

TEST_CASE("a file with the same text keeps its time, one with another is replaced", "[system]") {
    TemporaryFolder const here;
    auto const folder = Folder::open(here.path());
    std::string const file = here.file("index.csv");
    meridian::system::replace_if_other(folder, "index.csv", "a,b\n");
    CHECK(meridian::system::file_text(file) == "a,b\n");
    auto const long_ago = fs::last_write_time(file) - std::chrono::hours{1};
    fs::last_write_time(file, long_ago);
    meridian::system::replace_if_other(folder, "index.csv", "a,b\n");
    CHECK(fs::last_write_time(file) == long_ago);
    meridian::system::replace_if_other(folder, "index.csv", "a,c\n");
    CHECK(fs::last_write_time(file) != long_ago);
    CHECK(meridian::system::file_text(file) == "a,c\n");
    // What is not there, and what is no file, has no text; an empty file has an empty one.
    CHECK_FALSE(meridian::system::file_text(here.file("none")));
    CHECK_FALSE(meridian::system::file_text(here.path()));
    meridian::system::write_file(folder, "empty", "");
    CHECK(meridian::system::file_text(here.file("empty")) == "");
}

TEST_CASE("a full disk is reported as one, with the file's name", "[system]") {
    CHECK_THROWS_AS(Folder::open("/dev/null/nowhere"), SystemError);
    TemporaryFolder const here;
    FileWriter full{Folder::open(here.path()), "full.txt"};
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    rlimit const none{0, before.rlim_max};  // no file may grow: what a full disk does, with another errno
    auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &none) == 0);
    full.write("text");
    CHECK_THROWS_WITH(full.close(), Catch::Contains("full.txt") && Catch::Contains("File too large"));
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    std::signal(SIGXFSZ, handler);
}

TEST_CASE("parents that were made are gone if the folder could not be begun", "[system]") {
    TemporaryFolder const here;
    meridian::testing::write_file(here.file("file"), "");
    CHECK_THROWS_AS(FolderWriter{here.file("file/deep/results")}, SystemError);
    CHECK_THROWS_AS(FolderWriter{here.file("new/deep/") + std::string(300, 'x')}, SystemError);
    CHECK(entries(here.path()) == 1);
}
