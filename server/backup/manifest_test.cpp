#include "server/backup/manifest.hpp"

#include <gtest/gtest.h>

namespace foyer::backup {

TEST(Manifest, IsReadAsItWasWritten) {
    const Manifest manifest{"1.2.3",
                            Instant{Millis{1'700'000'000'000}},
                            {{"foyer.db", 4096, std::string(64, 'a')}, {"files/7", 0, std::string(64, 'b')}}};
    const auto read = manifest_from_json(to_json(manifest));
    ASSERT_TRUE(read) << read.error().sentence;
    EXPECT_EQ(*read, manifest);
}

TEST(Manifest, IsRefusedWhereItNamesAFileOutside) {
    for (const auto* path : {"", "/etc/passwd", "../foyer.db", "files/../../x"}) {
        const Manifest manifest{"1", {}, {{path, 1, "00"}}};
        const auto read = manifest_from_json(to_json(manifest));
        ASSERT_FALSE(read) << path;
        EXPECT_EQ(read.error().code, ErrorCode::bad_request);
    }
}

TEST(Manifest, IsRefusedWhereItIsNone) {
    for (const auto* text :
         {"", "[]", "{}", "{\"format\":1}", "{\"format\":\"x\"}",
          R"({"format":1,"foyer":"1","created_ms":1,"files":[{"path":"a","bytes":-1,"sha256":""}]})"}) {
        EXPECT_FALSE(manifest_from_json(text)) << text;
    }
}

TEST(Manifest, OfALaterFormatSaysSo) {
    const auto read = manifest_from_json(R"({"format":2,"foyer":"9","created_ms":1,"files":[]})");
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().sentence.find("newer"), std::string::npos);
}

}  // namespace foyer::backup
