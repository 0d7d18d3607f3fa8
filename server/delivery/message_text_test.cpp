#include "server/delivery/message_text.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "server/delivery/calendar.hpp"

namespace foyer::delivery {
namespace {

using testing::HasSubstr;
using testing::Not;

ports::InvitationMessage message() {
    ports::InvitationMessage made;
    made.name = "Gus Müller";
    made.inviter = "Ann <Archer>";
    made.company = CompanyId{7};
    made.company_name = "Acme & Sons";
    made.url = "https://chat.example.com/join#token";
    made.valid_from = Instant{Millis{1'700'000'000'000}};
    made.valid_to = Instant{Millis{1'700'604'800'000}};
    return made;
}

/// A folder of templates that goes away again.
class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / ("foyer-templates-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    void put(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

TEST(MessageText, IsEnglishUnlessAskedOtherwise) {
    const Templates templates("");
    const auto english = fill(templates.find(CompanyId{1}, ""), message());
    EXPECT_EQ(english.subject, "Ann <Archer> invites you to a conversation");
    EXPECT_THAT(english.text, HasSubstr("Hello Gus Müller"));
    EXPECT_THAT(english.text, HasSubstr("https://chat.example.com/join#token"));
    EXPECT_THAT(english.text, HasSubstr("2023-11-21"));
    const auto german = fill(templates.find(CompanyId{1}, "de-AT"), message());
    EXPECT_THAT(german.text, HasSubstr("Guten Tag Gus Müller"));
    EXPECT_THAT(german.text, HasSubstr("21.11.2023"));
    EXPECT_THAT(fill(templates.find(CompanyId{1}, "xx"), message()).text, HasSubstr("Hello"));
    for (const auto& text : {english.text, english.html, german.text, german.html, english.sms, german.sms}) {
        EXPECT_THAT(text, Not(HasSubstr("{")));
    }
}

TEST(MessageText, EscapesWhatIsFilledIntoHtml) {
    const auto text = fill(Templates("").find(CompanyId{1}, "en"), message());
    EXPECT_THAT(text.html, HasSubstr("Ann &lt;Archer&gt; (Acme &amp; Sons)"));
    EXPECT_THAT(text.html, HasSubstr("href=\"https://chat.example.com/join#token\""));
    EXPECT_THAT(text.text, HasSubstr("Ann <Archer> (Acme & Sons)"));
}

TEST(MessageText, NamesRoomTimeAndPinWhereThereAreSome) {
    auto full = message();
    full.room = "Plans";
    full.is_later = true;
    full.has_pin = true;
    const auto text = fill(Templates("").find(CompanyId{1}, "en"), full).text;
    EXPECT_THAT(text, HasSubstr("in the room \"Plans\""));
    EXPECT_THAT(text, HasSubstr("The appointment is at 2023-11-14 22:13 UTC"));
    EXPECT_THAT(text, HasSubstr("PIN"));
}

TEST(MessageText, ASubjectStaysOnOneLine) {
    Template form{.language = "en", .subject = "Hi {name}\r\nBcc: all@example.com", .text = {}, .html = {}, .sms = {}};
    EXPECT_EQ(fill(form, message()).subject, "Hi Gus Müller  Bcc: all@example.com");
}

TEST(MessageText, UnknownPlaceholdersAndLooseBracesStay) {
    Template form{.language = "en", .subject = "{nobody} {name} { {", .text = {}, .html = {}, .sms = {}};
    EXPECT_EQ(fill(form, message()).subject, "{nobody} Gus Müller { {");
}

TEST(Templates, FilesReplaceWhatIsBuiltInOneByOne) {
    const Folder folder;
    folder.put("invitation.en.subject.txt", "Come in, {name}\n");
    folder.put("7.invitation.en.subject.txt", "Acme calls {name}\n");
    folder.put("invitation.fr.txt", "Bonjour {name}: {url}\n");
    folder.put("invitation.en.sms.txt", "");
    const Templates templates(folder.path());
    EXPECT_EQ(fill(templates.find(CompanyId{1}, "en"), message()).subject, "Come in, Gus Müller");
    EXPECT_EQ(fill(templates.find(CompanyId{7}, "en"), message()).subject, "Acme calls Gus Müller");
    EXPECT_THAT(fill(templates.find(CompanyId{7}, "en"), message()).text, HasSubstr("Hello Gus"));
    EXPECT_THAT(fill(templates.find(CompanyId{1}, "fr"), message()).text, HasSubstr("Bonjour Gus Müller"));
    EXPECT_THAT(fill(templates.find(CompanyId{1}, "en"), message()).sms, HasSubstr("invites you"))
        << "an empty file counts as none";
}

TEST(Templates, FilesThatAreNoTextCountAsNotThere) {
    const Folder folder;
    const Templates none{std::filesystem::path()};
    const Templates templates(folder.path());
    for (const auto& text : {std::string("Gr\xfc\xdf Gott"), std::string(), std::string(256 * 1024 + 1, 'x')}) {
        folder.put("invitation.de.sms.txt", text);
        EXPECT_EQ(templates.find(CompanyId{7}, "de").sms, none.find(CompanyId{7}, "de").sms);
    }
    folder.put("invitation.de.sms.txt", "Grüß Gott");
    EXPECT_EQ(templates.find(CompanyId{7}, "de").sms, "Grüß Gott");
}

TEST(CalendarEntry, IsAnAppointmentOfAnHour) {
    const auto entry =
        calendar_entry(message(), "Ann, Gus; talk", "invitation-1-2@example.com", Instant{Millis{1'699'000'000'000}});
    EXPECT_TRUE(entry.starts_with("BEGIN:VCALENDAR\r\n"));
    EXPECT_TRUE(entry.ends_with("END:VCALENDAR\r\n"));
    EXPECT_THAT(entry, HasSubstr("DTSTART:20231114T221320Z\r\n"));
    EXPECT_THAT(entry, HasSubstr("DTEND:20231114T231320Z\r\n"));
    EXPECT_THAT(entry, HasSubstr("SUMMARY:Ann\\, Gus\\; talk\r\n"));
    EXPECT_THAT(entry, HasSubstr("UID:invitation-1-2@example.com\r\n"));
}

TEST(CalendarEntry, FoldsLongLinesBetweenCharacters) {
    std::string summary;
    for (int i = 0; i < 60; ++i) summary += "ü";
    const auto entry = calendar_entry(message(), summary, "u", Instant{});
    std::size_t begin = 0;
    for (auto end = entry.find("\r\n"); end != std::string::npos; end = entry.find("\r\n", begin)) {
        EXPECT_LE(end - begin, 75U);
        begin = end + 2;
        if (begin == entry.size()) break;
        EXPECT_NE(static_cast<unsigned char>(entry[begin]) & 0xC0U, 0x80U);
    }
}

}  // namespace
}  // namespace foyer::delivery
