// The steps of a seed, drawn beside a model that takes them, so that most have something to act on.
#include <algorithm>
#include <array>
#include <map>

#include "base/random.h"
#include "ledger_opening.h"
#include "life_commands.h"

namespace agglo {

namespace {

using Kind = LedgerStep::Kind;

constexpr std::array kEntities = {"firm", "project", "project", "milestone"};

/// About as many as the disk takes for an image of these ledgers.
constexpr int64_t kImageStepsMax = 120;

class StepDrawer {
public:
    explicit StepDrawer(uint64_t seed) : random_(seed) { (void)model_.execute(defining_command()); }

    std::vector<LedgerStep> draw() {
        std::vector<LedgerStep> steps;
        for (auto left = random_.between(10, 26); left > 0; --left) {
            steps.push_back(draw_step());
            follow(steps.back());
        }
        return steps;
    }

private:
    /// What the step does to the records, as far as nothing fails.
    void follow(LedgerStep const& step) {
        auto const& now = model_.now();
        if (step.kind == Kind::kCommand || step.kind == Kind::kImport)
            (void)model_.execute(command_of(step, now));
        if (step.kind == Kind::kErase) (void)model_.execute(erasing(step));
        auto const* batch = step.kind == Kind::kUndo ? model_.batch(step.batch) : nullptr;
        if (!batch) return;
        Command undoing;
        undoing.is_import = true;
        undoing.changes = undo_by_model(now, *batch, {.partly = step.partly}).changes;
        (void)model_.execute(undoing);
    }

    LedgerStep draw_step() {
        static constexpr std::array kKinds = {
            Kind::kCommand, Kind::kCommand,   Kind::kCommand,   Kind::kCommand,
            Kind::kCommand, Kind::kCommand,   Kind::kCommand,   Kind::kCommand,
            Kind::kImport,  Kind::kImport,    Kind::kImport,    Kind::kUndo,
            Kind::kUndo,    Kind::kBringBack, Kind::kBringBack, Kind::kErase,
            Kind::kErase,   Kind::kLookBack,  Kind::kLookBack,  Kind::kCompare,
            Kind::kImage,   Kind::kImage,     Kind::kReopen,    Kind::kReopenWithoutImage,
            Kind::kKill};
        LedgerStep step;
        bool const begins = model_.head() < 3 && steps_ < 5;
        step.kind = begins ? Kind::kImport : random_.pick(kKinds);
        if (step.kind == Kind::kCompare && random_.chance(1, 3)) step.kind = Kind::kDefine;
        ++steps_;
        step.luck = random_.next() >> 1;
        if (step.kind == Kind::kCommand || step.kind == Kind::kImport) draw_changes(step);
        if (step.kind == Kind::kUndo) draw_undo(step);
        if (step.kind == Kind::kBringBack || step.kind == Kind::kErase) draw_target(step);
        if (step.kind == Kind::kCompare) step.entity = random_.pick(kEntities);
        if (step.kind == Kind::kDefine) step.id = random_.between(1, 3);
        if (step.kind == Kind::kErase) step.reasons = random_.chance(1, 4);
        auto const head = static_cast<int64_t>(model_.head());
        step.back = static_cast<uint64_t>(random_.between(0, random_.chance(2, 3) ? head : 3));
        bool const reads = step.kind == Kind::kLookBack || step.kind == Kind::kCompare;
        if (!reads && random_.chance(1, 4)) draw_trouble(step.trouble);
        // An image is written in many more steps of the disk than entries are.
        if (step.kind == Kind::kImage)
            step.trouble.at = static_cast<uint64_t>(random_.between(1, kImageStepsMax));
        return step;
    }

    void draw_changes(LedgerStep& step) {
        auto const most = step.kind == Kind::kImport ? 5 : random_.chance(1, 3) ? 3 : 1;
        for (auto left = random_.between(1, most); left > 0; --left)
            step.changes.push_back(draw_change(step.changes));
        if (step.kind == Kind::kCommand && random_.chance(1, 4)) {
            step.key = static_cast<int>(random_.between(1, 3));
            step.digest = random_.chance(1, 4) ? 2 : 1;
        }
        if (step.key > 0 && keyed_.contains(step.key) && random_.chance(2, 3))
            step.changes = keyed_[step.key];  // a client that asks again
        if (step.key > 0) keyed_.try_emplace(step.key, step.changes);
    }

    StepChange draw_change(std::vector<StepChange> const& before) {
        StepChange change;
        change.entity =
            ids("firm", true).empty() && before.empty() ? "firm" : random_.pick(kEntities);
        if (change.entity == "milestone" && ids("project", true).empty()) change.entity = "project";
        size_t const there = ids(change.entity, true).size();
        bool const create = there == 0 || random_.chance(there < 3 ? 2 : 1, 5);
        if (!create) {
            static constexpr std::array kKinds = {ChangeKind::kUpdate, ChangeKind::kUpdate,
                                                  ChangeKind::kUpdate, ChangeKind::kUpdate,
                                                  ChangeKind::kDelete, ChangeKind::kRestore};
            change.kind = random_.pick(kKinds);
            if (ids(change.entity, false).empty() && random_.chance(19, 20))
                change.kind = ChangeKind::kUpdate;
            change.id = some_id(change.entity, change.kind != ChangeKind::kRestore);
            if (random_.chance(1, 2)) change.seen = SeenVersion::kCurrent;
            if (random_.chance(1, 25)) change.seen = SeenVersion::kStale;
        }
        bool const sets = change.kind == ChangeKind::kUpdate || create || random_.chance(1, 4);
        if (sets && change.kind != ChangeKind::kDelete) draw_facts(change, before);
        return change;
    }

    std::vector<RecordId> ids(std::string const& entity, bool live) const {
        std::vector<RecordId> found;
        auto const records = model_.now().find(entity);
        if (records == model_.now().end()) return found;
        for (auto const& [id, record] : records->second) {
            if (record.live == live) found.push_back(id);
        }
        return found;
    }

    /// Mostly of a record that is live, or deleted, as asked.
    RecordId some_id(std::string const& entity, bool live = true) {
        auto const known = ids(entity, live);
        return known.empty() || random_.chance(1, 25) ? random_.between(1, 6) : random_.pick(known);
    }

    /// To a live record, or one that an earlier change of the step creates.
    Value some_reference(std::string const& entity, std::vector<StepChange> const& before) {
        if (random_.chance(1, 40)) return Reference{random_.between(-3, 6)};
        auto known = ids(entity, true);
        for (size_t i = 0; i < before.size(); ++i) {
            bool const creates = before[i].kind == ChangeKind::kCreate;
            if (creates && before[i].entity == entity)
                known.push_back(-static_cast<RecordId>(i) - 1);
        }
        return known.empty() ? Value() : Reference{random_.pick(known)};
    }

    /// Digits make a text of its own of each, so that an erased one is nowhere else.
    std::string some_text(std::string const& beginning) {
        return beginning + std::to_string(++texts_) + "号";
    }

    Value some_amount() {
        if (random_.chance(1, 50)) return Decimal{random_.between(-9, -1), 0};
        if (random_.chance(1, 50)) return Decimal{random_.between(1, 9), 3};
        return Decimal{random_.between(0, 9) * 50, 2};
    }

    Value some_code(std::string const& beginning) {
        return beginning + std::to_string(random_.between(1, 9));
    }

    Value some_stage() {
        static constexpr std::array kStages = {"lead", "signed", "built"};
        return random_.chance(1, 50) ? "gone" : random_.pick(kStages);
    }

    void draw_facts(StepChange& change, std::vector<StepChange> const& before) {
        bool const create = change.kind == ChangeKind::kCreate;
        auto const add = [&](char const* field, int of_ten, auto&& value) {
            if (!random_.chance(of_ten, 10)) return;
            bool const clears = !create && random_.chance(1, 6);
            change.facts.push_back({field, clears ? Value() : Value(value())});
        };
        int const some = create ? 7 : 3;
        int const needed = create ? 10 : 3;
        if (change.entity == "firm") {
            add("code", some, [&] { return some_code("F"); });
            add("name", random_.chance(1, 50) ? 1 : needed, [&] { return some_text("厂"); });
            add("phone", some, [&] { return some_text("电话"); });
        } else if (change.entity == "project") {
            add("code", some, [&] { return some_code("P"); });
            add("firm", some, [&] { return some_reference("firm", before); });
            add("stage", some, [&] { return some_stage(); });
            add("total", some, [&] { return some_amount(); });
            add("offer", some, [&] { return some_text("报价"); });
        } else {
            add("project", needed, [&] { return some_reference("project", before); });
            add("name", some, [&] { return some_text("节点"); });
        }
        if (random_.chance(1, 100)) change.facts.push_back({"typo", "?"});
    }

    void draw_undo(LedgerStep& step) {
        auto const last = static_cast<int64_t>(model_.batches());
        step.batch =
            random_.chance(2, 3) ? std::max<int64_t>(last, 1) : random_.between(1, last + 1);
        step.partly = random_.chance(1, 3);
        if (random_.chance(3, 4)) return;
        step.entity = random_.pick(kEntities);
        step.id = some_id(step.entity);
    }

    void draw_target(LedgerStep& step) {
        static std::map<std::string, std::vector<std::string>> const kFields = {
            {"firm", {"phone", "name", "code"}},
            {"project", {"offer", "total", "firm"}},
            {"milestone", {"name", "project"}}};
        step.entity = random_.pick(kEntities);
        if (ids(step.entity, true).empty()) step.entity = "firm";
        step.id = some_id(step.entity, random_.chance(2, 3));
        auto const& fields = kFields.at(step.entity);
        bool const all = step.kind == Kind::kBringBack && random_.chance(2, 3);
        if (!all) step.fields.push_back(random_.chance(2, 3) ? fields[0] : random_.pick(fields));
        if (!all && random_.chance(1, 5) && step.fields[0] != fields[1])
            step.fields.push_back(fields[1]);
    }

    void draw_trouble(Trouble& trouble) {
        static constexpr std::array kKinds = {Trouble::Kind::kPowerCut, Trouble::Kind::kPowerCut,
                                              Trouble::Kind::kFull, Trouble::Kind::kBroken};
        static constexpr std::array kSurvivals = {Survival::kNothing, Survival::kSome,
                                                  Survival::kSome, Survival::kEverything};
        trouble.kind = random_.pick(kKinds);
        trouble.at = static_cast<uint64_t>(random_.between(1, random_.chance(1, 4) ? 30 : 8));
        trouble.length = static_cast<uint64_t>(random_.chance(2, 3) ? 1 : random_.between(2, 20));
        trouble.survival = random_.pick(kSurvivals);
    }

    Random random_;
    LedgerModel model_;
    std::map<int, std::vector<StepChange>> keyed_;
    int texts_ = 0;
    int steps_ = 0;
};

}  // namespace

std::vector<LedgerStep> draw_steps(uint64_t seed) {
    return StepDrawer(seed).draw();
}

}  // namespace agglo
