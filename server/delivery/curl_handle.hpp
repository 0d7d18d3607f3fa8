#pragma once
#include <memory>
#include <string>

#include <curl/curl.h>

#include "lib/base/instant.hpp"
#include "server/ports/messenger.hpp"

namespace foyer::delivery {

struct EndCurl {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using CurlHandle = std::unique_ptr<CURL, EndCurl>;
using CurlList = std::unique_ptr<curl_slist, EndCurl>;
using CurlMime = std::unique_ptr<curl_mime, EndCurl>;

/// Adds a line to a list that may be empty.
void append(CurlList& list, const std::string& line);

/// A handle that gives up after `timeout`, resolves and signals nothing across threads, and talks to nobody but whom it
/// is told to. Throws std::bad_alloc.
[[nodiscard]] CurlHandle new_handle(Millis timeout, const std::string& protocols);

}  // namespace foyer::delivery
