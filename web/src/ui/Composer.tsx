import { useImperativeHandle, useLayoutEffect, useRef, type Ref } from "react";
import { IconButton } from "./controls";
import { isTouch } from "./touch";
import "./Composer.css";

export interface ComposerProps {
  /** Whom or what one writes to: "Message to Ann". */
  label: string;
  value: string;
  onChange: (text: string) => void;
  onSend: () => void;
  /** Files were picked or pasted; left out: none can be sent here. */
  onFiles?: ((files: File[]) => void) | undefined;
  /** The server's limit; a warning shows up near it. */
  maxBytes: number;
  /** Says why nothing can be written at the moment; the field is gone then. */
  refusal?: string | undefined;
  /** `focus` goes to the field, but not where that would bring up a keyboard on the screen; false: it did not. */
  ref?: Ref<{ focus: () => boolean }>;
}

const encoder = new TextEncoder();

/** Where one writes. Enter sends, Shift+Enter makes a line; on touch keyboards Enter makes a line and the button sends. */
export function Composer({ label, value, onChange, onSend, onFiles, maxBytes, refusal, ref }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => ({
    focus() {
      if (!field.current || isTouch()) return false;
      field.current.focus();
      return true;
    },
  }), []);

  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  }, [value]);

  if (refusal) return <div className="composer"><p className="composer-refusal">{onFiles && <AttachButton onFiles={onFiles} />}{refusal}</p></div>;

  // One UTF-16 unit is at most three bytes: short texts need not be counted.
  const bytes = value.length * 3 > maxBytes * 0.9 ? encoder.encode(value).length : 0;
  const tooLong = bytes > maxBytes;
  const sendable = value.trim() !== "" && !tooLong;
  const send = () => { if (sendable) onSend(); };
  return (
    <form className="composer" onSubmit={(event) => { event.preventDefault(); send(); field.current?.focus(); }}>
      <div className="composer-box">
        {onFiles && <AttachButton onFiles={onFiles} />}
        <textarea ref={field} className="composer-field" rows={1} dir="auto" value={value} placeholder={label} aria-label={label}
          aria-invalid={tooLong || undefined} aria-describedby={bytes > maxBytes * 0.9 ? "composer-count" : undefined}
          onChange={(event) => onChange(event.target.value)}
          onPaste={(event) => {
            // A copied table brings a picture of itself along: who pastes text wants text.
            if (!onFiles || event.clipboardData.files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
            event.preventDefault();
            onFiles([...event.clipboardData.files]);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || isTouch()) return;
            event.preventDefault();
            send();
          }} />
        <IconButton icon="send" label="Send" type="submit" disabled={!sendable} />
      </div>
      {bytes > maxBytes * 0.9 && (
        <p id="composer-count" role="status" className={tooLong ? "field-error" : "field-hint"}>
          {tooLong ? `This is ${kilobytes(bytes - maxBytes)} too long for one message.` : `${kilobytes(maxBytes - bytes)} left.`}
        </p>
      )}
    </form>
  );
}

function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon="attach" label="Send files" className="icon-button composer-attach" onClick={() => picker.current?.click()} />
      <input ref={picker} type="file" multiple hidden tabIndex={-1} aria-label="Files to send" onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        event.target.value = ""; // the same file may be picked again
        if (files.length > 0) onFiles(files);
      }} />
    </>
  );
}

function kilobytes(bytes: number): string {
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`;
}
