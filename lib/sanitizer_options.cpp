// Where the programs of a sanitized build leave their reports: in files, for most tests run them with an
// environment of their own and look at stdout and exit code only. tests/run fails a suite that left one.
extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier): the names are the sanitizers' own.
// Without memory malloc answers as everywhere else: what then becomes of a filter is tested.
const char* __asan_default_options() {
    return "allocator_may_return_null=1:log_path=" RASCTL_SANITIZER_REPORTS "/report";
}
const char* __lsan_default_options() {
    return "print_suppressions=0";
}
const char* __tsan_default_options() {
    return "log_path=" RASCTL_SANITIZER_REPORTS "/report";
}
const char* __ubsan_default_options() {
    return "print_stacktrace=1:log_path=" RASCTL_SANITIZER_REPORTS "/report";
}
// libjq 1.6 loses a key of the input when a filter fails within .[]; a program of ten lines that links only
// libjq leaks the same bytes.
const char* __lsan_default_suppressions() {
    return "leak:libjq.so";
}
// NOLINTEND(bugprone-reserved-identifier)
}
