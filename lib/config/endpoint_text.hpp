// Telling whether two texts name the same endpoint, without judging whether they are good ones.
#pragma once

#include <string>
#include <string_view>

namespace rasctl::config {

// The endpoint in one form: scheme (https), lower-case host, port (20443; 80 for http), path without a slash
// at the end. What cannot be read so comes back lower-cased.
std::string endpoint_key(std::string_view endpoint);

inline bool same_endpoint(std::string_view a, std::string_view b) {
    return endpoint_key(a) == endpoint_key(b);
}

// The scheme ("https") and "host:port" of an endpoint in that form, as a credential helper is asked for it.
struct SchemeAndHost {
    std::string scheme;
    std::string host;
};
SchemeAndHost scheme_and_host(std::string_view endpoint);

}  // namespace rasctl::config
