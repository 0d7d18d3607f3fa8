// Files on their way; their bytes go over /api/files (schema/http.proto).
#include "server/gateway/rest/rest_operations.hpp"
#include "server/gateway/wire/file_to_wire.hpp"

namespace foyer::gateway {

namespace {

Task<Result<v1::FilePage>> list_files(RestDesk& desk, app::Caller caller, v1::ListFilesRequest request) {
    const FileId before{request.before()};
    const auto page = co_await desk.app.list_files.run(caller, before, desk.page(request.limit()));
    if (!page) co_return refuse(page.error());
    v1::FilePage answer;
    answer.set_more(page->more);
    for (const auto& file : page->files) to_wire(*file, *answer.add_files());
    co_return answer;
}

}  // namespace

void bind_file_calls(RestOperations& operations) {
    operations.bind<route::ListFiles>(list_files);
}

}  // namespace foyer::gateway
