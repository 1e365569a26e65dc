import { beforeEach, describe, expect, it } from 'vitest';
import { createAnnouncer } from '../../../src/workbench/announcer.ts';
import type { Announcer } from '../../../src/workbench/announcer.ts';

let now = 0;
let due: { at: number; run: () => void }[] = [];
let said: { at: number; text: string }[] = [];
let announcer: Announcer;

beforeEach(() => {
  now = 0;
  due = [];
  said = [];
  announcer = createAnnouncer((run, ms) => due.push({ at: now + ms, run }));
  announcer.text.subscribe((text) => {
    if (text !== '') said.push({ at: now, text });
  });
});

function pass(ms: number): void {
  const end = now + ms;
  for (;;) {
    const [next] = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
    if (!next) break;
    due = due.filter((one) => one !== next);
    now = next.at;
    next.run();
  }
  now = end;
}
const texts = () => said.map(({ text }) => text);

describe('the live region', () => {
  it('says together what happens together, and how much more there was', () => {
    for (const machine of ['a', 'b', 'c', 'd', 'e']) announcer.say(`${machine} is down`);
    pass(1000);
    expect(texts()).toEqual(['a is down. b is down. c is down. And 2 more; see the log.']);
  });

  it('is never faster than one message in a second', () => {
    for (let n = 0; n < 100; n += 1) {
      announcer.say(`event ${String(n)}`);
      pass(50);
    }
    pass(5000);
    const gaps = said.slice(1).map(({ at }, index) => at - said[index]!.at);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
    expect(said.length).toBeLessThanOrEqual(6);
  });

  it('says at once what the reader waits for, and not that it began', () => {
    announcer.say('web is down');
    announcer.say('Running the drill');
    announcer.say('Since your last run: as before');
    announcer.say('Passed, every check holds', 'Running the drill');
    pass(400);
    expect(texts()).toEqual([
      'Passed, every check holds. web is down. Since your last run: as before.',
    ]);
  });

  it('says the same again as another text, so that it is read out', () => {
    announcer.say('Fault ended');
    pass(2000);
    announcer.say('Fault ended');
    pass(2000);
    expect(texts()).toHaveLength(2);
    expect(texts().map((text) => text.trim())).toEqual(['Fault ended.', 'Fault ended.']);
  });

  it('says a thing once, in one line, and cuts what is long', () => {
    announcer.say('web crashed:  no\n  way?');
    announcer.say('web crashed:  no\n  way?');
    announcer.say('x'.repeat(1000));
    pass(400);
    expect(texts()[0]).toMatch(/^web crashed: no way\? x{239}…$/);
  });
});
