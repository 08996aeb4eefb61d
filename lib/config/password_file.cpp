#include "config/password_file.hpp"

#include <fmt/format.h>

#include <utility>

#include "system/file.hpp"
#include "system/file_facts.hpp"
#include "terminal/sanitize.hpp"
#include "text/utf8.hpp"

namespace rasctl::config {
namespace {

constexpr std::size_t longest = 65536;

Error refused(const std::string& file, std::string why, std::string hint = {}) {
    return {.exit_code = ExitCode::usage,
            .what = fmt::format("cannot take the password from {}", terminal::sanitize(file)),
            .why = std::move(why),
            .hint = std::move(hint)};
}

std::string_view fault_of(std::string_view password) {
    if (password.empty()) return "it holds nothing";
    if (password.find_first_of("\r\n") != std::string_view::npos) return "it holds more than one line";
    return password.find('\0') == std::string_view::npos ? "" : "it holds binary data";
}

}  // namespace

Result<terminal::Secret> read_password_file(const std::string& file) {
    const system::FileFacts facts = system::look_at(file, system::Links::followed);
    if (facts.kind == system::FileFacts::Kind::regular && facts.others_may_use())
        return refused(file, fmt::format("others can read or change it (mode {:04o})", facts.mode & 0777U),
                       fmt::format("chmod 600 {}", terminal::sanitize(file)));
    auto content = system::read_file(file, longest);
    if (!content) return refused(file, content.error().why);
    if (!*content) return refused(file, "no such file");
    terminal::Secret line = terminal::Secret::taken_from(std::move(**content));
    line.strip_line_end();
    terminal::Secret password(without_byte_order_mark(line.expose()));
    if (const auto fault = fault_of(password.expose()); !fault.empty())
        return refused(file, std::string(fault));
    return password;
}

}  // namespace rasctl::config
