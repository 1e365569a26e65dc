/**
 * A page that is driven by the browser's own protocol alone: Playwright takes the crash of a frame for
 * the crash of its page.
 */
import type { Browser, CDPSession } from '@playwright/test';

export class BarePage {
  readonly #browser: CDPSession;
  readonly #sessionId: string;
  readonly #waiting = new Map<number, (message: { result?: unknown; error?: unknown }) => void>();
  #lastId = 0;

  private constructor(browser: CDPSession, sessionId: string) {
    this.#browser = browser;
    this.#sessionId = sessionId;
    browser.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, ...rest } = JSON.parse(message) as { id?: number; result?: unknown };
      if (id === undefined) return;
      this.#waiting.get(id)?.(rest);
      this.#waiting.delete(id);
    });
  }

  static async open(browser: Browser, url: string): Promise<BarePage> {
    const session = await browser.newBrowserCDPSession();
    const { targetId } = await session.send('Target.createTarget', { url });
    const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
    return new BarePage(session, sessionId);
  }

  /** The value of an expression, awaited. @throws Error with what it threw */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = (await this.#send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })) as { result: { value?: unknown }; exceptionDetails?: unknown };
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  }

  async click(x: number, y: number): Promise<void> {
    for (const type of ['mousePressed', 'mouseReleased'])
      await this.#send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
  }

  async #send(method: string, params: object): Promise<unknown> {
    const id = ++this.#lastId;
    const answer = new Promise<{ result?: unknown; error?: unknown }>((resolve) =>
      this.#waiting.set(id, resolve),
    );
    const message = JSON.stringify({ id, method, params });
    await this.#browser.send('Target.sendMessageToTarget', { sessionId: this.#sessionId, message });
    const { result, error } = await answer;
    if (error) throw new Error(JSON.stringify(error));
    return result;
  }
}
