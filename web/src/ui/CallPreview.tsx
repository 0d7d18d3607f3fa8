import { Avatar } from "./Avatar";
import { Button, ErrorNote } from "./controls";
import { DeviceFields, type DeviceMenuProps } from "./DeviceMenu";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";
import { Video } from "./Video";
import type { CallControl } from "./CallView";
import "./CallPreview.css";

export interface CallPreviewProps {
  /** "Call Bob Stone", "Join the call in Workshop". */
  title: string;
  action: string;
  name: string;
  seed: number;
  /** One's own picture. */
  stream: MediaStream;
  microphone: CallControl;
  camera: CallControl;
  devices: DeviceMenuProps;
  onMicrophone: (on: boolean) => void;
  onCamera: (on: boolean) => void;
  onGo: () => void;
  onClose: () => void;
  diagnoseHref: string;
}

/** Before one is seen and heard: a look at oneself, and which devices. */
export function CallPreview({ title, action, name, seed, stream, microphone, camera, devices, onMicrophone, onCamera, onGo, onClose, diagnoseHref }: CallPreviewProps) {
  const problems = [microphone.problem, camera.problem].filter((one) => one !== undefined);
  return (
    <Dialog title={title} wide onClose={onClose} onSubmit={onGo}
      footer={<><Button onClick={onClose}>Cancel</Button><Button kind="primary" type="submit" icon="call">{action}</Button></>}>
      <div className="preview-picture">
        {camera.on ? <Video stream={stream} mirrored /> : <span className="preview-face"><Avatar name={name} seed={seed} size="l" /><span>{camera.busy ? "Opening the camera…" : "Your camera is off"}</span></span>}
        <div className="preview-switches">
          <Switch label="Microphone" control={microphone} icons={["mic", "micOff"]} onChange={onMicrophone} />
          <Switch label="Camera" control={camera} icons={["camera", "cameraOff"]} onChange={onCamera} />
        </div>
      </div>
      {problems.map((problem) => <ErrorNote key={problem} sentence={problem} />)}
      <DeviceFields {...devices} />
      <p className="field-hint">Something does not work? <a href={diagnoseHref} target="_blank" rel="noopener">Find out what</a>.</p>
    </Dialog>
  );
}

function Switch({ label, control, icons, onChange }: { label: string; control: CallControl; icons: ["mic", "micOff"] | ["camera", "cameraOff"]; onChange: (on: boolean) => void }) {
  return (
    <button type="button" className="preview-switch" aria-label={label} title={`${label}: ${control.on ? "on" : "off"}`} aria-pressed={control.on} aria-busy={control.busy} onClick={() => { if (!control.busy) onChange(!control.on); }}>
      <Icon name={icons[control.on ? 0 : 1]} />
    </button>
  );
}
