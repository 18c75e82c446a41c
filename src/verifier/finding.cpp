#include "verifier/finding.h"

namespace agglo::verifier {

namespace {

struct FaultText {
    std::string_view name, zh, en;
};
constexpr FaultText kFaults[] = {
    {"missing", "该条缺失", "it is missing"},
    {"out_of_place", "序号与所在位置不符", "its sequence is not that of its place"},
    {"algorithm", "哈希算法与账本不符", "its hash algorithm is not the ledger's"},
    {"head", "头部无法解码", "its head cannot be decoded"},
    {"body", "正文无法解码", "its body cannot be decoded"},
    {"hash", "内容与哈希不符，或其前一条已被替换",
     "its hash does not follow from its content and the entry before it"},
    {"time", "记账时间倒退或与内容不符",
     "its recorded time goes back or is not the one in its head"},
    {"truncated", "导出在此之前中断", "the export ends before it"},
    {"rewritten", "哈希与检查点不符，此条或其前的历史已被改写",
     "its hash is not that of the checkpoint: history up to it has been rewritten"},
    {"unreadable", "导出文件在此处格式有误", "the export does not have its form here"},
    {"foreign", "检查点属于另一账本", "the checkpoint is of another ledger"},
    {"signature", "检查点未由所给密钥签名，或签名后被改动",
     "the checkpoint is not signed by a key given, or was changed afterwards"},
    {"before", "检查点早于导出的起点，不能证明其内容",
     "the checkpoint is from before the export begins and proves nothing of it"},
};

FaultText const& text_of(Fault fault) {
    return kFaults[static_cast<size_t>(fault)];
}

}  // namespace

std::string_view name_of(Fault fault) {
    return text_of(fault).name;
}

std::string describe(Finding const& finding) {
    auto const number = std::to_string(finding.sequence);
    auto const& text = text_of(finding.fault);
    return "流水第 " + number + " 条校验失败：" + std::string(text.zh) + "\nJournal entry " +
           number + " does not verify: " + std::string(text.en) + "\n";
}

}  // namespace agglo::verifier
