// Application packages: who signed an image is read from the image, no client says it.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/model/clock.hpp"
#include "simulator/model/date_time.hpp"
#include "simulator/model/made_names.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"
#include "text/ascii.hpp"

namespace rasctl::simulator {
namespace {

// "Company IT" of "CN=Company IT, O=Company".
std::string common_name(std::string_view publisher) {
    if (const auto name = publisher.find("CN="); name != std::string_view::npos)
        publisher.remove_prefix(name + 3);
    return std::string(publisher.substr(0, publisher.find(',')));
}

// An RSA key of 2,048 bits in hexadecimal digits, as Windows shows public keys: the signer's, so that all
// that one signs shows the same.
std::string public_key(std::string_view signer) {
    constexpr int words = 32;  // of 64 bits
    std::uint64_t mixed = 0;
    for (const char c : signer) mixed = made::scatter(mixed ^ static_cast<unsigned char>(c));
    std::string key = "3082010a0282010100";
    for (int i = 0; i < words; ++i) {
        mixed = made::scatter(mixed);
        // The highest bit of such a number is set, and it is odd.
        const std::uint64_t high = i == 0 ? std::uint64_t{1} << 63U : 0, low = i == words - 1 ? 1 : 0;
        key += fmt::format("{:016x}", mixed | high | low);
    }
    return key + "0203010001";
}

// What the image says of itself.
void show_image(json::Object& package) {
    const auto says = [&](std::string_view member, json::Value value) {
        if (!package.find(member)) package.append(std::string(member), std::move(value));
    };
    says("publisher", "CN=Company IT");
    says("version", "1.0.0.0");
    says("packagedApps", json::Array{object({{"name", text_in(package, "packageName")}})});
}

void show_signature(const Farm& farm, json::Object& package) {
    if (package.find("certificate")) return;
    enum Status { valid = 0, expired = 2 };
    enum KeySize { bits_2048 = 1 };
    constexpr std::int64_t three_years = std::int64_t{3} * 365 * 86'400;
    const std::string publisher = text_in(package, "publisher");
    const auto made = parse_date_time(text_in(package, "timeCreate"));
    const std::int64_t expires = made.value_or(farm.clock().now()) + three_years;
    package.append("certificate",
                   object({{"status", static_cast<int>(expires < farm.clock().now() ? expired : valid)},
                           {"publicKey", public_key(publisher)},
                           {"expirationDate", Clock::date_time(expires)},
                           {"keySize", static_cast<int>(bits_2048)},
                           {"commonName", common_name(publisher)}}));
}

// The versions of each package that the site has, in the order in which they came.
Response list_versions(Farm& farm, const Handlers& handlers, const Call& call) {
    const json::Value* site = call.query_value("siteId");
    const json::Value* wanted = call.query_value("packageName");
    std::vector<std::pair<std::string, json::Array>> found;
    for (const RowKey& key : farm.store().keys("apppackage")) {
        json::Object package = farm.read("apppackage", key).value_or(json::Object{});
        handlers.run_decorate(farm, "apppackage", key, package);
        const std::string name = text_in(package, "packageName");
        if (site && site->to_int64() != number_in(package, "siteId")) continue;
        if (wanted && !equal_ignoring_case(wanted->scalar_text(), name)) continue;
        auto at = std::ranges::find(found, name, &std::pair<std::string, json::Array>::first);
        if (at == found.end()) at = found.emplace(found.end(), name, json::Array{});
        at->second.emplace_back(text_in(package, "version"));
    }
    json::Array list;
    for (auto& [name, versions] : found)
        list.emplace_back(object({{"packageName", name}, {"versions", std::move(versions)}}));
    return ok(project(call.operation.response(), json::Value(std::move(list)), farm.options().api));
}

}  // namespace

void add_package_life_cycle(Handlers& handlers) {
    handlers.decorate("apppackage", [](Farm& farm, const std::string&, const RowKey&, json::Object& package) {
        show_image(package);
        show_signature(farm, package);
    });
    handlers.add("GET", "/api/AppPackageAvailableVersions",
                 [&handlers](Farm& farm, const Call& call) { return list_versions(farm, handlers, call); });
}

}  // namespace rasctl::simulator
