// The files of plug-ins: where they are, what they hold, whether they lie beside the scenario.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "models/units/split.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/scenario/composition_record.hpp"
#include "sim/scenario/streamed_table.hpp"
#include "sim/system/folder.hpp"

namespace meridian::scenario {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> words_of(Draft const& plugin) {
    std::vector<std::string> words;
    auto const* const command = plugin.find("command");
    if (command == nullptr) {
        auto const* const library = plugin.find("library");
        if (library != nullptr && library->is_scalar()) words.push_back(library->text());
        return words;
    }
    if (command->is_scalar()) {  // as Names are read
        for (std::string_view const word : split(command->text(), ' ')) {
            if (!word.empty()) words.emplace_back(word);
        }
    }
    if (!command->is_list()) return words;
    for (Draft const& word : command->items()) {
        if (word.is_scalar()) words.push_back(word.text());
    }
    return words;
}

Draft const& what_is_run(Draft const& plugin) {
    auto const* const command = plugin.find("command");
    return command != nullptr ? *command : *plugin.find("library");
}

fs::path folder_of_file(Draft const& value) {
    fs::path const folder = fs::path{value.location().file}.parent_path();
    return fs::absolute(folder.empty() ? fs::path{"."} : folder).lexically_normal();
}

// Where its names start from.
fs::path folder_of(Draft const& plugin) {
    fs::path const own = folder_of_file(what_is_run(plugin));
    auto const* const written = plugin.find(plugin_folder_key);
    return written != nullptr && written->is_scalar() ? (own / written->text()).lexically_normal() : own;
}

bool lies_in(fs::path const& file, fs::path const& folder) {
    std::error_code fault;
    fs::path const real = fs::canonical(file, fault);
    fs::path const real_folder = fault ? fs::path{} : fs::canonical(folder, fault);
    if (fault) return false;
    auto const [end, ignored] =
        std::mismatch(real_folder.begin(), real_folder.end(), real.begin(), real.end());
    return end == real_folder.end();
}

bool is_by_user(Draft const& plugin, std::string_view key) {
    auto const* const entry = plugin.entry(key);
    return entry != nullptr && entry->key->shared_location.file != nullptr;
}

void write(Draft& plugin, std::string_view key, std::string text) {
    plugin.set(Draft::Key{std::string{key}, SharedLocation{}},
               Draft::scalar(plugin.shared_location(), std::move(text)));
}

void settle(Draft& plugin, Problems& problems) {
    auto const [words, files, is_beside] = plugin_files(plugin);
    if (words.empty()) return;  // reported where the keys are read
    bool const is_library = plugin.find("library") != nullptr;
    bool const is_path = words.front().find('/') != std::string::npos;
    bool const reads_file = words.size() > 1 && !words[1].empty() && words[1].front() != '-';
    if (files.empty() && (is_library || is_path || reads_file)) {
        std::string const& missing = is_library || is_path ? words.front() : words[1];
        problems.add(what_is_run(plugin).location(), fmt::format("there is no file '{}'", missing),
                     fmt::format("put it into {}, or write its path from there", folder_of(plugin).string()));
        return;
    }
    std::string bytes;
    for (fs::path const& file : files) {
        bool const is_interpreter = files.size() > 1 && file == words.front();
        if (!is_interpreter) bytes += system::file_text(file).value_or("");
    }
    auto const content = fmt::format("{:016x}", engine::name_hash(bytes));
    auto const* const written = plugin.find(content_key);
    if (is_by_user(plugin, content_key) && (!written->is_scalar() || written->text() != content)) {
        problems.add(written->location(),
                     fmt::format("the policy's files are not those that this scenario was written for: their "
                                 "content is {}",
                                 content),
                     "bring those back, or remove 'content'");
        return;
    }
    if (!is_by_user(plugin, plugin_folder_key)) write(plugin, plugin_folder_key, folder_of(plugin).string());
    if (!is_by_user(plugin, content_key)) write(plugin, content_key, content);
}

void settle_policy(Draft* value, Problems& problems);

// Its filters, scores, and the policies that are asked then.
void settle_composition(Draft& composed, Problems& problems) {
    settle_policy(composed.find("filter"), problems);
    settle_policy(composed.find("then"), problems);
    auto* const scores = composed.find("score");
    if (scores == nullptr || !scores->is_map()) return;
    for (auto& entry : scores->entries())
        settle_policy(&entry.value, problems);
}

void settle_policy(Draft* value, Problems& problems) {
    if (value == nullptr) return;
    if (is_plugin(*value)) settle(*value, problems);
    if (is_composition(*value)) settle_composition(*value, problems);
    if (!value->is_list()) return;
    for (Draft& one : value->items())
        settle_policy(&one, problems);
}

}  // namespace

bool is_plugin(Draft const& value) {
    return value.is_map() && (value.find("command") != nullptr || value.find("library") != nullptr);
}

std::string PluginFiles::name() const {
    if (words.empty()) return {};
    bool const reads_file = words.size() > 1 && !files.empty() && files.back() != words.front();
    std::size_t const read = files.size() > 1 && files.front() == words.front() ? 1 : 0;
    return (reads_file ? files[read] : fs::path{words.front()}).stem().string();
}

PluginFiles plugin_files(Draft const& plugin) {
    PluginFiles found;
    fs::path const folder = folder_of(plugin);
    fs::path const beside = folder_of_file(what_is_run(plugin));
    for (std::string const& word : words_of(plugin)) {
        fs::path const file = folder / word;
        std::error_code ignored;
        bool const is_file = !word.empty() && fs::is_regular_file(file, ignored);
        // What is run: the program, or the file that a program along PATH reads first, as an interpreter does.
        bool const is_run = found.words.empty() || (found.words.size() == 1 && found.files.empty() &&
                                                    found.words.front().find('/') == std::string::npos);
        if (is_file && is_run) found.is_beside = lies_in(file, beside);
        found.words.push_back(is_file ? file.string() : word);
        if (is_file) found.files.push_back(file);
    }
    return found;
}

void settle_plugins(Draft& root, Problems& problems) {
    settle_policy(root.find("policy"), problems);
    auto* const classes = root.find("classes");
    if (classes == nullptr || !classes->is_list()) return;
    for (Draft& one : classes->items())
        settle_policy(one.find("policy"), problems);
}

}  // namespace meridian::scenario
