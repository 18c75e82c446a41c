
#include "model/model.h"
#include "model/schema_linker.h"
#include "model/schema_reader.h"

namespace agglo {

Result<Model> read_model(std::vector<SchemaFile> const& files) {
    Mistakes mistakes;
    Declarations declarations;
    for (auto const& file : files) read_declarations(file, declarations, mistakes);
    auto model = link_declarations(declarations, mistakes);
    if (!mistakes.empty()) return std::move(mistakes).to_error();
    return model;
}

}  // namespace agglo
