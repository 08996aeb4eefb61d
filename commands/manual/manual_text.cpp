#include "commands/manual/manual_text.hpp"

#include <algorithm>
#include <array>

asm(".pushsection .rodata, \"a\"\n"
    "rasctl_man_main_begin:\n"
    ".incbin \"" RASCTL_MAN
    "/rasctl.1\"\n"
    "rasctl_man_main_end:\n"
    "rasctl_man_config_begin:\n"
    ".incbin \"" RASCTL_MAN
    "/rasctl-config.5\"\n"
    "rasctl_man_config_end:\n"
    "rasctl_man_output_begin:\n"
    ".incbin \"" RASCTL_MAN
    "/rasctl-output.7\"\n"
    "rasctl_man_output_end:\n"
    "rasctl_man_recipes_begin:\n"
    ".incbin \"" RASCTL_MAN
    "/rasctl-recipes.7\"\n"
    "rasctl_man_recipes_end:\n"
    "rasctl_man_simulate_begin:\n"
    ".incbin \"" RASCTL_MAN
    "/rasctl-simulate.1\"\n"
    "rasctl_man_simulate_end:\n"
    ".byte 0\n"
    ".popsection\n");

extern "C" {
extern const char rasctl_man_main_begin[], rasctl_man_main_end[];
extern const char rasctl_man_config_begin[], rasctl_man_config_end[];
extern const char rasctl_man_output_begin[], rasctl_man_output_end[];
extern const char rasctl_man_recipes_begin[], rasctl_man_recipes_end[];
extern const char rasctl_man_simulate_begin[], rasctl_man_simulate_end[];
}

namespace rasctl::commands {
namespace {

std::string_view between(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::span<const ManualText> manual_texts() {
    static const std::array pages{
        ManualText{"rasctl", 1, between(rasctl_man_main_begin, rasctl_man_main_end)},
        ManualText{"rasctl-config", 5, between(rasctl_man_config_begin, rasctl_man_config_end)},
        ManualText{"rasctl-output", 7, between(rasctl_man_output_begin, rasctl_man_output_end)},
        ManualText{"rasctl-recipes", 7, between(rasctl_man_recipes_begin, rasctl_man_recipes_end)},
        ManualText{"rasctl-simulate", 1, between(rasctl_man_simulate_begin, rasctl_man_simulate_end)},
    };
    return pages;
}

const ManualText* find_manual_text(std::string_view name) {
    constexpr std::string_view prefix = "rasctl-";
    const auto pages = manual_texts();
    const auto found = std::ranges::find_if(pages, [&](const ManualText& page) {
        return page.name == name ||
               (page.name.starts_with(prefix) && page.name.substr(prefix.size()) == name);
    });
    return found == pages.end() ? nullptr : &*found;
}

}  // namespace rasctl::commands
