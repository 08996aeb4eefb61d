// The two functions that libstdc++ takes from libm, to read and write numbers in the default rounding mode.
// Nothing here ever changes the mode, and no other function of libm is used: a library less to load is a
// seventh of start-up.
#include <cfenv>

extern "C" {

int fegetround() noexcept {
    return FE_TONEAREST;
}

int fesetround(int mode) noexcept {
    return mode == FE_TONEAREST ? 0 : 1;
}

}  // extern "C"
