import type { Change } from "../../src/client/basic_client.js";
import { ChatClient } from "../../src/client/chat_client.js";
import { RecordingLogger, World } from "./world.js";
import { WirePeer } from "./wire_peer.js";

/** A ChatClient that is logged in, in a virtual world with a wire peer. */
export async function clientWorld(prepare: (peer: WirePeer, world: World) => void = () => {}) {
  const world = new World();
  const peer = new WirePeer(world);
  const logger = new RecordingLogger();
  prepare(peer, world);
  const client = new ChatClient({ host: "https://foyer.example", environment: world, logger });
  const changes: Change[] = [];
  client.subscribe((change) => changes.push(change));
  await client.session.logIn({ username: "ann", password: "secret" });
  return { world, peer, client, changes, logger };
}

/** As above, with the feed open. */
export async function startedClient(prepare: (peer: WirePeer, world: World) => void = () => {}) {
  const all = await clientWorld(prepare);
  const started = all.client.start();
  await all.world.pass(10);
  await started;
  return all;
}

/** The numbers of the messages delivered for a room, in the order they were. */
export function deliveredSeqs(changes: readonly Change[], roomId: number): number[] {
  return changes.flatMap((change) => (change.type === "messages" && change.room.id === roomId ? change.messages.map((message) => message.seq) : []));
}

/** Whether a promise is pending, what it resolved to or what it rejected with. */
export function watch<T>(promise: Promise<T>): { state: "pending" | "resolved" | "rejected"; value?: T; error?: unknown } {
  const result: { state: "pending" | "resolved" | "rejected"; value?: T; error?: unknown } = { state: "pending" };
  promise.then(
    (value) => Object.assign(result, { state: "resolved", value }),
    (error: unknown) => Object.assign(result, { state: "rejected", error }),
  );
  return result;
}
