#pragma once
// read_definitions: a DMN document as a tree (DMN 1.5, chapter 12; the namespaces of 1.1, 1.2, 1.3,
// 1.4 and 1.5). Texts are taken as they are; compile/ parses and links them.
//
// Errors: those of XmlDocument, kDmnNotDmn, kDmnMissing, kDmnUnexpected, kDmnBadAttribute, with the
// element's path: /decision[Eligibility]/decisionTable/rule[3].
#include <memory>
#include <string_view>

#include "base/result.h"
#include "dmn/model/definitions.h"

namespace agglo::dmn {

Result<std::unique_ptr<Definitions>> read_definitions(std::string_view xml);

/// Whether `ns` is FEEL's, of any version.
bool is_feel_namespace(std::string_view ns);

}  // namespace agglo::dmn
