// Pages of somebody else's site in a real Chromium: served from another origin, knowing nothing but the SDK's public address.
import { createServer } from "node:http";
import { chromium } from "playwright-core";

const BROWSER_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"];

// Camera and microphone as the browser makes them up, allowed without asking, and the whole screen where one is to be shared.
const MEDIA_ARGS = ["--use-fake-device-for-media-stream=fps=10", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required",
    "--auto-select-desktop-capture-source=Entire screen", "--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns"];

export const launchBrowser = ({ media = false } = {}) =>
    chromium.launch({ executablePath: process.env.FOYER_CHROMIUM ?? "/usr/bin/chromium", args: [...BROWSER_ARGS, ...(media ? MEDIA_ARGS : [])] });

// A site at http://localhost:PORT (the server is at 127.0.0.1, so it is another site) whose pages are given as HTML by path.
export class Site {
    #server;
    pages = new Map();

    async start() {
        this.#server = createServer((request, response) => {
            const html = this.pages.get(request.url.split("?")[0]);
            const missing = request.url === "/favicon.ico" ? 204 : 404; // Browsers ask for it unbidden.
            response.writeHead(html ? 200 : missing, { "content-type": "text/html; charset=utf-8" });
            response.end(html);
        });
        await new Promise((done) => this.#server.listen(0, "127.0.0.1", done));
        this.origin = `http://localhost:${this.#server.address().port}`;
        return this;
    }

    stop() {
        this.#server.closeAllConnections();
        return new Promise((done) => this.#server.close(done));
    }
}

// Opens a page in a browser profile of its own; what it throws or logs as error is kept in page.complaints.
export async function openPage(browser, url) {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.complaints = [];
    page.on("pageerror", (error) => page.complaints.push(String(error)));
    page.on("console", (message) => message.type() === "error" && page.complaints.push(message.text()));
    await page.goto(url);
    return page;
}
