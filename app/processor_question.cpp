// OpenSSL asks the processor what it can before main of every run. A virtual machine answers each such
// question itself, in 5 us: a fifteenth of a run that sends nothing. The linker leads those calls here
// (--wrap): the first, before main, asks nothing; the second is OpenSSL's own when it is set up for the first
// connection, before it chooses any code.

// NOLINTBEGIN(bugprone-reserved-identifier): the names are the linker's.
extern "C" {

void __real_OPENSSL_cpuid_setup();

void __wrap_OPENSSL_cpuid_setup() {
    static bool before_main = true;
    if (!before_main) __real_OPENSSL_cpuid_setup();
    before_main = false;
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier)
