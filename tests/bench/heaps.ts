/** The heaps of a page, of the engine's frame in it, and of every Worker below, after a collection. */
import type { CDPSession, Page } from '@playwright/test';
import type { WorkerKind } from '../../src/engine/sim/hosts/frame-messages.ts';

export interface Heaps {
  /** Bytes in use. */
  readonly page: number;
  /** The frame's own thread and the kernel's, together. */
  readonly engine: number;
  /** But for the watchdog's one, which is there from the first time that a process is slow. */
  readonly workers: number;
}

interface Usage {
  readonly usedSize: number;
}

/** Follows the Workers of a page's only frame; call when the session is up. */
export class HeapMeter {
  readonly #page: CDPSession;
  readonly #frame: CDPSession;
  readonly #workers = new Map<string, WorkerLine>();

  private constructor(page: CDPSession, frame: CDPSession) {
    this.#page = page;
    this.#frame = frame;
  }

  static async open(page: Page): Promise<HeapMeter> {
    const frame = page.frames().find((one) => one !== page.mainFrame());
    if (!frame) throw new Error('There is no frame of an engine in the page.');
    const context = page.context();
    const meter = new HeapMeter(
      await context.newCDPSession(page),
      await context.newCDPSession(frame),
    );
    await meter.#follow();
    return meter;
  }

  async measure(): Promise<Heaps> {
    const lines: Line[] = [this.#page, this.#frame, ...this.#workers.values()];
    // What one thread lets go of may free something of another.
    for (let i = 0; i < 3; i++)
      for (const line of lines) await line.send('HeapProfiler.collectGarbage');
    const [page, ...others] = await Promise.all(
      lines.map(async (line) => ((await line.send('Runtime.getHeapUsage')) as Usage).usedSize),
    );
    const workers = [...this.#workers.values()];
    const names = await Promise.all(workers.map((line) => line.name()));
    const watchdog = names.includes('work' satisfies WorkerKind) ? 1 : 0;
    return {
      page: page!,
      engine: others.reduce((sum, size) => sum + size, 0),
      workers: workers.reduce((sum, { below }) => sum + 1 + below.size, -watchdog),
    };
  }

  async #follow(): Promise<void> {
    this.#frame.on('Target.attachedToTarget', ({ sessionId }) => {
      const line = new WorkerLine(this.#frame, sessionId);
      this.#workers.set(sessionId, line);
      void line.send('Target.setAutoAttach', FOLLOW);
    });
    this.#frame.on('Target.detachedFromTarget', ({ sessionId }) => this.#workers.delete(sessionId));
    this.#frame.on('Target.receivedMessageFromTarget', ({ sessionId, message }) =>
      this.#workers.get(sessionId)?.receive(message),
    );
    await this.#frame.send('Target.setAutoAttach', FOLLOW);
  }
}

/** Tells of every Worker that there is and will be. */
const FOLLOW = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false };

interface Line {
  send(method: 'HeapProfiler.collectGarbage' | 'Runtime.getHeapUsage'): Promise<unknown>;
}

/** A Worker is spoken to through its frame. */
class WorkerLine implements Line {
  readonly #frame: CDPSession;
  readonly #sessionId: string;
  /** Workers that it started itself, by session. */
  readonly below = new Set<string>();
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #lastId = 0;

  constructor(frame: CDPSession, sessionId: string) {
    this.#frame = frame;
    this.#sessionId = sessionId;
  }

  async send(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#lastId;
    const answer = new Promise((resolve) => this.#waiting.set(id, resolve));
    await this.#frame.send('Target.sendMessageToTarget', {
      sessionId: this.#sessionId,
      message: JSON.stringify({ id, method, params }),
    });
    return answer;
  }

  /** What the frame called it; a process has forgotten. */
  async name(): Promise<string | undefined> {
    const answer = (await this.send('Runtime.evaluate', { expression: 'self.name' })) as {
      result: { value?: string };
    };
    return answer.result.value;
  }

  receive(message: string): void {
    const { id, result, method, params } = JSON.parse(message) as {
      id?: number;
      result?: unknown;
      method?: string;
      params?: { sessionId: string };
    };
    if (method === 'Target.attachedToTarget') this.below.add(params!.sessionId);
    if (method === 'Target.detachedFromTarget') this.below.delete(params!.sessionId);
    if (id === undefined) return;
    this.#waiting.get(id)?.(result);
    this.#waiting.delete(id);
  }
}
