#include "sim/app/slurm_jobs.hpp"

#include <array>
#include <cctype>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/app/exit_codes.hpp"
#include "sim/app/slurm_templates.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/console.hpp"
#include "sim/system/module.hpp"
#include "sim/system/program.hpp"

namespace meridian::app {
namespace {

namespace fs = std::filesystem;

std::string quoted(std::string const& word) {
    std::string text{"'"};
    for (char const c : word)
        text += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return text + "'";
}

void put(std::string& text, std::string_view from, std::string const& to) {
    auto const at = text.find(from);
    if (at == std::string::npos) throw std::logic_error{"a job script has no line " + std::string{from}};
    text.replace(at, from.size(), to);
}

// Absolute, so that a job finds them from wherever it is started.
std::string filled(std::string_view script, SweepArguments const& given) {
    std::string text{script};
    put(text, "meridian=${MERIDIAN:-meridian}\n",
        fmt::format("meridian=${{MERIDIAN:-{}}}\n", quoted(system::program_folder() / "meridian")));
    put(text, "study=${1:-}\n", fmt::format("study={}\n", quoted(fs::absolute(given.study))));
    put(text, "out=${2:-}\n", fmt::format("out={}\n", quoted(fs::absolute(given.out))));
    if (given.allow_large) put(text, " --quiet ", " --quiet --allow-large ");
    if (given.allow_plugins) put(text, " --quiet ", " --quiet --allow-plugins ");
    return text;
}

// The number of the job.
std::string submit(fs::path const& sbatch, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "--parsable");
    auto const answer = system::run_program(sbatch, arguments, 60.0);
    std::string number = answer.output.substr(0, answer.output.find_first_of(";\n"));
    bool const is_number = !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
    if (answer.exit_code != 0 || !is_number)
        throw system::SystemError{fmt::format(
            "sbatch did not take the job: {}\n  fix: see its message; options such as a partition or "
            "an account are given as SBATCH_PARTITION, SBATCH_ACCOUNT",
            answer.output)};
    return number;
}

}  // namespace

ExitCode write_slurm_jobs(SweepArguments const& given) {
    auto const folder = system::Folder::open(fs::absolute(given.out)).make_folder("slurm");
    fs::path const& jobs = folder.path();
    std::string sweep = filled(slurm_sweep, given);
    put(sweep, "#SBATCH --array=1-8\n", fmt::format("#SBATCH --array=1-{}\n", *given.slurm));
    // Of fewer tasks, as when some are submitted again, each still has the share that it had.
    put(sweep, "shares=${SLURM_ARRAY_TASK_MAX:-1}\n", fmt::format("shares={}\n", *given.slurm));
    fs::path const sweep_file = jobs / "sweep.sbatch";
    fs::path const merge_file = jobs / "merge.sbatch";
    system::replace_file(folder, "sweep.sbatch", sweep);
    system::replace_file(folder, "merge.sbatch", filled(slurm_merge, given));
    console::print("{} and merge.sbatch are written\n", sweep_file.string());
    if (!given.submit) {
        console::print("submit them: job=$(sbatch --parsable {0}) && sbatch --dependency=afterany:$job {1}\n",
                       quoted(sweep_file), quoted(merge_file));
        return ExitCode::success;
    }
    std::array<std::string_view, 1> const names{"sbatch"};
    auto const sbatch = system::find_program(names);
    if (!sbatch)
        throw system::SystemError{
            "--submit: there is no sbatch here\n  fix: submit the scripts on a host of the cluster, or "
            "install "
            "the package slurm-client"};
    std::string const logs = "--output=" + (jobs / "%x-%A_%a.log").string();
    std::string const array = submit(*sbatch, {logs, sweep_file.string()});
    std::string const merge = submit(*sbatch, {"--output=" + (jobs / "%x-%j.log").string(),
                                               "--dependency=afterany:" + array, merge_file.string()});
    console::print("submitted: array {} of {} tasks, then merge {}\n  how far it is: meridian status {}\n",
                   array, *given.slurm, merge, given.out);
    return ExitCode::success;
}

}  // namespace meridian::app
