#include "output/jq_library.hpp"

#include <dlfcn.h>

namespace rasctl::output {
namespace {

template <class Function>
bool find(void* handle, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(handle, name));
    return function != nullptr;
}

}  // namespace

Result<JqLibrary> load_jq() {
    const Error not_installed{ExitCode::usage, "cannot run --jq", "libjq is not installed",
                              "apt install libjq1"};
    void* handle = dlopen("libjq.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!handle) return not_installed;
    JqLibrary jq;
    const bool complete =
        find(handle, "jq_init", jq.init) && find(handle, "jq_teardown", jq.teardown) &&
        find(handle, "jq_set_error_cb", jq.set_error_callback) && find(handle, "jq_compile", jq.compile) &&
        find(handle, "jq_set_debug_cb", jq.set_debug_callback) &&
        find(handle, "jq_set_input_cb", jq.set_input_callback) && find(handle, "jq_halted", jq.halted) &&
        find(handle, "jq_get_exit_code", jq.exit_code) &&
        find(handle, "jq_get_error_message", jq.error_message) && find(handle, "jv_invalid", jq.invalid) &&
        find(handle, "jq_start", jq.start) && find(handle, "jq_next", jq.next) &&
        find(handle, "jv_parse_sized", jq.parse) && find(handle, "jv_get_kind", jq.kind) &&
        find(handle, "jv_copy", jq.copy) && find(handle, "jv_free", jq.free) &&
        find(handle, "jv_dump_string", jq.dump) && find(handle, "jv_string_value", jq.string_value) &&
        find(handle, "jv_string_length_bytes", jq.string_size) &&
        find(handle, "jv_invalid_has_msg", jq.has_message) && find(handle, "jv_invalid_get_msg", jq.message);
    if (!complete) return not_installed;
    return jq;
}

}  // namespace rasctl::output
