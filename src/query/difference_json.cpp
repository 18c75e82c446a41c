#include "query/difference_json.h"

#include <map>

#include "query/record_json.h"

namespace agglo {

namespace {

/// What an answer tells of an entry; several records may come from one, so it is read once.
struct EntryHead {
    Instant recorded_at;
    std::string actor;
    std::string reason;
    int64_t batch = 0;
    bool synthetic = false;
};

class EntryHeads {
public:
    explicit EntryHeads(Journal const& journal) : journal_(journal) {}

    Result<EntryHead const*> at(Sequence sequence) {
        auto const [place, fresh] = heads_.try_emplace(sequence);
        if (fresh) {
            TRY(journal_.read(sequence, [&](StoredEntry const& stored) {
                auto const& entry = stored.entry;
                place->second = {entry.recorded_at, entry.actor, entry.reason, entry.batch,
                                 entry.synthetic};
                return false;
            }));
        }
        return &place->second;
    }

private:
    Journal const& journal_;
    std::map<Sequence, EntryHead> heads_;
};

void write_entry(JsonWriter& json, Sequence sequence, EntryHead const& head) {
    json.begin_object().member("sequence", sequence);
    json.member("recorded_at", head.recorded_at.to_string()).member("actor", head.actor);
    json.member("reason", head.reason).key("batch");
    head.batch == 0 ? json.null() : json.integer(head.batch);
    json.member("synthetic", head.synthetic).end_object();
}

}  // namespace

Result<std::string> difference_json(Difference const& difference, Snapshot const& from,
                                    Snapshot const& to, Viewer const& viewer,
                                    Journal const& journal) {
    EntityView const view(to, difference.entity);
    EntityAccess const access(to, viewer, difference.entity);
    EntityAccess const access_before(from, viewer, 0);
    EntryHeads heads(journal);
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (auto const& record : difference.records) {
        write_record_head(json, view, access, static_cast<size_t>(record.id) - 1);
        json.member("kind", name_of(record.kind));
        json.member("matched_before", record.matched_before);
        json.member("matched_after", record.matched_after).key("changes").begin_array();
        for (auto const& change : record.fields) {
            Field const& field = view.entity().fields[change.field];
            json.begin_object().member("field", field.name).key("before");
            write_value(json, from, access_before, field, change.before);
            write_value(json.key("after"), to, access, field, change.after);
            json.end_object();
        }
        json.end_array().key("entries").begin_array();
        for (auto const sequence : record.entries)
            write_entry(json, sequence, *TRY(heads.at(sequence)));
        json.end_array().end_object();
    }
    json.end_array().member("total", static_cast<uint64_t>(difference.total()));
    json.member("created", static_cast<uint64_t>(difference.created));
    json.member("changed", static_cast<uint64_t>(difference.changed));
    json.member("deleted", static_cast<uint64_t>(difference.deleted)).key("next_after");
    difference.next_id == 0 ? json.null() : json.integer(difference.next_id);
    json.member("from", from.point.sequence).member("to", to.point.sequence).end_object();
    return json.take();
}

}  // namespace agglo
