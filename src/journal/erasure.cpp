#include "journal/erasure.h"

#include <algorithm>
#include <charconv>

#include "journal/damage.h"
#include "journal/entry_form.h"
#include "journal/redaction.h"

namespace agglo {

namespace {

constexpr char kBetween = ' ';

/// Calls `take` with each of the words that single spaces part.
template <class Take>
void for_each_word(std::string_view text, Take&& take) {
    while (!text.empty()) {
        size_t const end = std::min(text.find(kBetween), text.size());
        take(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

template <class Word>
std::string joined(std::vector<Word> const& words) {
    std::string text;
    for (auto const& word : words) {
        if (!text.empty()) text += kBetween;
        if constexpr (std::is_integral_v<Word>) {
            text += std::to_string(word);
        } else {
            text += word;
        }
    }
    return text;
}

template <class T>
T const* after_of(RecordChange const& change, std::string_view field) {
    for (auto const& set : change.fields) {
        if (set.field == field) return set.after.get<T>();
    }
    return nullptr;
}

std::optional<std::vector<Sequence>> sequences_of(std::string_view text, Sequence before) {
    std::vector<Sequence> sequences;
    bool good = true;
    for_each_word(text, [&](std::string_view word) {
        Sequence sequence = 0;
        auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), sequence);
        good = good && error == std::errc() && end == word.data() + word.size() && sequence > 0 &&
               sequence < before;
        sequences.push_back(sequence);
    });
    return good ? std::optional(std::move(sequences)) : std::nullopt;
}

std::optional<Erasure> read_erasure(RecordChange const& change, Sequence before) {
    auto const* entity = after_of<std::string>(change, "entity");
    auto const* record = after_of<int64_t>(change, "record");
    auto const* fields = after_of<std::string>(change, "fields");
    auto const* reasons = after_of<bool>(change, "reasons");
    auto const* sequences = after_of<std::string>(change, "sequences");
    if (!entity || !record || !fields || !sequences) return std::nullopt;
    auto numbers = sequences_of(*sequences, before);
    if (!numbers) return std::nullopt;
    Erasure erasure{*entity, *record, {}, reasons && *reasons, *std::move(numbers)};
    for_each_word(*fields, [&](std::string_view name) { erasure.fields.emplace_back(name); });
    return erasure;
}

}  // namespace

RecordChange change_of(Erasure const& erasure, RecordId id) {
    return {std::string(kErasureEntity),
            id,
            1,
            ChangeKind::kCreate,
            {{"entity", {}, erasure.entity, false},
             {"record", {}, erasure.record, false},
             {"fields", {}, joined(erasure.fields), false},
             {"reasons", {}, erasure.reasons, false},
             {"sequences", {}, joined(erasure.sequences), false}}};
}

Result<std::vector<Erasure>> erasures_of(Entry const& entry) {
    std::vector<Erasure> erasures;
    for (auto const& change : entry.changes) {
        if (change.entity != kErasureEntity || change.kind != ChangeKind::kCreate) continue;
        auto erasure = read_erasure(change, entry.sequence);
        if (!erasure) return chain_broken(entry.sequence, Damage::kBody);
        erasures.push_back(*std::move(erasure));
    }
    return erasures;
}

Result<std::string> body_without(EntryBytes const& bytes, Erasure const& erasure) {
    auto const goes = [&](ValuePlace const& place) {
        if (place.entity.empty()) return place.field == kRequestName || erasure.reasons;
        return place.entity == erasure.entity && place.record == erasure.record &&
               std::find(erasure.fields.begin(), erasure.fields.end(), place.field) !=
                   erasure.fields.end();
    };
    auto body = TRY(open_body(bytes, goes));
    auto const before = TRY(prove_entry({}, bytes));
    auto const after = TRY(prove_entry({}, {bytes.sequence, bytes.head, body}));
    AGGLO_ASSERT(before.hash == after.hash);
    return body;
}

}  // namespace agglo
