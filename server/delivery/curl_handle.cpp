#include "server/delivery/curl_handle.hpp"

#include <mutex>
#include <new>

namespace foyer::delivery {

void append(CurlList& list, const std::string& line) {
    auto* const longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
}

CurlHandle new_handle(Millis timeout, const std::string& protocols) {
    static std::once_flag initialised;
    std::call_once(initialised, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    CurlHandle handle(curl_easy_init());
    if (!handle) throw std::bad_alloc();
    curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
    curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, protocols.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_FOLLOWLOCATION, 0L);
    return handle;
}

}  // namespace foyer::delivery
