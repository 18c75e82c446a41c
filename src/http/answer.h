#pragma once
// How an answer finds its way from any thread back to the coroutine of its connection, which may
// have gone meanwhile.
#include <atomic>
#include <functional>
#include <memory>
#include <optional>

#include "http/core.h"
#include "http/reply.h"

namespace agglo::http {

/// Wakes one coroutine on its strand; a ring before the wait is not lost.
class Bell {
public:
    explicit Bell(net::any_io_executor executor) : timer_(executor) {}
    net::any_io_executor executor() { return timer_.get_executor(); }
    void ring();
    /// False when `until` passed in silence.
    Awaitable<bool> wait(net::steady_timer::time_point until);

private:
    net::steady_timer timer_;
    bool rung_ = false;
};

/// Rings from any thread, at any time.
void ring_from_afar(std::weak_ptr<Core> const& core, std::weak_ptr<Bell> const& bell);

using OpenEvents = std::function<void(std::shared_ptr<EventStream>)>;

struct Answer {
    Reply reply = {};
    OpenEvents open_stream = {};
    bool keep_alive = false;
};

/// Where a connection waits for its answer. The connection owns it, tickets only know of it.
struct Exchange {
    explicit Exchange(net::any_io_executor executor) : bell(executor) {}
    Bell bell;
    std::optional<Answer> answer;
};

/// A Responder's half of an exchange: answers once, and with 500 when it is dropped unanswered.
class Ticket {
public:
    Ticket(std::weak_ptr<Core> core, std::weak_ptr<Exchange> exchange, ReplyTerms terms,
           bool is_urgent)
        : core_(std::move(core)),
          exchange_(std::move(exchange)),
          terms_(std::move(terms)),
          is_urgent_(is_urgent) {}
    Ticket(Ticket const&) = delete;
    Ticket& operator=(Ticket const&) = delete;
    ~Ticket();
    void answer(Response response);

private:
    std::weak_ptr<Core> const core_;
    std::weak_ptr<Exchange> const exchange_;
    ReplyTerms const terms_;
    bool const is_urgent_;
    std::atomic<bool> answered_ = false;
};

}  // namespace agglo::http
