import { useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { IconButton } from "./controls";
import { isTouch } from "./touch";
import "./Dialog.css";

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the lower edge. */
  footer?: ReactNode;
  /** Makes it a form: Enter submits. */
  onSubmit?: (() => void) | undefined;
  wide?: boolean;
}

/**
 * Where the focus begins: where a dialog says so, else the first field, unless that brings up a keyboard on the screen, else the main button at the
 * lower edge, else the first one there, which is the harmless one.
 */
function firstStop(dialog: HTMLElement): HTMLElement | null {
  const wanted = ["[data-first-stop]", ".dialog-foot .button-primary:not(:disabled)", ".dialog-foot button"];
  if (!isTouch()) wanted.splice(1, 0, ".dialog-body :is(input, textarea, button):not(:disabled)");
  return wanted.map((selector) => dialog.querySelector<HTMLElement>(selector)).find((found) => found !== null) ?? null;
}

/** A modal dialog on the browser's own `<dialog>`: it keeps the focus inside, Escape closes, the focus returns after. */
export function Dialog({ title, onClose, children, footer, onSubmit, wide }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const dialog = ref.current!;
    dialog.showModal();
    firstStop(dialog)?.focus();
    return () => dialog.close();
  }, []);
  const body = (
    <>
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </div>
      <div className="dialog-body">{children}</div>
      {footer && <div className="dialog-foot">{footer}</div>}
    </>
  );
  return (
    <dialog ref={ref} className={`dialog${wide ? " dialog-wide" : ""}`} aria-labelledby={titleId}
      onCancel={(event) => { event.preventDefault(); onClose(); }}
      onMouseDown={(event) => { if (event.target === event.currentTarget) onClose(); }}>
      {onSubmit
        ? <form className="dialog-frame" noValidate onSubmit={(event) => { event.preventDefault(); onSubmit(); }}>{body}</form>
        : <div className="dialog-frame">{body}</div>}
    </dialog>
  );
}
