import { get, type ClientRequest } from "node:http";

type Listener = (event: { data?: string }) => void;

/** As much of a browser's EventSource as the SDK uses, for Node. It does not come back by itself. */
export class NodeEventSource {
  private readonly listeners = new Map<string, Listener[]>();
  private readonly request: ClientRequest;
  private over = false;

  constructor(url: string) {
    this.request = get(url, { headers: { accept: "text/event-stream" }, agent: false }, (answer) => {
      const isStream = answer.statusCode === 200 && (answer.headers["content-type"] ?? "").startsWith("text/event-stream");
      if (!isStream) return this.fail();
      this.tell("open", {});
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => {
        text += chunk;
        for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
          this.receive(text.slice(0, end));
          text = text.slice(end + 2);
        }
      });
      answer.on("close", () => this.fail());
      answer.on("error", () => this.fail());
    });
    this.request.on("error", () => this.fail());
  }

  addEventListener(name: string, listener: Listener): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }

  close(): void {
    this.over = true;
    this.request.destroy();
  }

  private receive(block: string): void {
    let name = "message";
    const data: string[] = [];
    for (const line of block.split("\n")) {
      if (line.startsWith("event: ")) name = line.slice(7);
      else if (line.startsWith("data: ")) data.push(line.slice(6));
    }
    if (data.length > 0) this.tell(name, { data: data.join("\n") });
  }

  private fail(): void {
    if (!this.over) this.tell("error", {});
  }

  private tell(name: string, event: { data?: string }): void {
    if (!this.over) for (const listener of this.listeners.get(name) ?? []) listener(event);
  }
}
