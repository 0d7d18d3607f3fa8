// /cinclude/adapter.js: evens out what browsers do differently about WebRTC, and defines attachMediaStream.
import adapter from "webrtc-adapter";

interface AdapterGlobals {
  adapter?: unknown;
  attachMediaStream?: typeof attachMediaStream;
}

/** Shows a stream in an audio or video element; null takes it away. Returns the element. */
function attachMediaStream<E extends HTMLMediaElement>(element: E, stream: MediaStream | null): E {
  element.srcObject = stream;
  return element;
}

const globals = globalThis as AdapterGlobals;
globals.adapter = adapter;
globals.attachMediaStream = attachMediaStream;
