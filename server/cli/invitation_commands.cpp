#include <fmt/format.h>

#include "server/cli/admin_commands.hpp"
#include "server/cli/table.hpp"

namespace foyer::cli {

namespace {

struct Options : AdminOptions {
    std::string company;
    std::uint32_t invitation = 0;
};

std::string state_of(const v1::Invitation& invitation) {
    switch (invitation.state()) {
        case v1::InvitationState::invitation_open:
            return "open";
        case v1::InvitationState::invitation_redeemed:
            return "redeemed";
        case v1::InvitationState::invitation_revoked:
            return "revoked";
        case v1::InvitationState::invitation_expired:
            return "expired";
        default:
            return "ended";
    }
}

Result<void> list(AdminClient& client, const Options& options) {
    const auto companies = client.companies();
    if (!companies) return refuse(companies.error());
    std::string path = "/api/v1/admin/invitations?";
    if (!options.company.empty()) {
        const auto company = client.company(options.company);
        if (!company) return refuse(company.error());
        path += fmt::format("company_id={}&", company->company_id());
    }
    const auto invitations = client.all<v1::AdminInvitationPage>(path, [](const v1::AdminInvitationPage& page) {
        return page.invitations(page.invitations_size() - 1).invitation().invitation_id();
    });
    return tell(options, invitations, [&](const v1::AdminInvitationPage& page) {
        Table table({"ID", "STATE", "GUEST", "COMPANY", "ROOM", "INVITED BY", "UNTIL"});
        for (const auto& item : page.invitations()) {
            const auto& invitation = item.invitation();
            table.add({std::to_string(invitation.invitation_id()), state_of(invitation), invitation.name(),
                       name_of_company(*companies, item.company_id()), std::to_string(invitation.room_id()),
                       std::to_string(invitation.inviter_id()), time_of(invitation.valid_to_ms())});
        }
        table.print();
    });
}

Result<void> revoke(AdminClient& client, const Options& options) {
    return tell(options, client.remove(fmt::format("/api/v1/admin/invitations/{}", options.invitation)));
}

}  // namespace

void add_invitation_commands(CLI::App& program, const Prepare& prepare) {
    CommandGroup group(program, prepare, "invitation", "Invitations of people from outside");
    auto [listing, listed] = group.add("list", "All invitations, one line each", list);
    listing->add_option("--company", listed->company, "Of this company only");
    auto [revoking, revoked] = group.add("revoke", "End an invitation; the guest is out at once", revoke);
    revoking->add_option("invitation", revoked->invitation, "Its number, as `foyer invitation list` shows it")
        ->required();
}

}  // namespace foyer::cli
