import { expect, test } from 'vitest';
import { momentOf } from '../../../../../src/engine/node/fabric/moment.ts';
import type { Order } from '../../../../../src/engine/node/messages.ts';

const load: Order = { kind: 'load', id: 'crowd', from: ['clients'], profile: null };
const heal: Order = { kind: 'heal', id: 'cut' };

test('a load that was planned in time begins and ends at its moments, however late a timer rings', () => {
  expect(momentOf({ at: 100, order: load }, 100.3, true)).toBe(100);
  expect(momentOf({ at: 100, order: load }, 900, true)).toBe(100);
  expect(momentOf({ at: 100, order: load }, 99.5, true), 'a little early').toBe(100);
  expect(momentOf({ at: 100, order: load }, 900, false)).toBe(900);
});

test('anything else takes effect when it does, give or take a timer', () => {
  expect(momentOf({ at: 100, order: heal }, 130, true)).toBe(100);
  expect(momentOf({ at: 100, order: heal }, 141, true)).toBe(141);
  expect(momentOf({ at: 0, order: heal }, 5000, false), 'at once').toBe(5000);
  expect(momentOf({ at: 100, order: heal }, 99.5, true), 'never in the future').toBe(99.5);
});
