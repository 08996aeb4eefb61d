#include "catalog/part_place.hpp"

#include <algorithm>
#include <tuple>

#include "text/ascii.hpp"

namespace rasctl::catalog {
namespace {

constexpr std::size_t deepest = 6;
// Objects of two schemas are one when they share this many of the part's members, in tenths.
constexpr std::size_t common_tenths = 6;

struct Candidate {
    bool named = false;       // a step of it spells the last word
    std::size_t context = 0;  // words before the last that steps spell
    std::size_t steps = 0;
    std::string path;

    auto rank() const { return std::tuple(!named, deepest - context, steps); }
};

std::size_t common_members(Schema part, Schema other) {
    std::size_t count = 0;
    for (const Field field : part.fields())
        if (other.field(field.name())) ++count;
    return count;
}

bool is_mostly(Schema part, Schema other) {
    const std::size_t common = common_members(part, other);
    return common >= 2 && common * 10 >= part.fields().size() * common_tenths;
}

// Whether the member can hold the part, by its type.
bool can_hold(Field field, Operation part) {
    const Type wanted = part.response();
    const Type type = field.type();
    const bool list = part.response_kind() == ResponseKind::list;
    if (list != type.is_array()) return false;
    const auto wanted_schema = wanted.schema();
    const auto schema = type.schema();
    if (!list) {
        if (type.kind() != Kind::object || !schema || !wanted_schema) return false;
        return *schema == *wanted_schema || is_mostly(*wanted_schema, *schema);
    }
    if (type.element() != wanted.kind()) return false;
    if (!schema || !wanted_schema) return !schema && !wanted_schema;
    return *schema == *wanted_schema ||
           (wanted.kind() == Kind::object &&
            common_members(*wanted_schema, *schema) == wanted_schema->fields().size());
}

bool spells(const std::string& step, std::string_view word) {
    if (step.find(word) != std::string::npos) return true;
    return word.ends_with('s') && step.find(word.substr(0, word.size() - 1)) != std::string::npos;
}

class Search {
  public:
    Search(Operation part, const std::vector<std::string_view>& words) : part_(part), words_(words) {}

    void within(Schema whole) {
        for (const Field field : whole.fields()) {
            path_.emplace_back(field.name());
            if (can_hold(field, part_)) note();
            const auto inner = field.type().kind() == Kind::object ? field.type().schema() : std::nullopt;
            if (inner && path_.size() < deepest) within(*inner);
            path_.pop_back();
        }
    }

    std::optional<std::string> best() {
        std::ranges::sort(found_, {}, &Candidate::rank);
        // Values without names could be anything.
        const bool scalars = part_.response_kind() == ResponseKind::list && !part_.response().schema();
        if (found_.empty() || (scalars && !found_.front().named)) return std::nullopt;
        if (found_.size() > 1 && found_[0].rank() == found_[1].rank()) return std::nullopt;
        return found_.front().path;
    }

  private:
    void note() {
        Candidate candidate;
        candidate.steps = path_.size();
        std::vector<std::string> lower;
        for (const std::string_view step : path_) {
            if (!candidate.path.empty()) candidate.path += '.';
            candidate.path += step;
            lower.push_back(lower_case(step));
        }
        const auto spelt = [&](std::string_view word) {
            return std::ranges::any_of(lower, [&](const std::string& step) { return spells(step, word); });
        };
        candidate.named = spelt(words_.back());
        for (std::size_t i = 0; i + 1 < words_.size(); ++i)
            if (spelt(words_[i])) ++candidate.context;
        found_.push_back(std::move(candidate));
    }

    Operation part_;
    const std::vector<std::string_view>& words_;
    std::vector<std::string_view> path_;
    std::vector<Candidate> found_;
};

}  // namespace

std::optional<std::string> member_showing(Schema whole, Operation part,
                                          const std::vector<std::string_view>& words) {
    if (words.empty()) return std::nullopt;
    Search search(part, words);
    search.within(whole);
    if (auto member = search.best()) return member;
    const auto schema = part.response().schema();
    if (part.response_kind() == ResponseKind::list || !schema) return std::nullopt;
    const std::size_t all = schema->fields().size();
    if (all >= 2 && common_members(*schema, whole) == all) return std::string();
    return std::nullopt;
}

}  // namespace rasctl::catalog
