import { filePlatform } from "../files/file_platform.js";
import { bareEnvironment, type SocketConstructor } from "./bare_environment.js";
import type { Environment } from "./environment.js";

export type { SocketConstructor } from "./bare_environment.js";

/** The world of a browser, of Node, or of a bare script context with XMLHttpRequest, WebSocket and timers. */
export function globalEnvironment(socketConstructor?: SocketConstructor): Environment {
  return { ...bareEnvironment(socketConstructor), files: filePlatform() };
}
