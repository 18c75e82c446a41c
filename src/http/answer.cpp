#include "http/answer.h"

namespace agglo::http {

void Bell::ring() {
    rung_ = true;
    timer_.cancel();
}

Awaitable<bool> Bell::wait(net::steady_timer::time_point until) {
    timer_.expires_at(until);
    if (!rung_) co_await timer_.async_wait(kUse);
    co_return std::exchange(rung_, false);
}

void ring_from_afar(std::weak_ptr<Core> const& weak_core, std::weak_ptr<Bell> const& weak_bell) {
    auto const core = weak_core.lock();  // first, so that the bell's last owner finds its context
    if (!core) return;
    auto const bell = weak_bell.lock();
    if (bell) net::post(bell->executor(), [bell] { bell->ring(); });
}

Ticket::~Ticket() {
    if (answered_) return;
    answer(problem(Error(ErrorCode::kInternal, {terms_.request_id}), terms_.request_id));
}

// An answer too large for the memory left must not leave the client waiting for ever.
Answer answer_of(Response response, ReplyTerms const& terms) try {
    Answer answer{.open_stream = response.open_stream, .keep_alive = terms.keep_alive};
    if (terms.method == Method::kHead) answer.open_stream = nullptr;
    answer.reply = make_reply(std::move(response), terms);
    return answer;
} catch (std::bad_alloc const&) {
    auto small = make_reply(problem(Error(ErrorCode::kOverloaded), terms.request_id), terms);
    return {.reply = std::move(small), .keep_alive = terms.keep_alive};
}

// Compression runs where the answer comes from if that is a worker, else on one.
void Ticket::answer(Response response) {
    if (answered_.exchange(true)) return;
    auto const core = core_.lock();
    if (!core) return;
    auto make = [weak = exchange_, terms = terms_, &draining = core->draining,
                 response = std::move(response)]() mutable {
        auto const exchange = weak.lock();
        if (!exchange) return;
        terms.keep_alive = terms.keep_alive && !draining && !response.open_stream;
        auto answer = answer_of(std::move(response), terms);
        net::post(exchange->bell.executor(), [exchange, answer = std::move(answer)]() mutable {
            exchange->answer = std::move(answer);
            exchange->bell.ring();
        });
    };
    net::dispatch(is_urgent_ ? core->urgent : core->workers, std::move(make));
}

}  // namespace agglo::http
