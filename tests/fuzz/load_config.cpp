// Any file either loads to values within their bounds, or is refused with sentences; what print() shows loads again.
#include <cstdlib>

#include "server/config/describe.hpp"
#include "server/config/value.hpp"

namespace {

void require(bool fulfilled) {
    if (!fulfilled) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace foyer::config;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto loaded = load({.file = Sources::File{"fuzz", text}, .environment = {}, .flags = {}});
    if (!loaded) {
        require(!loaded.error().empty());
        return 0;
    }
    for (const auto& key : keys()) {
        const auto number = number_of(key, loaded->config);
        require(key.max == 0 || (number >= key.min && number <= key.max));
    }
    const auto again = load({.file = Sources::File{"printed", print(*loaded)}, .environment = {}, .flags = {}});
    require(again.has_value() && differing(loaded->config, again->config).empty());
    return 0;
}
