import type { Environment, Socket, SocketEvents } from "../base/environment.js";

/**
 * Stands in for a WebSocket where the network lets none pass: the server's frames come as server-sent events, the
 * client's go in requests, one after the other. Whatever goes wrong is a lost connection; what was on its way is then
 * made good as after any other loss. Who listens to `events` stops listening once it is closed. `url`: of the feed.
 */
export function openEventStream({ openStream, request }: Pick<Environment, "request" | "openStream">, url: string, events: SocketEvents): Socket {
  const source = openStream!(url.replace("/feed", "/feed/events"));
  let framesUrl: string;
  let count = 0;
  let sent = Promise.resolve();
  let over = false;
  const close = () => {
    over = true;
    source.close();
  };
  const end = ({ code, reason } = { code: 1006, reason: "" }) => {
    close();
    events.closed(code, reason);
  };
  const on = (name: string, told: (data: string) => void) => source.addEventListener(name, ({ data }) => told(data!));
  on("message", events.received);
  on("stream", (data) => {
    framesUrl = url.replace(/\/api.*/, data);
    events.opened();
  });
  on("close", (data) => end(JSON.parse(data)));
  // It would come back by itself, to a stream that is none any more: its end is the end.
  on("error", () => end());
  return {
    close,
    send(text) {
      sent = sent.then(async () => {
        if (over) return;
        const body = JSON.stringify({ frames: [text] });
        const { status } = await request({ method: "POST", url: framesUrl + ++count, body, headers: { "Content-Type": "application/json" } });
        if (status !== 200) end();
      });
    },
  };
}
