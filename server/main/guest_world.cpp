#include "server/main/guest_world.hpp"

#include "server/main/secret_file.hpp"
#include "server/world/phone_numbers.hpp"

namespace foyer::main {

Result<app::GuestWorld> guest_world(const config::Config& config, std::function<std::string()> public_url) {
    auto key = secret_key(config.data.dir, "guests");
    if (!key) return refuse(key.error());
    app::GuestWorld world;
    world.link_key = *key;
    world.public_url = [ask = std::move(public_url)] {
        auto url = ask();
        while (url.ends_with('/')) url.pop_back();
        return url;
    };
    world.normalise_number = [country = config.guests.country](const std::string& number) {
        return world::international_number(number, country);
    };
    return world;
}

}  // namespace foyer::main
