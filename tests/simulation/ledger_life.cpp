#include "ledger_life.h"

#include <algorithm>
#include <sqlite3.h>

#include "base/random.h"
#include "desk/restore_from.h"
#include "ledger_compare.h"
#include "life_commands.h"
#include "troubled_ledger.h"

namespace agglo {

namespace {

using Found = std::optional<std::string>;
using Kind = LedgerStep::Kind;

/// A shorter text may stand in a file by chance: digests and salts look like anything.
constexpr size_t kTextBytesSure = 6;

TroubledLedger::Lies lies_of(Weakness weakness) {
    if (weakness == Weakness::kSyncsLeftOut) return TroubledLedger::Lies::kAll;
    if (weakness == Weakness::kImageSyncsLeftOut) return TroubledLedger::Lies::kImages;
    return TroubledLedger::Lies::kNone;
}

class LedgerLife {
public:
    LedgerLife(Weakness weakness, LifeCounts& counts)
        : weakness_(weakness), counts_(counts), ledger_(lies_of(weakness)) {
        AGGLO_ASSERT(model_.execute(defining_command()).refused.empty());
    }

    Found live(std::vector<LedgerStep> const& steps) {
        if (auto found = recognise(ledger_.open())) return "at the beginning: " + *found;
        for (size_t i = 0; i < steps.size(); ++i) {
            if (auto found = take(steps[i]))
                return "step " + std::to_string(i + 1) + " (" + shown(steps[i]) + "): " + *found;
        }
        Random random(steps.empty() ? 1 : steps.back().luck);
        if (auto found = compare_points(random)) return "at the end: " + *found;
        bool const killed = random.chance(1, 2);
        if (auto found = recognise(killed ? ledger_.kill() : ledger_.reopen()))
            return "started once more: " + *found;
        return find_erased();
    }

private:
    Found take(LedgerStep const& step) {
        ledger_.begin(step.trouble, step.luck);
        auto found = act(step);
        if (!found && ledger_.awaits_power_cut()) {
            count("power cut after a step");
            ledger_.cut_power();
            found = recognise(ledger_.restart());
        }
        ledger_.end();
        return found ? found : compare_now();
    }

    Found act(LedgerStep const& step) {
        switch (step.kind) {
            case Kind::kCommand:
            case Kind::kImport: return execute(command_of(step, model_.now()));
            case Kind::kUndo: return undo(step);
            case Kind::kBringBack: return bring_back(step);
            case Kind::kErase: return execute(erasing(step));
            case Kind::kDefine: return execute(defining(step.id));
            case Kind::kLookBack: return compare_at(point_back(step.back));
            case Kind::kCompare: return compare_two(step);
            case Kind::kImage: return write_image();
            case Kind::kReopen: return recognise(ledger_.reopen());
            case Kind::kReopenWithoutImage: return recognise(ledger_.reopen_without_image());
            case Kind::kKill: return recognise(ledger_.kill());
        }
        return "an unknown step";
    }

    Found execute(Command const& command);
    Found heed(LedgerModel next, LedgerAnswer const& wanted, Result<Receipt> const& got);
    Found undo(LedgerStep const& step);
    Found bring_back(LedgerStep const& step);
    Found recognise(Result<void> const& opened);

    Found write_image();

    Sequence point_back(uint64_t back) const {
        return back < model_.head() ? model_.head() - back : 0;
    }
    Found compare_now() const {
        return find_deviation(*ledger_.desk().snapshot(), model_, model_.head());
    }
    Found compare_at(Sequence sequence) const;
    Found compare_points(Random& random) const;
    Found compare_two(LedgerStep const& step) const;
    Found find_erased() const;
    void count(std::string const& what) const { ++counts_[what]; }
    void count_answer(LedgerAnswer const& answer) const;

    Weakness const weakness_;
    LifeCounts& counts_;
    TroubledLedger ledger_;
    LedgerModel model_;
    std::vector<LedgerModel> unanswered_;  // any of them may be found after a restart, or none
};

Found LedgerLife::execute(Command const& command) {
    auto for_model = command;
    if (weakness_ == Weakness::kStagesForgotten) forget_stages(for_model);
    auto next = model_;
    auto const wanted = next.execute(for_model);
    auto told = command;
    if (weakness_ == Weakness::kErasuresMissed && command.erase) told.erase->fields = {"code"};
    return heed(std::move(next), wanted, ledger_.desk().execute(told));
}

/// A disk that fails may leave none; the next one is written all the same.
Found LedgerLife::write_image() {
    auto const written = ledger_.desk().write_image();
    if (ledger_.lost_power()) {
        count("power cut within an image");
        return recognise(ledger_.restart());
    }
    if (written.ok()) return std::nullopt;
    bool const storage = written.error().code() == ErrorCode::kStorageFailed;
    if (!storage || !ledger_.is_faulty()) return "no image: " + shown(written.error());
    count("image not written");
    return std::nullopt;
}

/// What the desk answered, if the power was there to hear it.
Found LedgerLife::heed(LedgerModel next, LedgerAnswer const& wanted, Result<Receipt> const& got) {
    bool const writes = next.head() > model_.head();
    bool const storage = !got.ok() && got.error().code() == ErrorCode::kStorageFailed;
    if (ledger_.lost_power() || (storage && writes && ledger_.is_faulty())) {
        count(ledger_.lost_power() ? "power cut within a command" : "storage failed");
        if (writes) unanswered_.push_back(std::move(next));
        return ledger_.lost_power() ? recognise(ledger_.restart()) : std::nullopt;
    }
    auto const answer = got.ok() ? LedgerAnswer{"", *got} : LedgerAnswer{shown(got.error()), {}};
    if (shown(answer) != shown(wanted))
        return "answered “" + shown(answer) + "”, should be “" + shown(wanted) + "”";
    count_answer(answer);
    if (!writes) return std::nullopt;
    model_ = std::move(next);
    unanswered_.clear();
    return std::nullopt;
}

/// The refusal by its first word or, of several mistakes, by the first of them.
void LedgerLife::count_answer(LedgerAnswer const& answer) const {
    if (answer.refused.empty()) {
        auto const* kind = answer.receipt.repeated        ? "repeated"
                           : answer.receipt.sequence == 0 ? "nothing to write"
                           : answer.receipt.batch > 0     ? "imported"
                                                          : "written";
        return count(kind);
    }
    std::string_view text = answer.refused;
    constexpr std::string_view kSeveral = "validation_failed, ";
    if (text.starts_with(kSeveral)) text.remove_prefix(kSeveral.size());
    count("refused " + std::string(text.substr(0, text.find(' '))));
}

Found LedgerLife::undo(LedgerStep const& step) {
    UndoChoice choice{.partly = step.partly};
    if (!step.entity.empty()) choice.only.insert({step.entity, step.id});
    Command command;
    command.viewer = Viewer::owner("owner");
    command.is_import = true;
    auto const* batch = model_.batch(step.batch);
    auto const planned = batch ? undo_by_model(model_.now(), *batch, choice) : ModelUndo{};
    command.changes = planned.changes;
    auto next = model_;
    auto const wanted = batch ? next.execute(command) : LedgerAnswer{"no_such_batch ", {}};
    auto const outcome = undo_batch(ledger_.desk(), command.viewer, step.batch, choice);
    if (!outcome.ok()) return heed(std::move(next), wanted, outcome.error());
    std::string fates;
    for (auto const& record : outcome->plan.records) {
        count("undo " + std::string(name_of(record.fate)));
        fates += (fates.empty() ? "" : ", ") + record.entity + " " + std::to_string(record.id) +
                 " " + std::string(name_of(record.fate));
    }
    if (fates != planned.fates) return "undoes “" + fates + "”, should be “" + planned.fates + "”";
    return heed(std::move(next), wanted, outcome->receipt);
}

Found LedgerLife::bring_back(LedgerStep const& step) {
    auto const point = std::max<Sequence>(point_back(step.back), 1);
    auto const then = ledger_.desk().snapshot_at(point);
    if (!then.ok()) return "no past point: " + shown(then.error());
    auto const now = ledger_.desk().snapshot();
    auto const owner = Viewer::owner("owner");
    auto const got = restore_from(**then, *now, owner, step.entity, step.id, step.fields);
    auto const wanted = bringing_back(step, model_.at(point), model_.now());
    auto const is = got.ok() ? shown(*got) : shown(got.error());
    auto const should_be = wanted ? shown(*wanted) : "no_such_record ";
    if (is != should_be) return "brings back “" + is + "”, should be “" + should_be + "”";
    if (!got.ok()) return std::nullopt;
    count(got->facts.empty() ? "brought nothing back" : "brought back");
    Command command;
    command.viewer = owner;
    command.changes = {*got};
    return execute(command);
}

Found LedgerLife::compare_two(LedgerStep const& step) const {
    Sequence const defined = 1;  // before it there is no such entity
    auto const last = std::max(point_back(step.luck % 3), defined);
    auto const first = std::clamp(point_back(step.back), defined, last);
    auto const from = ledger_.desk().snapshot_at(first);
    auto const to = ledger_.desk().snapshot_at(last);
    if (!from.ok() || !to.ok()) return "no past point";
    Query query;
    query.entity = step.entity;
    auto const got = find_difference(**from, **to, Viewer::owner("owner"), query);
    if (!got.ok()) return "no difference: " + shown(got.error());
    auto const is = shown(*got, **to);
    auto const wanted = difference_by_model(model_.at(first), model_.at(last), step.entity);
    count(wanted.empty() ? "no difference" : "difference");
    if (is == wanted) return std::nullopt;
    return "the difference is “" + is + "”, should be “" + wanted + "”";
}

Found LedgerLife::compare_at(Sequence sequence) const {
    auto const snapshot = ledger_.desk().snapshot_at(sequence);
    auto const at = "at point " + std::to_string(sequence) + ": ";
    if (!snapshot.ok()) return at + shown(snapshot.error());
    auto const found = find_deviation(**snapshot, model_, sequence);
    return found ? Found(at + *found) : std::nullopt;
}

/// Every point, in any order: each may be reached from others.
Found LedgerLife::compare_points(Random& random) const {
    std::vector<Sequence> points;
    for (Sequence i = 0; i <= model_.head(); ++i) points.push_back(i);
    for (auto left = static_cast<int64_t>(points.size()); left > 0; --left) {
        std::swap(points[static_cast<size_t>(random.between(0, left - 1))],
                  points[static_cast<size_t>(left - 1)]);
        if (auto found = compare_at(points[static_cast<size_t>(left - 1)])) return found;
    }
    return std::nullopt;
}

/// A text that was erased and stands in the files of the journal or of its images all the same.
/// While the log could not be cut it may: until the next start.
Found LedgerLife::find_erased() const {
    auto const gone = model_.erased_texts();
    if (gone.empty()) return std::nullopt;
    for (auto const& [path, bytes] : ledger_.files()) {
        for (auto const& text : gone) {
            if (text.size() < kTextBytesSure) continue;
            count("looked for an erased text");
            if (bytes.find(text) != std::string::npos)
                return "“" + text + "” was erased and still stands in " + path;
        }
    }
    return std::nullopt;
}

/// What a restart finds: all that was answered, and of the rest one thing or nothing.
Found LedgerLife::recognise(Result<void> const& opened) {
    if (!opened.ok()) return "cannot be opened: " + shown(opened.error());
    auto const& desk = ledger_.desk();
    count(desk.started().image > 0 ? "started from an image" : "started without an image");
    if (desk.started().image_refused) count("refused an image");
    auto const verified = desk.journal().verify();
    if (!verified.ok()) return "does not verify: " + shown(verified.error());
    auto const waiting = std::exchange(unanswered_, {});
    auto const head = desk.journal().head().sequence;
    if (!waiting.empty()) count(head > model_.head() ? "unanswered and there" : "unanswered, gone");
    if (head == model_.head()) return compare_now();
    if (head < model_.head())
        return "lost what followed entry " + std::to_string(head) + " of " +
               std::to_string(model_.head());
    Found found = "found what nobody wrote";
    for (auto const& candidate : waiting) {
        found = find_deviation(*desk.snapshot(), candidate, candidate.head());
        if (found) continue;
        model_ = candidate;
        return std::nullopt;
    }
    return "after a restart: " + *found;
}

}  // namespace

Found live_ledger(std::vector<LedgerStep> const& steps, Weakness weakness, LifeCounts* counts) {
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, 1, nullptr);  // the log's salts
    LifeCounts unread;
    return LedgerLife(weakness, counts ? *counts : unread).live(steps);
}

}  // namespace agglo
