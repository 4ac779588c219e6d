#include "tests/e2e/outcome.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include <sys/wait.h>

#include "tests/support/places.hpp"

namespace meridian::testing {
namespace {

namespace fs = std::filesystem;

std::string quoted(std::string const& word) {
    std::string text{"'"};
    for (char const c : word)
        text += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return text + "'";
}

}  // namespace

Words joined(Words first, Words const& rest) {
    first.insert(first.end(), rest.begin(), rest.end());
    return first;
}

std::vector<std::string> everything_in(std::string const& folder) {
    std::vector<std::string> names;
    for (auto const& entry : fs::recursive_directory_iterator{folder}) {
        std::string const name = entry.path().lexically_relative(folder).string();
        names.push_back(entry.is_directory() && !entry.is_symlink() ? name + "/" : name);
    }
    std::ranges::sort(names);
    return names;
}

nlohmann::json json_in(std::string const& file) {
    return nlohmann::json::parse(read_file(file));
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        std::size_t const end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::size_t rows_in(std::string const& csv_file) {
    return lines_of(read_file(csv_file)).size() - 1;
}

std::vector<std::string> scenarios_in(std::string const& folder) {
    std::vector<std::string> files;
    for (auto const& entry : fs::directory_iterator{source("scenarios/" + folder)}) {
        if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
    }
    std::ranges::sort(files);
    return files;
}

CommandResult run_shell(std::string const& script, std::vector<std::string> const& words) {
    std::string command = "exec 2>&1; exec /bin/sh -c " + quoted(script) + " " + quoted(meridian_binary);
    for (std::string const& word : words)
        command += " " + quoted(word);
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error{"no shell"};
    CommandResult answer;
    std::array<char, 4096> buffer{};
    while (std::size_t const got = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
        answer.out.append(buffer.data(), got);
    }
    int const status = ::pclose(pipe);
    answer.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return answer;
}

}  // namespace meridian::testing
