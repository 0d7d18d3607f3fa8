#include "server/gateway/http/file_source.hpp"

#include <algorithm>

namespace foyer::gateway {

FileSource::FileSource(app::App& app, app::Caller caller, Authenticate authenticate, const domain::FileTransfer& file,
                       ByteRange range)
    : app_(app),
      caller_(caller),
      authenticate_(std::move(authenticate)),
      file_(file.id),
      chunk_bytes_(file.chunk_bytes),
      size_(file.size),
      at_(range.first),
      last_(range.last) {}

Task<Result<net::SharedBytes>> FileSource::next() {
    if (auto same = co_await check_caller(); !same) co_return refuse(same.error());
    const auto chunk = static_cast<std::uint32_t>(at_ / chunk_bytes_);
    const auto wait = app_.files.settings().wait;
    auto stored = co_await app_.fetch_chunk.run(caller_, file_, chunk, wait, true);
    if (!stored) co_return refuse(stored.error());
    const auto begin = std::uint64_t{chunk} * chunk_bytes_;
    const auto from = static_cast<std::size_t>(at_ - begin);
    const auto to = static_cast<std::size_t>(std::min<std::uint64_t>(stored->bytes->size(), last_ + 1 - begin));
    at_ = begin + to;
    if (from == 0 && to == stored->bytes->size()) co_return std::move(stored->bytes);
    co_return std::make_shared<const std::string>(stored->bytes->substr(from, to - from));
}

Task<bool> FileSource::may_go_on() {
    if (auto same = co_await check_caller(); !same) co_return false;
    const auto file = co_await app_.look_at_file.run(caller_, file_);
    co_return file.has_value();
}

/// A browser that saves a file tells nobody when it is done: who has taken the last byte has it. Each piece was checked
/// against its hash on the way.
Task<void> FileSource::on_sent() {
    if (at_ == size_) co_await app_.finish_file.run(caller_, file_);
}

Task<Result<void>> FileSource::check_caller() {
    auto caller = co_await authenticate_();
    if (!caller) co_return refuse(caller.error());
    if (caller->person != caller_.person) co_return refuse(ErrorCode::not_logged_in);
    co_return Result<void>{};
}

}  // namespace foyer::gateway
