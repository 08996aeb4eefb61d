#include "http/host_name.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "error/try.hpp"
#include "http/shown_text.hpp"
#include "system/library.hpp"
#include "text/ascii.hpp"

namespace rasctl::http {
namespace {

Error bad_name(const std::string& what, std::string why, std::string hint = {}) {
    return Error{ExitCode::usage, what, std::move(why), std::move(hint)};
}

bool is_name_character(char c) {
    return is_lower(c) || is_digit(c) || c == '-' || c == '_' || c == '.';
}

// libidn2 speaks IDNA 2008, is on nearly every machine (curl, wget and glibc use it) and rarely needed:
// loading it here spares every start the cost, and the program the dependency.
Result<std::string> punycode(const std::string& name, const std::string& what) {
    const std::string hint = "write it in punycode, as xn--... (idn2 NAME shows it)";
    const system::Library library("libidn2.so.0");
    if (!library)
        return bad_name(what, "an international host name needs libidn2, which is not installed", hint);
    int (*lookup)(const std::uint8_t*, std::uint8_t**, int) = nullptr;
    void (*release)(void*) = nullptr;
    if (!library.find("idn2_lookup_u8", lookup) || !library.find("idn2_free", release))
        return bad_name(what, "the libidn2 found here is too old", hint);

    constexpr int nfc_input = 1;        // IDN2_NFC_INPUT
    constexpr int nontransitional = 8;  // IDN2_NONTRANSITIONAL
    std::uint8_t* ascii = nullptr;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(name.c_str());
    if (lookup(bytes, &ascii, nfc_input | nontransitional) != 0 || ascii == nullptr) {
        return bad_name(what, "not a valid international host name", hint);
    }
    std::string result(reinterpret_cast<const char*>(ascii));
    release(ascii);
    return result;
}

bool labels_are_valid(std::string_view name) {
    std::size_t start = 0;
    while (start <= name.size()) {
        const std::size_t dot = std::min(name.find('.', start), name.size());
        const std::size_t length = dot - start;
        if (length == 0 || length > 63) return false;
        start = dot + 1;
    }
    return true;
}

}  // namespace

Result<std::string> wire_host_name(std::string_view name, const std::string& what) {
    std::string wire(name);
    if (std::ranges::any_of(wire, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
        TRY_LET(auto ascii, punycode(wire, what));
        wire = std::move(ascii);
    }
    std::ranges::transform(wire, wire.begin(), to_lower);
    if (wire.ends_with('.')) wire.pop_back();
    if (wire.empty()) return bad_name(what, "the host is missing");
    if (const auto bad = std::ranges::find_if_not(wire, is_name_character); bad != wire.end()) {
        return bad_name(what, "'" + shown_text({&*bad, 1}) + "' cannot be in a host name");
    }
    if (wire.size() > 253 || !labels_are_valid(wire)) return bad_name(what, "not a valid host name");
    return wire;
}

}  // namespace rasctl::http
