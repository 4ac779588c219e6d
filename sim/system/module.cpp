#include "sim/system/module.hpp"

#include <dlfcn.h>

namespace meridian::system {
namespace {

std::string loader_says() {
    char const* const text = ::dlerror();
    return text != nullptr ? text : "the loader does not say why";
}

}  // namespace

// RTLD_LOCAL: libsimgrid exports hundreds of MPI_* symbols that must not stand in for a real MPI's.
Module::Module(std::filesystem::path const& file)
    : handle_{::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE)} {
    if (handle_ == nullptr) throw ModuleFault{loader_says()};
}

void* Module::symbol(std::string const& name) const {
    void* const found = ::dlsym(handle_, name.c_str());
    if (found == nullptr) throw ModuleFault{loader_says()};
    return found;
}

std::filesystem::path program_file() {
    return std::filesystem::read_symlink("/proc/self/exe");
}

std::filesystem::path program_folder() {
    return program_file().parent_path();
}

}  // namespace meridian::system
