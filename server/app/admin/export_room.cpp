#include "server/app/admin/export_room.hpp"

#include <algorithm>

#include "server/app/rooms/room_view.hpp"

namespace foyer::app {

Task<Result<ExportPage>> ExportRoom::run(Actor actor, RoomId id, Seq after, std::uint32_t limit) {
    const auto directory = directory_.current();
    if (!may_administer(actor, *directory)) co_return refuse(ErrorCode::forbidden);
    ExportPage page;
    auto shown = co_await rooms_.overview(id);
    if (!shown) co_return refuse(shown.error());
    auto stored = co_await rooms_.load(id);
    if (!stored) co_return refuse(stored.error());
    page.room = std::move(*shown);
    page.view = view_of(std::move(stored->room), *directory);

    auto target = domain::target_of(page.view->room);
    const bool is_first = !after;
    const auto entered = co_await audit_.look(actor, domain::AuditAction::room_exported, std::move(target), is_first);
    if (!entered) co_return refuse(entered.error());

    const auto asked = limit == 0 ? settings_.history_page_default : limit;
    ports::MessageRange range{
        .room = id, .after = after, .before = {}, .limit = std::min(asked, settings_.history_page)};
    auto read = co_await rooms_.messages(range);
    if (!read) co_return refuse(read.error());
    page.messages = std::move(read->messages);
    page.more = read->more;
    co_return page;
}

}  // namespace foyer::app
