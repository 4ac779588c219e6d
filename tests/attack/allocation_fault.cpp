// A library for LD_PRELOAD that lets allocations of a program fail, from the start of main() to its end.
//   ALLOCATION_FAULT=N    the N-th fails; copies of the process go on counting by themselves
//   ALLOCATION_FAULT=N+   the N-th and all after it
//   ALLOCATION_SIGNAL=S   instead, the signal S is raised there
//   ALLOCATION_COUNT=FILE the number of allocations is written there at the end
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

extern "C" {
void* __libc_malloc(std::size_t bytes);
void* __libc_calloc(std::size_t count, std::size_t bytes);
void* __libc_realloc(void* old, std::size_t bytes);
void* __libc_memalign(std::size_t alignment, std::size_t bytes);
}

namespace {

using Main = int (*)(int, char**, char**);

std::atomic<bool> counts{false};
std::atomic<std::uint64_t> count{0};
std::uint64_t first_failed = UINT64_MAX;
bool all_after = false;
int raised = 0;
Main program = nullptr;

bool fails() {
    if (!counts) return false;
    std::uint64_t const number = ++count;
    if (number != first_failed && !(all_after && number > first_failed)) return false;
    if (raised != 0) {
        std::raise(raised);
        return false;
    }
    errno = ENOMEM;
    return true;
}

void write_count() {
    char const* const file = std::getenv("ALLOCATION_COUNT");
    if (file == nullptr) return;
    char digits[24];
    std::size_t begin = sizeof digits;
    for (std::uint64_t left = count; left > 0 || begin == sizeof digits; left /= 10)
        digits[--begin] = static_cast<char>('0' + left % 10);
    int const out = ::open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (out < 0 || ::write(out, digits + begin, sizeof digits - begin) < 0) std::abort();
    ::close(out);
}

int counted_main(int argc, char** argv, char** environment) {
    if (char const* const fault = std::getenv("ALLOCATION_FAULT"); fault != nullptr) {
        char* end = nullptr;
        first_failed = std::strtoull(fault, &end, 10);
        all_after = *end == '+';
    }
    if (char const* const signal = std::getenv("ALLOCATION_SIGNAL"); signal != nullptr)
        raised = std::atoi(signal);
    counts = true;
    int const exit_code = program(argc, argv, environment);
    counts = false;
    write_count();
    return exit_code;
}

}  // namespace

extern "C" {

int __libc_start_main(Main main, int argc, char** argv, void (*init)(), void (*fini)(), void (*loader_fini)(),
                      void* stack_end) {
    using Start = int (*)(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);
    program = main;
    auto const start = reinterpret_cast<Start>(::dlsym(RTLD_NEXT, "__libc_start_main"));
    return start(&counted_main, argc, argv, init, fini, loader_fini, stack_end);
}

void* malloc(std::size_t bytes) {
    return fails() ? nullptr : __libc_malloc(bytes);
}
void* calloc(std::size_t number, std::size_t bytes) {
    return fails() ? nullptr : __libc_calloc(number, bytes);
}
void* realloc(void* old, std::size_t bytes) {
    return fails() ? nullptr : __libc_realloc(old, bytes);
}
void* memalign(std::size_t alignment, std::size_t bytes) {
    return fails() ? nullptr : __libc_memalign(alignment, bytes);
}
void* aligned_alloc(std::size_t alignment, std::size_t bytes) {
    return memalign(alignment, bytes);
}
int posix_memalign(void** into, std::size_t alignment, std::size_t bytes) {
    void* const made = memalign(alignment, bytes);
    if (made == nullptr) return ENOMEM;
    *into = made;
    return 0;
}
}
