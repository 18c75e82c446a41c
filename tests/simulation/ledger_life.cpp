#include "ledger_life.h"

#include <algorithm>
#include <sqlite3.h>

#include "base/random.h"
#include "desk/restore_from.h"
#include "ledger_compare.h"
#include "ledger_model.h"
#include "ledger_opening.h"
#include "shrink.h"

namespace agglo {

namespace {

using Found = std::optional<std::string>;
using Kind = LedgerStep::Kind;

class LedgerLife {
public:
    explicit LedgerLife(Weakness weakness) : weakness_(weakness), disk_(disk_with_ledger()) {
        AGGLO_ASSERT(model_.execute(defining_command()).refused.empty());
    }

    Found live(std::vector<LedgerStep> const& steps) {
        if (auto found = open()) return "at the beginning: " + *found;
        for (size_t i = 0; i < steps.size(); ++i) {
            if (auto found = take(steps[i]))
                return "step " + std::to_string(i + 1) + " (" + shown(steps[i]) + "): " + *found;
        }
        if (auto found = compare_points()) return "at the end: " + *found;
        return std::nullopt;
    }

private:
    Found take(LedgerStep const& step) {
        begin(step);
        auto found = act(step);
        if (!found && power_fails()) found = settle(cut(step));
        disk_->before_step = nullptr;
        trouble_ = {};
        return found ? found : compare_now();
    }

    Found act(LedgerStep const& step) {
        switch (step.kind) {
            case Kind::kCommand:
            case Kind::kImport: return execute(command_of(step));
            case Kind::kUndo: return undo(step);
            case Kind::kBringBack: return bring_back(step);
            case Kind::kErase: return execute(erasing(step));
            case Kind::kDefine: return execute(defining(step));
            case Kind::kLookBack: return compare_at(point_back(step.back));
            case Kind::kCompare: return compare_two(step);
            case Kind::kImage: return write_image();
            case Kind::kReopen: return reopen();
            case Kind::kReopenWithoutImage:
                desk_.reset();
                place_.emplace();
                return reopen();
            case Kind::kKill: return settle(disk_->after_kill());
        }
        return "an unknown step";
    }

    Command command_of(LedgerStep const& step) const;
    static Command erasing(LedgerStep const& step);
    static Command defining(LedgerStep const& step);
    Found execute(Command const& command);
    Found heed(LedgerModel next, LedgerAnswer const& wanted, Result<Receipt> const& got);
    Found undo(LedgerStep const& step);
    Found bring_back(LedgerStep const& step);
    Found compare_two(LedgerStep const& step) const;

    Found write_image() {
        auto const written = desk_->write_image();
        return written.ok() ? std::nullopt : Found("no image: " + shown(written.error()));
    }

    // The disk and what befalls it.
    void begin(LedgerStep const& step);
    bool power_fails() const { return trouble_.kind == Trouble::Kind::kPowerCut && !lost_power_; }
    bool is_faulty() const {
        return trouble_.kind == Trouble::Kind::kFull || trouble_.kind == Trouble::Kind::kBroken;
    }
    std::unique_ptr<SimulatedDisk> cut(LedgerStep const& step) const {
        Random random(step.luck);
        return disk_->after_power_cut(random, step.trouble.survival);
    }

    // Restarts.
    Found open();
    Found reopen();
    Found settle(std::unique_ptr<SimulatedDisk> disk);
    Found recognise();

    // Comparing.
    Sequence point_back(uint64_t back) const {
        return back < model_.head() ? model_.head() - back : 0;
    }
    Found compare_now() const { return find_deviation(*desk_->snapshot(), model_, model_.head()); }
    Found compare_at(Sequence sequence) const;
    Found compare_points() const;
    Found find_erased() const;

    Weakness const weakness_;
    std::optional<ImagePlace> place_{std::in_place};
    std::unique_ptr<SimulatedDisk> disk_;
    LedgerModel model_;
    std::vector<LedgerModel> unanswered_;  // any of them may be found after a restart, or none
    std::unique_ptr<Desk> desk_;
    Trouble trouble_;
    uint64_t luck_ = 0;
    uint64_t disk_steps_ = 0;                         // within the step at hand
    std::unique_ptr<SimulatedDisk> lost_power_ = {};  // as the power cut left it
};

void LedgerLife::begin(LedgerStep const& step) {
    trouble_ = step.trouble;
    luck_ = step.luck;
    disk_steps_ = 0;
    disk_->before_step = [this](SimulatedStep const& at) {
        ++disk_steps_;
        bool const now = disk_steps_ >= trouble_.at && disk_steps_ < trouble_.at + trouble_.length;
        if (now && power_fails()) {
            Random random(luck_);
            lost_power_ = disk_->after_power_cut(random, trouble_.survival);
        }
        if (now && trouble_.kind == Trouble::Kind::kFull) return Fault::kFull;
        if (now && trouble_.kind == Trouble::Kind::kBroken) return Fault::kBroken;
        bool const sync = at.kind == SimulatedStep::Kind::kSync;
        bool const swallowed = sync && weakness_ == Weakness::kSyncsLeftOut;
        return swallowed ? Fault::kSwallowed : Fault::kNone;
    };
}

Command LedgerLife::command_of(LedgerStep const& step) const {
    Command command;
    command.viewer = Viewer::owner("owner");
    command.reason = "模拟";
    command.is_import = step.kind == Kind::kImport;
    if (step.key > 0) {
        command.idempotency_key = "key" + std::to_string(step.key);
        command.request_digest = "digest" + std::to_string(step.digest);
    }
    for (auto const& wish : step.changes) {
        CommandChange change{wish.kind, wish.entity, wish.id, {}, wish.facts};
        auto const records = model_.now().find(wish.entity);
        bool const there = records != model_.now().end() && records->second.contains(wish.id);
        int64_t const version = there ? records->second.at(wish.id).version : 1;
        if (wish.seen == SeenVersion::kCurrent) change.version = version;
        if (wish.seen == SeenVersion::kStale) change.version = version - 1;
        command.changes.push_back(std::move(change));
    }
    return command;
}

Command LedgerLife::erasing(LedgerStep const& step) {
    Command command;
    command.viewer = Viewer::owner("owner");
    command.reason = step.luck % 8 == 0 ? "" : "本人要求";
    command.erase = ErasedFields{step.entity, step.id, step.fields, step.reasons};
    return command;
}

Command LedgerLife::defining(LedgerStep const& step) {
    Command command;
    command.viewer = Viewer::owner("owner");
    command.changes.push_back({ChangeKind::kUpdate,
                               "definition",
                               kChangedDefinition,
                               {},
                               {{"text", definition_labelled(step.id)}}});
    return command;
}

Found LedgerLife::execute(Command const& command) {
    auto next = model_;
    auto wish = command;
    if (weakness_ == Weakness::kStagesForgotten) {
        for (auto& change : wish.changes) {
            if (change.kind == ChangeKind::kUpdate)
                std::erase_if(change.facts, [](auto const& fact) { return fact.field == "stage"; });
        }
    }
    auto const wanted = next.execute(wish);
    return heed(std::move(next), wanted, desk_->execute(command));
}

/// What the desk answered, if the power was there to hear it.
Found LedgerLife::heed(LedgerModel next, LedgerAnswer const& wanted, Result<Receipt> const& got) {
    bool const writes = next.head() > model_.head();
    if (lost_power_) {
        if (writes) unanswered_.push_back(std::move(next));
        return settle(std::move(lost_power_));
    }
    bool const storage = !got.ok() && got.error().code() == ErrorCode::kStorageFailed;
    if (storage && writes && is_faulty()) {
        unanswered_.push_back(std::move(next));
        return std::nullopt;
    }
    auto const answer = got.ok() ? LedgerAnswer{"", *got} : LedgerAnswer{shown(got.error()), {}};
    if (shown(answer) != shown(wanted))
        return "answered “" + shown(answer) + "”, should be “" + shown(wanted) + "”";
    if (!writes) return std::nullopt;
    model_ = std::move(next);
    unanswered_.clear();
    return std::nullopt;
}

Found LedgerLife::undo(LedgerStep const& step) {
    UndoChoice choice{.partly = step.partly};
    if (!step.entity.empty()) choice.only.insert({step.entity, step.id});
    auto const owner = Viewer::owner("owner");
    auto const* batch = model_.batch(step.batch);
    auto next = model_;
    Command command;
    command.viewer = owner;
    command.is_import = true;
    auto const planned = batch ? undo_by_model(model_.now(), *batch, choice) : ModelUndo{};
    command.changes = planned.changes;
    auto const wanted = next.execute(command);
    auto const outcome = undo_batch(*desk_, owner, step.batch, choice);
    if (!batch) {
        if (!outcome.ok() && outcome.error().code() == ErrorCode::kNoSuchBatch) return std::nullopt;
        return "there is no such batch";
    }
    if (!outcome.ok()) return heed(std::move(next), wanted, outcome.error());
    std::string fates;
    for (auto const& record : outcome->plan.records) {
        fates += (fates.empty() ? "" : ", ") + record.entity + " " + std::to_string(record.id) +
                 " " + std::string(name_of(record.fate));
    }
    if (fates != planned.fates) return "undoes “" + fates + "”, should be “" + planned.fates + "”";
    return heed(std::move(next), wanted, outcome->receipt);
}

Found LedgerLife::bring_back(LedgerStep const& step) {
    auto const point = point_back(step.back);
    auto const then = desk_->snapshot_at(point);
    if (!then.ok()) return "no past point: " + shown(then.error());
    auto const owner = Viewer::owner("owner");
    if (!(*then)->model->entity_index(step.entity)) return std::nullopt;
    auto const got =
        restore_from(**then, *desk_->snapshot(), owner, step.entity, step.id, step.fields);
    auto const find = [&](ModelState const& state) -> ModelRecord const* {
        auto const records = state.find(step.entity);
        if (records == state.end() || !records->second.contains(step.id)) return nullptr;
        return &records->second.at(step.id);
    };
    auto const* was = find(model_.at(point));
    if (!was || !was->live) {
        bool const missing = !got.ok() && got.error().code() == ErrorCode::kNoSuchRecord;
        return missing ? std::nullopt : Found("brings back what was not there");
    }
    if (!got.ok()) return "is not brought back: " + shown(got.error());
    auto const* is = find(model_.now());
    StepChange wanted{is->live ? ChangeKind::kUpdate : ChangeKind::kRestore,
                      step.entity,
                      step.id,
                      SeenVersion::kCurrent,
                      {}};
    for (auto const& field : model_fields(step.entity)) {
        bool const asked = step.fields.empty() ||
                           std::count(step.fields.begin(), step.fields.end(), field.name) > 0;
        if (asked && was->value(field.name) != is->value(field.name))
            wanted.facts.push_back({field.name, was->value(field.name)});
    }
    StepChange const change{got->kind, got->entity, got->id, SeenVersion::kCurrent, got->facts};
    LedgerStep is_step, wanted_step;
    is_step.changes = {change};
    wanted_step.changes = {wanted};
    if (step.fields.size() < 2 && shown(is_step) != shown(wanted_step))
        return "brings back “" + shown(is_step) + "”, should be “" + shown(wanted_step) + "”";
    Command command;
    command.viewer = owner;
    command.changes = {*got};
    return execute(command);
}

Found LedgerLife::compare_two(LedgerStep const& step) const {
    Sequence const defined = 1;  // before it there is no such entity
    auto const last = std::max(point_back(step.luck % 3), defined);
    auto const first = std::clamp(point_back(step.back), defined, last);
    auto const from = desk_->snapshot_at(first);
    auto const to = desk_->snapshot_at(last);
    if (!from.ok() || !to.ok()) return "no past point";
    Query query;
    query.entity = step.entity;
    auto const got = find_difference(**from, **to, Viewer::owner("owner"), query);
    if (!got.ok()) return "no difference: " + shown(got.error());
    auto const is = shown(*got, **to);
    auto const wanted = difference_by_model(model_.at(first), model_.at(last), step.entity);
    if (is == wanted) return std::nullopt;
    return "the difference is “" + is + "”, should be “" + wanted + "”";
}

Found LedgerLife::compare_at(Sequence sequence) const {
    auto const snapshot = desk_->snapshot_at(sequence);
    auto const at = "at point " + std::to_string(sequence) + ": ";
    if (!snapshot.ok()) return at + shown(snapshot.error());
    auto const found = find_deviation(**snapshot, model_, sequence);
    return found ? Found(at + *found) : std::nullopt;
}

Found LedgerLife::compare_points() const {
    Random random(luck_);
    std::vector<Sequence> points;
    for (Sequence i = 0; i <= model_.head(); ++i) points.push_back(i);
    while (!points.empty()) {
        auto const at =
            static_cast<size_t>(random.between(0, static_cast<int64_t>(points.size()) - 1));
        if (auto found = compare_at(points[at])) return found;
        points.erase(points.begin() + static_cast<ptrdiff_t>(at));
    }
    return find_erased();
}

/// A text that was erased and stands in the files of the journal all the same.
Found LedgerLife::find_erased() const {
    for (auto const* ending : {"", "-wal"}) {
        auto const bytes = disk_->read(std::string(kLivedLedger) + ending);
        if (!bytes.ok()) continue;
        for (auto const& text : model_.erased_texts()) {
            if (bytes->find(text) != std::string::npos)
                return "“" + text + "” was erased and still stands in the file" + ending;
        }
    }
    return std::nullopt;
}

Found LedgerLife::open() {
    auto opened = open_desk_on(*disk_, place_->path());
    if (lost_power_) {
        opened = Error(ErrorCode::kShuttingDown);  // closes it
        return settle(std::move(lost_power_));
    }
    if (!opened.ok() && is_faulty()) {
        trouble_ = {};
        opened = open_desk_on(*disk_, place_->path());
    }
    if (!opened.ok()) return "cannot be opened: " + shown(opened.error());
    desk_ = std::move(opened).value();
    return recognise();
}

/// What a restart finds: all that was answered, and of the rest one thing or nothing.
Found LedgerLife::recognise() {
    auto const head = desk_->journal().head().sequence;
    auto const verified = desk_->journal().verify();
    if (!verified.ok()) return "does not verify: " + shown(verified.error());
    auto const waiting = std::exchange(unanswered_, {});
    if (head == model_.head()) return compare_now();
    if (head < model_.head())
        return "lost what followed entry " + std::to_string(head) + " of " +
               std::to_string(model_.head());
    Found found = "found what nobody wrote";
    for (auto const& candidate : waiting) {
        found = find_deviation(*desk_->snapshot(), candidate, candidate.head());
        if (found) continue;
        model_ = candidate;
        return std::nullopt;
    }
    return "after a restart: " + *found;
}

Found LedgerLife::reopen() {
    desk_.reset();
    if (lost_power_) return settle(std::move(lost_power_));
    return open();
}

/// Goes on with the disk as a power cut or a kill left it.
Found LedgerLife::settle(std::unique_ptr<SimulatedDisk> disk) {
    desk_.reset();
    trouble_ = {};
    lost_power_.reset();
    auto hook = std::move(disk_->before_step);
    disk_ = std::move(disk);
    disk_->before_step = std::move(hook);
    return open();
}

/// The same steps with less in each: no trouble, fewer changes and facts.
LedgerStep calmer(LedgerStep step, std::function<bool(LedgerStep const&)> const& fails) {
    auto calm = step;
    calm.trouble = {};
    if (step.trouble.kind != Trouble::Kind::kNone && fails(calm)) step = calm;
    auto const with = [&step](auto changes) {
        auto other = step;
        other.changes = std::move(changes);
        return other;
    };
    step.changes = shrink(step.changes, [&](auto const& some) { return fails(with(some)); });
    for (size_t i = 0; i < step.changes.size(); ++i) {
        step.changes[i].facts = shrink(step.changes[i].facts, [&](auto const& some) {
            auto changes = step.changes;
            changes[i].facts = some;
            return fails(with(changes));
        });
    }
    return step;
}

}  // namespace

Found live_ledger(std::vector<LedgerStep> const& steps, Weakness weakness) {
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, 1, nullptr);  // the log's salts
    return LedgerLife(weakness).live(steps);
}

std::optional<BrokenLife> find_broken_life(uint64_t seed, Weakness weakness) {
    auto steps = draw_steps(seed);
    auto const fails = [weakness](auto const& some) {
        return live_ledger(some, weakness).has_value();
    };
    auto what = live_ledger(steps, weakness);
    if (!what) return std::nullopt;
    steps = shrink(std::move(steps), fails);
    for (size_t i = 0; i < steps.size(); ++i) {
        steps[i] = calmer(steps[i], [&](LedgerStep const& step) {
            auto others = steps;
            others[i] = step;
            return fails(others);
        });
    }
    if (auto shorter = live_ledger(steps, weakness)) what = std::move(shorter);
    return BrokenLife{*std::move(what), std::move(steps)};
}

std::string shown(uint64_t seed, BrokenLife const& life) {
    return "seed " + std::to_string(seed) + ": " + life.what + "\n" + shown(life.steps);
}

}  // namespace agglo
