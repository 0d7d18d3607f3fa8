#include "server/delivery/templates.hpp"

#include <fstream>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "lib/base/utf8.hpp"

namespace foyer::delivery {

namespace {

constexpr std::size_t longest_file = 256 * 1024;

Template english() {
    return {
        "en", "{inviter} invites you to a conversation",
        "Hello {name},\n\n"
        "{inviter} ({company}) invites you to a conversation{in_room}. You need no account, only a browser:\n\n"
        "{url}\n\n{when}{pin}This link is for you alone. It works until {valid_to}.\n",
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><body style=\"font-family:sans-serif\">"
        "<p>Hello {name},</p><p>{inviter} ({company}) invites you to a conversation{in_room}. You need no account, "
        "only "
        "a browser.</p><p><a href=\"{url}\" rel=\"noreferrer\">Join the conversation</a></p><p>{when}{pin}This link is "
        "for you alone. It works until {valid_to}.</p></body></html>",
        "{inviter} ({company}) invites you to a conversation: {url}"};
}

Template german() {
    return {
        "de", "{inviter} lädt Sie zu einem Gespräch ein",
        "Guten Tag {name},\n\n"
        "{inviter} ({company}) lädt Sie zu einem Gespräch ein{in_room}. Sie brauchen kein Konto, nur einen Browser:\n\n"
        "{url}\n\n{when}{pin}Dieser Link ist nur für Sie. Er gilt bis {valid_to}.\n",
        "<!doctype html><html lang=\"de\"><meta charset=\"utf-8\"><body style=\"font-family:sans-serif\">"
        "<p>Guten Tag {name},</p><p>{inviter} ({company}) lädt Sie zu einem Gespräch ein{in_room}. Sie brauchen kein "
        "Konto, nur einen Browser.</p><p><a href=\"{url}\" rel=\"noreferrer\">Am Gespräch teilnehmen</a></p>"
        "<p>{when}{pin}Dieser Link ist nur für Sie. Er gilt bis {valid_to}.</p></body></html>",
        "{inviter} ({company}) lädt Sie zu einem Gespräch ein: {url}"};
}

std::vector<std::string> names_for(CompanyId company, const std::string& language, const char* end) {
    return {fmt::format("{}.invitation.{}.{}", company.value(), language, end),
            fmt::format("invitation.{}.{}", language, end)};
}

}  // namespace

Template Templates::find(CompanyId company, const std::string& language) const {
    auto wanted = language;
    if (!knows(wanted, company)) wanted = wanted.substr(0, wanted.find('-'));
    if (!knows(wanted, company)) wanted = "en";
    auto found = wanted == "de" ? german() : english();
    found.language = wanted;
    found.subject = read(company, wanted, "subject.txt", std::move(found.subject));
    found.text = read(company, wanted, "txt", std::move(found.text));
    found.html = read(company, wanted, "html", std::move(found.html));
    found.sms = read(company, wanted, "sms.txt", std::move(found.sms));
    while (found.subject.ends_with('\n') || found.subject.ends_with('\r')) found.subject.pop_back();
    while (found.sms.ends_with('\n') || found.sms.ends_with('\r')) found.sms.pop_back();
    return found;
}

bool Templates::knows(const std::string& language, CompanyId company) const {
    if (language == "en" || language == "de") return true;
    if (folder_.empty() || language.empty()) return false;
    std::error_code ignored;
    for (const auto* end : {"txt", "sms.txt"}) {
        for (const auto& name : names_for(company, language, end)) {
            if (std::filesystem::exists(folder_ / name, ignored)) return true;
        }
    }
    return false;
}

std::string Templates::read(CompanyId company, const std::string& language, const char* end,
                            std::string otherwise) const {
    if (folder_.empty()) return otherwise;
    for (const auto& name : names_for(company, language, end)) {
        std::ifstream file(folder_ / name, std::ios::binary);
        if (!file) continue;
        std::string text{std::istreambuf_iterator<char>(file), {}};
        if (file.bad() || text.empty() || text.size() > longest_file || !is_utf8(text)) continue;
        return text;
    }
    return otherwise;
}

}  // namespace foyer::delivery
