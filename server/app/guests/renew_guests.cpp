#include "server/app/guests/renew_guests.hpp"

#include <algorithm>

namespace foyer::app {

void renew_guests(ports::Publisher& publisher, const DirectoryNews& news) {
    std::vector<ContactId> guests;
    for (const auto id : news.diff.companies) {
        const auto* const before = news.old->company(id);
        const auto* const now = news.now->company(id);
        if (!before || !now || before->guests_may == now->guests_may) continue;
        for (const auto person : news.now->people_of(id)) {
            if (news.now->find(person)->kind == domain::PersonKind::guest) guests.push_back(person);
        }
    }
    if (guests.empty()) return;
    std::ranges::sort(guests);
    publisher.publish(std::make_shared<const std::vector<ContactId>>(std::move(guests)),
                      ports::WelcomeOutdated{"What guests may do has changed."});
}

}  // namespace foyer::app
