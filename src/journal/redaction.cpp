#include "journal/redaction.h"

#include "journal/entry_form.h"

namespace agglo {

Result<std::string> open_body(EntryBytes const& bytes, RedactIf const& redact) {
    return open_body(
        bytes, [&redact](ValuePlace const& place) { return redact(place.entity, place.field); });
}

Result<std::string> open_body(EntryBytes const& bytes, RedactPlaceIf const& redact) {
    EntryHead head = TRY(decode_head(bytes));
    BodyReader body(bytes.body);
    ValueHasher values(head.algorithm, body.secret());
    uint64_t index = 0;
    ByteWriter out;
    out.byte(kOpenedForm);
    TRY(for_each_value(head, body, [&](ValueName name, StoredValue&& stored, FieldChange*) {
        Salt const made = values.salt(index++);
        auto const salt = stored.salt.empty() ? bytes_of(made) : stored.salt;
        if (stored.redacted) {
            out.byte(kRedactedMark).raw(stored.digest);
        } else if (redact({name.entity, name.record, name.field})) {
            Digest const digest = values.digest(salt, name.field, name.side, stored.bytes);
            out.byte(kRedactedMark).raw(bytes_of(digest));
        } else {
            out.byte(kPresentMark).raw(salt).raw(stored.bytes);
        }
    }));
    return out.take();
}

}  // namespace agglo
