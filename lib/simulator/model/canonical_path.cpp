// One name for one thing: the same path whatever version's spelling an operation has.
#include <array>

#include "simulator/model/http_message.hpp"
#include "simulator/model/resources.hpp"

namespace rasctl::simulator {
namespace {

struct Renamed {
    std::string_view before;
    std::string_view now;
};

// By first segment, or by a whole path of versions 17 and 18.
constexpr std::array renamed_first{
    Renamed{"broker", "connectionbroker"},
    Renamed{"brokerautopromotion", "connectionbrokerautopromotion"},
    Renamed{"pubrdsapps", "pubitems/apps/rds"},
};

struct KindTable {
    std::string_view kind;
    std::string_view table;
};

constexpr std::array kind_tables{
    KindTable{"Site", "site"},
    KindTable{"PubItem", "pubitems"},
    KindTable{"PubFolder", "pubitems"},
    KindTable{"ConnectionBroker", "connectionbroker"},
    KindTable{"Provider", "provider"},
    KindTable{"RDSHost", "rds/host"},
    KindTable{"Gateway", "gateway"},
    KindTable{"Theme", "theme"},
    KindTable{"AVDHostPool", "avd/hostpool"},
    KindTable{"Certificate", "certificates"},
    KindTable{"RDSHostPool", "rds/hostpool"},
    KindTable{"RDSTemplate", "rds/template"},
    KindTable{"VDITemplate", "vdi/template"},
    KindTable{"VDIHostPool", "vdi/hostpool"},
    KindTable{"MFA", "mfa"},
    KindTable{"AVDTemplate", "avd/template"},
    KindTable{"AVDWorkspace", "avd/workspace"},
    KindTable{"AdminAccount", "adminaccount"},
    KindTable{"NotificationScript", "notificationscripts"},
    KindTable{"CustomRoute", "customroutes"},
    KindTable{"ClientPolicy", "clientpolicies"},
    KindTable{"HALB", "halb"},
    KindTable{"SAMLIDP", "samlidp"},
    KindTable{"EnrollmentServer", "enrollmentserver"},
    KindTable{"AppPackage", "apppackage"},
    KindTable{"AppVersionTag", "apppackagesettings/tags"},
    KindTable{"AppPackageTag", "apppackagesettings/tags"},
};

std::string without_parameter_names(std::string_view path) {
    std::string result;
    bool inside = false;
    for (const char c : path) {
        if (c == '}') inside = false;
        if (!inside) result += c;
        if (c == '{') inside = true;
    }
    return result;
}

}  // namespace

std::string canonical_path(catalog::Operation operation) {
    std::string_view template_path = operation.path();
    if (template_path.starts_with("/")) template_path.remove_prefix(1);
    std::string path = lower_case(without_parameter_names(template_path));
    if (path.starts_with("api/")) path.erase(0, 4);
    const std::string first = path.substr(0, path.find('/'));
    for (const Renamed& renamed : renamed_first)
        if (first == renamed.before) return std::string(renamed.now) + path.substr(first.size());
    // Versions 17 and 18 call the hosts themselves api/rds.
    if (first == "rds" && operation.until() != 0 && operation.until() <= 18)
        return "rds/host" + path.substr(3);
    return path;
}

bool is_available(catalog::Operation operation, int api) {
    if (operation.until() != 0 && operation.until() < api) return false;
    if (operation.since() <= api) return true;
    // The version can be asked of every server, and old servers have some of today's operations at old
    // spellings.
    const std::string path = canonical_path(operation);
    if (path == "webservice/version") return true;
    if (api <= 18 && operation.path_for(api) != operation.path()) return true;
    return api <= 18 && operation.method() == "GET" && (path == "site" || path == "site/{}");
}

std::string_view table_of_kind(std::string_view refers) {
    for (const KindTable& known : kind_tables)
        if (known.kind == refers) return known.table;
    return {};
}

std::string fill(std::string_view pattern, const std::vector<std::string>& parameters) {
    std::string result;
    std::size_t next = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern.substr(i, 2) != "{}") {
            result += pattern[i];
            continue;
        }
        // A slash inside an id must not look like another level of the table's name.
        for (const char c : next < parameters.size() ? parameters[next] : std::string("0")) {
            if (c == '/')
                result += "%2F";
            else
                result += c;
        }
        ++next;
        ++i;
    }
    return result;
}

}  // namespace rasctl::simulator
