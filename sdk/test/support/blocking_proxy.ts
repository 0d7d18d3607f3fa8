import { createServer, request as forward, type Server as HttpServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** A proxy as companies have them: HTTP passes, a WebSocket only while `letsThrough`. */
export class BlockingProxy {
  letsThrough = false;
  upgrades = 0;
  private readonly server: HttpServer;
  private readonly open = new Set<Socket>();

  private constructor(target: URL) {
    this.server = createServer((incoming, answer) => {
      const outgoing = forward(
        { host: target.hostname, port: target.port, method: incoming.method, path: incoming.url, headers: incoming.headers },
        (reply) => {
          answer.writeHead(reply.statusCode ?? 502, reply.headers);
          reply.pipe(answer);
          reply.on("error", () => answer.destroy());
        },
      );
      outgoing.on("error", () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
      answer.on("close", () => outgoing.destroy());
      incoming.pipe(outgoing);
    });
    this.server.on("upgrade", (incoming, socket: Socket, head: Buffer) => {
      this.upgrades += 1;
      if (!this.letsThrough) return void socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      const through = connect(Number(target.port), target.hostname, () => {
        const lines = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}`);
        through.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
        through.write(head);
        socket.pipe(through).pipe(socket);
      });
      for (const one of [socket, through]) one.on("error", () => (socket.destroy(), through.destroy()));
    });
    this.server.on("connection", (socket) => {
      this.open.add(socket);
      socket.on("close", () => this.open.delete(socket));
    });
  }

  static async before(url: string): Promise<BlockingProxy> {
    const proxy = new BlockingProxy(new URL(url));
    await new Promise<void>((done) => proxy.server.listen(0, "127.0.0.1", done));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Breaks everything that is open now. */
  cut(): void {
    for (const socket of this.open) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((done) => this.server.close(done));
  }
}
