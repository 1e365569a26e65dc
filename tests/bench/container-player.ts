/**
 * Drills on the WebContainer engine, for `npm run grade -- --engine webcontainer`: the built site's check
 * page in a Chromium, and the stand-in for the runtime's host. What is played, and how many at once, is
 * the page's business; this asks it by its address and hears what it finds.
 */
import { chromium } from '@playwright/test';
import { getBrowser } from '../../scripts/browser.ts';
import { dist, ensureBuilt } from '../../scripts/build.ts';
import { serve } from '../../scripts/serve.ts';
import type { GradeWish } from '../../src/cli/grade/arguments.ts';
import type { EntryTask, Player } from '../../src/cli/grade/player.ts';
import type { CheckNews } from '../../src/components/check/Check.tsx';
import { isDrillResult } from '../../src/components/check/drills/result.ts';
import { readAddress } from '../../src/components/check/options.ts';
import type { ContainerOverride } from '../../src/engine/webcontainer/settings.ts';
import type { Play } from '../../src/lab/proof.ts';
import { startContainerHost } from '../helpers/container-host/server.ts';

/** @throws Error when the page would refuse the wish, the site does not build, or there is no browser */
export async function containerPlayer(wish: GradeWish): Promise<Player> {
  const address = addressOf(wish);
  readAddress(address);
  if (!(await ensureBuilt({ show: true })).ok) throw new Error('The site did not build.');
  const found = await getBrowser();
  const answers = new Answers();
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    // Nobody waits for answers any more, and what ends now is no failure.
    answers.close();
    for (const end of closing.splice(0).reverse()) await end();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().finally(() => process.exit(130)));
  try {
    const site = await serve(dist, { port: 0 });
    closing.push(() => site.close());
    const host = await startContainerHost();
    closing.push(() => host.close());
    const browser = await chromium.launch({
      executablePath: found.executablePath,
      env: { ...process.env, ...found.env },
      args: ['--no-sandbox'],
      // The browser is one of several that have to go.
      handleSIGINT: false,
      handleSIGTERM: false,
    });
    closing.push(() => browser.close());
    const page = await browser.newPage();
    page.on('crash', () => answers.end('The page crashed.'));
    page.on('close', () => answers.end('The page was closed.'));
    await page.exposeFunction('hearCheck', (news: CheckNews) => answers.take(news));
    await page.addInitScript(
      (override: ContainerOverride) => {
        const page = globalThis as { hearCheck?: (news: unknown) => void };
        Object.assign(globalThis, { containerOverride: override });
        document.addEventListener('check', (event) => {
          page.hearCheck?.((event as CustomEvent<unknown>).detail);
        });
      },
      { host: host.url },
    );
    await page.goto(`${site.url}/labs/check/?${address}`);
    await page.getByRole('button', { name: 'Check the runtime' }).click();
  } catch (error) {
    await close();
    throw error;
  }
  console.log(
    'On a stand-in for the WebContainer host: the real client and engine, processes of this computer.',
  );
  return { realTime: true, plays: (task) => answers.of(task), close };
}

function addressOf({ stage, drill, runs, slow, width }: GradeWish): string {
  const only = ['drill', stage, drill].filter((part) => part !== undefined).join('/');
  return new URLSearchParams({
    only: `${only}/`,
    runs: String(runs),
    slow: String(slow),
    width: String(width),
  }).toString();
}

/** What the page found so far, by the items' ids. */
class Answers {
  readonly #answers = new Map<string, PromiseWithResolvers<readonly Play[]>>();
  #over: string | undefined;
  #closed = false;

  of({ stage, drill, entry }: EntryTask): Promise<readonly Play[]> {
    return this.#answer(`drill/${stage}/${drill}/${entry.name}`).promise;
  }

  take(news: CheckNews): void {
    if (news.kind === 'problem') this.end(news.problem);
    else if (news.kind === 'report') {
      const why = news.report.results.find(({ passed, id }) => !passed && !id.startsWith('drill/'));
      this.end(why ? `${why.id}: ${String(why.says)}` : 'The runtime failed too often before it.');
    } else if (isDrillResult(news.result)) {
      this.#answer(news.result.id).resolve(news.result.drill.plays);
    }
  }

  /** Nothing more will come: what has not come did not come to its end, and why. */
  end(why: string): void {
    if (this.#closed) return;
    this.#over ??= why;
    for (const { resolve } of this.#answers.values()) resolve([lost(this.#over)]);
  }

  close(): void {
    this.#closed = true;
  }

  #answer(id: string): PromiseWithResolvers<readonly Play[]> {
    let answer = this.#answers.get(id);
    if (!answer) {
      answer = Promise.withResolvers<readonly Play[]>();
      if (this.#over !== undefined) answer.resolve([lost(this.#over)]);
      this.#answers.set(id, answer);
    }
    return answer;
  }
}

const lost = (error: string): Play => ({ seed: 1, ms: 0, failed: [], error });
