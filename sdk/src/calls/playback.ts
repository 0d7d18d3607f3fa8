import { Cell, type Store } from "../base/store.js";

/** An audio or video element, as far as playing goes. */
export interface Playable {
  srcObject: unknown;
  play(): Promise<void>;
}

/**
 * Plays streams where a browser may refuse to make a sound before the person has touched the page: then `blocked` turns true, and
 * unlock(), called from a click, lets everything play.
 */
export class Playback {
  private readonly cell = new Cell(false);
  private readonly elements = new Map<Playable, MediaStream>();

  get blocked(): Store<boolean> {
    return this.cell;
  }

  /** Shows or lets sound a stream in an element. Returns the end of it. */
  attach(element: Playable, stream: MediaStream): () => void {
    this.elements.set(element, stream);
    element.srcObject = stream;
    this.play(element);
    return () => {
      if (this.elements.get(element) !== stream) return;
      this.elements.delete(element);
      element.srcObject = null;
      if (this.elements.size === 0) this.cell.set(false);
    };
  }

  unlock(): void {
    this.cell.set(false);
    for (const element of this.elements.keys()) this.play(element);
  }

  private play(element: Playable): void {
    element.play().catch((error: unknown) => {
      if (this.elements.has(element) && (error as { name?: string }).name === "NotAllowedError") this.cell.set(true);
    });
  }
}
