import { useAsking, useClient, useStore } from "../../state/client";
import { forgetOnDevice } from "../../state/forget";
import { saveStatus } from "../../state/status";
import { MeDialog, type Theme } from "../../ui/PersonDialogs";

/** The reader's own status, the look of the page, and the way out. */
export function Me({ theme, onTheme, onSecurity, officeHrefs, onClose }: { theme: Theme; onTheme: (theme: Theme) => void; onSecurity: () => void; officeHrefs: { sessions: string; keys: string; administration: string }; onClose: () => void }) {
  const client = useClient();
  const self = useStore(client.self);
  const { show, text } = useStore(client.ownPresence);
  const { busy, error, ask } = useAsking();
  if (!self) return null;
  return (
    <MeDialog me={{ id: self.contactId, name: self.name, uname: self.uname, company: self.companyName, show, text }} busy={busy} error={error} theme={theme} onTheme={onTheme} onSecurity={self.kind === "user" ? onSecurity : undefined}
      sessionsHref={self.kind === "user" ? officeHrefs.sessions : undefined} keysHref={self.kind === "user" ? officeHrefs.keys : undefined} administrationHref={self.administrator ? officeHrefs.administration : undefined} onClose={onClose}
      onLogOut={() => {
        const forget = () => forgetOnDevice(self.contactId);
        client.logOut().catch(() => {}).finally(forget); // once more after what was waiting to be sent has been refused
        forget();
      }}
      onStatus={(nextShow, nextText) => void ask(() => client.setPresence(nextShow, nextText)).then((done) => {
        if (!done) return;
        saveStatus(self.contactId, { show: nextShow, text: nextText });
        onClose();
      })} />
  );
}
