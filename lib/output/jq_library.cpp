#include "output/jq_library.hpp"

#include "system/library.hpp"

namespace rasctl::output {

Result<JqLibrary> load_jq() {
    const Error not_installed{ExitCode::usage, "cannot run --jq", "libjq is not installed",
                              "apt install libjq1"};
    const system::Library library("libjq.so.1");
    if (!library) return not_installed;
    JqLibrary jq;
    const bool complete =
        library.find("jq_init", jq.init) && library.find("jq_teardown", jq.teardown) &&
        library.find("jq_set_error_cb", jq.set_error_callback) && library.find("jq_compile", jq.compile) &&
        library.find("jq_set_debug_cb", jq.set_debug_callback) &&
        library.find("jq_set_input_cb", jq.set_input_callback) && library.find("jq_halted", jq.halted) &&
        library.find("jq_get_exit_code", jq.exit_code) &&
        library.find("jq_get_error_message", jq.error_message) && library.find("jv_invalid", jq.invalid) &&
        library.find("jq_start", jq.start) && library.find("jq_next", jq.next) &&
        library.find("jv_parse_sized", jq.parse) && library.find("jv_get_kind", jq.kind) &&
        library.find("jv_copy", jq.copy) && library.find("jv_free", jq.free) &&
        library.find("jv_dump_string", jq.dump) && library.find("jv_string_value", jq.string_value) &&
        library.find("jv_string_length_bytes", jq.string_size) &&
        library.find("jv_invalid_has_msg", jq.has_message) && library.find("jv_invalid_get_msg", jq.message);
    if (!complete) return not_installed;
    return jq;
}

}  // namespace rasctl::output
