#include "journal/damage.h"

namespace agglo {

namespace {

struct DamageName {
    std::string_view name, zh, en;
};
constexpr DamageName kDamageNames[] = {
    {"missing", "该条缺失", "it is missing"},
    {"out_of_place", "序号与所在位置不符", "its sequence is not that of its place"},
    {"algorithm", "哈希算法与账本不符", "its hash algorithm is not the ledger's"},
    {"head", "头部无法解码", "its head cannot be decoded"},
    {"body", "正文无法解码", "its body cannot be decoded"},
    {"hash", "内容与哈希不符，或其前一条已被替换",
     "its hash does not follow from its content and the entry before it"},
    {"time", "记账时间倒退或与内容不符",
     "its recorded time goes back or is not the one in its head"},
    {"truncated", "流水在此之前中断", "the journal ends before it"},
    {"rewritten", "哈希与存证的检查点不符，此条或其前的历史已被改写",
     "its hash is not that of the checkpoint: history up to it has been rewritten"},
    {"unreadable", "存储无法读取", "its storage cannot be read"},
    {"foreign", "所对照的检查点属于另一账本",
     "the checkpoint held against it is of another ledger"},
    {"before", "所对照的检查点早于校验的起点",
     "the checkpoint held against it is from before what is verified"},
    {"signature", "所对照的检查点未由可信密钥签名，或签名后被改动",
     "the checkpoint held against it is not signed by a trusted key, or was changed afterwards"},
};

DamageName const& names_of(Damage damage) {
    return kDamageNames[static_cast<int>(damage)];
}

}  // namespace

std::string_view name_of(Damage damage) {
    return names_of(damage).name;
}

Error chain_broken(Sequence sequence, Damage damage) {
    auto const& [name, zh, en] = names_of(damage);
    return Error(ErrorCode::kChainBroken,
                 {std::to_string(sequence), std::string(zh), std::string(en), std::string(name)});
}

Error chain_broken(Sequence sequence, Damage damage, EncodingFault why) {
    auto const& [name, zh, en] = names_of(damage);
    auto const zh_why = std::string(zh) + "（" + std::string(name_zh(why)) + "）";
    auto const en_why = std::string(en) + ": " + std::string(name_en(why));
    return Error(ErrorCode::kChainBroken,
                 {std::to_string(sequence), zh_why, en_why, std::string(name)});
}

}  // namespace agglo
