#include "api/event_hub.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/json_writer.h"
#include "feel/columns/budget.h"
#include "query/feel_filter.h"

namespace agglo {

/// One open stream.
struct EventHub::Client {
    std::shared_ptr<http::EventStream> stream;
    Subscription subscription;
    Sequence told = 0;  ///< entries up to here need not be told again

    void tell(Entry const& entry, Snapshot const& snapshot, Snapshot const* before);
    /// Whether the record lies in the viewer's scope and meets the filter.
    bool shows(RecordChange const& change, Snapshot const& snapshot) const {
        return may_see(change, snapshot) && meets_filter(change, snapshot);
    }
    bool may_see(RecordChange const& change, Snapshot const& snapshot) const;
    bool meets_filter(RecordChange const& change, Snapshot const& snapshot) const;
};

namespace {

/// A change to be told, or that a record is gone from what the stream shows.
struct Told {
    RecordChange const* change;
    bool gone;
};

std::string event_json(Sequence sequence, RecordChange const& change, bool gone) {
    JsonWriter json;
    json.begin_object()
        .member("sequence", sequence)
        .member("entity", change.entity)
        .member("id", change.id);
    json.member("kind", gone ? std::string("gone") : std::string(name_of(change.kind)))
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

bool EventHub::Client::meets_filter(RecordChange const& change, Snapshot const& snapshot) const {
    if (subscription.filter.empty()) return true;
    auto const entity = snapshot.model->entity_index(change.entity);
    auto const access =
        std::make_shared<EntityAccess const>(snapshot, subscription.viewer, *entity);
    auto const expression = RecordExpression::parse(access, *entity, subscription.filter);
    auto const row = EntityView(snapshot, *entity).live_row_of(change.id);
    if (!expression.ok() || !row) return false;
    feel::Evaluation evaluation(clock_on(Instant::now().date_in_shanghai()),
                                {.steps_max = feel::Budget::kStepsOfRowMax});
    return expression->evaluate(*row, evaluation).is_true();
}

void EventHub::Client::tell(Entry const& entry, Snapshot const& snapshot, Snapshot const* before) {
    if (entry.sequence <= told) return;
    told = entry.sequence;
    auto const id = std::to_string(entry.sequence);
    if (entry.changes.size() > kChangesToldMax) {
        stream->send("reset", id, R"({"reason":"large"})");
        return;
    }
    std::vector<Told> visible;
    for (auto const& change : entry.changes) {
        if (shows(change, snapshot)) {
            visible.push_back({&change, false});
        } else if (before && shows(change, *before)) {
            visible.push_back({&change, true});
        }
    }
    // Only the last change of an entry moves the cursor: who leaves in between is told all of them
    // again.
    for (auto const& [change, gone] : visible) {
        stream->send("change", change == visible.back().change ? id : "",
                     event_json(entry.sequence, *change, gone));
    }
}

EventHub::EventHub(Desk& desk)
    : desk_(desk),
      clients_(std::make_shared<std::map<uint64_t, std::shared_ptr<Client>>>()),
      telling_(desk.snapshot()) {
    listener_ = desk_.listen(
        [this](Entry const& entry, SnapshotPtr const& snapshot) { tell_all(entry, snapshot); });
    looker_ = std::thread([this] {
        while (doubts_->wait()) end_what_holds_no_more();
    });
}

void EventHub::Doubts::raise() {
    {
        std::lock_guard const lock(mutex_);
        raised_ = true;
    }
    wake_.notify_all();
}

void EventHub::Doubts::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopped_ = true;
    }
    wake_.notify_all();
}

bool EventHub::Doubts::wait() {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, kLookedAtEvery, [this] { return raised_ || stopped_; });
    raised_ = false;
    return !stopped_;
}

// The accounts are asked without the mutex, so that events go on meanwhile.
void EventHub::end_what_holds_no_more() {
    std::vector<std::shared_ptr<Client>> clients;
    {
        std::lock_guard const lock(*mutex_);
        for (auto const& [number, client] : *clients_) clients.push_back(client);
    }
    for (auto const& client : clients) {
        if (!client->subscription.still_holds()) client->stream->close();
    }
}

EventHub::~EventHub() {
    stop();
}

void EventHub::tell_all(Entry const& entry, SnapshotPtr const& snapshot) {
    std::lock_guard const lock(*mutex_);
    // The entries of one batch come with the same snapshot: before it is before all of them.
    if (snapshot != telling_) last_told_ = std::exchange(telling_, snapshot);
    bool const filters = std::any_of(clients_->begin(), clients_->end(), [](auto const& each) {
        return !each.second->subscription.filter.empty();
    });
    auto const after = filters ? shown(snapshot) : snapshot;
    auto const before = filters && last_told_ ? shown(last_told_) : last_told_;
    for (auto const& [number, client] : *clients_) client->tell(entry, *after, before.get());
}

/// With computed fields, as a filter may name them.
SnapshotPtr EventHub::shown(SnapshotPtr const& snapshot) const {
    return desk_.shown(snapshot, Instant::now().date_in_shanghai());
}

void EventHub::stop() {
    {
        std::lock_guard const lock(*mutex_);
        if (stopped_) return;
        stopped_ = true;
    }
    desk_.unlisten(listener_);
    doubts_->stop();
    looker_.join();
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
        auto const now = subscription.filter.empty() ? desk_.snapshot() : shown(desk_.snapshot());
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
                client->tell(stored.entry, *now, nullptr);
                return stored.entry.sequence < last;
            });
        } else if (!text.empty() && !resumes) {
            stream->send("reset", std::to_string(client->told), R"({"reason":"old"})");
        }
        number = next_client_++;
        clients_->emplace(number, client);
    }
    if (!subscription.still_holds()) stream->close();  // revoked before we stood in the list
    stream->on_close([mutex = mutex_, clients = clients_, number] {
        std::lock_guard const lock(*mutex);
        clients->erase(number);
    });
}

Result<void> EventHub::check(Subscription const& subscription) const {
    if (subscription.filter.empty()) return {};
    auto const snapshot = desk_.snapshot();
    if (subscription.entity.empty()) return Error(ErrorCode::kRequired, {"entity"}).at("entity");
    auto const entity = snapshot->model->entity_index(subscription.entity);
    if (!entity) return Error(ErrorCode::kUnknownEntity, {subscription.entity}).at("entity");
    auto access = std::make_shared<EntityAccess const>(*snapshot, subscription.viewer, *entity);
    auto filter = feel_filter(std::move(access), *entity, subscription.filter,
                              Instant::now().date_in_shanghai());
    if (!filter.ok()) return std::move(filter).error().at("filter");
    return {};
}

Result<http::Response> EventHub::open(Subscription subscription) {
    TRY(check(subscription));
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
