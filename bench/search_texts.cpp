#include "search_texts.h"

namespace agglo::bench {

namespace {

constexpr char const* kPlaces[] = {"端州区", "鼎湖区", "高要区",   "四会市", "广宁县", "怀集县",
                                   "封开县", "德庆县", "肇庆新区", "高新区", "大旺",   "金利"};
constexpr char const* kProducts[] = {
    "新能源电池壳体", "精密压铸件", "铝合金型材", "汽车线束", "半导体封装测试", "高分子材料",
    "预制菜",         "生物医药",   "智能家电",   "LED照明",  "环保包装",       "特种陶瓷",
    "储能系统",       "电子元器件", "机器人关节", "光伏组件", "不锈钢制品",     "氢能装备"};
constexpr char const* kKinds[] = {"生产基地", "产业园",   "研发中心", "总部",
                                  "扩建",     "技术改造", "智能工厂", "物流中心"};
constexpr char const* kVerbs[] = {"建设", "新建", "购置", "引进", "改造"};
constexpr char const* kThings[] = {"标准厂房", "办公楼",   "自动化生产线", "检测实验室",
                                   "仓储设施", "员工宿舍", "配套用房",     "污水处理站"};

/// Two of a few thousand usual characters, as firms are called.
std::string stem(Random& random) {
    std::string text;
    for (int i = 0; i < 2; ++i) {
        auto const c = static_cast<uint32_t>(0x4E00 + random.between(0, 5999));
        text += static_cast<char>(0xE0 | c >> 12);
        text += static_cast<char>(0x80 | (c >> 6 & 63));
        text += static_cast<char>(0x80 | (c & 63));
    }
    return text;
}

template <size_t N>
std::string one(Random& random, char const* const (&of)[N]) {
    return of[random.between(0, N - 1)];
}

}  // namespace

std::string SearchTexts::code(int64_t id) const {
    auto random = part(id, 0);
    return std::to_string(random.between(2019, 2026)) + "-4412" +
           std::to_string(random.between(10, 99)) + "-04-" + std::to_string(1'000'000 + id);
}

std::string SearchTexts::investor(int64_t id) const {
    auto random = part(id, 1);
    return (random.chance(1, 2) ? "广东" : "深圳市") + stem(random) + one(random, kProducts) +
           "有限公司";
}

std::string SearchTexts::name(int64_t id) const {
    auto random = part(id, 1);  // the investor's stem
    (void)random.chance(1, 2);
    auto const firm = stem(random);
    auto const place = random.chance(1, 2) ? one(random, kPlaces) : std::string();
    return place + firm + one(random, kProducts) + "及" + one(random, kProducts) +
           one(random, kKinds) + "项目" + (random.chance(1, 4) ? "（二期）" : "");
}

std::string SearchTexts::address(int64_t id) const {
    auto random = part(id, 2);
    return one(random, kPlaces) + stem(random).substr(0, 3) + "大道" +
           std::to_string(random.between(1, 300)) + "号";
}

std::string SearchTexts::products(int64_t id) const {
    auto random = part(id, 3);
    return one(random, kProducts) + "、" + one(random, kProducts);
}

std::string SearchTexts::summary(int64_t id) const {
    auto random = part(id, 4);
    std::string text = "项目用地" + std::to_string(random.between(10, 900)) + "亩，";
    for (auto left = random.between(3, 6); left > 0; --left) {
        text += one(random, kVerbs) + one(random, kThings) +
                std::to_string(random.between(1, 99'999)) + "平方米，";
    }
    return text + "年产" + one(random, kProducts) + std::to_string(random.between(1, 9'999)) +
           "万套，由" + stem(random) + "公司运营。";
}

}  // namespace agglo::bench
