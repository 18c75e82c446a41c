// agglo-verify: verifies an export of an Agglo ledger, offline, without the ledger and without its
// code. What it checks and what that proves: docs/proof.md.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sodium.h>

#include "verifier/verify.h"

namespace {

namespace verifier = agglo::verifier;

constexpr char const* kUsage =
    "agglo-verify FILE [--checkpoint FILE]… [--key PUBLIC]…\n"
    "校验 Agglo 账本的导出文件，不需要账本和服务器。\n"
    "Verifies an export of an Agglo ledger without the ledger or a server.\n\n"
    "  --checkpoint FILE  从别处得到的检查点 a checkpoint that came from elsewhere\n"
    "  --key PUBLIC       公钥：64 位十六进制或文件；给出后检查点必须由其签名\n"
    "                     public key, 64 hexadecimal digits or a file; with it, checkpoints must\n"
    "                     be signed by it (repeatable, for keys that followed one another)\n\n"
    "退出码 Exit codes: 0 校验通过 verified; 1 校验失败 does not verify; 2 命令行有误 wrong usage; "
    "3 文件无法读取 a file cannot be read\n";

enum ExitCode : int { kVerified = 0, kNotVerified = 1, kUsageWrong = 2, kUnreadable = 3 };

constexpr std::streamsize kSmallFileBytesMax = 64 << 10;

struct Arguments {
    std::string file;
    std::vector<std::string> checkpoints, keys;
    bool wrong = false;
};

Arguments parse(int count, char const* const* words) {
    Arguments arguments;
    for (int i = 1; i < count; ++i) {
        std::string const word = words[i];
        bool const checkpoint = word == "--checkpoint";
        if (checkpoint || word == "--key") {
            if (++i == count) arguments.wrong = true;
            if (i < count)
                (checkpoint ? arguments.checkpoints : arguments.keys).push_back(words[i]);
        } else if (arguments.file.empty() && !word.starts_with("-")) {
            arguments.file = word;
        } else {
            arguments.wrong = true;
        }
    }
    arguments.wrong = arguments.wrong || arguments.file.empty();
    return arguments;
}

std::optional<std::string> read_small(std::string const& path) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes(kSmallFileBytesMax, '\0');
    if (!in) return std::nullopt;
    in.read(bytes.data(), kSmallFileBytesMax);
    bytes.resize(static_cast<size_t>(in.gcount()));
    return bytes;
}

int refuse(std::string const& path, char const* zh, char const* en) {
    std::fprintf(stderr, "%s: %s\n%s: %s\n", path.c_str(), zh, path.c_str(), en);
    return kUnreadable;
}

/// Reads keys and checkpoints; the exit code when one cannot be read.
std::optional<int> gather(Arguments const& arguments, verifier::Evidence& evidence) {
    for (auto const& given : arguments.keys) {
        auto key = verifier::read_public_key(given);
        if (!key) key = verifier::read_public_key(read_small(given).value_or(""));
        if (!key) return refuse(given, "不是公钥", "is no public key");
        evidence.keys.push_back(*key);
    }
    for (auto const& path : arguments.checkpoints) {
        auto const checkpoint = verifier::read_checkpoint(read_small(path).value_or(""));
        if (!checkpoint) return refuse(path, "不是检查点", "is no checkpoint");
        evidence.checkpoints.push_back(*checkpoint);
    }
    return std::nullopt;
}

using Count = unsigned long long;

void print(verifier::Verdict const& verdict, verifier::Evidence const& evidence) {
    std::printf("校验通过 verified\n账本 ledger: %s (%s)\n", verdict.header.ledger.c_str(),
                std::string(verifier::name_of(verdict.header.algorithm)).c_str());
    std::printf("流水 entries: %llu (%llu – %llu)\n", Count{verdict.entries},
                Count{verdict.header.first}, Count{verdict.last});
    std::printf("可见的值 values shown: %llu\n", Count{verdict.shown});
    std::printf("隐去或已抹除的值 values withheld or erased: %llu\n", Count{verdict.withheld});
    std::printf("抹除记录 erasures recorded: %llu\n", Count{verdict.erasures});
    std::printf("末条哈希 last hash: %s\n", verifier::hex_of(verdict.hash).c_str());
    if (verdict.proved_up_to > 0) {
        std::printf("检查点吻合至 checkpoints stand up to: %llu（%s）\n",
                    Count{verdict.proved_up_to},
                    evidence.keys.empty() ? "未核对签名 signatures not checked"
                                          : "签名有效 signatures good");
    } else {
        std::printf(
            "没有检查点：导出自身连贯，但不能证明它未被整体改写或截短。\nNo checkpoint: the export "
            "hangs together, but nothing proves that it was not written anew or cut short.\n");
    }
}

}  // namespace

int main(int count, char const* const* words) {
    if (count == 2 && (std::strcmp(words[1], "--help") == 0 || std::strcmp(words[1], "-h") == 0)) {
        std::printf("%s", kUsage);
        return kVerified;
    }
    auto const arguments = parse(count, words);
    if (arguments.wrong || sodium_init() < 0) {
        std::fprintf(stderr, "%s", kUsage);
        return kUsageWrong;
    }
    verifier::Evidence evidence;
    if (auto const code = gather(arguments, evidence)) return *code;
    std::ifstream in(arguments.file, std::ios::binary);
    if (!in) return refuse(arguments.file, "找不到文件", "file not found");
    auto const verdict = verifier::verify(in, evidence);
    if (!verdict.is_export)
        return refuse(arguments.file, "不是账本导出", "is no export of a ledger");
    if (verdict.finding) {
        std::fprintf(stderr, "%s", verifier::describe(*verdict.finding).c_str());
        return kNotVerified;
    }
    print(verdict, evidence);
    return kVerified;
}
