/** The session's orders to the fabric: written to a file that it polls, confirmed on its standard output. */
import type { Files } from '../contract.ts';
import {
  CONTROL_FILE,
  type Control,
  type FabricPlan,
  type NumberedOrder,
  type Order,
} from './messages.ts';

interface Waiting {
  readonly order: NumberedOrder;
  readonly done: (t: number) => void;
}

export class Orders {
  readonly #plan: FabricPlan;
  readonly #write: (files: Files) => Promise<void>;
  readonly #failed: (reason: string) => void;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #rev = 0;
  #writing = false;

  /** @param failed hears when the host could not write */
  constructor(
    plan: FabricPlan,
    write: (files: Files) => Promise<void>,
    failed: (reason: string) => void,
  ) {
    this.#plan = plan;
    this.#write = write;
    this.#failed = failed;
  }

  /** The file as it is to be now. */
  get file(): Files {
    const control: Control = {
      rev: ++this.#rev,
      plan: this.#plan,
      orders: [...this.#waiting.values()].map(({ order }) => order),
    };
    return { [CONTROL_FILE]: JSON.stringify(control) };
  }

  /** Gives an order for `at` (`RunClock`). Resolves with the moment at which it was carried out. */
  give(at: number, order: Order): Promise<number> {
    return new Promise((done) => {
      const n = ++this.#last;
      this.#waiting.set(n, { order: { n, at, order }, done });
      void this.#save();
    });
  }

  /** The fabric says that it carried one out. */
  confirm(n: number, t: number): void {
    const waiting = this.#waiting.get(n);
    this.#waiting.delete(n);
    waiting?.done(t);
  }

  async #save(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    try {
      // Orders that come together are written together.
      await Promise.resolve();
      for (let written = 0; written < this.#last;) {
        written = this.#last;
        await this.#write(this.file);
      }
    } catch (error) {
      this.#failed(`the fabric's orders could not be written: ${String(error)}`);
    } finally {
      this.#writing = false;
    }
  }
}
