#include "api/event_hub.h"

#include <charconv>

#include "base/json_writer.h"
#include "query/access.h"

namespace agglo {

/// One open stream.
struct EventHub::Client {
    std::shared_ptr<http::EventStream> stream;
    Subscription subscription;
    Sequence told = 0;  ///< entries up to here need not be told again

    void tell(Entry const& entry, Snapshot const& snapshot);
    bool may_see(RecordChange const& change, Snapshot const& snapshot) const;
};

namespace {

std::string event_json(Sequence sequence, RecordChange const& change) {
    JsonWriter json;
    json.begin_object()
        .member("sequence", sequence)
        .member("entity", change.entity)
        .member("id", change.id);
    json.member("kind", std::string(name_of(change.kind)))
        .member("version", change.version)
        .end_object();
    return json.take();
}

}  // namespace

bool EventHub::Client::may_see(RecordChange const& change, Snapshot const& snapshot) const {
    if (!subscription.entity.empty() && subscription.entity != change.entity) return false;
    auto const entity = snapshot.model->entity_index(change.entity);
    if (!entity) return false;
    EntityAccess const access(snapshot, subscription.viewer, *entity);
    return access.may_read() && access.may_read_row(static_cast<size_t>(change.id) - 1);
}

void EventHub::Client::tell(Entry const& entry, Snapshot const& snapshot) {
    if (entry.sequence <= told) return;
    told = entry.sequence;
    auto const id = std::to_string(entry.sequence);
    if (entry.changes.size() > kChangesToldMax) {
        stream->send("reset", id, R"({"reason":"large"})");
        return;
    }
    std::vector<RecordChange const*> visible;
    for (auto const& change : entry.changes) {
        if (may_see(change, snapshot)) visible.push_back(&change);
    }
    // Only the last change of an entry moves the cursor: who leaves in between is told all of them
    // again.
    for (auto const* change : visible) {
        stream->send("change", change == visible.back() ? id : "",
                     event_json(entry.sequence, *change));
    }
}

EventHub::EventHub(Desk& desk)
    : desk_(desk), clients_(std::make_shared<std::map<uint64_t, std::shared_ptr<Client>>>()) {
    listener_ = desk_.listen(
        [this](Entry const& entry, SnapshotPtr const& snapshot) { tell_all(entry, snapshot); });
}

EventHub::~EventHub() {
    stop();
}

void EventHub::tell_all(Entry const& entry, SnapshotPtr const& snapshot) {
    std::lock_guard const lock(*mutex_);
    for (auto const& [number, client] : *clients_) client->tell(entry, *snapshot);
}

void EventHub::stop() {
    {
        std::lock_guard const lock(*mutex_);
        if (stopped_) return;
        stopped_ = true;
    }
    desk_.unlisten(listener_);
    std::map<uint64_t, std::shared_ptr<Client>> closing;
    {
        std::lock_guard const lock(*mutex_);
        closing.swap(*clients_);
    }
    for (auto const& [number, client] : closing) client->stream->close();
}

/// What a returning client missed is read from the journal; new entries wait on the mutex
/// meanwhile, so none is lost or told twice.
void EventHub::add(std::shared_ptr<http::EventStream> stream, Subscription const& subscription) {
    auto client = std::make_shared<Client>(Client{stream, subscription, 0});
    uint64_t number = 0;
    {
        std::lock_guard const lock(*mutex_);
        if (stopped_) return stream->close();
        auto const now = desk_.snapshot();
        client->told = now->point.sequence;
        Sequence seen = 0;
        auto const& text = subscription.last_event;
        bool const known =
            std::from_chars(text.data(), text.data() + text.size(), seen).ec == std::errc();
        bool const resumes =
            known && seen <= client->told && client->told - seen <= kEntriesResumedMax;
        if (resumes && seen < client->told) {
            Sequence const last = client->told;
            client->told = seen;
            (void)desk_.journal().read(seen + 1, [&](StoredEntry const& stored) {
                client->tell(stored.entry, *now);
                return stored.entry.sequence < last;
            });
        } else if (!text.empty() && !resumes) {
            stream->send("reset", std::to_string(client->told), R"({"reason":"old"})");
        }
        number = next_client_++;
        clients_->emplace(number, client);
    }
    stream->on_close([mutex = mutex_, clients = clients_, number] {
        std::lock_guard const lock(*mutex);
        clients->erase(number);
    });
}

Result<http::Response> EventHub::open(Subscription subscription) {
    {
        std::lock_guard const lock(*mutex_);
        if (stopped_ || clients_->size() >= kStreamsMax) return Error(ErrorCode::kOverloaded);
    }
    http::Response response;
    response.content_type = "text/event-stream";
    response.open_stream =
        [this, subscription = std::move(subscription)](std::shared_ptr<http::EventStream> stream) {
            add(std::move(stream), subscription);
        };
    return response;
}

}  // namespace agglo
