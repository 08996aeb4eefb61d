#include "terminal/signals.hpp"

namespace rasctl::terminal {

StopSignals::StopSignals() : capture_(stop_signals, system::OnSecond::end_at_once) {}

bool stop_requested() {
    return system::stop_captured();
}

Error interrupted() {
    return Error{.exit_code = ExitCode::interrupted, .what = "interrupted", .why = "", .hint = ""};
}

}  // namespace rasctl::terminal
