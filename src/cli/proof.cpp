// `agglo key`, `agglo checkpoint` and `agglo journal export`: what leaves the ledger so that others
// can hold it to its word.
#include <cstdio>

#include "cli/console_io.h"
#include "journal/sqlite_journal.h"
#include "proof/disclosure.h"
#include "proof/export_journal.h"
#include "proof/safe_file.h"
#include "proof/signed_checkpoint.h"

namespace agglo::cli {

namespace {

Result<Disclosure> disclosure_of(JournalExportOptions const& options) {
    Disclosure disclosure;
    disclosure.entities = options.entities;
    disclosure.reasons = options.reasons;
    if (!options.role.empty()) {
        disclosure.viewer = Viewer::with(options.role, {options.role}, options.regions);
        return disclosure;
    }
    for (auto const& name : options.classes) {
        auto const held = field_class_named(name);
        if (!held) return Error(ErrorCode::kNotInEnumeration, {name, "敏感级别 class"});
        disclosure.classes.push_back(*held);
    }
    return disclosure;
}

}  // namespace

int run_key(KeyOptions const& options) {
    auto const key = TRY_OR_EXIT(options.create ? SigningKey::create(options.file)
                                                : SigningKey::open(options.file));
    std::printf("%s", public_key_text(key.public_key()).c_str());
    return kOk;
}

int run_checkpoint(CheckpointOptions const& options) {
    auto const journal = TRY_OR_EXIT(SqliteJournal::open_to_read(options.db));
    SignedCheckpoint checkpoint{journal->identity(), journal->head(), {}, {}};
    if (!options.key.empty()) {
        auto const key = TRY_OR_EXIT(SigningKey::open(options.key));
        checkpoint = sign_checkpoint(checkpoint.identity, checkpoint.point, key);
    }
    auto const text = checkpoint_text(checkpoint);
    if (options.out.empty()) {
        std::printf("%s", text.c_str());
        return kOk;
    }
    auto const written = write_new_file(options.out, text, FileMode::kReadable);
    return written.ok() ? kOk : report(written.error());
}

int run_journal_export(JournalExportOptions const& options) {
    auto const desk = TRY_OR_EXIT(open_desk_to_read(options.db));
    auto const snapshot = desk->snapshot();
    auto rows = TRY_OR_EXIT(JournalRows::open({options.db}));
    RedactPlaceIf hidden;
    if (!options.whole) {
        auto const disclosure = TRY_OR_EXIT(disclosure_of(options));
        hidden = TRY_OR_EXIT(hidden_from(snapshot, disclosure));
    }
    Sequence const last = options.last == 0 ? snapshot->point.sequence : options.last;
    auto const written =
        TRY_OR_EXIT(export_journal(rows, {options.first, last}, hidden, options.out));
    std::printf("%s: %llu 条 entries, %llu 个值可见 values shown, %llu 个隐去 withheld\n",
                options.out.c_str(), static_cast<unsigned long long>(written.entries),
                static_cast<unsigned long long>(written.values),
                static_cast<unsigned long long>(written.redacted));
    return kOk;
}

}  // namespace agglo::cli
