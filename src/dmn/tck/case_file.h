#pragma once
// Case files of the DMN Technology Compatibility Kit: what to give a model, and what it should
// answer. `testCase/inputNode` and `resultNode/expected` hold values: `value` with an xsi:type,
// `component`s of a context, a `list` of `item`s, `xsi:nil`.
//
//   auto const file = TRY(read_case_file(xml));   // file.model_name, file.cases
//
// Errors: those of XmlDocument, kDmnBadCase.
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "feel/value/value.h"

namespace agglo::dmn {

struct CaseInput {
    std::string name;
    std::string ns;
    feel::Value value;
};

struct ExpectedResult {
    std::string name;
    bool error = false;  ///< the engine is to report an error, and yield null
    feel::Value value;
};

struct TestCase {
    std::string id;
    std::string type;            ///< "decision", "decisionService", "bkm", or nothing
    std::string invocable_name;  ///< of a service or a business knowledge model
    std::vector<CaseInput> inputs;
    std::vector<ExpectedResult> results;

    bool expects_null() const;
};

struct CaseFile {
    std::string model_name;
    std::vector<TestCase> cases;
};

Result<CaseFile> read_case_file(std::string_view xml);

/// Equal as the kit has it: numbers within 1e-8, contexts by entries, lists by items.
bool agrees(feel::Value const& expected, feel::Value const& got);

}  // namespace agglo::dmn
