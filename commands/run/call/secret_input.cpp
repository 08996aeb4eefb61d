#include "commands/run/call/secret_input.hpp"

#include <fmt/format.h>

#include "commands/run/text_file.hpp"
#include "error/try.hpp"
#include "text/utf8.hpp"

namespace rasctl::commands {

namespace {

Result<std::string> given_secret(Context& context, std::string_view option, const std::string& text) {
    terminal::protect_process_memory();
    const auto strip = [](std::string value) {
        if (value.ends_with('\n')) value.pop_back();
        if (value.ends_with('\r')) value.pop_back();
        return value;
    };
    if (text.starts_with('@')) {
        TRY_LET(auto content, read_text_file(context, text.substr(1)));
        return strip(std::move(content));
    }
    if (text.starts_with("env:")) {
        const auto value = context.environment().find(text.substr(4));
        if (value) return *value;
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("--{}", option),
                     .why = fmt::format("the variable {} is not set", text.substr(4))};
    }
    if (text.empty() || text == "-") {
        TRY_LET(auto secret, context.prompt().secret(fmt::format("{}:", option)));
        return std::string(secret.expose());
    }
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("--{} takes no plain value", option),
                 .why = "it would stay in the shell's history and in the process list",
                 .hint = fmt::format(
                     "--{0} @FILE, --{0} @- for stdin, --{0} env:NAME, or --{0} - to be asked", option)};
}

}  // namespace

Result<std::string> read_secret(Context& context, std::string_view option, const std::string& text) {
    auto secret = given_secret(context, option, text);
    if (!secret || is_utf8(*secret)) return secret;
    terminal::cleanse(*secret);
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("--{}", option),
                 .why = "the secret is not UTF-8, and JSON carries nothing else",
                 .hint = "iconv -f ISO-8859-1 -t UTF-8 FILE turns a file into it"};
}

}  // namespace rasctl::commands
