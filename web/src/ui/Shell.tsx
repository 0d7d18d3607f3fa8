import type { ReactNode } from "react";
import "./Shell.css";

export interface ShellProps {
  /** What a phone shows: one column at a time. */
  pane: "list" | "room" | "people";
  banner: ReactNode;
  sidebar: ReactNode;
  room: ReactNode;
  people?: ReactNode;
  /** Read out to those who do not see the screen. */
  announcement: string;
  /** Something lies over all of it. */
  inert?: boolean;
}

/** The frame: up to three columns on a desk, one on a phone. */
export function Shell({ pane, banner, sidebar, room, people, announcement, inert }: ShellProps) {
  return (
    <>
      <a className="skip-link" href="#main" onClick={(event) => { event.preventDefault(); focusOn("main"); }}>Skip to the conversation</a>
      <div className="shell" inert={inert} data-pane={pane} data-people={people ? "shown" : undefined}>
        <div className="shell-banner">{banner}</div>
        <nav className="shell-list" aria-label="Rooms and people">{sidebar}</nav>
        <main className="shell-main" id="main" tabIndex={-1}>
          <div className="shell-room">{room}</div>
          {people && <div className="shell-people">{people}</div>}
        </main>
      </div>
      <div className="hidden-visually" role="status" aria-live="polite" aria-label="New messages" data-testid="announcements">{announcement}</div>
    </>
  );
}

function focusOn(id: string) {
  document.getElementById(id)?.focus();
}
