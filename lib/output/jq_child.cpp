#include "output/jq_child.hpp"

#include <cstdlib>
#include <ctime>
#include <new>
#include <optional>

#include "output/jq_frames.hpp"
#include "output/jq_program.hpp"
#include "system/confinement.hpp"
#include "system/descriptor.hpp"
#include "system/pipe.hpp"
#include "system/process.hpp"

namespace rasctl::output {
namespace {

constexpr int channel_number = system::standard_input;

// Memory for the filter beside what its input takes; jq needs about 50 bytes for each byte of dense JSON.
constexpr std::uint64_t own_memory = std::uint64_t{512} << 20U;
constexpr std::uint64_t memory_per_input_byte = 64;

// Frames gathered into larger pieces.
class Sender {
  public:
    void put(char kind, std::string_view payload) {
        constexpr std::size_t enough = std::size_t{32} << 10U;
        jq_frame::append(text_, kind, payload);
        if (text_.size() >= enough) flush();
    }
    // Whoever listens to nobody ends.
    void flush() {
        if (!system::send_all(channel_number, text_)) std::_Exit(0);
        text_.clear();
    }

  private:
    std::string text_;
};

std::optional<std::string> next_text(std::uint64_t used) {
    char header[jq_frame::size_bytes];
    if (!system::read_whole(channel_number, header)) return std::nullopt;
    const std::uint64_t size = jq_frame::size_at(header);
    if (used != 0) system::bound_address_space(used + own_memory + memory_per_input_byte * size);
    std::string text(size, '\0');
    if (!system::read_whole(channel_number, text)) return std::nullopt;
    return text;
}

void serve(const JqLibrary& library, const std::string& filter, std::vector<std::string>& environment,
           std::uint64_t used) {
    std::vector<char*> variables;
    variables.reserve(environment.size() + 1);
    for (std::string& variable : environment) variables.push_back(variable.data());
    variables.push_back(nullptr);
    // Where HOME is not set, there is no ~/.jq.
    char* no_variables = nullptr;
    system::set_process_environment(&no_variables);
    JqProgram program(library);
    Sender sender;
    const std::string error = program.compile(filter);
    sender.put(error.empty() ? jq_frame::ready : jq_frame::wrong, error);
    sender.flush();
    if (!error.empty()) return;
    system::set_process_environment(variables.data());
    while (const auto text = next_text(used)) {
        const JqEnd end = program.run(
            *text,
            [&](std::string_view result, bool is_true) {
                sender.put(is_true ? jq_frame::result : jq_frame::false_result, result);
            },
            [&](std::string_view message) { sender.put(jq_frame::debug, message); });
        if (!end.failed && !end.message.empty()) sender.put(jq_frame::debug, end.message);
        sender.put(end.failed ? jq_frame::failure : jq_frame::end, end.message);
        sender.flush();
    }
}

}  // namespace

void serve_jq(const JqLibrary& library, const std::string& filter, std::vector<std::string> environment,
              int channel, int errors) {
    system::become_ordinary_child();
    const std::uint64_t used = system::used_address_space();
    if (used != 0) system::bound_address_space(used + own_memory);
    // While the file of the time zone can be read.
    ::tzset();
    // Stdin is the channel, stdout and stderr what the parent reads.
    system::keep_only_descriptors(channel, errors);
    try {
        serve(library, filter, environment, used);
    } catch (const std::bad_alloc&) {
        std::_Exit(jq_no_memory);
    }
    // Not exit(): what the parent has buffered must not be written twice.
    std::_Exit(0);
}

}  // namespace rasctl::output
