/** The dialogs about guests: inviting one, and handing on his link. */
import { useState } from "react";
import { Button, ErrorNote, TextField } from "./controls";
import { Dialog } from "./Dialog";
import type { Asking } from "./RoomDialogs";
import "./GuestDialogs.css";

/** How a link may reach the guest; `link`: the inviter passes it on himself. */
export type GuestChannel = "link" | "mail" | "sms";

export interface GuestWish { name: string; channel: GuestChannel; address: string; pin: string }

export interface InviteGuestDialogProps extends Asking {
  /** What this server can send. */
  channels: readonly GuestChannel[];
  /** Once he is invited: the link to hand on; undefined before. */
  link: string | undefined;
  /** What became of the invitation, beside the link. */
  outcome: string | undefined;
  onInvite: (wish: GuestWish) => void;
  onCopy: () => void;
  copied: boolean;
  onClose: () => void;
}

const channelWords: Record<GuestChannel, string> = { link: "I pass the link on", mail: "Send an e-mail", sms: "Send a text message" };

export function InviteGuestDialog({ channels, link, outcome, onInvite, onCopy, copied, onClose, busy, error }: InviteGuestDialogProps) {
  const [wish, setWish] = useState<GuestWish>({ name: "", channel: "link", address: "", pin: "" });
  const possible = wish.name.trim() !== "" && (wish.channel === "link" || wish.address.trim() !== "") && !busy;
  if (link !== undefined) {
    return (
      <Dialog title="Guest invited" onClose={onClose}
        footer={<><Button icon={copied ? "check" : undefined} onClick={onCopy}>{copied ? "Copied" : "Copy link"}</Button><Button kind="primary" onClick={onClose}>Done</Button></>}>
        {outcome && <p role="status">{outcome}</p>}
        <p>Whoever opens this link comes in as the guest. Pass it on to nobody else.</p>
        <input className="input guest-link" readOnly aria-label="The guest's link" value={link} onFocus={(event) => event.target.select()} />
      </Dialog>
    );
  }
  return (
    <Dialog title="Invite a guest" onClose={onClose} onSubmit={() => { if (possible) onInvite({ ...wish, name: wish.name.trim(), address: wish.address.trim(), pin: wish.pin.trim() }); }}
      footer={<><Button onClick={onClose}>Cancel</Button><Button kind="primary" type="submit" disabled={!possible}>{busy ? "Inviting…" : "Invite"}</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <p>A guest needs no account. They see this room from now on, and the names of the people in it.</p>
      <TextField label="Name" value={wish.name} maxLength={100} onChange={(name) => setWish({ ...wish, name })} autoFocus autoComplete="off" hint="The room knows them by this name." />
      {channels.length > 1 && (
        <fieldset className="choice">
          <legend className="field-label">How do they get the link?</legend>
          {channels.map((each) => (
            <label key={each} className="choice-item">
              <input type="radio" name="channel" checked={wish.channel === each} onChange={() => setWish({ ...wish, channel: each, address: "" })} />
              {channelWords[each]}
            </label>
          ))}
        </fieldset>
      )}
      {wish.channel !== "link" && (
        <TextField label={wish.channel === "mail" ? "E-mail address" : "Mobile number"} value={wish.address} plain autoComplete="off" onChange={(address) => setWish({ ...wish, address })} />
      )}
      <TextField label="PIN (optional)" value={wish.pin} maxLength={12} plain autoComplete="off" onChange={(pin) => setWish({ ...wish, pin })} hint="4 to 12 digits that you tell them in another way." />
    </Dialog>
  );
}

/** An invitation as the list of a room shows it. */
export interface InvitationItem {
  id: number;
  name: string;
  /** "Link not used yet", "Has come" … */
  state: string;
  /** Why the message could not be delivered. */
  problem: string;
  /** Empty once the link does not work any more. */
  link: string;
  canResend: boolean;
  canRevoke: boolean;
}

export interface InvitationListProps {
  invitations: readonly InvitationItem[];
  onCopy: (id: number) => void;
  onResend: (id: number) => void;
  onRevoke: (id: number) => void;
}

export function InvitationList({ invitations, onCopy, onResend, onRevoke }: InvitationListProps) {
  if (invitations.length === 0) return null;
  return (
    <section className="invitations" aria-label="Invitations">
      <h3>Invitations</h3>
      <ul className="list">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="invitation">
            <span className="item-words">
              <span className="item-title">{invitation.name}</span>
              <span className="item-more">{invitation.state}</span>
              {invitation.problem && <span className="field-error">{invitation.problem}</span>}
            </span>
            <span className="invitation-actions">
              {invitation.link && <Button small onClick={() => onCopy(invitation.id)} aria-label={`Copy link of ${invitation.name}`}>Copy link</Button>}
              {invitation.canResend && <Button small icon="retry" onClick={() => onResend(invitation.id)} aria-label={`Send again to ${invitation.name}`}>Send again</Button>}
              {invitation.canRevoke && <Button small kind="quiet-danger" onClick={() => onRevoke(invitation.id)} aria-label={`Withdraw the invitation of ${invitation.name}`}>Withdraw</Button>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
