#include "sim/study/replay.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>

#include "sim/report/own_report.hpp"
#include "sim/study/results.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::study {
namespace {

namespace fs = std::filesystem;

// Their names within the folder.
std::set<fs::path> files_of(fs::path const& folder) {
    std::set<fs::path> files;
    std::error_code error;
    for (fs::recursive_directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
        auto const name = at->path().filename();
        bool const is_report =
            report::is_own_report(system::Folder::open(at->path().parent_path()), name.string());
        bool const is_other =  // headroom: of another command
            at.depth() == 0 && (name == "shards" || name == "slurm" || name == "headroom");
        if (is_report || is_other) at.disable_recursion_pending();
        bool const counts = at->is_regular_file() && !is_report && name != "manifest.json" &&
                            !name.string().ends_with(".lock") && name != "results.sqlite" &&
                            !system::is_partial(name.string());
        if (counts) files.insert(at->path().lexically_relative(folder));
    }
    if (error) throw system::SystemError{"cannot read " + folder.string() + ": " + error.message()};
    return files;
}

std::optional<FileDifference> difference(fs::path const& file, fs::path const& ours,
                                         fs::path const& recorded) {
    std::ifstream a{ours / file, std::ios::binary};
    std::ifstream b{recorded / file, std::ios::binary};
    if (!a || !b) return FileDifference{file, {}, {}, {}};
    for (std::ifstream* const in : {&a, &b})
        in->exceptions(std::ios::badbit);  // memory that runs out is not the end of the file
    for (std::size_t line = 1;; ++line) {
        FileDifference found{file, line, {}, {}};
        bool const more = !std::getline(a, found.ours).fail();
        bool const recorded_more = !std::getline(b, found.recorded).fail();
        if (!more && !recorded_more) return std::nullopt;
        if (more != recorded_more || found.ours != found.recorded || a.eof() != b.eof()) return found;
    }
}

}  // namespace

std::vector<std::int64_t> recorded_runs(fs::path const& folder) {
    Results const record = read_results(system::Folder::open(folder));
    std::vector<std::int64_t> runs;
    for (std::size_t p = 0; p < record.study().points.size(); ++p)
        runs.push_back(record.runs(p));
    return runs;
}

std::vector<FileDifference> different_files(fs::path const& ours, fs::path const& recorded) {
    auto files = files_of(ours);
    files.merge(files_of(recorded));
    std::vector<FileDifference> all;
    for (fs::path const& file : files) {
        if (auto found = difference(file, ours, recorded)) all.push_back(std::move(*found));
    }
    return all;
}

std::size_t compared_files(fs::path const& folder) {
    return files_of(folder).size();
}

}  // namespace meridian::study
