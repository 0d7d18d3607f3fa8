/** The sound of a call that waits for an answer, made of two tones. */
import { audioContext } from "./levels";

export type Ring = "incoming" | "outgoing";

/** What sounds, from when to when in seconds, and how long one round takes. */
const patterns: Record<Ring, { notes: readonly (readonly [from: number, to: number, hertz: number])[]; roundS: number; volume: number }> = {
  incoming: { notes: [[0, 0.18, 659], [0.2, 0.38, 784], [0.4, 0.75, 988], [1.1, 1.28, 659], [1.3, 1.48, 784], [1.5, 1.85, 988]], roundS: 3.2, volume: 0.12 },
  outgoing: { notes: [[0, 1, 425]], roundS: 4, volume: 0.04 },
};

/** Rings until the returned function is called. Silent where the browser wants a click first. */
export function startRinging(ring: Ring): () => void {
  const audio = audioContext();
  if (!audio) return () => {};
  const { notes, roundS, volume } = patterns[ring];
  const master = audio.createGain();
  master.gain.value = volume;
  master.connect(audio.destination);
  const round = () => {
    if (audio.state !== "running") return;
    for (const [from, to, hertz] of notes) playNote(audio, master, audio.currentTime + from, to - from, hertz);
  };
  round();
  const timer = setInterval(round, roundS * 1000);
  return () => {
    clearInterval(timer);
    master.disconnect();
  };
}

function playNote(audio: AudioContext, out: AudioNode, at: number, lasts: number, hertz: number): void {
  const tone = audio.createOscillator();
  const gain = audio.createGain();
  tone.type = "sine";
  tone.frequency.value = hertz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(1, at + 0.015);
  gain.gain.setValueAtTime(1, at + lasts - 0.05);
  gain.gain.linearRampToValueAtTime(0, at + lasts);
  tone.connect(gain).connect(out);
  tone.start(at);
  tone.stop(at + lasts);
}
