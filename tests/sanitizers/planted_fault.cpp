// Does one thing that a sanitizer must report, so that a build in which it reports nothing is noticed.
//   planted_fault leak|overflow|arithmetic|race
#include <climits>
#include <cstdlib>
#include <string_view>
#include <thread>

namespace {

void leak() {
    // Through volatile, so that no optimizer and no register keeps it.
    static volatile char* kept = nullptr;
    kept = static_cast<char*>(std::malloc(1234));
    kept[0] = 'x';
    kept = nullptr;
}

int overflow(int length) {
    const auto* bytes = new char[8]{};
    const int beyond = bytes[length];
    delete[] bytes;
    return beyond;
}

int arithmetic(int length) {
    return INT_MAX - 7 + length;
}

int race() {
    static int shared = 0;
    std::thread other([] { ++shared; });
    ++shared;
    other.join();
    return shared;
}

}  // namespace

int main(int count, char** words) {
    const std::string_view kind = count > 1 ? words[1] : "";
    const volatile int length = 7 + count - 1;  // 8, unknown to the compiler
    int result = 0;
    if (kind == "leak") leak();
    if (kind == "overflow") result = overflow(length);
    if (kind == "arithmetic") result = arithmetic(length);
    if (kind == "race") result = race();
    return result == -1 ? 1 : 0;
}
