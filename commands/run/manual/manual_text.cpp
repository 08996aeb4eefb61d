#include "commands/run/manual/manual_text.hpp"

#include <algorithm>
#include <array>

#include "embedding/embedded_file.hpp"

RASCTL_EMBED(manual_main, RASCTL_MAN "/rasctl.1");
RASCTL_EMBED(manual_config, RASCTL_MAN "/rasctl-config.5");
RASCTL_EMBED(manual_output, RASCTL_MAN "/rasctl-output.7");
RASCTL_EMBED(manual_documents, RASCTL_MAN "/rasctl-documents.7");
RASCTL_EMBED(manual_recipes, RASCTL_MAN "/rasctl-recipes.7");
RASCTL_EMBED(manual_simulate, RASCTL_MAN "/rasctl-simulate.1");

namespace rasctl::commands {

std::span<const ManualText> manual_texts() {
    static const std::array pages{
        ManualText{"rasctl", 1, RASCTL_EMBEDDED(manual_main)},
        ManualText{"rasctl-config", 5, RASCTL_EMBEDDED(manual_config)},
        ManualText{"rasctl-output", 7, RASCTL_EMBEDDED(manual_output)},
        ManualText{"rasctl-documents", 7, RASCTL_EMBEDDED(manual_documents)},
        ManualText{"rasctl-recipes", 7, RASCTL_EMBEDDED(manual_recipes)},
        ManualText{"rasctl-simulate", 1, RASCTL_EMBEDDED(manual_simulate)},
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
