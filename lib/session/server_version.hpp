// Which version of RAS a server runs.
#pragma once

#include <string_view>

#include "http/message.hpp"
#include "json/value.hpp"

namespace rasctl::session {

// "21.0.26100" and "RAS 21.2 (build 26100)" are 21. 0 when no number in the text reads like a version of RAS.
int major_version(std::string_view text);
// The same from the answer to GET /api/WebService/version, in whatever member it stands.
int major_version_in(const json::Value& answer);

// GET /api/WebService/version, which versions from 20 on answer.
http::Request version_request();

}  // namespace rasctl::session
