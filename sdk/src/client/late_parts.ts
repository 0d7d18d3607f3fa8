import { Calls } from "../calls/calls.js";
import { FileDirectory } from "../files/file_directory.js";
import { filePlatform } from "../files/file_platform.js";

/** What a LateClient begins without; a page loads it when it is wanted. */
export const lateParts = { Calls, FileDirectory, filePlatform };
export type LateParts = typeof lateParts;
