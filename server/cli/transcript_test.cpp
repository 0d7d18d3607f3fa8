#include "server/cli/transcript.hpp"

#include <gmock/gmock.h>

namespace foyer::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::AdminHistoryPage room() {
    v1::AdminHistoryPage page;
    page.mutable_room()->set_room_id(7);
    page.mutable_room()->set_name("Plans & <Deeds>");
    page.add_members()->set_name("Ann");
    page.add_members()->set_name("Bob");
    page.add_messages()->set_text("not looked at");
    page.set_more(true);
    return page;
}
v1::Message message(const std::string& text) {
    v1::Message made;
    made.set_seq(3);
    made.set_author_id(2);
    made.set_author_name("Ann");
    made.set_text(text);
    made.set_time_ms(1'795'701'900'999);
    return made;
}

TEST(TranscriptAsJson, IsOneObjectALine) {
    const auto json = transcript_as("json");
    EXPECT_EQ(
        json->begin(room()),
        "{\"room\":{\"roomId\":7,\"name\":\"Plans & <Deeds>\"},\"members\":[{\"name\":\"Ann\"},{\"name\":\"Bob\"}]}\n");
    EXPECT_EQ(json->message(message("a\nb")),
              "{\"seq\":3,\"authorId\":2,\"authorName\":\"Ann\",\"text\":\"a\\nb\",\"timeMs\":1795701900999}\n");
    EXPECT_EQ(json->end(), "");
}

TEST(TranscriptAsText, IsForReading) {
    const auto text = transcript_as("text");
    EXPECT_EQ(text->begin(room()), "Plans & <Deeds> (room 7)\nAnn, Bob\n\n");
    EXPECT_EQ(text->message(message("hello")), "[2026-11-26 14:05 UTC] Ann: hello\n");
}

TEST(TranscriptAsText, NoMessageLooksLikeAnother) {
    EXPECT_EQ(transcript_as("text")->message(message("a\n[2026-11-26 14:06 UTC] Bob: \x1b[31mb\r")),
              "[2026-11-26 14:05 UTC] Ann: a\n    [2026-11-26 14:06 UTC] Bob: [31mb\n");
}

TEST(TranscriptAsHtml, RunsNothingThatWasWritten) {
    const auto html = transcript_as("html");
    EXPECT_THAT(html->begin(room()), HasSubstr("<title>Plans &amp; &lt;Deeds&gt; (room 7)</title>"));
    EXPECT_THAT(html->begin(room()), HasSubstr("default-src 'none'"));
    const auto item = html->message(message("<script>alert(\"x\")</script>"));
    EXPECT_THAT(item, Not(HasSubstr("<script")));
    EXPECT_THAT(item, HasSubstr("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"));
    EXPECT_EQ(html->end(), "</ol>\n</html>\n");
}

TEST(Transcript, KnowsItsFormats) {
    EXPECT_EQ(transcript_as("pdf"), nullptr);
}

}  // namespace
}  // namespace foyer::cli
