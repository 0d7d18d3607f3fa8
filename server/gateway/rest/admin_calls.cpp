// Rooms of the whole server and the audit log, for administrators.
#include "server/gateway/rest/rest_operations.hpp"

namespace foyer::gateway {

void bind_admin_calls(RestOperations& operations) {
    // Answered as what this server does not offer until the use cases are there.
    operations.bind<route::ListAllRooms>(
        [](RestDesk&, app::Actor, v1::ListAllRoomsRequest) -> Task<Result<v1::AdminRoomPage>> {
            co_return refuse(ErrorCode::feature_unavailable);
        });
    operations.bind<route::CloseRoom>([](RestDesk&, app::Actor, v1::CloseRoomRequest) -> Task<Result<v1::Done>> {
        co_return refuse(ErrorCode::feature_unavailable);
    });
    operations.bind<route::ReadRoomAsAdministrator>(
        [](RestDesk&, app::Actor, v1::ReadRoomAsAdministratorRequest) -> Task<Result<v1::AdminHistoryPage>> {
            co_return refuse(ErrorCode::feature_unavailable);
        });
    operations.bind<route::ListAudit>([](RestDesk&, app::Actor, v1::ListAuditRequest) -> Task<Result<v1::AuditPage>> {
        co_return refuse(ErrorCode::feature_unavailable);
    });
}

}  // namespace foyer::gateway
