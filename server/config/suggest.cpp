#include "server/config/suggest.hpp"

#include <algorithm>

#include "server/config/key.hpp"

namespace foyer::config {

std::size_t edit_distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> before_last;
    std::vector<std::size_t> last(to.size() + 1);
    std::vector<std::size_t> row(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        before_last = std::exchange(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const bool same = from[i - 1] == to[j - 1];
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row[to.size()];
}

std::string did_you_mean(std::string_view written, const std::vector<std::string_view>& candidates) {
    constexpr std::size_t longest = 100;  // what is longer is no slip of the finger
    if (written.size() > longest || candidates.empty()) return {};
    const auto distance = [&](std::string_view candidate) { return edit_distance(written, candidate); };
    const auto nearest = std::ranges::min(candidates, {}, distance);
    const auto tolerated = std::max<std::size_t>(2, written.size() / 4);
    return distance(nearest) <= tolerated ? fmt::format(" Did you mean {}?", nearest) : "";
}

std::string suggest_key(std::string_view written) {
    const auto leaf = written.substr(written.find('.') + 1);  // all of it if there is no dot
    std::vector<std::string_view> names;
    for (const auto& key : keys()) {
        if (key.leaf() == leaf) return fmt::format(" Did you mean {}?", key.name);
        names.push_back(key.name);
    }
    return did_you_mean(written, names);
}

std::string suggest_environment(std::string_view written) {
    std::vector<std::string_view> names(reserved_environment().begin(), reserved_environment().end());
    for (const auto& key : keys()) names.push_back(key.environment);
    return did_you_mean(written, names);
}

}  // namespace foyer::config
