#include "catalog/compiler/naming.hpp"

#include <algorithm>
#include <map>

#include "catalog/compiler/words.hpp"
#include "text/ascii.hpp"
#include "text/cut.hpp"

namespace rasctl::catalog::compiler {
namespace {

using Methods = std::map<std::string, const OperationModel*>;
using Paths = std::map<std::string, Methods>;

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        if (const auto part = cut(text, separator); !part.empty()) parts.emplace_back(part);
    }
    return parts;
}

std::string parent_of(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}
std::string last_segment(const std::string& path) {
    return without_parameters(std::string_view(path).substr(path.rfind('/') + 1));
}

// "DNS" and "TLS" are acronyms that end in S, not two of something.
bool is_acronym(std::string_view segment) {
    constexpr std::size_t longest = 5;
    return segment.size() <= longest && segment.ends_with('S') && std::ranges::all_of(segment, is_upper);
}
bool ends_in_parameter(const std::string& path) {
    return path.ends_with('}');
}
const std::string& named_path(const OperationModel& operation) {
    return operation.named_path.empty() ? operation.path : operation.named_path;
}

class Namer {
  public:
    Namer(const Tree& tree, const Description& description) : tree_(tree) {
        for (const OperationModel& operation : description.operations)
            paths_[named_path(operation)].emplace(operation.method, &operation);
    }
    void name(OperationModel& operation) const;

  private:
    std::vector<std::string> noun_words(const std::string& path) const;
    // Methods of the paths one {parameter} below.
    std::vector<std::string> methods_below(const std::string& path) const;
    bool has_children(const std::string& path) const;
    bool is_action(const std::string& path) const;
    bool is_membership(const std::string& path) const;
    std::string verb_of_get(const OperationModel& operation, std::vector<std::string>& noun) const;
    std::string verb_of_post(const OperationModel& operation, std::vector<std::string>& noun) const;
    std::string verb_of_put(const OperationModel& operation, std::vector<std::string>& noun) const;
    std::string verb_of_delete(const OperationModel& operation) const;
    // Of the methods that have one meaning wherever they stand; empty for others.
    std::string verb_of_rare(const OperationModel& operation) const;
    // The last segment is an act upon what stands before it.
    std::string take_action(const OperationModel& operation, std::vector<std::string>& noun) const;
    const Methods& at(const std::string& path) const {
        static const Methods none;
        const auto found = paths_.find(path);
        return found == paths_.end() ? none : found->second;
    }

    const Tree& tree_;
    Paths paths_;
};

std::vector<std::string> Namer::noun_words(const std::string& path) const {
    std::vector<std::string> words;
    std::string rest = path;
    if (rest == "/api" || rest.starts_with("/api/")) rest.erase(0, 4);
    std::size_t longest = 0;
    for (const auto& [prefix, noun] : tree_.prefixes) {
        const bool matches =
            path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
        if (!matches || prefix.size() < longest) continue;
        longest = prefix.size();
        words = split(noun, ' ');
        rest = path.substr(prefix.size());
    }
    for (const std::string& part : split(rest, '/')) {
        const std::string segment = without_parameters(part);
        const std::string name = segment_words(tree_, segment);
        if (name.empty()) continue;
        const auto ends_with = [&](std::string_view ending) {
            return words.empty() && name.ends_with(ending);
        };
        if (ends_with("-default-settings")) {
            words.push_back(name.substr(0, name.size() - 17));
            words.emplace_back("defaults");
        } else if (ends_with("-settings")) {
            words.push_back(name.substr(0, name.size() - 9));
            words.emplace_back("settings");
        } else {
            words.push_back(is_acronym(segment) ? name : singular(tree_, name));
        }
    }
    return words;
}

std::vector<std::string> Namer::methods_below(const std::string& path) const {
    std::vector<std::string> methods;
    const std::string prefix = path + "/{";
    for (auto it = paths_.lower_bound(prefix); it != paths_.end() && it->first.starts_with(prefix); ++it)
        if (it->first.find('/', prefix.size()) == std::string::npos)
            for (const auto& [method, operation] : it->second) methods.push_back(method);
    return methods;
}

bool Namer::has_children(const std::string& path) const {
    const auto next = paths_.lower_bound(path + "/");
    return next != paths_.end() && next->first.starts_with(path + "/");
}

bool Namer::is_action(const std::string& path) const {
    const std::string words = segment_words(tree_, last_segment(path));
    return tree_.actions.contains(words) || tree_.actions.contains(words.substr(0, words.find('-')));
}

// A list that is added to and removed from: POST beside a DELETE that takes the entry, in its body or in its
// path.
bool Namer::is_membership(const std::string& path) const {
    const Methods& here = at(path);
    if (!here.contains("POST")) return false;
    if (here.contains("DELETE")) return true;
    const auto below = methods_below(path);
    return !below.empty() &&
           std::ranges::all_of(below, [](const std::string& method) { return method == "DELETE"; });
}

std::string Namer::take_action(const OperationModel& operation, std::vector<std::string>& noun) const {
    if (noun.size() > 1) noun.pop_back();
    return segment_words(tree_, last_segment(named_path(operation)));
}

std::string Namer::verb_of_get(const OperationModel& operation, std::vector<std::string>& noun) const {
    const std::string& path = named_path(operation);
    if (ends_in_parameter(path)) return "get";
    const bool is_status = noun.size() > 1 && noun.back().ends_with("status");
    if (is_status && at(path).size() == 1) return take_action(operation, noun);
    if (operation.response_kind == ResponseKind::list || is_membership(path)) return "list";
    const bool alone = at(path).size() == 1 && !has_children(path) && noun.size() > 1;
    const bool whole_resource = std::ranges::count(path, '/') == 2;
    if (alone && !whole_resource) return take_action(operation, noun);
    return "get";
}

std::string Namer::verb_of_post(const OperationModel& operation, std::vector<std::string>& noun) const {
    const std::string& path = named_path(operation);
    if (ends_in_parameter(path)) return "create";
    if (is_membership(path)) return "add";
    const Methods& here = at(path);
    if (const auto get = here.find("GET"); get != here.end()) {
        // A page of a list is an object too: what is made there has a place of its own below.
        const bool makes_one = operation.status == 201 && !methods_below(path).empty();
        return makes_one || get->second->response_kind == ResponseKind::list ? "create" : "update";
    }
    const auto below = methods_below(path);
    if (std::ranges::find(below, "PUT") != below.end()) return "create";
    const bool makes_object = operation.status == 201 && !is_action(path);
    return makes_object ? "create" : take_action(operation, noun);
}

std::string Namer::verb_of_put(const OperationModel& operation, std::vector<std::string>& noun) const {
    const std::string& path = named_path(operation);
    if (ends_in_parameter(path)) {
        const std::string parent = parent_of(path);
        if (!is_action(parent) || !at(parent).empty()) return "update";
        if (noun.size() > 1) noun.pop_back();
        return segment_words(tree_, last_segment(parent));
    }
    const Methods& here = at(path);
    if (here.contains("GET") || here.contains("POST") || here.contains("DELETE")) return "update";
    return take_action(operation, noun);
}

std::string Namer::verb_of_delete(const OperationModel& operation) const {
    const std::string& path = named_path(operation);
    const std::string collection = ends_in_parameter(path) ? parent_of(path) : path;
    return is_membership(collection) && at(path).contains("DELETE") &&
                   (!ends_in_parameter(path) || at(path).size() == 1)
               ? "remove"
               : "delete";
}

std::string Namer::verb_of_rare(const OperationModel& operation) const {
    if (operation.method == "HEAD") return "check";
    if (operation.method == "OPTIONS") return "options";
    if (operation.method == "TRACE") return "trace";
    const bool beside_put = operation.method == "PATCH" && at(named_path(operation)).contains("PUT");
    return beside_put ? "patch" : "";
}

void Namer::name(OperationModel& operation) const {
    const auto chosen = tree_.operations.find(operation.method + " " + operation.path);
    if (chosen != tree_.operations.end()) {
        const auto space = chosen->second.rfind(' ');
        operation.noun = chosen->second.substr(0, space);
        operation.verb = chosen->second.substr(space + 1);
        return;
    }
    std::vector<std::string> noun = noun_words(named_path(operation));
    if (noun.empty()) noun.emplace_back("root");
    if (operation.method == "GET")
        operation.verb = verb_of_get(operation, noun);
    else if (operation.method == "POST")
        operation.verb = verb_of_post(operation, noun);
    else if (operation.method == "DELETE")
        operation.verb = verb_of_delete(operation);
    else if (const auto verb = verb_of_rare(operation); !verb.empty())
        operation.verb = verb;
    else
        operation.verb = verb_of_put(operation, noun);
    if (operation.verb.empty()) operation.verb = "call";
    operation.noun.clear();
    for (const std::string& word : noun) operation.noun += (operation.noun.empty() ? "" : " ") + word;
}

}  // namespace

void name_operations(const Tree& tree, Description& description) {
    const Namer namer(tree, description);
    for (OperationModel& operation : description.operations) {
        if (operation.verb.empty()) namer.name(operation);
        const auto replaced = tree.replaced.find(operation.noun);
        if (replaced != tree.replaced.end() && operation.until != 0)
            operation.note = "use instead: rasctl " + replaced->second + " --help";
    }
}

}  // namespace rasctl::catalog::compiler
