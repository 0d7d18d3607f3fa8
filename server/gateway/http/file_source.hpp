#pragma once
#include <functional>

#include "lib/net/http.hpp"
#include "server/app/app.hpp"
#include "server/domain/file/file_transfer.hpp"
#include "server/gateway/http/byte_range.hpp"

namespace foyer::gateway {

/// The bytes of a file on their way to one receiver. Before each chunk, and now and then while he takes one, it is looked
/// at anew whether he still is who he was and may have it. Lives on the connection's I/O thread.
class FileSource final : public net::BodySource {
public:
    /// Who is asking, at this moment: the same person as at the beginning, or an error.
    using Authenticate = std::function<Task<Result<app::Caller>>()>;

    FileSource(app::App& app, app::Caller caller, Authenticate authenticate, const domain::FileTransfer& file,
               ByteRange range);

    Task<Result<net::SharedBytes>> next() override;
    Task<bool> may_go_on() override;
    Task<void> on_sent() override;

private:
    Task<Result<void>> check_caller();

    app::App& app_;
    app::Caller caller_;
    Authenticate authenticate_;
    FileId file_;
    std::uint32_t chunk_bytes_;
    std::uint64_t size_;
    std::uint64_t at_;    ///< The next byte.
    std::uint64_t last_;  ///< The last one.
};

}  // namespace foyer::gateway
