#include "lives.h"

#include <array>
#include <sqlite3.h>

#include "journal_life.h"

namespace agglo {

namespace {

/// How the disk of one life behaves, drawn before it begins.
struct Weather {
    uint64_t power_fails_at;  ///< step
    uint64_t fault_from, fault_to;
    Fault fault;
    Survival survival;
};

Weather draw_weather(Random& random) {
    static constexpr std::array kSurvivals = {Survival::kNothing, Survival::kSome, Survival::kSome,
                                              Survival::kEverything};
    auto const step = [&random](int64_t most) {
        return static_cast<uint64_t>(random.between(1, most));
    };
    Weather weather{step(random.chance(1, 2) ? 200 : 4'000), 0, 0, Fault::kNone, Survival::kSome};
    if (random.chance(1, 2)) {
        weather.fault_from = step(600);
        weather.fault_to = weather.fault_from + (random.chance(1, 2) ? 1 : step(100));
        weather.fault = random.chance(1, 2) ? Fault::kFull : Fault::kBroken;
    }
    weather.survival = random.pick(kSurvivals);
    return weather;
}

/// What there is when the power comes back.
struct Remains {
    std::unique_ptr<SimulatedDisk> disk;
    JournalPromises promises;
};

class Life {
public:
    Life(Remains before, LivesOptions const& options, Random random)
        : options_(options),
          random_(random),
          disk_(std::move(before.disk)),
          journal_(*disk_, std::move(before.promises)),
          weather_(draw_weather(random_)) {
        disk_->before_step = [this](SimulatedStep const& step) { return at(step); };
    }

    Remains live() {
        for (int64_t left = random_.between(0, options_.appends_max); left > 0; --left) write();
        journal_.close();
        if (!after_.disk) cut();
        return std::move(after_);
    }

private:
    Fault at(SimulatedStep const& step) {
        if (step.number == weather_.power_fails_at) cut();
        bool const faulty = step.number >= weather_.fault_from && step.number < weather_.fault_to;
        return faulty ? weather_.fault : Fault::kNone;
    }

    /// What is done after it, in this life, has not happened.
    void cut() {
        Random cut_random = random_.fork(weather_.power_fails_at);
        after_ = {disk_->after_power_cut(cut_random, weather_.survival), journal_.promises()};
    }

    void write() {
        if (!journal_.is_open() && !journal_.open().ok()) return;
        JournalLife::Batch const batch{
            static_cast<size_t>(random_.between(1, 5)),
            static_cast<size_t>(
                random_.between(0, random_.chance(1, 4) ? options_.text_bytes_max : 300))};
        (void)journal_.append(batch);
        if (random_.chance(1, 15)) journal_.close();
    }

    LivesOptions const& options_;
    Random random_;
    std::unique_ptr<SimulatedDisk> disk_;
    JournalLife journal_;
    Weather weather_;
    Remains after_;
};

}  // namespace

std::optional<std::string> live(LivesOptions const& options) {
    // The log's salts come from SQLite's own generator.
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, static_cast<int>(options.seed), nullptr);
    Random const random(options.seed);
    Remains remains{std::make_unique<SimulatedDisk>(), {}};
    for (int life = 1; life <= options.lives; ++life) {
        remains = Life(std::move(remains), options, random.fork(life)).live();
        Random look_random = random.fork(1'000 + life);
        auto const copy = remains.disk->after_power_cut(look_random, Survival::kEverything);
        if (auto broken = find_broken_promise(*copy, remains.promises)) {
            return "seed " + std::to_string(options.seed) + ", life " + std::to_string(life) +
                   ": " + *broken;
        }
    }
    return std::nullopt;
}

}  // namespace agglo
