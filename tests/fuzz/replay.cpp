// Plays a fuzz target's seeds, and mutations of them that are the same in every run, without a fuzzer: so that every
// test run has a look at it, with any compiler and under every sanitizer. A target that finds fault aborts.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int mutations_of_each = 1'500;
constexpr std::size_t longest = 4'096;

using Random = std::mt19937;

std::size_t pick(Random& random, std::size_t below) {
    return below == 0 ? 0 : random() % below;
}

void play(const std::string& input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

std::vector<std::string> seeds() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(FOYER_CORPUS)) files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<std::string> all;
    for (const auto& file : files) {
        std::ifstream stream(file, std::ios::binary);
        all.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    }
    return all;
}

/// One small change: a byte, a bit, a piece taken out, doubled, or replaced by a piece of another seed.
void mutate(std::string& input, const std::vector<std::string>& all, Random& random) {
    static constexpr char tricky[] = {'\0', '\x7f', '\x80', '\xff', '"', '\\', '{', '[', '-', '9', '\n', '='};
    const auto at = pick(random, input.size());
    const auto length = pick(random, 1 + std::min<std::size_t>(32, input.size() - std::min(at, input.size())));
    switch (random() % 6) {
        case 0:
            if (!input.empty()) input[at] = tricky[pick(random, std::size(tricky))];
            break;
        case 1:
            if (!input.empty()) input[at] = static_cast<char>(input[at] ^ (1 << pick(random, 8)));
            break;
        case 2:
            input.erase(at, length);
            break;
        case 3:
            input.insert(at, input.substr(at, length));
            break;
        case 4: {
            const auto& other = all[pick(random, all.size())];
            input.replace(at, length, other.substr(pick(random, other.size()), pick(random, 64)));
            break;
        }
        default:
            input.resize(at);
    }
    if (input.size() > longest) input.resize(longest);
}

TEST(FuzzReplay, EverySeedAsItIs) {
    ASSERT_FALSE(seeds().empty());
    for (const auto& seed : seeds()) play(seed);
}

TEST(FuzzReplay, MutationsOfEverySeed) {
    const auto all = seeds();
    for (std::size_t i = 0; i < all.size(); ++i) {
        Random random(static_cast<Random::result_type>(i));
        for (int round = 0; round < mutations_of_each; ++round) {
            auto input = all[i];
            for (auto changes = 1 + random() % 4; changes > 0; --changes) mutate(input, all, random);
            play(input);
        }
    }
}

}  // namespace
