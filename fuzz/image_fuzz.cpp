// Feeds bytes to the loading of images (src/state/image.h), with every checksum made right first:
// whatever is accepted can be read cell by cell.
#include <sys/mman.h>
#include <unistd.h>

#include "base/assert.h"
#include "state/bootstrap.h"
#include "state/image.h"
#include "state/image_forgery.h"
#include "state/memory_journal.h"

namespace {

void read_all(agglo::Snapshot const& snapshot) {
    for (size_t entity = 0; entity < snapshot.entities.size(); ++entity) {
        agglo::EntityView const view(snapshot, entity);
        for (size_t row = 0; row < view.rows(); ++row) {
            (void)view.label(row);
            (void)view.history(row);
            for (size_t field = 0; field < view.entity().fields.size(); ++field)
                (void)view.value(row, field);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
    static auto const model = *agglo::model_of({});
    static agglo::MemoryJournal const journal;
    static int const file = memfd_create("image", 0);
    auto const bytes = agglo::forged(std::string(reinterpret_cast<char const*>(data), size),
                                     journal.identity(), journal.head(), *model);
    AGGLO_ASSERT(ftruncate(file, 0) == 0);
    AGGLO_ASSERT(pwrite(file, bytes.data(), bytes.size(), 0) == std::ssize(bytes));
    auto const path = "/proc/self/fd/" + std::to_string(file);
    if (auto const image = agglo::load_image(path, journal, model)) read_all(*image->snapshot);
    return 0;
}
