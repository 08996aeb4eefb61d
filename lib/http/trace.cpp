#include "http/trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "error/try.hpp"
#include "http/certificate.hpp"
#include "http/known_secrets.hpp"
#include "http/shown_text.hpp"
#include "http/trace_file.hpp"
#include "json/value.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"

namespace rasctl::http {
namespace {

using std::chrono::microseconds;

constexpr std::size_t body_shown = std::size_t{64} * 1024;
constexpr std::size_t header_shown = 1000;

double milliseconds_of(microseconds time) {
    return static_cast<double>(time.count()) / 1000.0;
}

std::string time_text(std::chrono::system_clock::time_point time) {
    const auto whole = std::chrono::floor<std::chrono::milliseconds>(time);
    const auto day = std::chrono::floor<std::chrono::days>(whole);
    const std::chrono::hh_mm_ss clock(whole - day);
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", date_text(std::chrono::sys_seconds(day)),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                       clock.subseconds().count());
}

std::string shown_value(const Header& header) {
    if (is_secret_header(header.first)) return std::string(secret_mask);
    return without_secrets(shown_text(header.second, header_shown));
}

json::Object headers_object(const std::vector<Header>& headers) {
    json::Object object;
    for (const auto& header : headers) object.append(shown_text(header.first, 200), shown_value(header));
    return object;
}

json::Value milliseconds_value(microseconds time) {
    return json::Number{fmt::format("{:.3f}", milliseconds_of(time))};
}

}  // namespace

bool is_secret_header(std::string_view name) {
    const std::string lower = lower_case(name);
    constexpr std::array<std::string_view, 7> marks{"auth",   "token",   "cookie", "password",
                                                    "secret", "api-key", "apikey"};
    return std::ranges::any_of(marks,
                               [&](std::string_view mark) { return lower.find(mark) != std::string::npos; });
}

Result<std::unique_ptr<Trace>> Trace::open(Line debug, const std::string& file, Line warn) {
    std::optional<system::NamedFile> named;
    if (!file.empty()) {
        TRY_LET(auto opened, open_trace_file(file));
        named.emplace(std::move(opened));
    }
    return std::unique_ptr<Trace>(new Trace(std::move(debug), std::move(named), std::move(warn)));
}

void Trace::line(std::string_view mark, std::string_view text) const {
    if (debug_) debug_(std::string(mark) + " " + std::string(text));
}

void Trace::show_headers(std::string_view mark, const std::vector<Header>& headers) const {
    for (const auto& header : headers) line(mark, shown_text(header.first, 200) + ": " + shown_value(header));
}

void Trace::starts(const TraceEntry& entry) {
    if (!debug_) return;
    line(">", entry.request.method + " " + without_secrets(entry.url) +
                  (entry.number > 1 ? fmt::format(" (try {})", entry.number) : ""));
    show_headers(">", entry.request.headers);
    if (!entry.request.shown_body.empty()) line(">", shown_text(entry.request.shown_body, body_shown));
}

void Trace::note(std::string_view text) {
    line("*", text);
}

void Trace::done(const TraceEntry& entry, const Attempt& attempt) {
    if (file_) write_record(entry, attempt);
    if (!debug_) return;
    const ConnectTimes& times = entry.connecting;
    std::string how = entry.reused
                          ? "on a kept connection"
                          : fmt::format("resolve {:.1f} ms, connect {:.1f} ms",
                                        milliseconds_of(times.resolve), milliseconds_of(times.connect));
    if (times.tunnel.count() > 0) how += fmt::format(", proxy {:.1f} ms", milliseconds_of(times.tunnel));
    if (times.handshake.count() > 0) how += fmt::format(", TLS {:.1f} ms", milliseconds_of(times.handshake));
    how += fmt::format(", first byte {:.1f} ms", milliseconds_of(attempt.first_byte));
    if (!entry.security.empty()) how += ", " + entry.security;
    line("*", how);
    if (!attempt.response) {
        line("!", without_secrets(attempt.error.what + ": " + attempt.error.why));
        return;
    }
    const Response& response = *attempt.response;
    line("<", fmt::format("{} {} ({} bytes)", response.status,
                          without_secrets(shown_text(response.reason, 100)), attempt.received));
    show_headers("<", response.headers);
}

void Trace::write_record(const TraceEntry& entry, const Attempt& attempt) {
    json::Object record;
    record.append("time", time_text(entry.start));
    record.append("method", entry.request.method);
    record.append("url", without_secrets(entry.url));
    record.append("try", entry.number);
    record.append("requestHeaders", headers_object(entry.request.headers));
    if (!entry.request.shown_body.empty())
        record.append("requestBody", shown_text(entry.request.shown_body, body_shown));
    record.append("connectionReused", entry.reused);
    if (!entry.security.empty()) record.append("security", entry.security);
    json::Object times;
    times.append("resolve", milliseconds_value(entry.connecting.resolve));
    times.append("connect", milliseconds_value(entry.connecting.connect));
    times.append("proxy", milliseconds_value(entry.connecting.tunnel));
    times.append("tls", milliseconds_value(entry.connecting.handshake));
    times.append("firstByte", milliseconds_value(attempt.first_byte));
    times.append("whole", milliseconds_value(std::chrono::duration_cast<microseconds>(
                              std::chrono::system_clock::now() - entry.start)));
    record.append("milliseconds", std::move(times));
    record.append("bytesSent", attempt.sent);
    record.append("bytesReceived", attempt.received);
    if (attempt.response) {
        record.append("status", static_cast<int>(attempt.response->status));
        record.append("responseHeaders", headers_object(attempt.response->headers));
    } else {
        record.append("error", without_secrets(attempt.error.what + ": " + attempt.error.why));
        record.append("exitCode", static_cast<int>(attempt.error.exit_code));
    }
    const std::string failure = append_line(*file_, json::write(record));
    if (failure.empty() || !warn_) return;
    warn_("warning: the trace file is not complete: " + failure);
    warn_ = nullptr;
}

}  // namespace rasctl::http
