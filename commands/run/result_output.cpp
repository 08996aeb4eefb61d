#include "commands/run/result_output.hpp"

#include "error/try.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {

using config::SettingId;

output::OutputOptions output_options(Context& context) {
    const config::Settings& settings = context.settings();
    output::OutputOptions options;
    options.format = output::parse_format(settings.text(SettingId::output)).value();
    options.columns = settings.text(SettingId::columns);
    options.sort = settings.text(SettingId::sort);
    options.where = settings.text(SettingId::where);
    options.jq = settings.text(SettingId::jq);
    if (!options.jq.empty()) {
        options.jq_limits.time = settings.duration(SettingId::request_timeout);
        options.jq_limits.environment = context.environment().as_strings();
        options.jq_limits.say = [&context](const std::string& line) {
            [[maybe_unused]] const auto said = context.streams().say(
                context.streams().error_is_terminal() ? terminal::sanitize(line, terminal::LineEnds::keep)
                                                      : line);
        };
        options.exit_status = settings.on(SettingId::exit_status);
    }
    if (settings.is_set(SettingId::limit) && settings.integer(SettingId::limit) > 0)
        options.limit = static_cast<std::size_t>(settings.integer(SettingId::limit));
    options.no_headers = settings.on(SettingId::no_headers);
    options.quiet = settings.on(SettingId::quiet);
    options.names = settings.on(SettingId::names);
    options.color = context.streams().output_palette().enabled();
    options.links = context.streams().output_palette().links();
    options.is_terminal = context.streams().output_is_terminal();
    if (settings.on(SettingId::utc))
        options.times = output::Times::utc;
    else if (options.is_terminal)
        options.times = output::Times::local;
    options.width = options.is_terminal ? context.streams().output_width() : 0;
    return options;
}

Result<output::Renderer> make_renderer(Context& context, const output::Shape& shape, bool filters) {
    output::OutputOptions options = output_options(context);
    if (!filters) options.where.clear();
    if (output::is_for_people(options.format) && options.jq.empty()) context.page_output();
    return output::Renderer::create(
        options, shape, [&context](std::string_view bytes) { return context.streams().out().write(bytes); },
        [&context](const std::string& line) { context.note("rasctl: " + line); });
}

Result<> check_output(Context& context, const output::Shape& shape) {
    TRY(output::Renderer::create(output_options(context), shape,
                                 [](std::string_view) { return Result<>(); }));
    return {};
}

Result<> show_value(Context& context, const output::Shape& shape, json::Value value) {
    TRY_LET(auto renderer, make_renderer(context, shape));
    TRY(renderer.value(std::move(value)));
    return renderer.finish();
}

}  // namespace rasctl::commands
