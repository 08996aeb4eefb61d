#include "commands/run/completion/complete_candidates.hpp"

#include <algorithm>
#include <functional>
#include <unordered_set>

#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

// Enough to know what is meant; the rest of a description is for `help`.
constexpr std::size_t longest_description = 100;

bool begins(std::string_view text, std::string_view with) {
    return text.size() >= with.size() && equal_ignoring_case(text.substr(0, with.size()), with);
}

std::string one_line(std::string_view text) {
    text = text.substr(0, text.find('\n'));
    std::string line = terminal::sanitize(text);
    if (line.size() <= longest_description) return line;
    std::size_t end = longest_description;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    return line.substr(0, end) + "...";
}

}  // namespace

void Candidates::add(std::string value, std::string_view description) {
    if (value.empty() || !begins(value, typed_) || !terminal::is_safe(value)) return;
    all_.push_back({std::move(value), one_line(description)});
}

// What a farm lists in order does not repeat itself; else what was said of a value first holds.
void Candidates::drop_repeated() {
    if (std::ranges::adjacent_find(all_, std::ranges::greater_equal{}, &Candidate::value) == all_.end())
        return;
    std::unordered_set<std::string_view> seen;
    std::vector<std::size_t> first;
    for (std::size_t i = 0; i < all_.size(); ++i)
        if (seen.insert(all_[i].value).second) first.push_back(i);
    if (first.size() == all_.size()) return;
    std::vector<Candidate> kept;
    for (const std::size_t i : first) kept.push_back(std::move(all_[i]));
    all_ = std::move(kept);
}

std::vector<Candidate> Candidates::take_matching() {
    drop_repeated();
    const auto is_exact = [&](const Candidate& one) { return one.value.starts_with(typed_); };
    const bool any_exact = std::ranges::any_of(all_, is_exact);
    std::vector<Candidate> matching;
    matching.reserve(all_.size());
    for (Candidate& one : all_)
        if (!any_exact || is_exact(one)) matching.push_back(std::move(one));
    all_.clear();
    return matching;
}

bool goes_on(std::string_view value) {
    return !value.empty() && std::string_view("=/,:@").find(value.back()) != std::string_view::npos;
}

}  // namespace rasctl::commands
