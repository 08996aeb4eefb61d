#include "http/resolve.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstring>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "system/blocked_signals.hpp"
#include "system/host_lookup.hpp"
#include "system/name_service.hpp"

namespace rasctl::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

error_code resolver_error(system::HostLookUpEnd end) {
    using End = system::HostLookUpEnd;
    switch (end) {
        case End::found:
            return {};
        case End::try_again:
            return asio::error::host_not_found_try_again;
        case End::no_recovery:
            return asio::error::no_recovery;
        case End::no_memory:
            return asio::error::no_memory;
        case End::no_address:
            return asio::error::no_data;
        case End::no_such_host:
            break;
    }
    return asio::error::host_not_found;
}

// What a program of the system's own says, where that knows more than the C library here can.
std::vector<tcp::endpoint> addresses_elsewhere(const std::string& host, std::uint16_t port) {
    std::vector<tcp::endpoint> result;
    for (const std::string& text : system::addresses_by_name_service(host)) {
        error_code ec;
        const auto address = asio::ip::make_address(text, ec);
        if (!ec) result.emplace_back(address, port);
    }
    return result;
}

Resolution look_up(const std::string& host, std::uint16_t port) {
    if (auto addresses = addresses_elsewhere(host, port); !addresses.empty())
        return {{}, std::move(addresses)};
    const system::HostLookUp found = system::look_up_host(host);
    Resolution result;
    result.ec = resolver_error(found.end);
    if (result.ec) return result;
    for (const std::string& bytes : found.addresses) {
        tcp::endpoint address;
        if (bytes.size() > address.capacity()) continue;
        std::memcpy(address.data(), bytes.data(), bytes.size());
        address.resize(bytes.size());
        address.port(port);
        if (std::ranges::find(result.addresses, address) == result.addresses.end())
            result.addresses.push_back(address);
    }
    if (result.addresses.empty()) result.ec = asio::error::no_data;
    return result;
}

// Shared by the coroutine that asks and the thread that answers; either may go first.
struct Question {
    std::mutex mutex;
    bool wanted = true;
    bool answered = false;
    asio::any_io_executor executor;
    asio::steady_timer* answer_came =
        nullptr;  // lives in the coroutine; used on its thread only, while wanted
    Resolution answer;
};

void ask(const std::string& host, std::uint16_t port, const std::shared_ptr<Question>& question) {
    Resolution found = look_up(host, port);
    const std::lock_guard lock(question->mutex);
    // When nobody waits any more, the io_context may be gone.
    if (!question->wanted) return;
    question->answer = std::move(found);
    question->answered = true;
    asio::post(question->executor, [question] {
        if (question->wanted) question->answer_came->cancel();
    });
}

// Signals are the main thread's business.
error_code start_thread(std::string host, std::uint16_t port, std::shared_ptr<Question> question) {
    const system::BlockedSignals blocked;
    try {
        std::thread(ask, std::move(host), port, std::move(question)).detach();
    } catch (const std::system_error&) {
        return asio::error::no_memory;
    }
    return {};
}

class Asking {
  public:
    explicit Asking(std::shared_ptr<Question> question) : question_(std::move(question)) {}
    ~Asking() {
        const std::lock_guard lock(question_->mutex);
        question_->wanted = false;
    }
    Asking(const Asking&) = delete;
    Asking& operator=(const Asking&) = delete;

  private:
    std::shared_ptr<Question> question_;
};

}  // namespace

std::vector<tcp::endpoint> interleaved(const std::vector<tcp::endpoint>& addresses) {
    if (addresses.empty()) return {};
    std::vector<tcp::endpoint> first;
    std::vector<tcp::endpoint> second;
    for (const auto& address : addresses) {
        (address.protocol() == addresses.front().protocol() ? first : second).push_back(address);
    }
    std::vector<tcp::endpoint> result;
    for (std::size_t i = 0; i < std::max(first.size(), second.size()); ++i) {
        if (i < first.size()) result.push_back(first[i]);
        if (i < second.size()) result.push_back(second[i]);
    }
    return result;
}

asio::awaitable<Resolution> resolve(std::string host, std::uint16_t port, std::chrono::milliseconds limit,
                                    Watchdog& dog) {
    Resolution result;
    error_code ec;
    const auto address = asio::ip::make_address(host, ec);
    if (!ec) {
        result.addresses.emplace_back(address, port);
        co_return result;
    }
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer answer_came(executor, asio::steady_timer::time_point::max());
    const auto question = std::make_shared<Question>();
    question->executor = executor;
    question->answer_came = &answer_came;
    const Asking asking(question);
    const Watchdog::Guard guard(dog, Phase::resolving, limit, [&answer_came] { answer_came.cancel(); });
    result.ec = asio::error::operation_aborted;
    if (!guard.entered()) co_return result;
    if (const error_code failed = start_thread(host, port, question); failed) {
        result.ec = failed;
        co_return result;
    }
    co_await answer_came.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    const std::lock_guard lock(question->mutex);
    if (question->answered && !dog.tripped()) result = std::move(question->answer);
    result.addresses = interleaved(result.addresses);
    co_return result;
}

}  // namespace rasctl::http
