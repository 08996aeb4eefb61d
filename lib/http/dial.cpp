#include "http/dial.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <utility>

namespace rasctl::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::milliseconds next_try_after{250};

bool is_about_our_network(const error_code& ec) {
    return ec == asio::error::network_unreachable || ec == asio::error::address_family_not_supported ||
           ec == boost::system::errc::address_not_available;
}

class Race : public std::enable_shared_from_this<Race> {
  public:
    Race(asio::any_io_executor executor, std::vector<tcp::endpoint> addresses)
        : something_happened(executor), executor_(std::move(executor)), addresses_(std::move(addresses)) {}

    asio::steady_timer something_happened;

    bool has_next() const { return next_ < addresses_.size(); }
    bool settled() const { return winner_ || (!has_next() && pending_ == 0); }
    bool idle() const { return pending_ == 0; }

    void start_next() {
        auto runner = std::make_shared<tcp::socket>(executor_);
        runners_.push_back(runner);
        ++pending_;
        runner->async_connect(addresses_[next_++], [self = shared_from_this(), runner](const error_code& ec) {
            self->finished(ec, runner);
        });
    }

    void stop() {
        for (const auto& runner : runners_) {
            error_code ignored;
            if (runner != winner_) runner->close(ignored);
        }
        something_happened.cancel();
    }

    Dialled result() {
        Dialled dialled;
        if (winner_) {
            dialled.socket.emplace(std::move(*winner_));
        } else {
            dialled.ec = failure_ ? failure_ : asio::error::operation_aborted;
        }
        return dialled;
    }

  private:
    void finished(const error_code& ec, const std::shared_ptr<tcp::socket>& runner) {
        --pending_;
        if (!ec && !winner_ && runner->is_open()) {
            winner_ = runner;
        } else if (ec && ec != asio::error::operation_aborted &&
                   (!failure_ || is_about_our_network(failure_))) {
            failure_ = ec;
        }
        something_happened.cancel();
    }

    asio::any_io_executor executor_;
    std::vector<tcp::endpoint> addresses_;
    std::vector<std::shared_ptr<tcp::socket>> runners_;
    std::shared_ptr<tcp::socket> winner_;
    std::size_t next_ = 0;
    int pending_ = 0;
    error_code failure_;
};

class StopAtEnd {
  public:
    explicit StopAtEnd(std::shared_ptr<Race> race) : race_(std::move(race)) {}
    ~StopAtEnd() { race_->stop(); }
    StopAtEnd(const StopAtEnd&) = delete;
    StopAtEnd& operator=(const StopAtEnd&) = delete;

  private:
    std::shared_ptr<Race> race_;
};

}  // namespace

asio::awaitable<Dialled> dial(std::vector<tcp::endpoint> addresses, std::chrono::milliseconds limit,
                              Watchdog& dog) {
    const auto executor = co_await asio::this_coro::executor;
    const auto race = std::make_shared<Race>(executor, std::move(addresses));
    const StopAtEnd stop(race);
    const Watchdog::Guard guard(dog, Phase::connecting, limit, [race] { race->stop(); });
    Dialled aborted;
    aborted.ec = asio::error::operation_aborted;
    if (!guard.entered()) co_return aborted;
    while (!race->settled() && !dog.tripped()) {
        if (race->has_next()) {
            race->start_next();
            race->something_happened.expires_after(next_try_after);
        } else {
            race->something_happened.expires_at(asio::steady_timer::time_point::max());
        }
        error_code ec;
        co_await race->something_happened.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    }
    if (dog.tripped()) co_return aborted;
    co_return race->result();
}

}  // namespace rasctl::http
