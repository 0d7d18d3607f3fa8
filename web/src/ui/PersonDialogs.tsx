/** The dialogs about people: asking somebody, what stands between the two, and oneself. */
import { useState } from "react";
import { Avatar } from "./Avatar";
import { Button, ErrorNote, TextField } from "./controls";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";
import type { PersonItem } from "./ContactList";
import type { Asking } from "./RoomDialogs";
import { showWord, type Show } from "./words";
import "./PersonDialogs.css";
import { officeIcons } from "./office/icons";

export interface AskContactDialogProps extends Asking {
  /** The login name that was asked; undefined before. */
  asked: string | undefined;
  onAsk: (uname: string) => void;
  onClose: () => void;
}

export function AskContactDialog({ asked, onAsk, onClose, busy, error }: AskContactDialogProps) {
  const [uname, setUname] = useState("");
  const possible = uname.trim() !== "" && !busy;
  if (asked !== undefined) {
    return (
      <Dialog title="Ask a contact" onClose={onClose} footer={<Button kind="primary" onClick={onClose} autoFocus>Done</Button>}>
        <p role="status">If there is somebody called <strong>{asked}</strong>, they have been asked. They appear among your contacts when they accept.</p>
      </Dialog>
    );
  }
  return (
    <Dialog title="Ask a contact" onClose={onClose} onSubmit={() => { if (possible) onAsk(uname.trim()); }}
      footer={<><Button onClick={onClose}>Cancel</Button><Button kind="primary" type="submit" disabled={!possible}>{busy ? "Asking…" : "Ask"}</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <p>Two people can talk once each has accepted the other. Ask somebody of another company by their login name.</p>
      <TextField label="Login name" value={uname} onChange={setUname} plain autoFocus autoComplete="off" />
    </Dialog>
  );
}

export interface PersonDialogProps extends Asking {
  person: PersonItem & { uname: string; email: string; automatic: boolean };
  onChat: () => void;
  onAsk: () => void;
  onAccept: () => void;
  onEnd: () => void;
  onClose: () => void;
}

/** What is known of a person, and the relation with him. */
export function PersonDialog({ person, onChat, onAsk, onAccept, onEnd, onClose, busy, error }: PersonDialogProps) {
  const [ending, setEnding] = useState(false);
  const { roster } = person;
  return (
    <Dialog title={person.name} onClose={onClose} footer={
      <>
        {roster === "mutual" && !ending && <Button kind="quiet-danger" disabled={busy} onClick={() => setEnding(true)}>End contact</Button>}
        {roster === "mutual" && !ending && <Button kind="primary" icon="room" disabled={busy} onClick={onChat}>Write</Button>}
        {ending && <Button onClick={() => setEnding(false)} autoFocus>Keep</Button>}
        {ending && <Button kind="danger" disabled={busy} onClick={onEnd}>End contact</Button>}
        {roster === "none" && <Button kind="primary" icon="addPerson" disabled={busy} onClick={onAsk}>Ask as a contact</Button>}
        {roster === "asked" && <Button disabled={busy} onClick={onEnd}>Take back the request</Button>}
        {roster === "asking" && <Button disabled={busy} onClick={onEnd}>Decline</Button>}
        {roster === "asking" && <Button kind="primary" disabled={busy} onClick={onAccept}>Accept</Button>}
      </>
    }>
      {error && <ErrorNote sentence={error} />}
      <div className="person">
        <Avatar name={person.name} seed={person.id} size="l" show={roster === "mutual" ? person.show : undefined} />
        <div className="item-words">
          <strong>{person.name}</strong>
          {roster === "mutual" && <span className="field-hint">{[showWord(person.show), person.text].filter(Boolean).join(" · ")}</span>}
        </div>
      </div>
      <dl className="person-facts">
        {person.uname && <><dt>Login name</dt><dd>{person.uname}</dd></>}
        {person.company && <><dt>Company</dt><dd>{person.company}</dd></>}
        {person.email && <><dt>E-mail</dt><dd><a href={`mailto:${person.email}`}>{person.email}</a></dd></>}
        <dt>Contact</dt><dd>{relation(person)}</dd>
      </dl>
      {ending && <p role="alert">Neither of you can begin a conversation with the other any more, until both have accepted again. Rooms you share stay.</p>}
    </Dialog>
  );
}

function relation({ roster, automatic }: PersonDialogProps["person"]): string {
  switch (roster) {
    case "mutual": return automatic ? "A colleague: you can talk without asking." : "You have accepted each other.";
    case "asked": return "You have asked; there is no answer yet.";
    case "asking": return "Wants to talk with you.";
    case "none": return "You are not in contact.";
  }
}

export type Theme = "system" | "light" | "dark";

export interface MeDialogProps extends Asking {
  me: { id: number; name: string; uname: string; company: string; show: Show; text: string };
  onStatus: (show: Exclude<Show, "offline">, text: string) => void;
  theme: Theme;
  onTheme: (theme: Theme) => void;
  onLogOut: () => void;
  /** Left out: this person has no password. */
  onSecurity?: (() => void) | undefined;
  sessionsHref?: string | undefined;
  keysHref?: string | undefined;
  /** For administrators. */
  administrationHref?: string | undefined;
  onClose: () => void;
}

const shows = ["online", "away", "dnd"] as const;
const themes: readonly (readonly [Theme, string])[] = [["system", "As the device"], ["light", "Light"], ["dark", "Dark"]];

export function MeDialog({ me, onStatus, theme, onTheme, onLogOut, onSecurity, sessionsHref, keysHref, administrationHref, onClose, busy, error }: MeDialogProps) {
  const [show, setShow] = useState<Exclude<Show, "offline">>(me.show === "offline" ? "online" : me.show);
  const [text, setText] = useState(me.text);
  return (
    <Dialog title="You" onClose={onClose} onSubmit={() => onStatus(show, text.trim())} footer={
      <>
        <span className="foot-start"><Button kind="quiet-danger" icon="logout" onClick={onLogOut}>Log out</Button></span>
        <Button kind="primary" type="submit" disabled={busy}>{busy ? "Saving…" : "Save status"}</Button>
      </>
    }>
      {error && <ErrorNote sentence={error} />}
      <div className="person">
        <Avatar name={me.name} seed={me.id} size="l" show={me.show} />
        <div className="item-words"><strong>{me.name}</strong><span className="field-hint">{[me.uname, me.company].filter(Boolean).join(" · ")}</span></div>
      </div>
      <fieldset className="choice">
        <legend className="field-label">Status</legend>
        {shows.map((each) => (
          <label key={each} className="choice-item">
            <input type="radio" name="show" checked={show === each} onChange={() => setShow(each)} />
            <span className={`choice-dot presence-${each}`} aria-hidden="true" />{showWord(each)}
          </label>
        ))}
      </fieldset>
      <TextField label="Status text" value={text} onChange={setText} maxLength={100} hint="Your contacts see it beside your name." />
      <fieldset className="choice">
        <legend className="field-label">Appearance</legend>
        {themes.map(([each, words]) => (
          <label key={each} className="choice-item"><input type="radio" name="theme" checked={theme === each} onChange={() => onTheme(each)} />{words}</label>
        ))}
      </fieldset>
      {onSecurity && (
        <div className="me-links">
          <Button icon="lock" onClick={onSecurity}>Password and second factor</Button>
          {sessionsHref && <a className="button" href={sessionsHref} onClick={onClose}><Icon name={officeIcons.device} size={18} />Where you are logged in</a>}
          {keysHref && <a className="button" href={keysHref} onClick={onClose}><Icon name={officeIcons.key} size={18} />API keys</a>}
          {administrationHref && <a className="button" href={administrationHref} onClick={onClose}><Icon name="settings" size={18} />Administration</a>}
        </div>
      )}
    </Dialog>
  );
}
