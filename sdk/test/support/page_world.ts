import { makeIPCortex } from "../../src/compat/ipcortex.js";
import type { OverlayResult } from "../../src/compat/auth.js";
import type { ChatArgument } from "../../src/compat/face.js";
import type { Room } from "../../src/compat/room.js";
import { WirePeer } from "./wire_peer.js";
import { RecordingLogger, World } from "./world.js";

export interface PageOptions {
  prepare?: (peer: WirePeer, world: World) => void;
  askByOverlay?: (host: string, subid: string, bearer: boolean) => Promise<OverlayResult>;
  host?: string;
}

/** A page that has loaded api.js, in a virtual world with a wire peer. */
export function page({ prepare = () => {}, askByOverlay, host = "https://foyer.example" }: PageOptions = {}) {
  const world = new World();
  const peer = new WirePeer(world);
  const logger = new RecordingLogger();
  prepare(peer, world);
  const IPCortex = makeIPCortex({ environment: world, logger, host, askByOverlay });
  return { world, peer, logger, IPCortex, PBX: IPCortex.PBX, Types: IPCortex.Types };
}

/** A page that is logged in and has its feed; with `chat`, enableChat was called with these arguments. */
export async function startedPage(prepare: (peer: WirePeer, world: World) => void = () => {}, chat?: ChatArgument[]) {
  const all = page({ prepare });
  const done = all.PBX.Auth.login({ username: "ann", password: "secret" }).then(() => all.PBX.startFeed());
  await all.world.pass(50);
  await done;
  if (chat) {
    if (!all.PBX.enableChat(...chat)) throw new Error("enableChat");
    await all.world.pass(50);
  }
  return all;
}

/** Notes every event of a room with what could be read at that moment. */
export function record(room: Room, log: string[] = []): string[] {
  for (const event of ["members", "message", "update"]) {
    room.addListener(event, (r: Room) => {
      log.push(`${event} ${r.state}`);
    });
  }
  return log;
}
