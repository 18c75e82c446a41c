// Feeds bytes to both readers of export files: the ledger's own (src/proof/export_file.h) and that
// of agglo-verify (src/verifier). They share no code and must say the same of every file.
//
// Input: the bytes of an export.
#include <cstdio>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include "base/assert.h"
#include "proof/verify.h"
#include "verifier/verify.h"

namespace {

std::string finding(agglo::Result<agglo::VerifyReport> const& report) {
    if (report.ok()) return {};
    if (report.error().code() == agglo::ErrorCode::kBadFile) return "no export";
    return report.error().arguments().front() + " " + report.error().arguments().back();
}

std::string finding(agglo::verifier::Verdict const& verdict) {
    if (!verdict.is_export) return "no export";
    if (!verdict.finding) return {};
    return std::to_string(verdict.finding->sequence) + " " +
           std::string(agglo::verifier::name_of(verdict.finding->fault));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
    static std::string const path = "/tmp/agglo_export_fuzz." + std::to_string(::getpid());
    std::string const bytes(reinterpret_cast<char const*>(data), size);
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    std::istringstream in(bytes);
    auto const theirs = finding(agglo::verifier::verify(in, {}));
    auto const ours = finding(agglo::verify_export(path, {}));
    AGGLO_ASSERT(ours == theirs);
    std::remove(path.c_str());
    return 0;
}
