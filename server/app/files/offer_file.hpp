#pragma once
#include <string>

#include "server/app/files/file_table.hpp"

namespace foyer::app {

/// Offers a file to all other members of a room (contract 6). Errors: those of domain::offer_file, `limit_reached`,
/// `quota_reached`, `bad_request` (the key is too long), `store_failed`.
class OfferFile {
public:
    OfferFile(FileTable& files, RoomTable& rooms) : files_(files), rooms_(rooms) {}

    Task<Result<std::shared_ptr<const ports::FileView>>> run(Caller caller, RoomId room, domain::FileOffer offer,
                                                             std::string idempotency_key);

private:
    Task<Result<domain::FileTransfer>> offer(Caller caller, RoomId room, domain::FileOffer offer, std::string key);
    static Task<void> tell(FileTable& files, domain::FileTransfer file);

    FileTable& files_;
    RoomTable& rooms_;
};

}  // namespace foyer::app
