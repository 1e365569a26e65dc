import { expect, test } from 'vitest';
import type { JournalEvent } from '../../../../../src/engine/journal.ts';
import { Gates } from '../../../../../src/engine/node/fabric/gates.ts';
import { Schedule } from '../../../../../src/engine/node/fabric/schedule.ts';
import { Source } from '../../../../../src/engine/node/fabric/source.ts';
import type { RunClock } from '../../../../../src/engine/node/messages.ts';
import { Network } from '../../../../../src/engine/sim/network.ts';

/** A source whose clock is moved by hand, and whose timers never ring by themselves. */
function sourceAt() {
  const clock = { now: 0, after: () => setTimeout(() => undefined, 0) };
  const schedule = new Schedule(clock as unknown as RunClock);
  const events: JournalEvent[] = [];
  let id = 0;
  const world = {
    network: new Network([{ from: 'clients', to: 'web' }], 1),
    schedule,
    gates: new Gates(),
    journal: (event: JournalEvent) => void events.push(event),
    nextId: () => ++id,
    knows: () => true,
    listening: () => undefined,
  };
  const source = new Source(world, 'clients', 0, 1);
  return { clock, schedule, source, sent: () => events.filter(({ kind }) => kind === 'send') };
}

test('a crowd is as large as it was planned, however late a timer rings', () => {
  const { clock, schedule, source, sent } = sourceAt();
  const flows = [{ steps: [{ path: '/' }] }];
  const profile = { from: 'clients', to: 'web', rate: 1000, arrivals: 'even', flows } as const;
  schedule.at(10, () => source.setLoad('crowd', profile, 10));
  schedule.at(40.5, () => source.setLoad('crowd', null, 40.5));
  clock.now = 20;
  schedule.runDue();
  // The timer of the order at 40.5 is late; something else makes the source look up.
  clock.now = 60;
  source.stir();
  schedule.runDue();
  expect(sent()).toHaveLength(30);
});
