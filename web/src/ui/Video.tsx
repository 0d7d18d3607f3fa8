import { useEffect, useRef } from "react";

/** Puts a stream into an element and lets it play; returns the end of it. */
export type Attach = (element: HTMLVideoElement, stream: MediaStream) => () => void;

export interface VideoProps {
  stream: MediaStream;
  /** Left out: shown without a sound, as one's own picture. */
  attach?: Attach | undefined;
  /** Plays the sound, shows nothing. */
  hidden?: boolean;
  mirrored?: boolean;
  /** All of it is shown, none cut off. */
  whole?: boolean;
}

/** A stream, moving. Decoration for readers of the screen: who it is stands beside it. */
export function Video({ stream, attach, hidden, mirrored, whole }: VideoProps) {
  const ref = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = ref.current!;
    if (attach) return attach(element, stream);
    element.srcObject = stream;
    element.play().catch(() => {}); // without a sound it is always allowed; else the element is gone
    return () => { element.srcObject = null; };
  }, [stream, attach]);
  return <video ref={ref} className={`video${mirrored ? " video-mirrored" : ""}${whole ? " video-whole" : ""}${hidden ? " video-hidden" : ""}`} autoPlay playsInline muted={!attach} aria-hidden="true" tabIndex={-1} />;
}
