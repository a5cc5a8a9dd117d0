/**
 * A headless Chromium for tests, driven over the Chrome DevTools Protocol: https://chromedevtools.github.io/devtools-protocol/.
 *
 * ```ts
 * await using browser = await Browser.start();
 * const page = await browser.open("<h1>hello</h1>", { width: 390 });
 * await page.evaluate("document.title");
 * ```
 */

/** Where Chromium is, or null where it is not installed: tests then skip, and say so in their name. */
export function findChromium(): string | null {
  const asked = Deno.env.get("CHROMIUM");
  const places = asked !== undefined
    ? [asked]
    : ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  for (const place of places) {
    try {
      if (Deno.statSync(place).isFile) return place;
    } catch {
      // Not here.
    }
  }
  return null;
}

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-extensions",
  "--disable-default-apps",
  "--disable-dev-shm-usage",
  "--hide-scrollbars",
  "--remote-debugging-port=0",
];

export interface View {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly phone?: boolean;
  readonly script?: boolean;
}

/** What a page did that a quiet page does not do. */
export interface Noise {
  readonly console: string[];
  readonly exceptions: string[];
  /** Requests for anything but the page itself. */
  readonly requests: string[];
  readonly dialogs: string[];
}

type Answer = Record<string, unknown>;
interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Answer;
  readonly result?: Answer;
  readonly error?: { readonly message: string };
}

export class Browser implements AsyncDisposable {
  private count = 0;
  private readonly waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  private readonly listeners = new Set<(message: Message) => void>();

  private constructor(
    private readonly process: Deno.ChildProcess,
    private readonly socket: WebSocket,
    private readonly profile: string,
    private readonly complaints: Promise<void>,
  ) {
    socket.onmessage = (event) => this.receive(JSON.parse(String(event.data)));
  }

  /** Starts Chromium with a profile of its own. */
  static async start(): Promise<Browser> {
    const path = findChromium();
    if (path === null) throw new Error("Chromium is not installed");
    const profile = await Deno.makeTempDir({ prefix: "tcplab-browser-" });
    const process = new Deno.Command(path, {
      args: [...ARGUMENTS, `--user-data-dir=${profile}`, "about:blank"],
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const { url, complaints } = await devtoolsAddress(process.stderr);
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    return new Browser(process, socket, profile, complaints);
  }

  /** Opens a page from a file, so that it has an address as a student's copy has; `fragment` is its end, with its #. */
  async open(html: string, view: View = {}, fragment = ""): Promise<BrowserPage> {
    const file = `${this.profile}/page-${++this.count}.html`;
    await Deno.writeTextFile(file, html);
    return await this.visit(`file://${file}${fragment}`, view);
  }

  /** Opens an address in a tab of its own and waits until it has loaded. */
  async visit(url: string, view: View = {}): Promise<BrowserPage> {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new BrowserPage(this, String(sessionId), String(targetId), url);
    await page.prepare(view);
    await page.load();
    return page;
  }

  send(method: string, params: Answer = {}, sessionId?: string): Promise<Answer> {
    const id = ++this.count;
    this.socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  listen(listener: (message: Message) => void): void {
    this.listeners.add(listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.socket.onclose = resolve);
    this.send("Browser.close").catch(() => {});
    await closed;
    await this.process.status;
    await this.complaints;
    await removeFolder(this.profile);
  }

  private receive(message: Message): void {
    if (message.id === undefined) {
      for (const listener of this.listeners) listener(message);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.error !== undefined) waiting?.reject(new Error(message.error.message));
    else waiting?.resolve(message.result ?? {});
  }
}

/** Chromium's helpers may still be writing when the browser has gone: their folder is removed when they have, too. */
async function removeFolder(path: string): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    try {
      await Deno.remove(path, { recursive: true });
      return;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** The address Chromium names, and the end of its standard error, which is read on. */
async function devtoolsAddress(
  stderr: ReadableStream<Uint8Array>,
): Promise<{ readonly url: string; readonly complaints: Promise<void> }> {
  let text = "";
  const reader = stderr.pipeThrough(new TextDecoderStream()).getReader();
  while (true) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`Chromium did not start: ${text.slice(-500)}`);
    text += value;
    const address = /ws:\/\/\S+/.exec(text);
    if (address === null) continue;
    return { url: address[0], complaints: drain(reader) };
  }
}

/** Reads on, so that a full pipe never holds the browser up. */
async function drain(reader: ReadableStreamDefaultReader<string>): Promise<void> {
  while (!(await reader.read()).done);
}

/** One tab. */
export class BrowserPage {
  readonly noise: Noise = { console: [], exceptions: [], requests: [], dialogs: [] };
  private loaded: () => void = () => {};

  constructor(
    private readonly browser: Browser,
    private readonly session: string,
    private readonly target: string,
    private readonly url: string,
  ) {
    browser.listen((message) => {
      if (message.sessionId === session) this.hear(message);
    });
  }

  send(method: string, params: Answer = {}): Promise<Answer> {
    return this.browser.send(method, params, this.session);
  }

  async prepare({ width = 1280, height = 900, dark = false, phone = false, script = true }: View): Promise<void> {
    await Promise.all(["Page", "Runtime", "Network", "Log"].map((domain) => this.send(`${domain}.enable`)));
    await this.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: phone });
    await this.send("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }],
    });
    if (!script) await this.send("Emulation.setScriptExecutionDisabled", { value: true });
  }

  /** Goes to the page's address. Resolves at its load event. */
  async load(): Promise<void> {
    const loaded = new Promise<void>((resolve) => this.loaded = resolve);
    await this.send("Page.navigate", { url: this.url });
    await loaded;
  }

  /** Evaluates an expression, awaits it, and gives its value. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: T }).value;
  }

  /** Presses and releases a key, as `KeyboardEvent.key` names it. */
  async press(key: string): Promise<void> {
    const code = KEY_CODES[key] ?? 0;
    const text = key === "Enter" ? { text: "\r" } : key.length === 1 ? { text: key } : {};
    for (const type of ["keyDown", "keyUp"]) {
      await this.send("Input.dispatchKeyEvent", { type, key, code: key, windowsVirtualKeyCode: code, ...text });
    }
    await this.settled();
  }

  /** Clicks at a point of the window. */
  async click(x: number, y: number): Promise<void> {
    for (const type of ["mousePressed", "mouseReleased"]) {
      await this.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
    }
    await this.settled();
  }

  /** Presses at a point, moves to another and lets go there. */
  async drag(from: readonly [x: number, y: number], to: readonly [x: number, y: number]): Promise<void> {
    const send = (type: string, [x, y]: readonly [x: number, y: number]) =>
      this.send("Input.dispatchMouseEvent", { type, x, y, button: "left", buttons: 1, clickCount: 1 });
    await send("mousePressed", from);
    await send("mouseMoved", [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]);
    await send("mouseMoved", to);
    await send("mouseReleased", to);
    await this.settled();
  }

  /** Turns the wheel at a point, Ctrl held or not; a negative way is away from the hand. */
  async wheel(x: number, y: number, way: number, ctrl = false): Promise<void> {
    await this.send("Input.dispatchMouseEvent", {
      type: "mouseWheel",
      x,
      y,
      deltaX: 0,
      deltaY: way,
      modifiers: ctrl ? 2 : 0,
    });
    await this.settled();
  }

  async point(x: number, y: number): Promise<void> {
    await this.send("Input.dispatchMouseEvent", { type: "mouseMoved", x, y });
    await this.settled();
  }

  /** Waits for two frames: what a key or click set going has been drawn; or for the page to be left. */
  async settled(): Promise<void> {
    try {
      await this.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    } catch (error) {
      if (!String(error).includes("Inspected target navigated")) throw error;
    }
  }

  /** Screenshot of the window, or of the whole page. */
  async screenshot(file: string, whole = false): Promise<void> {
    const { data } = await this.send("Page.captureScreenshot", { format: "png", captureBeyondViewport: whole });
    await Deno.writeFile(file, Uint8Array.from(atob(String(data)), (c) => c.charCodeAt(0)));
  }

  /** Prints to A4, as PDF. */
  async pdf(): Promise<Uint8Array<ArrayBuffer>> {
    const { data } = await this.send("Page.printToPDF", {
      printBackground: true,
      preferCSSPageSize: true,
      paperWidth: 8.27,
      paperHeight: 11.69,
    });
    return Uint8Array.from(atob(String(data)), (c) => c.charCodeAt(0));
  }

  async close(): Promise<void> {
    await this.browser.send("Target.closeTarget", { targetId: this.target });
  }

  private hear({ method, params = {} }: Message): void {
    if (method === "Page.loadEventFired") this.loaded();
    if (method === "Runtime.consoleAPICalled") this.noise.console.push(JSON.stringify(params.args));
    if (method === "Log.entryAdded") this.noise.console.push(JSON.stringify(params.entry));
    if (method === "Runtime.exceptionThrown") this.noise.exceptions.push(JSON.stringify(params.exceptionDetails));
    if (method === "Network.requestWillBeSent") {
      const { url } = params.request as { url: string };
      if (url.split("#")[0] !== this.url.split("#")[0] && url !== "data:,") this.noise.requests.push(url);
    }
    if (method === "Page.javascriptDialogOpening") {
      this.noise.dialogs.push(String(params.message));
      this.send("Page.handleJavaScriptDialog", { accept: false }).catch(() => {});
    }
  }
}

const KEY_CODES: Readonly<Record<string, number>> = {
  Tab: 9,
  Enter: 13,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
};
