#include "journal/entry_codec.h"

#include "journal/entry_form.h"

namespace agglo {

namespace {

void keep(ValueName const& name, StoredValue&& stored, FieldChange* field, Entry& entry) {
    if (field) {
        (name.side == Side::kBefore ? field->before : field->after) = std::move(stored.value);
        field->redacted = field->redacted || stored.redacted;
    } else if (auto const* text = stored.value.get<std::string>()) {
        (name.field == kReasonName ? entry.reason : entry.request_digest) = *text;
    }
}

}  // namespace

Result<Entry> decode_entry(EntryBytes const& bytes) {
    EntryHead head = TRY(decode_head(bytes));
    BodyReader body(bytes.body);
    TRY(for_each_value(head, body, [&](ValueName name, StoredValue&& stored, FieldChange* field) {
        keep(name, std::move(stored), field, head.entry);
    }));
    return std::move(head.entry);
}

Result<EntryProof> prove_entry(Digest const& previous, EntryBytes const& bytes) {
    EntryHead head = TRY(decode_head(bytes));
    BodyReader body(bytes.body);
    ValueHasher values(head.algorithm, body.secret());
    EntryHasher entry(head.algorithm, previous, bytes.head);
    EntryProof proof{.algorithm = head.algorithm, .recorded_at = head.entry.recorded_at};
    TRY(for_each_value(head, body, [&](ValueName name, StoredValue&& stored, FieldChange*) {
        if (stored.redacted) {
            ++proof.redacted;
            return entry.add(stored.digest);
        }
        Salt const made = stored.salt.empty() ? values.salt(proof.values) : Salt{};
        auto const salt = stored.salt.empty() ? bytes_of(made) : stored.salt;
        entry.add(bytes_of(values.digest(salt, name.field, name.side, stored.bytes)));
        ++proof.values;
    }));
    proof.hash = entry.finish();
    return proof;
}

}  // namespace agglo
