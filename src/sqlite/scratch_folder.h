#pragma once
// ScratchFolder: a fresh folder for the files of one test, removed with all that is in it.
//
//   ScratchFolder scratch;
//   auto database = TRY(sqlite::Database::open(scratch.path("a.db"), sqlite::OpenMode::kCreate));
#include <filesystem>
#include <stdlib.h>
#include <string>

#include "base/assert.h"

namespace agglo {

class ScratchFolder {
public:
    ScratchFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "agglo_XXXXXX").string();
        AGGLO_ASSERT(::mkdtemp(name.data()) != nullptr);
        folder_ = name;
    }
    ScratchFolder(ScratchFolder const&) = delete;
    ScratchFolder& operator=(ScratchFolder const&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    std::string path(std::string const& file) const { return (folder_ / file).string(); }

private:
    std::filesystem::path folder_;
};

}  // namespace agglo
