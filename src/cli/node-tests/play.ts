/** Plays one of Node's tests: a machine of its own on the engine, with our `test/common` beside it. */
import { readFileSync } from 'node:fs';
import type { BootPlan } from '../../engine/contract.ts';
import type { JournalEvent } from '../../engine/journal.ts';
import { openInlineEngine } from '../../engine/sim/hosts/inline.ts';

export interface Verdict {
  readonly status: 'pass' | 'fail' | 'skip';
  /** The first thing that it said of its failure; empty when it passed. */
  readonly why: string;
}

/** Virtual ms: what is not over then waits for something that does not come. */
const LIMIT = 600_000;

const ours = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

/**
 * @param name the test's file name
 * @param text what is in it
 */
export async function playTest(name: string, text: string): Promise<Verdict> {
  const entry = `test/parallel/${name}`;
  const plan: BootPlan = {
    machines: [{ id: 'node', entry }],
    links: [],
    files: {
      [entry]: text,
      'test/common/index.js': ours('./common.cjs'),
      'test/common/countdown.js': ours('./countdown.cjs'),
    },
    seed: 1,
  };
  // Of its own: tests change what classes share.
  const session = await openInlineEngine().boot(plan);
  const events: JournalEvent[] = [];
  const isOver = (): boolean =>
    events.some((event) => event.kind === 'machine' && event.state === 'down');
  session.subscribe((batch) => {
    events.push(...batch.events);
  });
  try {
    for (let until = 1000; !isOver() && until <= LIMIT; until *= 5) await session.runTo(until);
  } finally {
    await session.dispose();
  }
  return judge(events);
}

function judge(events: readonly JournalEvent[]): Verdict {
  const logged = events.flatMap((event) => (event.kind === 'log' ? event.text.split('\n') : []));
  const skipped = logged.find((line) => line.startsWith('SKIPPED: '));
  if (skipped) return { status: 'skip', why: skipped.slice(9) };
  const crash = events.find((event) => event.kind === 'crash');
  if (crash?.kind === 'crash') {
    const place = crash.path === undefined ? '' : ` (${crash.path}:${crash.line})`;
    return { status: 'fail', why: `${crash.message.replace(/\s+/g, ' ')}${place}` };
  }
  const down = events.find((event) => event.kind === 'machine' && event.state === 'down');
  const reason = down?.kind === 'machine' ? down.reason : undefined;
  if (reason === 'exit code 0') return { status: 'pass', why: '' };
  const missed = logged.find((line) => line.startsWith('MISMATCH: '));
  return { status: 'fail', why: missed?.slice(10) ?? reason ?? 'it does not end' };
}
