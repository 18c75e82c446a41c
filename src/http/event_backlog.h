#pragma once
// EventBacklog: the bytes of an event stream (WHATWG HTML §9.2) between those who send and the one
// connection that writes. Safe from any thread.
//
//   EventBacklog backlog(1 << 20, [] { wake_the_writer(); });
//   backlog.push(format_event("change", "9", "{\"id\":7}"));   // false: closed, or now too slow
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace agglo::http {

inline constexpr std::string_view kHeartbeat = ":\n\n";

/// Data of several lines becomes several `data:` lines; breaks in `event` and `id` are dropped.
std::string format_event(std::string_view event, std::string_view id, std::string_view data);

class EventBacklog {
public:
    EventBacklog(size_t bytes_max, std::function<void()> wake)
        : bytes_max_(bytes_max), wake_(std::move(wake)) {}

    /// False when the stream is closed; a client that let more than the limit pile up is closed.
    bool push(std::string_view text);
    /// Asks the writer to end after what is queued.
    void close();

    /// The writer's side: all that waits, and whether anything can still come.
    std::string take();
    bool closed() const;

    /// The writer has ended: nothing is taken any more and the listener hears of it.
    void finish();
    void on_finish(std::function<void()> listener);

private:
    size_t const bytes_max_;
    std::function<void()> const wake_;
    mutable std::mutex mutex_;
    std::string waiting_;
    std::function<void()> listener_;
    bool closed_ = false;
    bool finished_ = false;
};

}  // namespace agglo::http
