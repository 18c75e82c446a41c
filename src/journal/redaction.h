#pragma once
// Redaction: a copy of an entry's body without some of its values, under the same hash.
//
//   auto const body = TRY(open_body(bytes, [](std::string_view entity, std::string_view field) {
//       return entity == "contact" && field == "phone";
//   }));
//   prove_entry(previous, {bytes.sequence, bytes.head, body})->hash;   // as before
//
// The copy has no entry secret: the salts of the values that stay stand beside them, those of the
// removed ones are gone, so that a short value cannot be guessed from its digest. What the head
// tells (actor, record ids, names of fields) stays.
#include <functional>
#include <string>
#include <string_view>

#include "journal/entry_codec.h"

namespace agglo {

/// Whether the values of a field of an entity are to go. The reason and the request digest of an
/// entry are asked for as fields "reason" and "request" of the empty entity.
using RedactIf = std::function<bool(std::string_view entity, std::string_view field)>;

/// Where a value stands: a field of a record, or reason and request digest as above with record 0.
struct ValuePlace {
    std::string_view entity;
    RecordId record = 0;
    std::string_view field;
};
using RedactPlaceIf = std::function<bool(ValuePlace const&)>;

/// The body in form 2; one that is in form 2 already loses further values, and keeps lost ones
/// lost. Error: kChainBroken (the entry cannot be decoded).
Result<std::string> open_body(EntryBytes const& bytes, RedactIf const& redact);
Result<std::string> open_body(EntryBytes const& bytes, RedactPlaceIf const& redact);

}  // namespace agglo
