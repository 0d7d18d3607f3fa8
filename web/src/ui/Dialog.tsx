import { useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { IconButton } from "./controls";
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

/** Where the focus begins: the first field, else the first button at the lower edge, never the cross in the corner. */
function firstStop(dialog: HTMLElement): HTMLElement | null {
  return dialog.querySelector<HTMLElement>(".dialog-body :is(input, textarea, button):not(:disabled)") ?? dialog.querySelector<HTMLElement>(".dialog-foot button");
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
