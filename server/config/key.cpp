#include "server/config/key.hpp"

#include <algorithm>

namespace foyer::config {
namespace {

const Key* find(std::string_view wanted, std::string_view Key::* name) {
    const auto all = keys();
    const auto found = std::ranges::find(all, wanted, name);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace

const Key* find_key(std::string_view name) {
    return find(name, &Key::name);
}
const Key* find_key_by_environment(std::string_view variable) {
    return find(variable, &Key::environment);
}

}  // namespace foyer::config
