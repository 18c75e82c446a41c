#include "exchange/unit_scale.h"

#include <gtest/gtest.h>

namespace agglo {
namespace {

Model model() {
    Model made;
    made.units = {{"kwh", {"千瓦时", "kWh"}}, {"yuan_per_mu", {"元/亩", "yuan per mu"}}};
    return made;
}

Field field(FieldType type, std::string unit = "") {
    Field made;
    made.type = type;
    made.unit = std::move(unit);
    made.scale = type == FieldType::kShare ? 6 : 2;
    return made;
}

TEST(UnitScale, ReadsHeaders) {
    struct Case {
        FieldType type;
        std::string unit, header, number, expected;
    } const cases[] = {
        {FieldType::kMoney, "", "元", "12.5", "12.50"},
        {FieldType::kMoney, "yuan", "万元", "1.23", "12300.00"},
        {FieldType::kMoney, "", "亿元", "3.16", "316000000.00"},
        {FieldType::kMoney, "", "千元", "0.00001", "0.01"},
        {FieldType::kMoney, "", "万元", "0.0000001", "too_many_decimals"},
        {FieldType::kMoney, "", "亿元", "92233720368547758", "out_of_range"},
        {FieldType::kMoney, "", "美元", "1", ""},
        {FieldType::kMoney, "", "亩", "1", ""},
        {FieldType::kMoney, "yuan_per_mu", "万元/亩", "2", "20000.00"},
        {FieldType::kArea, "", "平方米", "1.5", "1.50"},
        {FieldType::kArea, "", "㎡", "1.5", "1.50"},
        {FieldType::kArea, "", "亩", "150", "100000.00"},
        {FieldType::kArea, "", "亩", "10", "6666.67"},
        {FieldType::kArea, "", "公顷", "1.5", "15000.00"},
        {FieldType::kArea, "", "万平方米", "1.5", "15000.00"},
        {FieldType::kShare, "", "%", "12.5", "0.125000"},
        {FieldType::kShare, "", "％", "12.5", "0.125000"},
        {FieldType::kDecimal, "kwh", "千瓦时", "2", "2.00"},
        {FieldType::kDecimal, "kwh", "万kWh", "2", "20000.00"},
        {FieldType::kDecimal, "", "元", "2", ""},
        {FieldType::kText, "", "元", "2", ""},
    };
    for (auto const& c : cases) {
        auto const scale = unit_scale(model(), field(c.type, c.unit), c.header);
        std::string shown;
        if (scale) {
            auto const held = scaled(*Decimal::parse(c.number), *scale, field(c.type).scale);
            shown = held.ok() ? held->to_string() : std::string(held.error().name());
        }
        EXPECT_EQ(shown, c.expected) << c.header << " " << c.number;
    }
}

// What is exported comes back to the last digit, in every unit.
TEST(UnitScale, ExportsExactly) {
    for (auto const& unit : {"", "mu"}) {
        for (int64_t const m2 :
             std::initializer_list<int64_t>{1, 2, 99, 100, 666'667, 123'456'789'012}) {
            auto const exported = export_unit(model(), field(FieldType::kArea, unit));
            auto const out = scaled({m2, 2}, {exported.scale.denominator, exported.scale.numerator},
                                    exported.decimals);
            ASSERT_TRUE(out.ok());
            EXPECT_EQ(scaled(*out, exported.scale, 2)->mantissa, m2);
        }
    }
    EXPECT_EQ(export_unit(model(), field(FieldType::kMoney)).label, "万元");
    EXPECT_EQ(export_unit(model(), field(FieldType::kMoney, "yuan_per_mu")).label, "元/亩");
}

}  // namespace
}  // namespace agglo
