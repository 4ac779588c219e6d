// How the program ends, for scripts.
#pragma once

namespace meridian::app {

// In the order of severity, except for what the user has ended.
enum class ExitCode : int {
    success = 0,
    answer_is_no = 1,  // checked, and the answer is no
    invalid_input = 2,
    cannot_be_met = 3,
    internal_error = 4,
    system_error = 5,   // disk, memory, a program that is missing, killed
    interrupted = 130,  // Ctrl-C
};

}  // namespace meridian::app
