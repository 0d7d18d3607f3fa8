#include "server/storage/rules/guest_rules.hpp"

namespace foyer::storage {

Result<void> check_bounds(const domain::GuestBounds& bounds, const GuestCounts& counts, std::size_t guests,
                          std::size_t messages) {
    if (guests > 0 && counts.open + guests > bounds.open_per_user) {
        return refuse(ErrorCode::limit_reached, "You have too many open invitations (guests.open_per_user).");
    }
    if (messages == 0) return {};
    if (counts.sent_by_user + messages > bounds.sent_per_user) {
        return refuse(ErrorCode::limit_reached,
                      "You have sent too many invitations today (guests.sent_per_user_and_day).");
    }
    if (counts.sent_by_company + messages > bounds.sent_per_company) {
        return refuse(ErrorCode::limit_reached,
                      "Your company has sent too many invitations today (guests.sent_per_company_and_day).");
    }
    if (counts.waiting + messages > bounds.queue) {
        return refuse(ErrorCode::limit_reached, "Too many messages wait to be sent (mail.queue).");
    }
    return {};
}

}  // namespace foyer::storage
