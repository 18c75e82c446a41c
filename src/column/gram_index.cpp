#include "column/gram_index.h"

#include <algorithm>

#include "base/character_class.h"
#include "base/pinyin.h"

namespace agglo {

namespace {

/// What a set costs beside its blocks: its node in the table.
constexpr size_t kSetBytes = sizeof(CodeSet) + sizeof(Gram) + 3 * sizeof(void*);

/// A text's grams as its characters come by.
class GramCollector {
public:
    void take(char32_t character) {
        take_character(character);
        take_initial(initial_of(character));
        take_step(pinyin_step(character));
        first_ = false;
    }
    std::vector<Gram> grams;

private:
    void add(GramKind kind, uint32_t first, uint32_t second = 0) {
        grams.push_back(gram_of(kind, first, second));
    }
    void take_character(char32_t character) {
        auto const its_class = class_of(character);
        add(GramKind::kOne, character);
        if (first_) add(GramKind::kStart, character);
        if (!first_) add(GramKind::kTwo, character_, character);
        if (!first_ && its_class != class_) add(GramKind::kWordStart, character);
        character_ = character;
        class_ = its_class;
    }
    void take_initial(char initial) {
        if (initial == 0) return;
        auto const letter = static_cast<uint32_t>(initial);
        if (begins_ && initials_ == 1) add(GramKind::kInitialsStart, initial_, letter);
        if (initials_ > 0) add(GramKind::kInitials, initial_, letter);
        begins_ = begins_ || first_;
        initial_ = letter;
        ++initials_;
    }
    void take_step(uint32_t step) {
        if (step <= kBreak) return;
        if (first_) add(GramKind::kSyllableStart, step);
        add(GramKind::kSyllable, step);
    }

    bool first_ = true;
    char32_t character_ = 0;
    CharacterClass class_ = CharacterClass::kOther;
    bool begins_ = false;  // the first character has an initial
    uint32_t initial_ = 0;
    size_t initials_ = 0;
};

/// The steps that a needle's letters may go on with.
std::vector<uint32_t> steps_fitting(std::string_view letters) {
    auto const c = static_cast<unsigned char>(letters.front());
    if (c < 'a') return {c};
    std::vector<uint32_t> steps;
    for (uint16_t s = 1; s <= pinyin_syllables(); ++s) {
        auto const sound = pinyin_text(s);
        if (letters.starts_with(sound) || sound.starts_with(letters))
            steps.push_back(kSyllableBase + s);
    }
    return steps;
}

}  // namespace

Gram gram_of(GramKind kind, uint32_t first, uint32_t second) {
    return static_cast<Gram>(kind) << 56 | static_cast<Gram>(first) << 28 | second;
}

std::vector<Gram> grams_of(std::string_view folded_text) {
    GramCollector collector;
    collector.grams.reserve(folded_text.size() * 3);
    size_t length = 0;
    for (size_t at = 0; at < folded_text.size(); ++length)
        collector.take(next_code_point(folded_text, at));
    length = std::min(length, GramIndex::kLengthCounted);
    collector.grams.push_back(gram_of(GramKind::kLength, static_cast<uint32_t>(length)));
    return std::move(collector.grams);
}

/// By gram, so that each set is looked for once.
void GramIndex::add(std::span<Posting const> postings) {
    for (auto const& [gram, code] : postings) {
        if (gram < gram_of(GramKind::kLength, 0)) continue;
        lengths_.resize(std::max(lengths_.size(), size_t{code} + 1));
        lengths_[code] = static_cast<uint8_t>(gram >> 28);
    }
    for (size_t i = 0; i < postings.size();) {
        auto const [set, added] = sets_.try_emplace(postings[i].gram);
        if (added) bytes_ += kSetBytes;
        for (Gram const gram = postings[i].gram; i < postings.size() && postings[i].gram == gram;)
            bytes_ += set->second.add(postings[i++].code);
    }
}

void GramIndex::mark(std::span<Gram const> grams, CodeBits& bits) const {
    std::vector<CodeSet const*> sets;
    for (Gram const gram : grams) {
        auto const found = sets_.find(gram);
        if (found == sets_.end()) return;
        sets.push_back(&found->second);
    }
    std::sort(sets.begin(), sets.end());
    sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
    add_common(sets, bits);
}

void GramIndex::mark_substring(TextNeedle const& needle, CodeBits& bits) const {
    auto const& points = needle.points();
    std::vector<Gram> grams;
    for (size_t i = 1; i < points.size(); ++i)
        grams.push_back(gram_of(GramKind::kTwo, points[i - 1], points[i]));
    if (points.size() == 1) grams.push_back(gram_of(GramKind::kOne, points[0]));
    mark(grams, bits);
}

void GramIndex::mark_initials(TextNeedle const& needle, CodeBits& bits) const {
    auto const& letters = needle.letters();
    std::vector<Gram> grams;
    for (size_t i = 1; i < letters.size(); ++i) {
        grams.push_back(gram_of(GramKind::kInitials, static_cast<unsigned char>(letters[i - 1]),
                                static_cast<unsigned char>(letters[i])));
    }
    mark(grams, bits);
}

void GramIndex::mark_pinyin(TextNeedle const& needle, CodeBits& bits) const {
    Steps steps;
    if (!needle.letters().empty()) part(needle.letters(), steps, bits);
}

/// Follows every way to read the letters as syllables, kStepsMax of them at most.
void GramIndex::part(std::string_view letters, Steps& steps, CodeBits& bits) const {
    if (letters.empty() || steps.count == kStepsMax) return mark_steps(steps, bits);
    for (uint32_t const step : steps_fitting(letters)) {
        size_t const length = std::min(letters.size(), pinyin_step_text(step).size());
        steps.step[steps.count++] = step;
        part(letters.substr(length), steps, bits);
        --steps.count;
    }
}

void GramIndex::mark_steps(Steps const& steps, CodeBits& bits) const {
    auto const initial = [&](size_t i) {
        return static_cast<unsigned char>(pinyin_step_text(steps.step[i]).front());
    };
    std::vector<Gram> grams;
    for (size_t i = 0; i < steps.count; ++i) {
        grams.push_back(gram_of(GramKind::kSyllable, steps.step[i]));
        if (i > 0) grams.push_back(gram_of(GramKind::kInitials, initial(i - 1), initial(i)));
    }
    mark(grams, bits);
}

bool GramIndex::mark_length(size_t length, CodeBits& bits) const {
    auto const found = sets_.find(gram_of(GramKind::kLength, static_cast<uint32_t>(length)));
    if (found == sets_.end()) return false;
    CodeSet const* const set = &found->second;
    add_common({&set, 1}, bits);
    return true;
}

void GramIndex::mark_beginning(GramKind kind, TextNeedle const& needle, CodeBits& bits) const {
    if (kind == GramKind::kStart || kind == GramKind::kWordStart) {
        Gram const gram = gram_of(kind, needle.points().front());
        return mark({&gram, 1}, bits);
    }
    if (needle.letters().empty()) return;
    if (kind == GramKind::kInitialsStart) {
        auto const& letters = needle.letters();  // two at least
        Gram const gram = gram_of(kind, static_cast<unsigned char>(letters[0]),
                                  static_cast<unsigned char>(letters[1]));
        return mark({&gram, 1}, bits);
    }
    for (uint32_t const step : steps_fitting(needle.letters())) {
        Gram const gram = gram_of(kind, step);
        mark({&gram, 1}, bits);
    }
}

}  // namespace agglo
