#pragma once
// Random records with every kind of trouble, random well-typed FEEL texts over them, and the
// comparison of the column evaluator with the scalar one, to the last digit. For the property test
// and the fuzzer.
#include <array>
#include <string>

#include "base/random.h"
#include "feel/value/value_text.h"
#include "query/query_sample.h"
#include "query/record_columns.h"

namespace agglo {

inline size_t below(Random& random, size_t limit) {
    return static_cast<size_t>(random.between(0, static_cast<int64_t>(limit) - 1));
}

/// `rows` projects of the sample schema: missing values, ties, extreme magnitudes, references to
/// one another and to regions.
inline SnapshotPtr random_projects(uint64_t seed, size_t rows) {
    Random random(seed);
    constexpr std::array<int64_t, 12> kExtreme = {0,
                                                  1,
                                                  -1,
                                                  7,
                                                  100,
                                                  999,
                                                  1'000'000,
                                                  123'456'789'012,
                                                  INT64_MAX,
                                                  INT64_MIN + 1,
                                                  10'000'000'000'000'000,
                                                  -300'000'000};
    /// What the literals below are at the scales of the fields.
    constexpr std::array<int64_t, 8> kTies = {0, 1, -1, 100, 250, 10'000, 1'000'000, 100'000'000};
    bool const wild = below(random, 2) == 0;
    auto const number = [&] {
        if (wild && below(random, 4) == 0) return kExtreme[below(random, kExtreme.size())];
        if (below(random, 3) == 0) return kTies[below(random, kTies.size())];
        return static_cast<int64_t>(below(random, 2'000'000)) - (wild ? 1'000'000 : 0);
    };
    Entry entry;
    entry.sequence = 1;
    for (RecordId id = 1; id <= 40; ++id) {
        auto const name = "区" + std::to_string(id % 9);
        entry.changes.push_back(
            {"region",
             id,
             1,
             ChangeKind::kCreate,
             {{"code", {}, std::to_string(id), false}, {"name", {}, name, false}}});
    }
    for (size_t row = 0; row < rows; ++row) {
        RecordChange change{"project", static_cast<RecordId>(row) + 1, 1, ChangeKind::kCreate, {}};
        auto const set = [&](char const* field, auto make) {
            if (below(random, 7) != 0) change.fields.push_back({field, {}, Value(make()), false});
        };
        set("code", [&] { return "P" + std::to_string(row); });
        set("name", [&] {
            return std::string(below(random, 2) ? "软件" : "新材料") +
                   std::to_string(below(random, 50));
        });
        set("region", [&] { return Reference{static_cast<RecordId>(below(random, 40)) + 1}; });
        set("partner",
            [&] { return Reference{static_cast<RecordId>(below(random, row + 1)) + 1}; });
        set("total", [&] { return Decimal{number(), 2}; });
        set("offer", [&] { return Decimal{number(), 2}; });
        set("rate", [&] { return Decimal{number(), 3}; });
        set("share", [&] { return Decimal{number(), 6}; });
        set("land", [&] { return Decimal{below(random, 5) ? number() : 0, 2}; });
        set("jobs", [&] { return static_cast<int64_t>(below(random, wild ? 1'000'000 : 100)); });
        set("signed_on", [&] {
            return Date{static_cast<int32_t>(below(random, wild ? 200'000 : 5'000)) -
                        (wild ? 60'000 : 0)};
        });
        set("seen_at", [&] { return Instant{number() * 1'000'003}; });
        set("stage", [&] { return std::array{"lead", "signed", "built"}[below(random, 3)]; });
        set("key_project", [&] { return below(random, 2) == 0; });
        entry.changes.push_back(std::move(change));
    }
    LedgerFold fold(empty_snapshot(sample_model(), {}));
    fold.apply(entry);
    return fold.finish({1, {}, {}});
}

/// Well-typed texts, deeper ones first.
class RandomExpression {
public:
    explicit RandomExpression(Random& random) : random_(random) {}

    std::string any(int depth) {
        switch (below(random_, 4)) {
            case 0: return number(depth);
            case 1: return text(depth);
            case 2: return date(depth);
            default: return truth(depth);
        }
    }

    std::string truth(int depth) {
        auto const pick = below(random_, depth > 0 ? 18 : 6);
        switch (pick) {
            case 0: return "key_project";
            case 1: return "stage = " + stage();
            case 2:
            case 16:
            case 17: return leaf() + " " + comparison() + " " + literal();
            case 3:
                return one_of({"total", "stage", "signed_on", "key_project", "region", "partner",
                               "region.name", "tags"}) +
                       one_of({" = null", " != null"});
            case 4:
                return one_of({"true", "false", "null", "key_project = true",
                               "key_project != false", "not(key_project)"});
            case 5: return "contains(name, \"软\")";
            case 6:
            case 7: return "(" + truth(depth - 1) + ") and (" + truth(depth - 1) + ")";
            case 8: return "(" + truth(depth - 1) + ") or (" + truth(depth - 1) + ")";
            case 9: return "not(" + truth(depth - 1) + ")";
            case 10:
                return "(" + number(depth - 1) + ") " + comparison() + " (" + number(depth - 1) +
                       ")";
            case 11:
                return "(" + date(depth - 1) + ") " + comparison() + " (" + date(depth - 1) + ")";
            case 12:
                return "(" + text(depth - 1) + ") " + comparison() + " (" + text(depth - 1) + ")";
            case 13: return "(" + number(depth - 1) + ") in (" + test() + ", " + test() + ")";
            case 14:
                return "(" + number(depth - 1) + ") between " + literal() + " and (" +
                       number(depth - 1) + ")";
            default:
                return "(if " + truth(depth - 1) + " then " + truth(depth - 1) + " else " +
                       truth(depth - 1) + ")";
        }
    }

    std::string number(int depth) {
        switch (below(random_, depth > 0 ? 10 : 3)) {
            case 0: return literal();
            case 1:
            case 2: return leaf();
            case 3:
            case 4:
            case 5:
                return "(" + number(depth - 1) + ") " + one_of({"+", "-", "*", "/"}) + " (" +
                       number(depth - 1) + ")";
            case 6:
                return "(if " + truth(depth - 1) + " then " + number(depth - 1) + " else " +
                       one_of({number(depth - 1), "null"}) + ")";
            case 7: return "-(" + number(depth - 1) + ")";
            case 8: return one_of({"floor", "abs", "ceiling"}) + "(" + number(depth - 1) + ")";
            default:
                return one_of({"(" + date(depth - 1) + ").year", "string length(name)",
                               "partner.total", "partner.jobs",
                               "(" + number(depth - 1) + ") ** 2"});
        }
    }

    std::string text(int depth) {
        switch (below(random_, depth > 0 ? 5 : 3)) {
            case 0: return one_of({"name", "stage", "code"});
            case 1: return one_of({"region.name", "partner.stage"});
            case 2: return one_of({"\"signed\"", "\"区1\"", "null", "\"\""});
            case 3: return "upper case(" + text(depth - 1) + ")";
            default:
                return "(if " + truth(depth - 1) + " then " + text(depth - 1) + " else " +
                       text(depth - 1) + ")";
        }
    }

    std::string date(int depth) {
        switch (below(random_, depth > 0 ? 5 : 3)) {
            case 0:
            case 1: return "signed_on";
            case 2: return one_of({"date(\"2023-06-30\")", "today()", "partner.signed_on", "null"});
            case 3:
                return "(" + date(depth - 1) + ") " + one_of({"+", "-"}) + " duration(\"" +
                       one_of({"P30D", "P1M", "PT12H", "-P1D"}) + "\")";
            default:
                return "(if " + truth(depth - 1) + " then " + date(depth - 1) + " else " +
                       date(depth - 1) + ")";
        }
    }

private:
    std::string one_of(std::vector<std::string> const& all) {
        return all[below(random_, all.size())];
    }
    std::string comparison() { return one_of({"=", "!=", "<", "<=", ">", ">="}); }
    std::string stage() { return one_of({"\"lead\"", "\"built\"", "\"nothing\"", "null"}); }
    std::string leaf() { return one_of({"total", "offer", "land", "jobs", "rate", "share"}); }
    std::string literal() {
        return one_of({"0", "1", "-1", "2.5", "100", "0.000001", "0.333333333333333333", "1000000",
                       "3000000", "99999999999999999999", "123456789012.34",
                       "0.1234567890123456789012345678901234", "1e30", "-5000", "null"});
    }
    std::string test() {
        return one_of({"1", "[0..100]", "(1..1000000)", "> 5000", "<= -1", "null", "0.01"});
    }

    Random& random_;
};

/// What differs for a text, the first row of it; empty: nothing.
inline std::string difference_of_twins(Snapshot const& snapshot, Viewer const& viewer,
                                       std::string const& text, Mask const& chosen,
                                       std::string_view entity_name = "project") {
    auto const on = Date::parse("2024-03-01").value();
    auto const entity = entity_named(snapshot, entity_name);
    auto const access = std::make_shared<EntityAccess const>(snapshot, viewer, entity);
    auto const expression = RecordExpression::parse(access, entity, text);
    if (!expression.ok()) return text + ": " + expression.error().message_en();
    RecordProgram const program(*expression, on);
    Table const& table = *snapshot.entities[entity].table;
    auto const values = std::make_unique<feel::Values>();
    for (size_t group = 0; group < table.groups(); ++group) {
        Mask wanted = Mask::first(table.group_rows(group));
        wanted &= chosen;
        program->values(group, wanted, *values);
        auto const truth = program->truth(group, wanted);
        std::string found;
        wanted.for_each([&](size_t in_group) {
            if (!found.empty()) return;
            size_t const row = group * kChunkRows + in_group;
            feel::Evaluation evaluation(clock_on(on));
            auto const scalar = expression->evaluate(row, evaluation);
            auto const expected = to_feel(scalar);
            auto const answered = to_feel((*values)[in_group]);
            if (expected != answered)
                found =
                    text + " at row " + std::to_string(row) + ": " + answered + ", not " + expected;
            if (truth.yes.test(in_group) != scalar.is_true())
                found = text + " at row " + std::to_string(row) + ": truth is not " + expected;
        });
        if (!found.empty()) return found;
    }
    return {};
}

}  // namespace agglo
