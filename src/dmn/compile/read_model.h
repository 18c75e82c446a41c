#pragma once
// read_model: DMN text in, Model out (DMN 1.5, chapters 6 to 10): reads the document and those it
// imports, resolves types, links requirements, looks for cycles, and parses every FEEL text with
// the names that its requirements give it.
//
//   auto const model = TRY(read_model(xml, [](Import const& import) { … }));
//
// Errors: those of read_definitions, for imports too. All else is in Model::problems.
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "dmn/model/model.h"

namespace agglo::dmn {

/// The text of an imported document; kDmnNoSuchImport when there is none.
using ImportLoader = std::function<Result<std::string>(Import const&)>;

/// With imports that were gone through.
constexpr size_t kDocumentsMax = 100;
/// Decisions that require each other in a row.
constexpr size_t kChainMax = 500;

Result<ModelPtr> read_model(std::string_view xml, ImportLoader const& loader = {});

}  // namespace agglo::dmn
