#include "config/contexts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "error/try.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"
#include "text/nearest.hpp"

namespace rasctl::config {
namespace {

const json::Object* contexts_of(const json::Object& root) {
    const json::Value* contexts = root.find("contexts");
    return contexts && contexts->is_object() ? &contexts->as_object() : nullptr;
}

std::string text_of(const json::Object& context, std::string_view key) {
    const json::Value* value = context.find(key);
    return value ? value->scalar_text() : std::string{};
}

bool is_current(const json::Object& root, std::string_view name) {
    const json::Value* current = root.find("currentContext");
    return current && current->is_string() && current->as_string() == name;
}

bool may_be_in_a_name(char c) {
    const bool alphanumeric = is_letter(c) || is_digit(c);
    return alphanumeric || static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view("._-+@:").find(c) != std::string_view::npos;
}

}  // namespace

std::vector<ContextSummary> list_contexts(const json::Object& root) {
    std::vector<ContextSummary> list;
    const json::Object* contexts = contexts_of(root);
    if (!contexts) return list;
    for (const json::Member& member : *contexts) {
        if (!member.value.is_object()) continue;
        const json::Object& context = member.value.as_object();
        list.push_back({member.name, is_current(root, member.name), text_of(context, "endpoint"),
                        text_of(context, "username"), text_of(context, "site")});
    }
    return list;
}

Result<const json::Object*> find_context(const json::Object& root, std::string_view name) {
    const json::Object* contexts = contexts_of(root);
    const json::Value* found = contexts ? contexts->find(name) : nullptr;
    if (!found || !found->is_object()) return no_such_context(root, name);
    return &found->as_object();
}

Result<> use_context(json::Object& root, std::string_view name) {
    TRY(find_context(root, name));
    root.set("currentContext", name);
    return {};
}

Result<> delete_context(json::Object& root, std::string_view name) {
    TRY(find_context(root, name));
    section_for_change(root, "contexts").erase(name);
    if (is_current(root, name)) root.erase("currentContext");
    return {};
}

Result<> rename_context(json::Object& root, std::string_view from, std::string_view to) {
    TRY(find_context(root, from));
    TRY(check_context_name(to));
    if (from == to) return {};
    json::Object& contexts = section_for_change(root, "contexts");
    if (contexts.find(to)) {
        return Error{.exit_code = ExitCode::invalid,
                     .what = fmt::format("cannot rename context {} to {}", terminal::sanitize(from), to),
                     .why = "there is one of that name already",
                     .hint = fmt::format("rasctl context delete {}", to)};
    }
    for (json::Member& member : contexts) {
        if (member.name == from) member.name = to;
    }
    if (is_current(root, from)) root.set("currentContext", to);
    return {};
}

Result<> put_context(json::Object& root, std::string_view name, const json::Object& members) {
    TRY(check_context_name(name));
    json::Object& contexts = section_for_change(root, "contexts");
    json::Value* context = contexts.find(name);
    if (!context) context = &contexts.append(std::string(name), json::Object{});
    for (const json::Member& member : members) {
        if (member.value.is_null()) {
            context->as_object().erase(member.name);
        } else {
            context->as_object().set(member.name, member.value);
        }
    }
    return {};
}

Result<> check_context_name(std::string_view name) {
    const bool good = !name.empty() && name.front() != '-' && terminal::is_safe(name) &&
                      std::ranges::all_of(name, may_be_in_a_name);
    if (good) return {};
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("bad context name '{}'", terminal::sanitize(name)),
                 .why = "a name is made of letters, digits and . _ - + @ : and does not begin with -"};
}

Error no_such_context(const json::Object& root, std::string_view name) {
    std::vector<std::string> names;
    for (const ContextSummary& context : list_contexts(root)) names.push_back(context.name);
    Error error{.exit_code = ExitCode::usage,
                .what = fmt::format("no context is called '{}'", terminal::sanitize(name)),
                .hint = names.empty() ? "rasctl login HOST" : "rasctl context list"};
    const std::string meant = nearest(name, names).value_or("");
    if (!meant.empty()) error.why = fmt::format("did you mean {}?", terminal::sanitize(meant));
    return error;
}

json::Object& section_for_change(json::Object& root, std::string_view name) {
    json::Value* section = root.find(name);
    if (!section || !section->is_object()) section = &root.set(name, json::Object{});
    return section->as_object();
}

}  // namespace rasctl::config
