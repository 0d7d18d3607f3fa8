/** The npm package: the modern surface, and the classes of IPCortex for programs that were written for them. */
import { globalEnvironment, type SocketConstructor } from "./base/global_environment.js";
import { consoleLogger, type Logger } from "./base/logger.js";
import { makeIPCortex, type IPCortexGlobal } from "./compat/ipcortex.js";

export * from "./index.js";
export type { IPCortexGlobal } from "./compat/ipcortex.js";
export type { Api, ApiStatics, Listener } from "./compat/api_class.js";
export type { Callback } from "./compat/answers.js";
export type { Guest, Invitee } from "./compat/arguments.js";
export type { Av, AvState, MediaStatus, RemoteMedia, RemoteMediaMark } from "./compat/av.js";
export type { Cmd, CmdData } from "./compat/cmd.js";
export type { Address, Contact, ContactShow } from "./compat/contact.js";
export type { AuthFace, ChatArgument, ChatOptions, FeedErrorCallback, FeedOptions, LoginOptions, PbxFace, RoomOptions, UserInfo } from "./compat/face.js";
export type { File, FileProgress, FileState } from "./compat/file.js";
export type { Member, Room, RoomModification, RoomState } from "./compat/room.js";
export type { RoomMessage } from "./compat/room_message.js";

export interface IPCortexOptions {
  /** Where the server is; PBX.Auth.setHost says it, too. */
  host?: string;
  /** Where the platform has no WebSocket of its own, as Node before 22: the class of the package "ws", for instance. */
  webSocket?: SocketConstructor;
  logger?: Logger;
}

/** What /api/api.js defines as the global IPCortex. The classes in Types are the same for all that are made. */
export function createIPCortex({ host = "", webSocket, logger = consoleLogger }: IPCortexOptions = {}): IPCortexGlobal {
  return makeIPCortex({ environment: globalEnvironment(webSocket), logger, host, askByOverlay: undefined });
}
