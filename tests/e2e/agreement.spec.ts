/**
 * Programs that print what JavaScript engines are free to choose, under Node, in Chromium and in
 * Firefox: the same lines, and the same hash. What stays different is listed in `src/engine/README.md`.
 * @once
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BootPlan } from '../../src/engine/contract.ts';
import type { JournalEvent } from '../../src/engine/journal.ts';
import { inlineEngine } from '../../src/engine/sim/hosts/inline.ts';
import { run } from '../../src/lab/run.ts';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, test } from './firefox-fixtures.ts';

// A reader far away, with another language.
test.use({ timezoneId: 'Asia/Kolkata', locale: 'de-DE', trace: 'off' });

const UNTIL = 1000;
const FOLDER = fileURLToPath(new URL('../engine/agreement/', import.meta.url));

function planOf(file: string, vetted: readonly string[]): BootPlan {
  return {
    machines: [{ id: 'main', entry: file }],
    links: [],
    files: { [file]: readFileSync(FOLDER + file, 'utf8') },
    vetted,
    seed: 1,
  };
}

/** What it printed, without the frames of stacks. */
function linesOf(events: readonly JournalEvent[]): string[] {
  return events.flatMap((event) =>
    event.kind === 'log' && !/^\s+at /.test(event.text) ? [event.text] : [],
  );
}

test('What engines are free to choose is the same everywhere @once', async ({
  page,
  site,
  firefox,
}) => {
  test.setTimeout(180_000);
  const watched = await firefox?.newPage();
  const pages = [
    ['Chromium', await openEngine(page)] as const,
    ...(watched ? [['Firefox', await openEngine(watched.page, `${site.url}/`)] as const] : []),
  ];
  const files = readdirSync(FOLDER);
  expect(files.length).toBeGreaterThanOrEqual(9);
  for (const file of files) {
    const underNode = await run(inlineEngine, planOf(file, []), [], UNTIL);
    const expected = linesOf(underNode.journal.events);
    expect(expected.length, file).toBeGreaterThan(5);
    for (const [name, engine] of pages) {
      for (const vetted of [[], [file]]) {
        const { events, hash } = await engine.run(planOf(file, vetted), [], UNTIL);
        const where = `${file} in ${name}${vetted.length > 0 ? ', sharing a thread' : ''}`;
        expect.soft(linesOf(events), where).toEqual(expected);
        expect.soft(hash, where).toBe(underNode.hash);
      }
    }
  }
  await watched?.page.close();
});
