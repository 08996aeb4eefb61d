// The options of rasctl-simulate, as its own help and that of `rasctl simulate` tell them. Stands alone: the
// client knows nothing else of the simulator.
#pragma once

#include <array>
#include <string_view>

namespace rasctl::simulator {

struct OptionRow {
    std::string_view name;         // without dashes
    std::string_view placeholder;  // empty for a switch
    std::string_view help;
    std::string_view fallback = {};             // what holds without it
    std::array<std::string_view, 5> choices{};  // the first of them; others may be taken too
    bool repeatable = false;
};

inline constexpr std::array option_table{
    OptionRow{"listen", "HOST:PORT", "where to listen; port 0 lets the system pick one", "127.0.0.1:20443"},
    OptionRow{"http", "", "plain HTTP instead of HTTPS"},
    OptionRow{"api", "N", "version of the server: 17 to 21", "21", {"17", "18", "19", "20", "21"}},
    OptionRow{"farm",
              "NAME|FILE",
              "demo, sample, empty, or a JSON or YAML file of {\"/api/Gateway\": [{...}], ...}",
              "demo",
              {"demo", "sample", "empty"}},
    OptionRow{"state", "FILE", "keep the farm in this SQLite file over restarts"},
    OptionRow{"size", "N", "multiply the demo's hosts and sessions", "1"},
    OptionRow{"latency", "MS", "wait this long before each answer"},
    OptionRow{"fail", "RATE", "share of requests that fail: 0 to 1"},
    OptionRow{"rate-limit", "N/S", "allow N requests in S seconds; 'default' is that of version 21: 50/10",
              "no limit"},
    OptionRow{"admin",
              "NAME:PASSWORD",
              "the root administrator; more of them give accounts of the farm passwords",
              "administrator:11112222",
              {},
              true},
    OptionRow{"lock",
              "NOUN:ID[:NAME]",
              "let another administrator hold this object until his session ends",
              "",
              {},
              true},
    OptionRow{"session-expire", "MINUTES", "end idle sessions after this time; 90s is seconds", "30"},
    OptionRow{"record", "FILE", "append each request to the file as a line of JSON"},
    OptionRow{"record-secrets", "", "record tokens and passwords too"},
    OptionRow{"coverage", "", "list what is modelled and what is answered in shape only"},
    OptionRow{"output", "FORMAT", "of --coverage: table or json", "", {"table", "json"}},
    OptionRow{"seed", "N", "of everything random", "1"},
    OptionRow{"time-scale", "X", "simulated seconds in one real second", "1"},
    OptionRow{
        "any-id", "",
        "make every object that a request names and let every valid call succeed, for tests of clients"},
    OptionRow{"site-lists",
              "SITES",
              "what lists that name no site answer for: all sites, or 'licensing' as the cmdlets' do",
              "all",
              {"all", "licensing"}},
    OptionRow{"no-pending", "", "keep no list of what waits to be applied, as the API has none"},
    OptionRow{"certificate", "FILE", "use this certificate (PEM) instead of a new one"},
    OptionRow{"key", "FILE", "its private key (PEM)"},
    OptionRow{
        "catalog", "FILE",
        "serve this OpenAPI description too: what the farm does not have is checked and answered by it"},
    OptionRow{"ca-out", "FILE", "write the certificate to this file as PEM"},
};

}  // namespace rasctl::simulator
