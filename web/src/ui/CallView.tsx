import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { CallTile, type CallTileItem } from "./CallTile";
import { IconButton } from "./controls";
import { DeviceMenu, type DeviceMenuProps } from "./DeviceMenu";
import { Icon, type IconName } from "./Icon";
import { duration } from "./times";
import type { Attach } from "./Video";
import "./CallView.css";

export interface CallControl { on: boolean; busy: boolean; problem: string | undefined }

export interface CallViewProps {
  /** The room it is in. */
  title: string;
  /** Milliseconds since it connected; undefined while nobody has answered. */
  lastsMs: number | undefined;
  /** Oneself first. */
  tiles: readonly CallTileItem[];
  /** Whom it still rings at. */
  ringing: readonly string[];
  layout: "grid" | "speaker";
  /** In the middle by choice. */
  pinned: string | undefined;
  microphone: CallControl;
  camera: CallControl;
  /** undefined: this device cannot share its screen. */
  screen: CallControl | undefined;
  devices: DeviceMenuProps;
  /** The browser lets no sound out before somebody has clicked. */
  soundBlocked: boolean;
  /** The server is lost; the others are still there. */
  reconnecting: boolean;
  docked: boolean;
  /** Read out when it changes. */
  announcement: string;
  attach: Attach;
  onMicrophone: (on: boolean) => void;
  onCamera: (on: boolean) => void;
  onScreen: (on: boolean) => void;
  onLayout: (layout: "grid" | "speaker") => void;
  onPin: (key: string | undefined) => void;
  onDock: (docked: boolean) => void;
  onSound: () => void;
  onDiagnose: () => void;
  onLeave: () => void;
}

/** A call one is in: over the whole page, or docked in a corner of it. */
export function CallView(props: CallViewProps) {
  const { title, tiles, docked, lastsMs, announcement } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => { if (!docked) heading.current?.focus(); }, [docked]);
  const time = lastsMs === undefined ? "Calling…" : duration(lastsMs);
  return (
    <section className={`call${docked ? " call-docked" : ""}`} aria-label={`Call in ${title}`}>
      <header className="call-head">
        <div className="call-title">
          <h2 ref={heading} tabIndex={-1}>{title}</h2>
          <p>
            <span role="timer" aria-label="Duration of the call">{time}</span>
            {!docked && <span> · {tiles.filter(({ kind }) => kind === "person").length === 1 ? "only you" : `${tiles.filter(({ kind }) => kind === "person").length} people`}</span>}
          </p>
        </div>
        {!docked && tiles.length > 2 && (
          <IconButton icon={props.layout === "grid" ? "speaker" : "grid"} label={props.layout === "grid" ? "Show who speaks" : "Show everybody alike"}
            onClick={() => props.onLayout(props.layout === "grid" ? "speaker" : "grid")} />
        )}
        <IconButton icon={docked ? "expand" : "minimise"} label={docked ? "Back to the call" : "To the conversation"} onClick={() => props.onDock(!docked)} />
      </header>
      <Notices {...props} />
      <Stage {...props} />
      <Controls {...props} />
      <p className="hidden-visually" role="status" aria-label="Call">{announcement}</p>
    </section>
  );
}

function Notices({ soundBlocked, reconnecting, ringing, docked, microphone, camera, screen, onSound }: CallViewProps) {
  const problems = [microphone.problem, camera.problem, screen?.problem].filter((one) => one !== undefined);
  return (
    <>
      {reconnecting && <Notice icon="retry">Connection to the server lost. The call goes on; reconnecting…</Notice>}
      {soundBlocked && <Notice icon="sound">Your browser keeps the sound off. <button type="button" className="call-notice-act" onClick={onSound}>Turn it on</button></Notice>}
      {!docked && problems.map((problem) => <Notice key={problem} icon="warn">{problem}</Notice>)}
      {!docked && ringing.length > 0 && <Notice icon="call" quiet>Ringing at {ringing.join(", ")}</Notice>}
    </>
  );
}

function Notice({ icon, quiet, children }: { icon: IconName; quiet?: boolean; children: ReactNode }) {
  return <p className={`call-notice${quiet ? " call-notice-quiet" : ""}`} role={quiet ? undefined : "alert"}><Icon name={icon} size={18} /><span>{children}</span></p>;
}

/** One list in every layout, so that pictures and sound go on while the layout changes. */
function Stage({ tiles, layout, pinned, docked, attach, onPin, onDiagnose }: CallViewProps) {
  const others = tiles.filter(({ self }) => !self);
  const chosen = docked || layout === "speaker" || pinned !== undefined || others.some(({ kind }) => kind === "screen");
  const middle = chosen ? middleOf(tiles, pinned) : undefined;
  const two = !middle && tiles.length === 2 && others.length === 1;
  const first = middle ?? (two ? others[0] : undefined);
  const ordered = first ? [first, ...tiles.filter((tile) => tile !== first)] : tiles;
  const kind = docked ? "docked" : middle ? (tiles.length === 1 ? "alone" : "speaker") : two ? "two" : "grid";
  return (
    <ul className={`stage stage-${kind}`} aria-label="In the call" style={kind === "grid" ? gridOf(tiles.length) : ({ "--beside": tiles.length - 1 } as React.CSSProperties)}>
      {ordered.map((tile) => (
        <CallTile key={tile.key} tile={tile} attach={attach} pinned={tile.key === pinned} unseen={docked && tile !== middle} onDiagnose={onDiagnose}
          onPin={docked || tiles.length < 3 ? undefined : () => onPin(tile.key === pinned ? undefined : tile.key)} />
      ))}
    </ul>
  );
}

/** Pinned, else a shared screen, else who speaks, else the first of the others. */
function middleOf(tiles: readonly CallTileItem[], pinned: string | undefined): CallTileItem {
  const others = tiles.filter(({ self }) => !self);
  return tiles.find(({ key }) => key === pinned) ?? others.find(({ kind }) => kind === "screen") ?? others.find(({ speaking }) => speaking) ?? others[0] ?? tiles[0]!;
}

function gridOf(count: number): React.CSSProperties {
  const columns = count <= 1 ? 1 : count <= 4 ? 2 : count <= 9 ? 3 : 4;
  return { "--columns": columns, "--rows": Math.ceil(count / columns), "--narrow-columns": count <= 2 ? 1 : 2, "--narrow-rows": count <= 2 ? count : Math.ceil(count / 2) } as React.CSSProperties;
}

function Controls({ microphone, camera, screen, devices, docked, onMicrophone, onCamera, onScreen, onLeave }: CallViewProps) {
  const [menu, setMenu] = useState(false);
  const settings = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (docked) setMenu(false); }, [docked]);
  const closeMenu = () => { setMenu(false); settings.current?.focus(); };
  return (
    <div className="call-controls" role="toolbar" aria-label="Call controls">
      <Control icon={microphone.on ? "mic" : "micOff"} label="Microphone" control={microphone} onChange={onMicrophone} />
      <Control icon={camera.on ? "camera" : "cameraOff"} label="Camera" control={camera} onChange={onCamera} />
      {screen && !docked && <Control icon={screen.on ? "screenOff" : "screen"} label="Share screen" control={screen} onChange={onScreen} active />}
      {!docked && (
        <span className="call-menu-place">
          <button ref={settings} type="button" className="call-button" aria-label="Devices" title="Devices" aria-expanded={menu} aria-haspopup="dialog" onClick={() => setMenu(!menu)}><Icon name="settings" /></button>
          {menu && <DeviceMenu {...devices} onClose={closeMenu} />}
        </span>
      )}
      <button type="button" className="call-button call-leave" aria-label="Leave the call" title="Leave the call" onClick={onLeave}><Icon name="hangUp" /><span className="call-leave-word">Leave</span></button>
    </div>
  );
}

function Control({ icon, label, control, active, onChange }: { icon: IconName; label: string; control: CallControl; active?: boolean; onChange: (on: boolean) => void }) {
  const tip = `${label}: ${control.on ? "on" : "off"}`;
  return (
    <button type="button" className={`call-button${active ? " call-button-active" : ""}${control.problem ? " call-button-problem" : ""}`} aria-label={label} title={tip} aria-pressed={control.on} aria-busy={control.busy}
      onClick={() => { if (!control.busy) onChange(!control.on); }}>
      <Icon name={icon} />
    </button>
  );
}
