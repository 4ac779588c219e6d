// A policy that is no part of the program, and the declarations of its keys:
//     policy: {command: [python3, mine.py], parameters: {rtt_ms: 20}, on_fault: {use: nearest_user}}
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "sim/scenario/fields.hpp"
#include "sim/setup/plugin.hpp"

namespace meridian::scenario {

inline constexpr Enum<Knowledge> knowledge_kinds{{"declared", Knowledge::declared},
                                                 {"oracle", Knowledge::oracle}};

// Where the files of a plug-in are looked for, and the hash of their bytes: written by settle_plugins().
inline constexpr std::string_view plugin_folder_key = "folder";

struct FaultDraft : RecordDraft {
    std::string use;
};

template <class Visitor>
void fields(Visitor& v, FaultDraft& r) {
    v.required("use", r.use, Text{"nearest_user"}, "the built-in policy that decides from the fault on");
}

// What every program of the user's has: a policy, a filter or a score.
struct ProgramDraft : GroupOf<PluginSource> {
    std::vector<Item> command;
    std::string name, folder, content;
    Draft const* parameters{nullptr};
};

struct PluginDraft : ProgramDraft {
    std::string library;
    FaultDraft on_fault;
};

// A program that lets places pass, or gives them scores.
struct JudgeDraft : ProgramDraft {
    double weight{1.0};
};

template <class Visitor>
void command_field(Visitor& v, ProgramDraft& r) {
    v.optional("command", r.command, Names{"python3, mine.py"},
               "the program and its arguments; files are those beside this file");
}

template <class Visitor>
void program_fields(Visitor& v, ProgramDraft& r) {
    PluginSource& p = r.value;
    v.optional("name", r.name, Text{"mine"}, "its name in results; without: the name of its file");
    v.optional("parameters", r.parameters, AnyMap{"{rtt_ms: 20}"}, "for the program alone, as it likes");
    v.defaulted(
        "knowledge", p.knowledge, knowledge_kinds, "declared",
        "what it may know: declared sizes and estimates, or true run times too, as no scheduler does");
    v.defaulted("time_limit", p.time_limit, like(Real<Duration>{positive}, "10 s", "1 ms", "1 h"), "10 s",
                "of wall clock for an answer");
    v.defaulted("memory_limit", p.memory_limit, like(Real<Bytes>{positive}, "4 GB", "100 MB", "1 TB"), "4 GB",
                "of addresses");
    v.defaulted("reply_limit", p.reply_limit, like(Real<Bytes>{positive}, "64 MB", "1 kB", "1 GB"), "64 MB",
                "of one answer");
    v.optional("folder", r.folder, Text{"policies"}, "where its files are; without: the folder of this file");
    v.optional("content", r.content, Text{"9ae16a3b2f90404f"}, "hash of its files, as results state it");
}

template <class Visitor>
void fields(Visitor& v, PluginDraft& r) {
    command_field(v, r);
    v.optional("library", r.library, Text{"mine.so"}, "or a shared library");
    v.group("on_fault", r.on_fault, "what happens if it fails; without: the run ends");
    program_fields(v, r);
}

template <class Visitor>
void fields(Visitor& v, JudgeDraft& r) {
    command_field(v, r);
    v.defaulted("weight", r.weight, like(Real{Dimension::number, Range{0.0, 1e6, {}}}, "0.4", "0.01", "100"),
                "1", "of its scores, beside those of the others");
    program_fields(v, r);
}

// A filter or a score that is a program; no program where there is a problem.
struct Judge {
    std::string name;
    double weight{1.0};
    std::shared_ptr<PluginSource const> source{};
};
struct ScenarioBuilder;
[[nodiscard]] Judge build_judge(Draft const& draft, std::string_view noun, ScenarioBuilder& b);

// Whether the value of a `policy` is one, rather than the name of a built-in policy.
[[nodiscard]] bool is_plugin(Draft const& value);

// Writes into each plug-in of a scenario where its files are, and their hash; reports those that are not there or are
// other ones.
void settle_plugins(Draft& root, Problems& problems);

// The words of a command, files being absolute. `files`: those of them that are files.
struct PluginFiles {
    std::vector<std::string> words;
    std::vector<std::filesystem::path> files;
    bool is_beside{false};  // what would be run lies in the folder of the scenario or below

    // Of what is run: the file that an interpreter reads, else the program.
    [[nodiscard]] std::string name() const;
};
[[nodiscard]] PluginFiles plugin_files(Draft const& plugin);

}  // namespace meridian::scenario
