#include "region/seed_writer.h"

#include <unordered_set>

namespace agglo {

namespace {

constexpr int64_t kDayUs = 86'400'000'000;
constexpr int64_t kMinuteUs = 60'000'000;

/// Friday of the week, 16:00 in Shanghai plus some minutes for each topic.
Instant recorded_at(PlannedChange const& change) {
    int64_t const friday = static_cast<int64_t>(change.week) * 7 - 3 + 4;
    return Instant{friday * kDayUs + (8 * 60 + 5 * static_cast<int64_t>(change.topic)) * kMinuteUs};
}

bool same_entry(PlannedChange const& a, PlannedChange const& b) {
    return a.week == b.week && a.topic == b.topic;
}

/// An entry ends with its week and topic, at the limit, or before it would change a record twice.
size_t end_of_entry(std::span<PlannedChange const> all, size_t from) {
    std::unordered_set<Handle> touched;
    size_t until = from;
    while (until < all.size() && until - from < SeedWriter::kEntryChangesMax &&
           same_entry(all[from], all[until]) && touched.insert(all[until].handle).second) {
        ++until;
    }
    return until;
}

}  // namespace

Result<void> SeedWriter::write(Timeline const& names, std::vector<PlannedChange> changes) {
    id_of_.resize(static_cast<size_t>(names.next()));
    auto const all = std::span(changes);
    for (size_t from = 0; from < all.size();) {
        size_t const until = end_of_entry(all, from);
        TRY(write_entry(names, all.subspan(from, until - from)));
        from = until;
    }
    return {};
}

Result<void> SeedWriter::write_entry(Timeline const& names, std::span<PlannedChange> changes) {
    ++command_;
    Command command;
    command.viewer = Viewer::owner("seed");
    command.reason = reason_of(changes.front().topic);
    command.seeded_at = recorded_at(changes.front());
    std::vector<RecordId> expected;
    for (auto& planned : changes) {
        auto const& entity = names.entity_of(planned.handle);
        auto const position = static_cast<RecordId>(expected.size() + 1);
        command.changes.push_back(change_of(entity, planned, position));
        expected.push_back(id_of_[static_cast<size_t>(planned.handle)].id);
    }
    wait_until_at_most(kCommandsWaitingMax);
    {
        std::lock_guard const lock(mutex_);
        if (failed_) return *failed_;
        ++waiting_;
    }
    ++entries_;
    changes_ += changes.size();
    desk_.submit(std::move(command),
                 [this, expected = std::move(expected)](Result<Receipt> receipt) {
                     answered(std::move(receipt), expected);
                 });
    return {};
}

CommandChange SeedWriter::change_of(std::string const& entity, PlannedChange& planned,
                                    RecordId position) {
    auto& written = id_of_[static_cast<size_t>(planned.handle)];
    CommandChange change;
    change.kind = planned.create ? ChangeKind::kCreate : ChangeKind::kUpdate;
    change.entity = entity;
    for (auto& fact : planned.facts) {
        change.facts.push_back({std::move(fact.field), resolved(std::move(fact.value))});
    }
    if (planned.create) {
        written = {++last_id_[entity], 1, command_, position};
    } else {
        change.id = written.id;
        change.version = written.version++;
    }
    return change;
}

Value SeedWriter::resolved(Value value) const {
    if (value == Value(kHeadSequence)) return static_cast<int64_t>(first_sequence_ + entries_);
    auto const* reference = value.get<Reference>();
    if (reference == nullptr) return value;
    auto const& target = id_of_[static_cast<size_t>(reference->id)];
    AGGLO_ASSERT(target.id != 0);
    return Reference{target.command == command_ ? -target.position : target.id};
}

void SeedWriter::answered(Result<Receipt> receipt, std::vector<RecordId> const& expected) {
    std::lock_guard const lock(mutex_);
    --waiting_;
    if (!receipt.ok()) {
        if (!failed_) failed_ = receipt.error();
    } else if (receipt->records.size() != expected.size()) {
        if (!failed_) failed_ = Error(ErrorCode::kInternal, {"seed: an empty change"});
    } else {
        for (size_t at = 0; at < expected.size(); ++at) {
            if (receipt->records[at].id == expected[at] || failed_) continue;
            failed_ = Error(ErrorCode::kInternal, {"seed: another id than foretold"});
        }
    }
    changed_.notify_all();
}

void SeedWriter::wait_until_at_most(size_t waiting) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ <= waiting; });
}

Result<void> SeedWriter::finish() {
    wait_until_at_most(0);
    std::lock_guard const lock(mutex_);
    if (failed_) return *failed_;
    return {};
}

}  // namespace agglo
