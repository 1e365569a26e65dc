/** A journal as a lab makes one: requests through a balancer, probes, gauges, lines, faults. */
import type { JournalEvent } from '../../../../src/engine/journal.ts';
import { seededRandom } from '../../../../src/lib/random.ts';

export interface Traffic {
  readonly seconds: number;
  readonly perSecond: number;
}

export function journalOf({ seconds, perSecond }: Traffic): JournalEvent[] {
  const draw = seededRandom('journal');
  const events: JournalEvent[] = [];
  const webs = ['web-1', 'web-2', 'web-3'];
  for (const machine of ['lb', ...webs, 'db'])
    events.push({ kind: 'machine', t: 0, machine, state: 'up', incarnation: 1 });
  for (let t = 0; t < seconds * 1000; t += 100) {
    for (const machine of ['lb', ...webs, 'db']) {
      events.push({
        kind: 'gauge',
        t,
        machine,
        name: 'cpu',
        value: Math.round(draw() * 100) / 100,
      });
      events.push({ kind: 'gauge', t, machine, name: 'queue', value: Math.floor(draw() * 5) });
    }
  }
  let id = 0;
  for (let i = 0; i < seconds * perSecond; i += 1) {
    const t = (i / perSecond) * 1000 + draw();
    const web = webs[i % 3]!;
    const first = (id += 1);
    const trace = String(first);
    const failed = i % 97 === 0;
    const client = { load: 'live', flow: i + 1, step: 0, label: 'item' };
    const path = `/item/${String(Math.floor(draw() * 100))}`;
    const hop = { method: 'GET', path, trace };
    // What machines send has numbers of their own, as the kernel gives them.
    const [b, c] = [2e11 + 1e8 + 2 * i, 3e11 + 1e8 + 2 * i];
    const late = failed ? 900 : 20 + draw() * 30;
    events.push(
      { kind: 'send', t, id: first, from: 'clients', to: 'lb', ...hop, client },
      { kind: 'arrive', t: t + 0.5, id: first, machine: 'lb' },
      { kind: 'send', t: t + 1, id: b, from: 'lb', to: web, ...hop },
      { kind: 'arrive', t: t + 1.5, id: b, machine: web },
      { kind: 'send', t: t + 9, id: c, from: web, to: 'db', ...hop },
      { kind: 'arrive', t: t + 9.5, id: c, machine: 'db' },
      { kind: 'answer', t: t + late - 4, id: c, machine: 'db', status: 200 },
      { kind: 'done', t: t + late - 3, id: c, from: web, to: 'db', status: 200, ms: 6, trace },
      { kind: 'answer', t: t + late - 2, id: b, machine: web, status: failed ? 500 : 200 },
      {
        kind: 'done',
        t: t + late - 1,
        id: b,
        from: 'lb',
        to: web,
        status: failed ? 500 : 200,
        ms: late - 2,
        trace,
      },
      { kind: 'answer', t: t + late - 0.5, id: first, machine: 'lb', status: failed ? 502 : 200 },
      {
        kind: 'done',
        t: t + late,
        id: first,
        from: 'clients',
        to: 'lb',
        status: failed ? 502 : 200,
        ms: late,
        trace,
        client: failed
          ? { ...client, outcome: 'failed', why: 'a 502', answer: 'bad gateway' }
          : { ...client, outcome: 'ok', answer: `{"item":"${path}"}` },
      },
    );
    if (i % 10 === 0)
      events.push({ kind: 'log', t, machine: web, stream: 'out', text: `line ${String(i)}` });
  }
  for (let t = 2000; t < seconds * 1000; t += 4000) {
    const machine = 'web-2';
    events.push(
      { kind: 'action', t, action: { kind: 'kill', machine } },
      { kind: 'machine', t, machine, state: 'down', reason: 'killed (SIGKILL)', incarnation: 1 },
      { kind: 'machine', t: t + 1500, machine, state: 'up', incarnation: 2 },
      {
        kind: 'action',
        t: t + 700,
        action: {
          kind: 'link-fault',
          id: 'slow',
          from: 'lb',
          to: 'web-3',
          fault: { latencyMs: 60 },
        },
      },
      { kind: 'action', t: t + 2500, action: { kind: 'heal', id: 'slow' } },
    );
  }
  return events.sort((a, b) => a.t - b.t);
}
