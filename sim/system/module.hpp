// Code that is loaded when it is asked for, and only then: a shared library beside the program. What it
// links (SimGrid, MPI) costs other runs nothing, and its symbols are seen by nobody else.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace meridian::system {

// The module could not be loaded, or lacks a symbol; the message is the loader's own.
struct ModuleFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Once loaded, a module stays until the process ends: libraries leave callbacks behind.
class Module {
public:
    // Throws ModuleFault.
    explicit Module(std::filesystem::path const& file);

    // A function with C linkage. Throws ModuleFault if the module has none of that name.
    template <class Function>
    [[nodiscard]] Function* function(std::string const& name) const {
        return reinterpret_cast<Function*>(symbol(name));
    }

private:
    [[nodiscard]] void* symbol(std::string const& name) const;

    void* handle_;
};

// The program that runs, and its folder.
[[nodiscard]] std::filesystem::path program_file();
[[nodiscard]] std::filesystem::path program_folder();

}  // namespace meridian::system
