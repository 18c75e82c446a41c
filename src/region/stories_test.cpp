// What the demo records say together: amounts that add up, dates that follow one another, results
// that their figures give. Each rule is asked of every record of a seeded ledger.
#include <map>
#include <set>

#include "region/seeded_ledger.h"
#include "region/yield_rating.h"

namespace agglo {
namespace {

class Stories : public testing::Test {
public:
    static void SetUpTestSuite() { ledger_ = new SeededLedger(AGGLO_SOURCE_DIR); }
    static void TearDownTestSuite() { delete ledger_; }

protected:
    struct Records {
        EntityView view;
        Value value(size_t row, char const* field) const {
            return view.value(row, *view.entity().field_index(field));
        }
        std::optional<Date> date(size_t row, char const* field) const {
            auto const found = value(row, field);
            return found.is_null() ? std::optional<Date>() : *found.get<Date>();
        }
        std::string text(size_t row, char const* field) const {
            auto const found = value(row, field);
            auto const* text = found.get<std::string>();
            return text == nullptr ? std::string() : *text;
        }
        RecordId to(size_t row, char const* field) const {
            auto const found = value(row, field);
            return found.is_null() ? 0 : found.get<Reference>()->id;
        }
        double number(size_t row, char const* field) const {
            auto const found = value(row, field);
            if (auto const* whole = found.get<int64_t>()) return static_cast<double>(*whole);
            auto const* decimal = found.get<Decimal>();
            if (decimal == nullptr) return 0;
            return static_cast<double>(decimal->mantissa) /
                   static_cast<double>(power_of_ten(decimal->scale));
        }
        size_t rows() const { return view.rows(); }
        size_t row_of(RecordId id) const { return *view.row_of(id); }
    };

    void SetUp() override {
        ASSERT_TRUE(ledger_->desk);
        now_ = ledger_->desk->snapshot();
    }
    static Records records(char const* entity) {
        return {EntityView(*now_, *now_->model->entity_index(entity))};
    }

    static inline SeededLedger* ledger_ = nullptr;
    static inline SnapshotPtr now_;
};

/// Files and erasures have their own ways into a ledger; queries are saved by those who ask.
TEST_F(Stories, EveryOtherEntityHasRecords) {
    std::set<std::string> const none = {"attachment", "erasure", "saved_query"};
    for (auto const& entity : now_->model->entities) {
        auto const rows = records(entity.name.c_str()).rows();
        EXPECT_EQ(rows == 0, none.contains(entity.name)) << entity.name << " " << rows;
    }
}

TEST_F(Stories, YieldScoresFollowFromTheFirmsYears) {
    std::map<std::pair<RecordId, int64_t>, size_t> row_of_year;
    auto const years = records("enterprise_period");
    for (size_t row = 0; row < years.rows(); ++row)
        row_of_year[{years.to(row, "enterprise"), *years.value(row, "year").get<int64_t>()}] = row;
    auto const schemes = records("yield_scheme");
    auto const results = records("yield_result");
    size_t compared = 0;
    for (size_t row = 0; row < results.rows(); ++row) {
        auto const scheme = schemes.row_of(results.to(row, "yield_scheme"));
        if (schemes.text(scheme, "shape") != "ratio" || results.text(row, "grade") == "t") continue;
        auto const year = row_of_year.at(
            {results.to(row, "enterprise"), *results.value(row, "year").get<int64_t>()});
        if (years.value(year, "emissions_t").is_null()) continue;  // takes the others' mean
        double const mu = years.number(year, "land_area") * 15 / 10'000;
        double const added = years.number(year, "value_added") / 10'000;
        double const score =
            years.number(year, "tax") / 10'000 / mu / 24.097 * 30 + added / mu / 136.16 * 20 +
            added / years.number(year, "energy_tce") / 2.694 * 20 +
            added / years.number(year, "emissions_t") / 4929.81 * 10 +
            added / years.number(year, "average_headcount") / 18.14 * 10 +
            years.number(year, "rd_expense") / years.number(year, "revenue") / 0.0302 * 10;
        EXPECT_NEAR(results.number(row, "base_score"), score, 0.001) << row;
        EXPECT_NEAR(results.number(row, "score"),
                    results.number(row, "base_score") + results.number(row, "added_score"), 1e-3);
        ++compared;
    }
    EXPECT_GT(compared, 1'500u);
}

TEST_F(Stories, CounterValuesNameWhatTheLedgerAnswers) {
    static std::map<std::string, char const*> const kFields = {
        {"started", "started_on"}, {"completed", "completed_on"}, {"produced", "produced_on"}};
    auto const counters = records("counter_value");
    auto const indicators = records("indicator");
    auto const projects = records("project");
    for (size_t row = 0; row < counters.rows(); ++row) {
        auto const indicator = indicators.row_of(counters.to(row, "indicator"));
        auto const* field = kFields.at(indicators.text(indicator, "code"));
        auto const month = *counters.value(row, "period").get<int64_t>();
        int64_t count = 0;
        for (size_t project = 0; project < projects.rows(); ++project) {
            auto const date = projects.date(project, field);
            bool const counted =
                date && projects.value(project, "manufacturing") == Value(true) &&
                projects.to(project, "region") == counters.to(row, "region") &&
                date->civil().year == *counters.value(row, "year").get<int64_t>() &&
                (month == 0 || date->civil().month == month);
            count += counted ? 1 : 0;
        }
        EXPECT_EQ(counters.number(row, "computed_value"), static_cast<double>(count)) << row;
        EXPECT_NE(counters.value(row, "computed_value"), counters.value(row, "value")) << row;
    }
}

TEST_F(Stories, SharesAddUpToOne) {
    std::map<std::pair<RecordId, std::string>, double> sums;
    auto const shares = records("sharing_share");
    for (size_t row = 0; row < shares.rows(); ++row)
        sums[{shares.to(row, "sharing_agreement"), shares.text(row, "metric")}] +=
            shares.number(row, "share");
    EXPECT_GT(sums.size(), 50u);
    for (auto const& [of, sum] : sums) EXPECT_NEAR(sum, 1, 1e-9) << of.first << " " << of.second;
    std::map<RecordId, double> costs;
    auto const links = records("chain_link");
    for (size_t row = 0; row < links.rows(); ++row)
        costs[links.to(row, "to_node")] += links.number(row, "share");
    for (auto const& [node, sum] : costs) EXPECT_LE(sum, 1) << node;
}

TEST_F(Stories, NoInventedAgreementIsAboutAPublishedPark) {
    auto const agreements = records("sharing_agreement");
    auto const parks = records("park");
    size_t of_parks = 0;
    for (size_t row = 0; row < agreements.rows(); ++row) {
        auto const park = agreements.to(row, "park");
        if (park == 0 || agreements.value(row, "synthetic") != Value(true)) continue;
        EXPECT_EQ(parks.value(parks.row_of(park), "synthetic"), Value(true)) << row;
        ++of_parks;
    }
    EXPECT_GT(of_parks, 0u);
}

TEST_F(Stories, PurchasesAreInputsOfTheBuyersNode) {
    std::set<std::pair<RecordId, RecordId>> inputs;
    auto const links = records("chain_link");
    for (size_t row = 0; row < links.rows(); ++row)
        inputs.insert({links.to(row, "from_node"), links.to(row, "to_node")});
    auto const purchases = records("purchase");
    auto const firms = records("enterprise");
    for (size_t row = 0; row < purchases.rows(); ++row) {
        auto const firm = firms.row_of(purchases.to(row, "enterprise"));
        EXPECT_TRUE(
            inputs.contains({purchases.to(row, "chain_node"), firms.to(firm, "chain_node")}))
            << row;
    }
}

TEST_F(Stories, ALockTellsTheSequenceOfItsDay) {
    auto const locks = records("period_lock");
    for (size_t row = 0; row < locks.rows(); ++row) {
        auto const sequence = static_cast<uint64_t>(*locks.value(row, "sequence").get<int64_t>());
        int64_t const locked = locks.date(row, "locked_on")->days;
        auto const then = ledger_->desk->journal().checkpoint_at(sequence);
        ASSERT_TRUE(then.ok()) << sequence;
        int64_t const day = then->recorded_at.us / 86'400'000'000;
        EXPECT_NEAR(static_cast<double>(day), static_cast<double>(locked), 7) << row;
    }
}

TEST_F(Stories, ReportsAddUpMonthByMonth) {
    std::map<RecordId, std::map<int32_t, size_t>> months;
    auto const reports = records("period_report");
    for (size_t row = 0; row < reports.rows(); ++row)
        months[reports.to(row, "project")][reports.date(row, "month")->days] = row;
    for (auto const& [project, rows] : months) {
        std::optional<double> before;
        for (auto const& [month, row] : rows) {
            double const total = reports.number(row, "invested_total");
            if (before) {
                EXPECT_NEAR(*before + reports.number(row, "invested"), total, 1) << row;
            }
            EXPECT_EQ(reports.text(row, "state"), "locked") << row;
            before = total;
        }
    }
}

TEST_F(Stories, MilestonesArePlannedInTheirOrder) {
    std::map<RecordId, Date> before;
    auto const milestones = records("milestone");
    for (size_t row = 0; row < milestones.rows(); ++row) {  // made in the order of the stages
        auto const planned = *milestones.date(row, "planned_on");
        auto const [at, first] = before.try_emplace(milestones.to(row, "project"), planned);
        EXPECT_TRUE(first || at->second < planned) << row;
        at->second = planned;
    }
}

TEST_F(Stories, CompaniesFollowOneAnother) {
    std::map<RecordId, std::optional<Date>> until;
    auto const companies = records("project_company");
    auto const projects = records("project");
    for (size_t row = 0; row < companies.rows(); ++row) {
        auto const project = companies.to(row, "project");
        auto const from = companies.date(row, "from_on");
        EXPECT_TRUE(!until.contains(project) || until[project] == from) << row;
        until[project] = companies.date(row, "until_on");
        bool const ended = projects.date(projects.row_of(project), "ended_on").has_value();
        bool const firm = companies.to(row, "enterprise") != 0;
        EXPECT_TRUE(firm || until[project]) << "a shell is left" << row;
        bool const current = !ended && !until[project];
        EXPECT_TRUE(!current || companies.to(row, "enterprise") ==
                                    projects.to(projects.row_of(project), "company"))
            << row;
    }
}

TEST_F(Stories, NobodyCanBeRung) {
    auto const contacts = records("contact");
    auto const phone = *contacts.view.entity().field_index("phone");
    EXPECT_EQ(contacts.view.entity().fields[phone].field_class, FieldClass::kPersonal);
    for (size_t row = 0; row < contacts.rows(); ++row) {
        EXPECT_TRUE(contacts.text(row, "phone").starts_with("1400000")) << row;
        auto const mail = contacts.text(row, "email");
        EXPECT_TRUE(mail.empty() || mail.ends_with("@example.com")) << mail;
        EXPECT_TRUE(contacts.to(row, "project") != 0 || contacts.to(row, "lead") != 0) << row;
    }
}

}  // namespace
}  // namespace agglo
