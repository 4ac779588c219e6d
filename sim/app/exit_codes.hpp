// How the program ends, told apart by scripts.
#pragma once

namespace meridian::app {

enum ExitCode : int {
    fine = 0,
    answer_is_no = 1,  // checked, and the answer is no
    input_wrong = 2,
    cannot_be_met = 3,
    our_fault = 4,
    machine_failed = 5,     // disk, memory, killed
    stopped_by_user = 130,  // Ctrl-C
};

}  // namespace meridian::app
