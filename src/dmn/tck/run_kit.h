#pragma once
// run_kit: runs the cases of a DMN Technology Compatibility Kit and counts what agrees, cases that
// expect a value and cases that expect null apart: null to everything is right for many.
//
// Skipped are the cases that call external functions (Java), which this engine refuses to run.
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "feel/evaluate/evaluation.h"

namespace agglo::dmn {

struct Outcome {
    enum class Kind : uint8_t { kPassed, kFailed, kSkipped };

    Kind kind = Kind::kPassed;
    bool expects_null = false;
    std::string file;
    std::string id;
    /// Of a failure: a line each for what was expected, what was got, and why.
    std::vector<std::string> notes;
};

struct FolderReport {
    std::string name;
    std::vector<Outcome> outcomes;

    size_t count(Outcome::Kind kind, bool expects_null) const;
    size_t count(Outcome::Kind kind) const { return count(kind, false) + count(kind, true); }
};

/// By folders with case files, in the order of their names. Error: kFileNotFound, kDmnBadCase when
/// there is none.
Result<std::vector<FolderReport>> run_kit(std::filesystem::path const& folder,
                                          feel::Clock const& clock);

}  // namespace agglo::dmn
