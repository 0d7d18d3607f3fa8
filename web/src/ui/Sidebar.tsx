import { type ReactNode } from "react";
import { Avatar } from "./Avatar";
import { Brand } from "./Brand";
import { IconButton, SearchField, UnreadBadge } from "./controls";
import { showWord, type Show } from "./words";
import "./Sidebar.css";

export type SidebarTab = "rooms" | "people";

export interface SidebarProps {
  company: string;
  me: { id: number; name: string; show: Show; text: string };
  tab: SidebarTab;
  onTab: (tab: SidebarTab) => void;
  unread: number;
  requests: number;
  query: string;
  onQuery: (query: string) => void;
  /** Left out, like the two below, for guests: they have neither rooms nor contacts but those they were brought into. */
  onNewRoom?: (() => void) | undefined;
  onAsk?: (() => void) | undefined;
  onPublicRooms?: (() => void) | undefined;
  onMe: () => void;
  children: ReactNode;
}

/** The first column: where to go, and who one is. */
export function Sidebar(props: SidebarProps) {
  const { company, me, tab, query, onQuery, onNewRoom, onPublicRooms, onAsk, onMe, children } = props;
  return (
    <div className="sidebar">
      <div className="sidebar-head">
        <Brand company={company} />
        {tab === "rooms" ? (
          <span className="sidebar-tools">
            {onPublicRooms && <IconButton icon="globe" label="Public rooms" onClick={onPublicRooms} />}
            {onNewRoom && <IconButton icon="plus" label="New room" onClick={onNewRoom} />}
          </span>
        ) : (
          onAsk && <IconButton icon="addPerson" label="Ask a contact" onClick={onAsk} />
        )}
      </div>
      <Tabs {...props} />
      <div className="sidebar-search">
        <SearchField label={tab === "rooms" ? "Search rooms" : "Search people"} value={query} onChange={onQuery}
          onKeyDown={(event) => { if (event.key === "Escape" && query) { event.preventDefault(); onQuery(""); } }} />
      </div>
      <div className="sidebar-list" role="tabpanel" id="sidebar-panel" aria-labelledby={`tab-${tab}`}>{children}</div>
      <button type="button" className="me" onClick={onMe} aria-haspopup="dialog">
        <span className="hidden-visually">You: </span>
        <Avatar name={me.name} seed={me.id} show={me.show} />
        <span className="item-words">
          <span className="item-title">{me.name}</span>
          <span className="item-more">{me.text || showWord(me.show)}</span>
        </span>
      </button>
    </div>
  );
}

function Tabs({ tab, onTab, unread, requests }: SidebarProps) {
  const other: SidebarTab = tab === "rooms" ? "people" : "rooms";
  const move = (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    onTab(other);
    document.getElementById(`tab-${other}`)?.focus();
  };
  const each = (name: SidebarTab, words: string, badge: ReactNode) => (
    <button type="button" role="tab" id={`tab-${name}`} className="tab" aria-selected={tab === name} aria-controls="sidebar-panel"
      tabIndex={tab === name ? 0 : -1} onClick={() => onTab(name)}>{words}{badge}</button>
  );
  return (
    <div className="tabs" role="tablist" aria-label="Rooms and people" onKeyDown={move}>
      {each("rooms", "Rooms", <UnreadBadge count={unread} />)}
      {each("people", "People", requests > 0 && (
        <span className="badge"><span aria-hidden="true">{requests}</span><span className="hidden-visually">{requests === 1 ? "1 request" : `${requests} requests`}</span></span>
      ))}
    </div>
  );
}
