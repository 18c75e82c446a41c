#include "http/event_backlog.h"

#include <utility>

namespace agglo::http {

namespace {

void append_field(std::string& out, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out.append(name).append(": ");
    for (char const c : value) {
        if (c != '\r' && c != '\n' && c != '\0') out += c;
    }
    out += '\n';
}

// Lines end with CR LF, LF or CR, as the standard reads them.
std::string_view take_line(std::string_view& text) {
    auto const end = text.find_first_of("\r\n");
    auto const line = text.substr(0, end);
    if (end == text.npos) {
        text = {};
        return line;
    }
    bool const is_pair = text.substr(end).starts_with("\r\n");
    text.remove_prefix(end + (is_pair ? 2 : 1));
    return line;
}

}  // namespace

std::string format_event(std::string_view event, std::string_view id, std::string_view data) {
    std::string out;
    append_field(out, "id", id);
    append_field(out, "event", event);
    do {
        out.append("data: ").append(take_line(data)) += '\n';
    } while (!data.empty());
    out += '\n';
    return out;
}

bool EventBacklog::push(std::string_view text) {
    bool fits = false;
    {
        std::lock_guard const lock(mutex_);
        if (closed_) return false;
        fits = waiting_.size() + text.size() <= bytes_max_;
        closed_ = !fits;
        // What a slow client misses it asks for again by Last-Event-ID.
        fits ? void(waiting_ += text) : waiting_.clear();
    }
    wake_();
    return fits;
}

void EventBacklog::close() {
    {
        std::lock_guard const lock(mutex_);
        if (std::exchange(closed_, true)) return;
    }
    wake_();
}

std::string EventBacklog::take() {
    std::lock_guard const lock(mutex_);
    return std::exchange(waiting_, {});
}

bool EventBacklog::closed() const {
    std::lock_guard const lock(mutex_);
    return closed_;
}

void EventBacklog::finish() {
    std::function<void()> listener;
    {
        std::lock_guard const lock(mutex_);
        closed_ = true;
        if (std::exchange(finished_, true)) return;
        waiting_.clear();
        listener = std::exchange(listener_, nullptr);
    }
    if (listener) listener();
}

void EventBacklog::on_finish(std::function<void()> listener) {
    {
        std::lock_guard const lock(mutex_);
        if (!finished_) {
            listener_ = std::move(listener);
            return;
        }
    }
    listener();
}

}  // namespace agglo::http
