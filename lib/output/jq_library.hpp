// The part of libjq's interface that rasctl uses. Declared here because jv.h defines functions that would tie
// the program to the library; the layout is that of libjq.so.1 (jq 1.5 to 1.7).
#pragma once

#include "error/error.hpp"

namespace rasctl::output {

extern "C" {
struct jq_state;

// A value of jq's: a small handle that is passed and owned by value.
struct jv {
    unsigned char kind_flags;
    unsigned char pad;
    unsigned short offset;
    int size;
    union {
        void* pointer;
        double number;
    } content;
};
}
static_assert(sizeof(jv) == 16);

// What jv_get_kind answers.
enum class JvKind : int { invalid, null, false_value, true_value, number, string, array, object };

// The functions, found when the library is loaded. Those marked "takes" free the value that they are given.
struct JqLibrary {
    jq_state* (*init)() = nullptr;
    void (*teardown)(jq_state**) = nullptr;
    void (*set_error_callback)(jq_state*, void (*)(void*, jv), void*) = nullptr;
    void (*set_debug_callback)(jq_state*, void (*)(void*, jv), void*) = nullptr;
    void (*set_input_callback)(jq_state*, jv (*)(jq_state*, void*), void*) = nullptr;
    int (*compile)(jq_state*, const char*) = nullptr;
    void (*start)(jq_state*, jv, int) = nullptr;  // takes
    jv (*next)(jq_state*) = nullptr;
    int (*halted)(jq_state*) = nullptr;
    jv (*exit_code)(jq_state*) = nullptr;
    jv (*error_message)(jq_state*) = nullptr;
    jv (*parse)(const char*, int) = nullptr;
    JvKind (*kind)(jv) = nullptr;
    jv (*invalid)() = nullptr;
    jv (*copy)(jv) = nullptr;
    void (*free)(jv) = nullptr;     // takes
    jv (*dump)(jv, int) = nullptr;  // takes
    const char* (*string_value)(jv) = nullptr;
    int (*string_size)(jv) = nullptr;  // takes
    int (*has_message)(jv) = nullptr;  // takes
    jv (*message)(jv) = nullptr;       // takes
};

// Loads libjq.so.1; a usage error that says how to install it when it is not there. It stays loaded until the
// process ends, because it keeps thread-local state that outlives an unloading.
Result<JqLibrary> load_jq();

}  // namespace rasctl::output
