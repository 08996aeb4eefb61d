// A request to the simulated farm, as it comes over the wire. It is answered, never with a failure of the
// simulator's own, and the farm is put back after it.
#include <boost/asio/buffer.hpp>
#include <boost/beast/http.hpp>

#include "json/reader.hpp"
#include "simulator/demo/seed.hpp"
#include "simulator/model/multipart.hpp"
#include "simulator/server/service.hpp"
#include "target.hpp"

namespace rasctl::fuzz {
namespace {

namespace beast_http = boost::beast::http;
using namespace simulator;

constexpr std::string_view put_back = "put back";

// A farm that every request finds as the first one did.
class SteadyFarm {
  public:
    SteadyFarm() : service_(catalog::Catalog::built_in(), {}) {
        seeds().find("demo")->second(service_.farm(), 1);
        if (!service_.start()) std::abort();
        service_.commit_with([](Store&) -> Result<> {
            return Error{ExitCode::refused, "", std::string(put_back)};
        });
    }

    Response answer(Request request) {
        run_due(service_.farm(), service_.handlers());
        service_.farm().store().keep_changes();
        if (request.header("auth_token").empty()) request.headers.emplace_back("auth_token", token());
        return service_.handle(request);
    }

  private:
    std::string token() {
        if (token_.empty() || !service_.sessions().use(service_.farm(), token_)) {
            const auto logon =
                service_.sessions().logon(service_.farm(), "administrator", "11112222", "127.0.0.1");
            if (!logon) std::abort();
            token_ = logon->token;
        }
        return token_;
    }

    Service service_;
    std::string token_;
};

std::optional<Request> read_request(std::string_view bytes) {
    beast_http::request_parser<beast_http::string_body> parser;
    parser.eager(true);
    parser.body_limit(1024 * 1024);
    boost::beast::error_code failed;
    while (!bytes.empty() && !parser.is_done()) {
        const std::size_t used = parser.put(boost::asio::buffer(bytes.data(), bytes.size()), failed);
        bytes.remove_prefix(used);
        if (failed || used == 0) return std::nullopt;
    }
    if (!parser.is_done()) return std::nullopt;
    const auto& message = parser.get();
    Request request;
    request.method = message.method_string();
    request.target = message.target();
    for (const auto& field : message) request.headers.emplace_back(field.name_string(), field.value());
    request.body = message.body();
    request.peer = "127.0.0.1";
    return request;
}

// What is taken apart can be put together and taken apart again.
void check_multipart(const Request& request) {
    const auto boundary = multipart_boundary(request.header("Content-Type"));
    if (!boundary) return;
    const auto parts = parse_multipart(request.body, *boundary);
    if (!parts) return expect_told(parts.error());
    for (const Part& part : *parts) expect(!part.name.empty(), "a part has a name");
    const std::string separator = "--0a1b2c3d4e5f";
    std::string body;
    for (const Part& part : *parts)
        body += separator + "\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n" + part.content + "\r\n";
    const auto again = parse_multipart(body + separator + "--\r\n", "0a1b2c3d4e5f");
    const bool holds_it = request.body.find(separator) != std::string::npos;
    if (holds_it) return;
    expect(again && again->size() == parts->size(), "the parts are the same again", body);
    for (std::size_t i = 0; i < parts->size(); ++i)
        expect((*again)[i].content == (*parts)[i].content, "a part's content is the same again");
}

}  // namespace

void check(std::string_view input) {
    static SteadyFarm farm;
    const auto request = read_request(input);
    if (!request) return;
    check_multipart(*request);
    const Response response = farm.answer(*request);
    const std::string body = response.whole_body();
    expect(response.status >= 200 && response.status < 600, "a status is one of HTTP");
    const bool own_failure = response.status >= 500 && body.find(put_back) == std::string::npos;
    expect(!own_failure, "the simulator does not fail", body);
    if (response.content_type.starts_with("application/json") && !body.empty())
        expect(json::parse(body).has_value(), "a JSON answer is JSON", body);
    for (const auto& [name, value] : response.headers)
        expect((name + value).find_first_of("\r\n") == std::string::npos, "a header is a line", value);
}

}  // namespace rasctl::fuzz
