/** The page's end of `npm run lab`: sessions whose processes run on the reader's own computer. */
import { BatchFeed } from '../batch-feed.ts';
import {
  BootError,
  type Action,
  type BootOptions,
  type BootPlan,
  type Engine,
  type JournalBatch,
  type PlannedAction,
  type Session,
  type TimedAction,
  type WriteResult,
} from '../contract.ts';
import { Arrivals } from './arrivals.ts';
import type { Attached, AttachedAnswer, AttachedCall, AttachedNews } from './attach-messages.ts';

/** ms; starting processes takes longest. */
const ANSWER_MS = 90_000;
const LOST = 'The connection to npm run lab was lost. Is it still running?';

export function attachedEngine({ base, capabilities }: Attached): Engine {
  let line: Line | null = null;
  return {
    id: 'local',
    capabilities,
    async boot(plan: BootPlan, options: BootOptions = {}) {
      options.signal?.throwIfAborted();
      if (!line || line.lost) line = new Line(base);
      const session = new AttachedSession(line, capabilities, options.onStep);
      const abort = (): void => void session.dispose();
      options.signal?.addEventListener('abort', abort, { once: true });
      try {
        const { prepared: _, vetted: __, ...bare } = plan;
        await session.call({ verb: 'boot', plan: bare, timeline: options.timeline ?? [] });
      } catch (error) {
        await session.dispose();
        options.signal?.throwIfAborted();
        throw error;
      } finally {
        options.signal?.removeEventListener('abort', abort);
      }
      options.signal?.throwIfAborted();
      return session;
    },
  };
}

/** The one connection of a page, whatever number of sessions it has: browsers allow few. */
class Line {
  lost = false;
  readonly #base: string;
  readonly #page = crypto.randomUUID();
  readonly #events: EventSource;
  readonly #open: Promise<void>;
  readonly #sessions = new Map<string, (news: AttachedNews) => void>();

  constructor(base: string) {
    this.#base = base;
    this.#events = new EventSource(`${base}/events?page=${this.#page}`);
    this.#events.onmessage = ({ data }: MessageEvent<string>) => {
      const news = JSON.parse(data) as AttachedNews;
      this.#sessions.get(news.session)?.(news);
    };
    this.#open = new Promise((resolve, reject) => {
      this.#events.onopen = () => resolve();
      this.#events.onerror = () => {
        reject(new BootError(LOST));
        this.#lose();
      };
    });
    this.#open.catch(() => undefined);
  }

  listen(session: string, hear: (news: AttachedNews) => void): () => void {
    this.#sessions.set(session, hear);
    return () => this.#sessions.delete(session);
  }

  async call(session: string, call: AttachedCall): Promise<unknown> {
    await this.#open;
    let answer: AttachedAnswer;
    try {
      const response = await fetch(`${this.#base}/calls`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ page: this.#page, session, ...call }),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      answer = (await response.json()) as AttachedAnswer;
    } catch (cause) {
      throw new Error(LOST, { cause });
    }
    if ('value' in answer) return answer.value;
    const { name, message } = answer.error;
    throw name === 'BootError' ? new BootError(message) : new Error(message);
  }

  /** Its sessions have ended on the other side, too: nothing is asked for again. */
  #lose(): void {
    this.lost = true;
    this.#events.close();
    for (const [session, hear] of [...this.#sessions]) hear({ session, k: 'died', reason: LOST });
  }
}

class AttachedSession implements Session {
  readonly capabilities: Engine['capabilities'];
  readonly died: Promise<string>;
  readonly #line: Line;
  readonly #id = crypto.randomUUID();
  readonly #forget: () => void;
  readonly #feed = new BatchFeed();
  readonly #arrivals = new Arrivals();
  #ended = false;

  constructor(
    line: Line,
    capabilities: Engine['capabilities'],
    onStep: ((step: string) => void) | undefined,
  ) {
    this.#line = line;
    this.capabilities = capabilities;
    const death = Promise.withResolvers<string>();
    this.died = death.promise;
    this.#forget = line.listen(this.#id, (news) => {
      if (news.k === 'step') onStep?.(news.step);
      else if (news.k === 'batch') this.#take(news.batch);
      else if (!this.#ended) {
        death.resolve(news.reason);
        this.#end();
      }
    });
  }

  call(call: AttachedCall): Promise<unknown> {
    return this.#line.call(this.#id, call);
  }

  subscribe(listener: (batch: JournalBatch) => void): () => void {
    return this.#feed.subscribe(listener);
  }

  apply(action: Action): Promise<number> {
    return this.call({ verb: 'apply', action }) as Promise<number>;
  }

  schedule(timeline: readonly PlannedAction[]): Promise<readonly number[]> {
    return this.call({ verb: 'schedule', timeline }) as Promise<readonly number[]>;
  }

  play(timeline: readonly TimedAction[]): Promise<number> {
    return this.call({ verb: 'play', timeline }) as Promise<number>;
  }

  write(path: string, text: string): Promise<WriteResult> {
    return this.call({ verb: 'write', path, text }) as Promise<WriteResult>;
  }

  /** Real time has one speed. */
  setSpeed(): Promise<void> {
    return Promise.resolve();
  }

  step(): Promise<number> {
    return Promise.reject(new Error('Real time cannot be stepped.'));
  }

  runTo(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#arrivals.at(ms, signal);
  }

  hash(): Promise<string> {
    return Promise.reject(new Error('Real processes are not seeded.'));
  }

  async dispose(): Promise<void> {
    if (this.#ended) return;
    this.#end();
    // When the other side is gone, so are its processes.
    await this.call({ verb: 'dispose' }).catch(() => undefined);
  }

  #take(batch: JournalBatch): void {
    this.#feed.emit(batch);
    this.#arrivals.reach(batch.now);
  }

  #end(): void {
    this.#ended = true;
    this.#forget();
    this.#arrivals.close();
  }
}
