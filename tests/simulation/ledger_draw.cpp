// The steps of a seed, drawn so that most commands have something to act on.
#include <algorithm>
#include <array>
#include <map>

#include "base/random.h"
#include "ledger_step.h"

namespace agglo {

namespace {

using Kind = LedgerStep::Kind;

constexpr std::array kEntities = {"firm", "project", "project", "milestone"};

class StepDrawer {
public:
    explicit StepDrawer(uint64_t seed) : random_(seed) {}

    std::vector<LedgerStep> draw() {
        std::vector<LedgerStep> steps;
        for (auto left = random_.between(10, 26); left > 0; --left) steps.push_back(draw_step());
        return steps;
    }

private:
    LedgerStep draw_step() {
        static constexpr std::array kKinds = {Kind::kCommand,
                                              Kind::kCommand,
                                              Kind::kCommand,
                                              Kind::kCommand,
                                              Kind::kCommand,
                                              Kind::kCommand,
                                              Kind::kCommand,
                                              Kind::kCommand,
                                              Kind::kImport,
                                              Kind::kImport,
                                              Kind::kImport,
                                              Kind::kUndo,
                                              Kind::kUndo,
                                              Kind::kBringBack,
                                              Kind::kBringBack,
                                              Kind::kErase,
                                              Kind::kErase,
                                              Kind::kLookBack,
                                              Kind::kLookBack,
                                              Kind::kCompare,
                                              Kind::kImage,
                                              Kind::kReopen,
                                              Kind::kReopenWithoutImage,
                                              Kind::kKill};
        LedgerStep step;
        step.kind = made_.empty() ? Kind::kCommand : random_.pick(kKinds);
        if (step.kind == Kind::kCompare && random_.chance(1, 3)) step.kind = Kind::kDefine;
        step.luck = random_.next() >> 1;
        if (step.kind == Kind::kCommand || step.kind == Kind::kImport) draw_changes(step);
        if (step.kind == Kind::kUndo) draw_undo(step);
        if (step.kind == Kind::kBringBack || step.kind == Kind::kErase) draw_target(step);
        if (step.kind == Kind::kCompare) step.entity = random_.pick(kEntities);
        if (step.kind == Kind::kDefine) step.id = random_.between(1, 3);
        if (step.kind == Kind::kErase) step.reasons = random_.chance(1, 4);
        step.back = static_cast<uint64_t>(random_.between(0, random_.chance(1, 3) ? 20 : 5));
        if (random_.chance(1, 5)) draw_trouble(step.trouble);
        return step;
    }

    void draw_changes(LedgerStep& step) {
        auto const most = step.kind == Kind::kImport ? 5 : random_.chance(1, 3) ? 3 : 1;
        for (auto left = random_.between(1, most); left > 0; --left)
            step.changes.push_back(draw_change(step.changes.size()));
        if (step.kind == Kind::kCommand && random_.chance(1, 4)) {
            step.key = static_cast<int>(random_.between(1, 3));
            step.digest = random_.chance(1, 4) ? 2 : 1;
        }
        if (step.key > 0 && keyed_.contains(step.key) && random_.chance(2, 3))
            step.changes = keyed_[step.key];  // a client that asks again
        if (step.key > 0) keyed_.try_emplace(step.key, step.changes);
    }

    StepChange draw_change(size_t before) {
        StepChange change;
        change.entity = random_.pick(kEntities);
        bool const create = !made_.contains(change.entity) || random_.chance(2, 5);
        if (create) {
            ++made_[change.entity];
        } else {
            static constexpr std::array kKinds = {ChangeKind::kUpdate, ChangeKind::kUpdate,
                                                  ChangeKind::kUpdate, ChangeKind::kDelete,
                                                  ChangeKind::kRestore};
            change.kind = random_.pick(kKinds);
            change.id = some_id(change.entity);
            if (random_.chance(1, 2)) change.seen = SeenVersion::kCurrent;
            if (random_.chance(1, 12)) change.seen = SeenVersion::kStale;
        }
        bool const sets = change.kind == ChangeKind::kUpdate || create || random_.chance(1, 4);
        if (sets && change.kind != ChangeKind::kDelete) draw_facts(change, before);
        return change;
    }

    RecordId some_id(std::string const& entity) {
        return random_.between(1, std::max<int64_t>(made_[entity] + random_.chance(1, 10), 1));
    }

    Value some_reference(std::string const& entity, size_t before) {
        if (before > 0 && random_.chance(1, 3))
            return Reference{-random_.between(1, static_cast<int64_t>(before))};
        return Reference{some_id(entity)};
    }

    /// Digits make a text of its own of each, so that an erased one is nowhere else.
    std::string some_text(std::string const& beginning) {
        return beginning + std::to_string(++texts_) + "号";
    }

    Value some_amount() {
        if (random_.chance(1, 12)) return Decimal{random_.between(-9, -1), 0};
        if (random_.chance(1, 12)) return Decimal{random_.between(1, 9), 3};
        return Decimal{random_.between(0, 9) * 50, 2};
    }

    Value some_code(std::string const& beginning) {
        return beginning + std::to_string(random_.between(1, 6));
    }

    Value some_stage() {
        static constexpr std::array kStages = {"lead", "signed", "built"};
        return random_.chance(1, 15) ? "gone" : random_.pick(kStages);
    }

    void draw_facts(StepChange& change, size_t before) {
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
            add("name", random_.chance(1, 12) ? 1 : needed, [&] { return some_text("厂"); });
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
        if (random_.chance(1, 40)) change.facts.push_back({"typo", "?"});
    }

    void draw_undo(LedgerStep& step) {
        step.batch = random_.between(1, 4);
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
        step.id = some_id(step.entity);
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
        trouble.at = static_cast<uint64_t>(random_.between(1, random_.chance(1, 4) ? 40 : 12));
        trouble.length = static_cast<uint64_t>(random_.chance(2, 3) ? 1 : random_.between(2, 20));
        trouble.survival = random_.pick(kSurvivals);
    }

    Random random_;
    std::map<std::string, int64_t> made_;  // creates asked for
    std::map<int, std::vector<StepChange>> keyed_;
    int texts_ = 0;
};

}  // namespace

std::vector<LedgerStep> draw_steps(uint64_t seed) {
    return StepDrawer(seed).draw();
}

}  // namespace agglo
