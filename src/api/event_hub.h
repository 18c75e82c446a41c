#pragma once
// EventHub: tells open event streams of every published change they may see.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "desk/desk.h"
#include "http/message.h"

namespace agglo {

class EventHub {
public:
    /// An entry with more changes than this is told as one `reset`: read again.
    static constexpr size_t kChangesToldMax = 200;
    /// A client that missed more entries than this is told `reset`.
    static constexpr Sequence kEntriesResumedMax = 1'000;
    static constexpr size_t kStreamsMax = 2'000;
    /// What another process changed, and memberships that end by themselves, end a stream after it.
    static constexpr std::chrono::seconds kLookedAtEvery{10};

    explicit EventHub(Desk& desk);
    ~EventHub();

    struct Subscription {
        Viewer viewer;
        std::string entity;      ///< empty: all
        std::string filter;      ///< FEEL; only with an entity; empty: all records
        std::string last_event;  ///< opaque cursor of the last event seen; empty: from now on
        std::function<bool()> still_holds = [] { return true; };  ///< else the stream ends
    };
    /// Raised from any thread when somebody's rights changed: open streams are looked at again.
    class Doubts {
    public:
        void raise();
        void stop();
        /// False when stopped; else after a raise, or kLookedAtEvery.
        bool wait();

    private:
        std::mutex mutex_;
        std::condition_variable wake_;
        bool raised_ = false, stopped_ = false;
    };
    std::shared_ptr<Doubts> const& doubts() const { return doubts_; }

    /// A record that lay in the viewer's scope and met the filter before a change, and does not
    /// after it, is told as `gone`.
    /// Errors: kOverloaded; those of a FEEL filter, at "filter".
    Result<http::Response> open(Subscription subscription);
    void stop();

private:
    struct Client;
    void tell_all(Entry const& entry, SnapshotPtr const& snapshot);
    void end_what_holds_no_more();
    SnapshotPtr shown(SnapshotPtr const& snapshot) const;
    Result<void> check(Subscription const& subscription) const;
    void add(std::shared_ptr<http::EventStream> stream, Subscription const& subscription);

    Desk& desk_;
    uint64_t listener_ = 0;
    std::shared_ptr<std::mutex> mutex_ = std::make_shared<std::mutex>();
    std::shared_ptr<std::map<uint64_t, std::shared_ptr<Client>>> clients_;
    SnapshotPtr last_told_;  ///< what records were before the entries told next
    SnapshotPtr telling_;
    uint64_t next_client_ = 1;
    bool stopped_ = false;
    std::shared_ptr<Doubts> doubts_ = std::make_shared<Doubts>();
    std::thread looker_;
};

}  // namespace agglo
