// system::Library of the static program: what others load from a file is linked in.
#include <algorithm>
#include <array>
#include <string_view>

#include "system/library.hpp"

// Only the addresses are taken here; who calls them knows their types.
extern "C" {
void idn2_lookup_u8();
void idn2_free();
void jq_init();
void jq_teardown();
void jq_set_error_cb();
void jq_set_debug_cb();
void jq_set_input_cb();
void jq_compile();
void jq_start();
void jq_next();
void jq_halted();
void jq_get_exit_code();
void jq_get_error_message();
void jv_invalid();
void jv_parse_sized();
void jv_get_kind();
void jv_copy();
void jv_free();
void jv_dump_string();
void jv_string_value();
void jv_string_length_bytes();
void jv_invalid_has_msg();
void jv_invalid_get_msg();
}

namespace rasctl::system {
namespace {

struct LinkedFunction {
    std::string_view library;
    std::string_view name;
    void (*address)();
};

constexpr std::string_view idn2 = "libidn2.so.0";
constexpr std::string_view jq = "libjq.so.1";

constexpr std::array linked{
    LinkedFunction{idn2, "idn2_lookup_u8", idn2_lookup_u8},
    LinkedFunction{idn2, "idn2_free", idn2_free},
    LinkedFunction{jq, "jq_init", jq_init},
    LinkedFunction{jq, "jq_teardown", jq_teardown},
    LinkedFunction{jq, "jq_set_error_cb", jq_set_error_cb},
    LinkedFunction{jq, "jq_set_debug_cb", jq_set_debug_cb},
    LinkedFunction{jq, "jq_set_input_cb", jq_set_input_cb},
    LinkedFunction{jq, "jq_compile", jq_compile},
    LinkedFunction{jq, "jq_start", jq_start},
    LinkedFunction{jq, "jq_next", jq_next},
    LinkedFunction{jq, "jq_halted", jq_halted},
    LinkedFunction{jq, "jq_get_exit_code", jq_get_exit_code},
    LinkedFunction{jq, "jq_get_error_message", jq_get_error_message},
    LinkedFunction{jq, "jv_invalid", jv_invalid},
    LinkedFunction{jq, "jv_parse_sized", jv_parse_sized},
    LinkedFunction{jq, "jv_get_kind", jv_get_kind},
    LinkedFunction{jq, "jv_copy", jv_copy},
    LinkedFunction{jq, "jv_free", jv_free},
    LinkedFunction{jq, "jv_dump_string", jv_dump_string},
    LinkedFunction{jq, "jv_string_value", jv_string_value},
    LinkedFunction{jq, "jv_string_length_bytes", jv_string_length_bytes},
    LinkedFunction{jq, "jv_invalid_has_msg", jv_invalid_has_msg},
    LinkedFunction{jq, "jv_invalid_get_msg", jv_invalid_get_msg},
};

}  // namespace

// The handle is the library's first function.
Library::Library(const char* name) : handle_(nullptr) {
    const auto* first = std::ranges::find(linked, std::string_view(name), &LinkedFunction::library);
    if (first != linked.end()) handle_ = const_cast<LinkedFunction*>(first);
}

void* Library::symbol(const char* name) const {
    if (handle_ == nullptr) return nullptr;
    const std::string_view library = static_cast<const LinkedFunction*>(handle_)->library;
    const auto* function = std::ranges::find_if(linked, [&](const LinkedFunction& candidate) {
        return candidate.library == library && candidate.name == name;
    });
    return function == linked.end() ? nullptr : reinterpret_cast<void*>(function->address);
}

}  // namespace rasctl::system
