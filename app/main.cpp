// rasctl: the words of the command line, the streams and the environment handed to the program.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "commands/program.hpp"
#include "system/descriptor.hpp"
#include "terminal/environment.hpp"
#include "terminal/streams.hpp"

namespace {

int run(int argc, char** argv) {
    using namespace rasctl;
    try {
        system::occupy_closed_standard_descriptors();
        // A pipe that nobody reads is noticed when writing to it.
        std::signal(SIGPIPE, SIG_IGN);
        const terminal::Environment environment = terminal::Environment::of_process();
        terminal::Streams streams = terminal::Streams::of_process(environment);
        return commands::run_program({argv + (argc > 0 ? 1 : 0), argv + argc}, streams, environment);
    } catch (const std::bad_alloc&) {
        std::fputs("rasctl: out of memory\n", stderr);
    } catch (const std::exception& bug) {
        std::fprintf(stderr, "rasctl: this is a bug in rasctl: %s\n", bug.what());
    }
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    const int code = run(argc, argv);
    // What outlives main are hundreds of objects of libraries that have nothing to do at the end; their
    // destructors lie all over the program, and reading those pages is 3 in 100 of a short run. A sanitizer
    // reports at a full end.
#ifdef RASCTL_SHORT_END
    ::_exit(code);
#else
    return code;
#endif
}
