import { useEffect, useState, type ComponentType } from "react";
import { Button, Empty, Spinner } from "./controls";
import "./Late.css";

/** What is shown in a part's place until it has come: a page, a column, something over everything, or nothing. */
export type LatePlace = "page" | "column" | "over" | "nothing";

const loaders: (() => Promise<void>)[] = [];

/**
 * A part of the app that is loaded when it is first drawn, or ahead of that by `loadAhead`. Until then its place is kept; if it
 * cannot be had, the reader is told, and may try again. Where a component stands in its place, that does the same for less, and
 * goes on doing it: until the part is here, and `wanted`.
 */
export function late<P extends object>(place: LatePlace | ComponentType<P>, load: () => Promise<ComponentType<P>>, wanted: (props: P) => boolean = () => true): ComponentType<P> & { load: () => Promise<void> } {
  let Part: ComponentType<P> | undefined;
  let loading: Promise<void> | undefined;
  const get = () => {
    loading ??= Promise.all([load(), lateStyle()]).then(([part]) => { Part = part; }).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  if (place !== "page") loaders.push(get); // few people go to all pages
  function Late(props: P) {
    const asked = wanted(props);
    const [shown, setShown] = useState(asked && Part !== undefined);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (shown || failed || !asked) return;
      let awaited = true;
      get().then(() => { if (awaited) setShown(true); }, () => { if (awaited) setFailed(true); });
      return () => { awaited = false; };
    }, [shown, failed, asked]);
    if (Part && shown) return <Part {...props} />;
    if (typeof place !== "string") {
      const Meanwhile = place;
      return <Meanwhile {...props} />;
    }
    if (!failed) return <LatePending place={place} />;
    const onClose = "onClose" in props ? (props.onClose as () => void) : undefined;
    return <LateFailed place={place} onRetry={() => setFailed(false)} onReload={() => location.reload()} onClose={onClose} />;
  }
  return Object.assign(Late, { load: get });
}

/** Loads all parts, one after the other. One that cannot be had is asked for again when it is wanted. */
export async function loadAhead(): Promise<void> {
  for (const get of loaders) await get().catch(() => {});
}

export function LatePending({ place }: { place: LatePlace }) {
  const spinner = <Spinner label="Loading" />;
  switch (place) {
    case "page": return <main className="gate">{spinner}</main>;
    case "column": return <div className="late-column">{spinner}</div>;
    case "over": return <div className="late-over">{spinner}</div>;
    case "nothing": return null;
  }
}

export interface LateFailedProps {
  place: LatePlace;
  onRetry: () => void;
  /** Where the server was renewed, the page asks for what is no more. */
  onReload: () => void;
  onClose?: (() => void) | undefined;
}

export function LateFailed({ place, onRetry, onReload, onClose }: LateFailedProps) {
  const words = (
    <Empty icon="warn" title="This part of the app could not be loaded">
      <p>The connection may be bad, or the server was renewed.</p>
      <div className="late-choices">
        <Button icon="retry" onClick={onRetry}>Try again</Button>
        <Button onClick={onReload}>Load the page anew</Button>
        {onClose && <Button kind="quiet" onClick={onClose}>Close</Button>}
      </div>
    </Empty>
  );
  if (place === "page") return <main className="gate">{words}</main>;
  return <div className={place === "column" ? "late-column" : "late-failed"} role="alert">{words}</div>;
}

let style: Promise<void> | undefined;

/** The style of all late parts: one sheet, which the page names and does not load by itself. */
function lateStyle(): Promise<void> {
  style ??= new Promise<void>((done, fail) => {
    const href = document.querySelector<HTMLMetaElement>("meta[name='late-style']")?.content;
    if (!href) return done(); // a page that has it all from the beginning
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: () => done(), onerror: () => { link.remove(); fail(new Error("a style sheet is missing")); } });
    document.head.append(link);
  }).catch((error: unknown) => {
    style = undefined;
    throw error;
  });
  return style;
}
