#include "commands/run/inventory/former_document.hpp"

#include <fmt/format.h>

#include "commands/run/text_file.hpp"
#include "json/reader.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {

Result<FormerDocument> read_former_document(Context& context, const std::string& file) {
    const auto text = read_text_file(context, file);
    if (!text) return text.error();
    const std::string named = file == "-" ? "stdin" : terminal::sanitize(file);
    auto value = json::parse(*text);
    if (!value)
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("{} is no inventory", named),
                     .why = value.error().why,
                     .hint = "write one with: rasctl inventory -o json --output-file farm.json"};
    if (auto checked = inventory::check_former(*value, named); !checked) return checked.error();
    return FormerDocument{std::move(*value), named};
}

}  // namespace rasctl::commands
