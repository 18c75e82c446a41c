#pragma once
// SeededLedger: the reference region in a throw-away file, for tests of this module.
//
//   SeededLedger const ledger(AGGLO_SOURCE_DIR, 20);     // twenty cities
#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

#include "desk/desk.h"
#include "journal/sqlite_journal.h"
#include "region/pack.h"
#include "region/seed.h"

namespace agglo {

class SeededLedger {
public:
    explicit SeededLedger(std::string const& root, int64_t scale = 1,
                          std::optional<uint64_t> seed = {})
        : path_(std::filesystem::temp_directory_path() /
                ("agglo_region_" + std::to_string(::getpid()) + "_" + std::to_string(++made_) +
                 ".db")) {
        auto made = init_ledger({pack_dir(root), schema_dir(root), path_.string(), scale, seed});
        EXPECT_TRUE(made.ok()) << (made.ok() ? "" : told(made.error()));
        if (!made.ok()) return;
        report = *made;
        auto journal = SqliteJournal::open(path_.string());
        EXPECT_TRUE(journal.ok());
        auto opened = Desk::open(std::move(*journal));
        EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().message_en());
        desk = std::move(*opened);
    }
    ~SeededLedger() {
        desk.reset();
        for (auto const* suffix : {"", "-wal", "-shm", "-lock"})
            std::filesystem::remove(path_.string() + suffix);
    }

    static std::string pack_dir(std::string const& root) { return root + "/packs/zhaoqing"; }
    static std::string schema_dir(std::string const& root) { return root + "/schema"; }

    static std::string told(Error const& error) {
        auto text = error.path() + " " + error.message_en();
        for (auto const& detail : error.details())
            text += "\n  " + detail.path() + " " + detail.message_en();
        return text;
    }

    std::unique_ptr<Desk> desk;
    SeedReport report;

private:
    static inline int made_ = 0;
    std::filesystem::path path_;
};

}  // namespace agglo
