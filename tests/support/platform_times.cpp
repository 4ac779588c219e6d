// platform_times FILE [FROM TO BYTES]... [--cfg=...]
// Loads a SimGrid platform, sends one transfer after another, and prints when each has ended, in seconds.
// A program of its own: the tests do not link SimGrid.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <simgrid/s4u.hpp>

namespace sg4 = simgrid::s4u;

int main(int argc, char** argv) {
    sg4::Engine engine{&argc, argv};  // takes the --cfg away
    if (argc < 2 || (argc - 2) % 3 != 0) return 2;
    engine.load_platform(argv[1]);
    std::vector<std::string> const words(argv + 2, argv + argc);
    sg4::Host* const somewhere = engine.get_all_hosts().front();
    sg4::Actor::create("sender", somewhere, [&] {
        for (std::size_t i = 0; i < words.size(); i += 3) {
            sg4::Comm::sendto(sg4::Host::by_name(words[i]), sg4::Host::by_name(words[i + 1]),
                              std::strtoull(words[i + 2].c_str(), nullptr, 10));
            std::printf("%.17g\n", sg4::Engine::get_clock());
        }
    });
    engine.run();
}
