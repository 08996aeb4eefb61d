#include "json/shortcut.hpp"

#include "json/element_builder.hpp"

namespace rasctl::json {
namespace {

// An element that is longer is looked at again only when twice as much of it has come, so that the work grows
// with its length and not with the number of pieces.
constexpr std::size_t looked_at_often = std::size_t{64} * 1024;
// Beyond this the parser reads, which says when an element is too large.
constexpr std::size_t most_held = std::size_t{4} * 1024 * 1024;

// Where in the array the reading is.
enum class Place { before, first, element, comma, behind };

std::size_t blanks(std::string_view text) {
    std::size_t count = 0;
    while (count < text.size() && text[count] <= ' ' &&
           (text[count] == ' ' || text[count] == '\n' || text[count] == '\r' || text[count] == '\t'))
        ++count;
    return count;
}

}  // namespace

Shortcut::Went Shortcut::write(std::string_view bytes) {
    if (!held_.empty()) {
        held_ += bytes;
        if (held_.size() < next_look_) return Went::well;
        bytes = held_;
    }
    std::size_t done = 0;
    const Went went = read(bytes, done);
    taken_ += done;
    if (bytes.data() == held_.data())
        held_.erase(0, done);
    else
        held_.assign(bytes.substr(done));
    next_look_ = held_.size() > looked_at_often ? 2 * held_.size() : 0;
    return went == Went::well && held_.size() > most_held ? Went::odd : went;
}

// Leaves in `done` the end of the last element, or 0.
Shortcut::Went Shortcut::read(std::string_view text, std::size_t& done) {
    // What is between two elements is read again with the one that follows.
    Place place = has_elements_ ? Place::comma : Place::before;
    is_complete_ = false;
    const auto members =
        wishes_.needs || wishes_.on_members ? ElementScanner::Members::all : ElementScanner::Members::none;
    for (std::size_t at = 0;;) {
        at += blanks(text.substr(at));
        if (at == text.size()) return Went::well;
        const char next = text[at];
        if (place == Place::before) {
            if (next != '[') return Went::odd;
            is_array_ = true;
            place = Place::first;
            ++at;
            continue;
        }
        if (place == Place::behind) return Went::odd;
        if (next == ']' && place != Place::element) {
            is_complete_ = true;
            place = Place::behind;
            ++at;
            continue;
        }
        if (place == Place::comma) {
            if (next != ',') return Went::odd;
            place = Place::element;
            ++at;
            continue;
        }
        switch (scanner_.scan(text.substr(at), members)) {
            case ElementScanner::Found::odd:
                return Went::odd;
            case ElementScanner::Found::incomplete:
                return Went::well;
            case ElementScanner::Found::element:
                break;
        }
        at += scanner_.text().size();
        has_elements_ = true;
        place = Place::comma;
        done = at;
        if (const Went went = hand_on(scanner_.text()); went != Went::well) return went;
        // As nearly always; what it is otherwise is found out above.
        if (at < text.size() && text[at] == ',') {
            place = Place::element;
            ++at;
        }
    }
}

Shortcut::Went Shortcut::hand_on(std::string_view element) {
    const Result<bool> more = hand_on_as_it_is(element);
    if (!more) failure_ = more.error();
    return !more ? Went::failed : *more ? Went::well : Went::stopped;
}

Result<bool> Shortcut::hand_on_as_it_is(std::string_view element) {
    if (wishes_.on_text && scanner_.is_plain()) return wishes_.on_text(element);
    if (wishes_.on_members && element.front() == '{') return wishes_.on_members(texts());
    return on_element_(picked());
}

std::vector<std::string> Shortcut::names() const {
    std::vector<std::string> names;
    names.reserve(scanner_.members().size());
    for (const MemberText& member : scanner_.members()) names.push_back(unescaped(member.name));
    return names;
}

std::span<const std::string_view> Shortcut::texts() {
    if (!has_plan()) {
        plan_ = {scanner_.shape(), wishes_.places(names()), {}};
        texts_.assign(plan_.places.size(), {});
    }
    const MemberText* const members = scanner_.members().data();
    std::string_view* text = texts_.data();
    for (const std::size_t place : plan_.places)
        *text++ = place == StreamReader::no_place ? std::string_view() : members[place].value;
    return texts_;
}

void Shortcut::plan_needed() {
    plan_ = {scanner_.shape(), {}, {}};
    std::vector<std::string> all = names();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!wishes_.needs(all[i])) continue;
        plan_.places.push_back(i);
        plan_.pattern.append(std::move(all[i]), Value());
    }
}

// The element, without those of its members that nobody needs.
Value Shortcut::picked() {
    if (!wishes_.needs || scanner_.members().empty()) return built(scanner_.text());
    if (!has_plan()) plan_needed();
    Object object = plan_.pattern;
    auto place = plan_.places.begin();
    for (Member& member : object) member.value = built(scanner_.members()[*place++].value);
    return Value(std::move(object));
}

}  // namespace rasctl::json
