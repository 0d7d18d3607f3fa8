import { bareEnvironment } from "../base/bare_environment.js";
import { Cell, type Store } from "../base/store.js";
import type { Call } from "../calls/call.js";
import type { Calls, CallsDeps } from "../calls/calls.js";
import type { ChatFile } from "../files/chat_file.js";
import type { FileDirectoryDeps } from "../files/file_directory.js";
import { BasicClient, type ChatClientOptions } from "./basic_client.js";
import type { LateParts } from "./late_parts.js";
import { UnheardCalls, UnheardFiles } from "./unheard.js";

/**
 * A client for pages that are to be there quickly: it begins without calls and files, and gets them by `bring`, at any time.
 * Nothing is missed in between.
 */
export class LateClient extends BasicClient {
  // The constructor of the class above uses it: it may not be set anew after that.
  private declare unheard: { calls?: UnheardCalls; files?: UnheardFiles };
  private brought: Calls | undefined;
  private readonly waiting = new Cell(false);
  private readonly callList = new Cell<readonly Call[]>([]);
  private readonly fileList = new Cell<readonly ChatFile[]>([]);

  constructor(options: ChatClientOptions = {}) {
    super(options, options.environment ?? bareEnvironment());
  }

  /** Undefined until they were brought. */
  get calls(): Calls | undefined {
    return this.brought;
  }

  /** This platform can take part in calls. */
  get canCall(): boolean {
    return this.environment.av !== undefined;
  }

  /** Somebody calls or sends a file: it is time to bring what is missing. */
  get wanted(): Store<boolean> {
    return this.waiting;
  }

  get runningCalls(): Store<readonly Call[]> {
    return this.callList;
  }

  override get files(): Store<readonly ChatFile[]> {
    return this.fileList;
  }

  /** Has no effect the second time. */
  bring({ Calls, FileDirectory, filePlatform }: LateParts): void {
    const { calls: heardOfCalls, files: heardOfFiles } = this.unheard;
    if (!heardOfCalls || !heardOfFiles) return;
    this.unheard = {};
    this.environment.files ??= filePlatform();
    const calls = new Calls(heardOfCalls.deps);
    const files = new FileDirectory(heardOfFiles.deps);
    calls.list.subscribe(() => this.callList.set(calls.list.get()));
    files.list.subscribe(() => this.fileList.set(files.list.get()));
    this.callPart = this.brought = calls;
    this.filePart = files;
    heardOfCalls.handTo(calls);
    heardOfFiles.handTo(files);
    this.waiting.set(false);
  }

  protected override makeCalls(deps: CallsDeps): UnheardCalls {
    this.unheard ??= {};
    return (this.unheard.calls = new UnheardCalls(deps, () => this.look()));
  }

  protected override makeFiles(deps: FileDirectoryDeps): UnheardFiles {
    this.unheard ??= {};
    return (this.unheard.files = new UnheardFiles(deps, () => this.look()));
  }

  private look(): void {
    const { calls, files } = this.unheard;
    this.waiting.set(calls?.some === true || files?.some === true);
  }
}
