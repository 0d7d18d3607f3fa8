/** The views of calls, with pictures that the story draws itself. */
import type { ReactNode } from "react";
import type { CallTileItem } from "../src/ui/CallTile";
import { CallView, type CallControl, type CallViewProps } from "../src/ui/CallView";
import { CallPreview } from "../src/ui/CallPreview";
import type { DeviceMenuProps } from "../src/ui/DeviceMenu";
import { DeviceMenu } from "../src/ui/DeviceMenu";
import { DiagnosisView, type FindingItem } from "../src/ui/DiagnosisView";
import { CallOver, IncomingCall, RunningCall, type IncomingCallItem } from "../src/ui/IncomingCall";

const none = () => {};
const on: CallControl = { on: true, busy: false, problem: undefined };
const off: CallControl = { on: false, busy: false, problem: undefined };
const streams = new Map<string, MediaStream>();

/** Somebody before his camera, or a screen: drawn once. */
function picture(key: string, hue: number, screen = false): MediaStream {
  const held = streams.get(key);
  if (held) return held;
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  const draw = canvas.getContext("2d")!;
  const paint = () => (screen ? paintScreen(draw) : paintPerson(draw, hue));
  paint();
  setInterval(paint, 100); // a still canvas sends no picture
  const stream = canvas.captureStream(10);
  streams.set(key, stream);
  return stream;
}

function paintPerson(draw: CanvasRenderingContext2D, hue: number) {
  const wall = draw.createLinearGradient(0, 0, 640, 360);
  wall.addColorStop(0, `hsl(${hue} 24% 62%)`);
  wall.addColorStop(1, `hsl(${hue + 30} 22% 36%)`);
  draw.fillStyle = wall;
  draw.fillRect(0, 0, 640, 360);
  draw.fillStyle = `hsl(${hue + 15} 18% 74%)`;
  draw.fillRect(470, 40, 120, 150);
  draw.fillStyle = `hsl(${(hue + 190) % 360} 30% 34%)`;
  draw.beginPath();
  draw.ellipse(310, 390, 170, 150, 0, 0, 7);
  draw.fill();
  draw.fillStyle = "#c99b7c";
  draw.beginPath();
  draw.ellipse(310, 175, 72, 90, 0, 0, 7);
  draw.fill();
  draw.fillStyle = `hsl(${hue} 30% 18%)`;
  draw.beginPath();
  draw.ellipse(310, 112, 80, 52, 0, Math.PI, 0);
  draw.fill();
}

function paintScreen(draw: CanvasRenderingContext2D) {
  draw.fillStyle = "#f7f7f4";
  draw.fillRect(0, 0, 640, 360);
  draw.fillStyle = "#23343a";
  draw.fillRect(0, 0, 640, 34);
  for (let i = 0; i < 6; i += 1) {
    draw.fillStyle = i % 2 ? "#d9e4e0" : "#e9ece8";
    draw.fillRect(40, 66 + i * 44, 560, 34);
    draw.fillStyle = "#0d6a5b";
    draw.fillRect(40, 66 + i * 44, 120 + ((i * 83) % 380), 34);
  }
}

const tile = (key: string, name: string, seed: number, more: Partial<CallTileItem> = {}): CallTileItem =>
  ({ key, name, seed, self: false, kind: "person", stream: picture(key, seed * 47), audio: true, video: true, link: "connected", quality: "good", speaking: false, ...more });
const me = () => tile("self", "Ann Miller", 1, { self: true, quality: undefined });
const ben = (more: Partial<CallTileItem> = {}) => tile("ben", "Ben Okafor", 2, more);
const clara = (more: Partial<CallTileItem> = {}) => tile("clara", "Clara Lindqvist", 3, more);
const david = (more: Partial<CallTileItem> = {}) => tile("david", "David Moreau", 4, more);

const devices: DeviceMenuProps = {
  microphones: { devices: [{ id: "a", label: "Headset" }, { id: "b", label: "Built-in microphone" }], chosen: "a", onChoose: none },
  cameras: { devices: [{ id: "c", label: "Front camera" }], chosen: "c", onChoose: none },
  speakers: { devices: [{ id: "d", label: "Headset" }], chosen: "", onChoose: none },
  level: 0.55,
};

const attach = (element: HTMLVideoElement, stream: MediaStream) => {
  element.muted = true;
  element.srcObject = stream;
  element.play().catch(none);
  return none;
};

function Call({ tiles, ...more }: Partial<CallViewProps> & { tiles: CallTileItem[] }) {
  return (
    <CallView title="Spring catalogue" lastsMs={754_000} tiles={tiles} ringing={[]} layout="grid" pinned={undefined} microphone={on} camera={on} screen={off} devices={devices}
      soundBlocked={false} reconnecting={false} docked={false} announcement="" attach={attach} onMicrophone={none} onCamera={none} onScreen={none} onLayout={none} onPin={none} onDock={none}
      onSound={none} onDiagnose={none} onLeave={none} {...more} />
  );
}

const offered: IncomingCallItem = { id: "x", kind: "offered", name: "Ben Okafor", seed: 2, room: undefined, others: 0 };
const Place = ({ children }: { children: ReactNode }) => <div className="incoming-place">{children}</div>;
const Incoming = (more: Partial<IncomingCallItem> & { busy?: boolean; merge?: boolean }) => (
  <Place><IncomingCall call={{ ...offered, ...more }} busy={more.busy ?? false} onAccept={none} onMerge={more.merge ? none : undefined} onDecline={none} /></Place>
);

const findings: FindingItem[] = [
  { name: "feed", title: "Connection to the server", state: "well", sentence: "The server's feed can be reached by WebSocket.", advice: "" },
  { name: "browser", title: "Browser", state: "well", sentence: "This browser can make calls.", advice: "" },
  { name: "microphone", title: "Microphone", state: "well", sentence: "The microphone can be opened: Headset.", advice: "" },
  { name: "camera", title: "Camera", state: "doubtful", sentence: "The browser may not use the camera. Allow it in the settings of this page, beside the address.", advice: "" },
  { name: "stun", title: "Direct connections (STUN)", state: "skipped", sentence: "No STUN server is configured; the relay does its work.", advice: "" },
  { name: "relay_udp", title: "Relay by UDP", state: "bad", sentence: "The relay refuses the credentials (UDP).", advice: "calls.turn_secret must be what coturn calls static-auth-secret, and the clocks of both machines must agree." },
  { name: "relay_tcp", title: "Relay by TCP", state: "running", sentence: "Looking…", advice: "" },
];

/** What lies over the app; the frame around it is the app's own story. */
export const callStories = (frame: (extra: ReactNode, strip?: ReactNode) => ReactNode): Record<string, () => ReactNode> => ({
  "call-ringing": () => frame(<Call tiles={[me()]} lastsMs={undefined} ringing={["Ben Okafor"]} />),
  "call-two": () => frame(<Call tiles={[me(), ben({ speaking: true })]} />),
  "call-two-plain": () => frame(<Call tiles={[me(), ben({ video: false, audio: false })]} camera={off} microphone={off} />),
  "call-grid": () => frame(<Call tiles={[me(), ben({ speaking: true }), clara({ video: false, audio: false, quality: "fair" }), david({ quality: "poor" })]} ringing={["Elif Yıldız"]} />),
  "call-speaker": () => frame(<Call layout="speaker" tiles={[me(), ben(), clara({ speaking: true }), david({ video: false })]} />),
  "call-screen": () => frame(<Call tiles={[me(), ben(), tile("ben-screen", "Ben Okafor", 2, { kind: "screen", stream: picture("screen", 0, true), quality: undefined }), clara()]} />),
  "call-sharing": () => frame(<Call screen={on} tiles={[me(), tile("self-screen", "Ann Miller", 1, { self: true, kind: "screen", stream: picture("screen", 0, true), quality: undefined }), ben()]} />),
  "call-trouble": () => frame(<Call reconnecting soundBlocked camera={{ ...off, problem: "The camera could not be opened; another program may be using it." }}
    tiles={[me(), ben({ link: "connecting", stream: undefined, quality: undefined }), clara({ link: "failed", stream: undefined, quality: undefined }), david({ link: "lost", quality: undefined })]} />),
  "call-devices": () => frame(<><Call tiles={[me(), ben()]} /><div className="call" style={{ inset: "auto 0 92px", background: "none", alignItems: "center" }}><DeviceMenu {...devices} onClose={none} /></div></>),
  "call-docked": () => frame(<Call docked tiles={[me(), ben({ speaking: true }), clara()]} />),
  "call-incoming": () => frame(<Incoming />),
  "call-incoming-room": () => frame(<Incoming room="Spring catalogue" others={2} />),
  "call-incoming-busy": () => frame(<><Call tiles={[me(), ben()]} /><Incoming name="Clara Lindqvist" seed={3} busy merge /></>),
  "call-return": () => frame(<Incoming kind="returnable" />),
  "call-running": () => frame(undefined, <RunningCall state="open" words="In a call: Ben Okafor and Clara Lindqvist" onAct={none} />),
  "call-over": () => frame(<CallOver sentence="The call could not be begun: a limit was reached." diagnoseHref="/diag" onClose={none} />),
  "call-preview": () => frame(<CallPreview title="Call Ben Okafor" action="Call" name="Ann Miller" seed={1} stream={picture("self", 47)} microphone={on} camera={on} devices={devices} onMicrophone={none} onCamera={none} onGo={none} onClose={none} diagnoseHref="/diag" />),
  "call-preview-denied": () => frame(<CallPreview title="Call Ben Okafor" action="Call" name="Ann Miller" seed={1} stream={new MediaStream()} microphone={on} camera={{ ...off, problem: "The browser may not use the camera. Allow it in the settings of this page, beside the address." }} devices={{ ...devices, cameras: { devices: [], chosen: "", onChoose: none } }} onMicrophone={none} onCamera={none} onGo={none} onClose={none} diagnoseHref="/diag" />),
  "diagnosis-running": () => <DiagnosisView findings={findings} running verdict={undefined} onAgain={none} homeHref="/" />,
  "diagnosis-over": () => <DiagnosisView findings={findings.slice(0, 6)} running={false} verdict={{ state: "doubtful", sentence: "Calls may work inside this network only." }} onAgain={none} homeHref="/" />,
});
