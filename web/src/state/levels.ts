/** How loud streams are, measured by WebAudio; without it everything is silent. */
import { useEffect, useState } from "react";

const measureMs = 100;
/** Speech through a normal microphone reaches about this much of the full scale. */
const loud = 0.35;

let context: AudioContext | undefined;

/** One for the page: browsers allow a few only. Undefined where there is none. */
export function audioContext(): AudioContext | undefined {
  if (!context && typeof AudioContext !== "undefined") context = new AudioContext();
  if (context?.state === "suspended") context.resume().catch(() => {}); // before the first click it stays silent
  return context;
}

/** Calls about ten times a second with 0 to 1. Returns the end of it. */
export function watchLevel(stream: MediaStream, tell: (level: number) => void): () => void {
  const audio = audioContext();
  if (!audio || stream.getAudioTracks().length === 0) return () => {};
  const source = audio.createMediaStreamSource(stream);
  const analyser = audio.createAnalyser();
  analyser.fftSize = 512;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(levelOf(samples));
  }, measureMs);
  return () => {
    clearInterval(timer);
    source.disconnect();
  };
}

/** 0 to 1, as the ear has it: the root of the effective value. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.min(1, Math.sqrt(Math.sqrt(sum / Math.max(1, samples.length)) / loud));
}

/** The level of a stream, in twelfths. `on` false: 0. */
export function useLevel(stream: MediaStream | undefined, on: boolean): number {
  const [level, setLevel] = useState(0);
  const track = stream?.getAudioTracks()[0]?.id; // another microphone is another source
  useEffect(() => {
    if (!stream || !on) return;
    const end = watchLevel(stream, (next) => setLevel(Math.round(next * 12) / 12));
    return () => {
      end();
      setLevel(0);
    };
  }, [stream, on, track]);
  return level;
}
