#include "catalog/forms.hpp"

#include "catalog/annotations.hpp"
#include "text/cut.hpp"

namespace rasctl::catalog {
namespace {

// The separators that ASCII has for this, the widest first; no name has them in it.
constexpr char between_choices = '\x1C', between_forms = '\x1D', before_required = '\x1E',
               behind_word = '\x1F';

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> pieces;
    while (!text.empty()) {
        pieces.emplace_back(cut(text, separator));
    }
    return pieces;
}

void append_words(std::string& text, const std::vector<std::string>& words) {
    for (const std::string& word : words) text.append(word) += behind_word;
}

Form form_in(std::string_view text) {
    const auto middle = std::min(text.find(before_required), text.size());
    return {.words = split(text.substr(0, middle), behind_word),
            .required = split(text.substr(std::min(middle + 1, text.size())), behind_word)};
}

}  // namespace

std::vector<Forms> forms_of(const Schema& schema) {
    std::vector<Forms> choices;
    const std::string_view text = annotation(schema.catalog(), schema.name(), annotation_forms);
    for (const std::string& one : split(text, between_choices)) {
        const std::vector<std::string> pieces = split(one, between_forms);
        Forms choice;
        choice.told_by = pieces.empty() ? std::string{} : pieces.front();
        for (std::size_t i = 1; i < pieces.size(); ++i) choice.forms.push_back(form_in(pieces[i]));
        choices.push_back(std::move(choice));
    }
    return choices;
}

std::string written(const std::vector<Forms>& choices) {
    std::string text;
    for (const Forms& choice : choices) {
        if (!text.empty()) text += between_choices;
        text += choice.told_by;
        for (const Form& form : choice.forms) {
            text += between_forms;
            append_words(text, form.words);
            text += before_required;
            append_words(text, form.required);
        }
    }
    return text;
}

}  // namespace rasctl::catalog
