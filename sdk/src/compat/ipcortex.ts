import { VERSION } from "../client/version.js";
import { Api } from "./api_class.js";
import { Av } from "./av.js";
import { Cmd } from "./cmd.js";
import { Address, Contact } from "./contact.js";
import { File } from "./file.js";
import { Pbx, type PbxDeps } from "./pbx.js";
import { Room } from "./room.js";
import { telephony } from "./telephony.js";

/** The global `IPCortex` that existing pages use. */
export function makeIPCortex(deps: PbxDeps) {
  return {
    VERSION,
    PBX: new Pbx(deps).makeFace(),
    Types: { Api, Address, Av, Cmd, Contact, File, Room, ...telephony },
  };
}

export type IPCortexGlobal = ReturnType<typeof makeIPCortex>;
