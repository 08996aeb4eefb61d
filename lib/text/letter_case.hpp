// Names as people mean them: Unicode, whatever the letters' case and however their accents are composed.
#pragma once

#include <string>
#include <string_view>

namespace rasctl {

// The text with every accent composed (NFC); bytes that are no UTF-8 stay as they are.
std::string composed(std::string_view text);

// The text by which names that differ only in letter case or composition are the same (case folding and NFC).
std::string folded(std::string_view text);

}  // namespace rasctl
