import { globalEnvironment } from "../base/global_environment.js";
import { Calls, type CallsDeps } from "../calls/calls.js";
import { FileDirectory, type FileDirectoryDeps } from "../files/file_directory.js";
import { BasicClient, type ChatClientOptions } from "./basic_client.js";

/** One user at one server, with all that there is: rooms and people, calls and files. */
export class ChatClient extends BasicClient<Calls, FileDirectory> {
  constructor(options: ChatClientOptions = {}) {
    super(options, options.environment ?? globalEnvironment());
  }

  /** The calls in this user's rooms. */
  get calls(): Calls {
    return this.callPart;
  }

  /** @internal */
  protected override makeCalls(deps: CallsDeps): Calls {
    return new Calls(deps);
  }

  /** @internal */
  protected override makeFiles(deps: FileDirectoryDeps): FileDirectory {
    return new FileDirectory(deps);
  }
}
