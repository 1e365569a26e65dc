/** Latency, jitter, loss and partitions of links; names and routes. */
import { describe, expect, it } from 'vitest';
import type { LinkFault } from '../../../src/engine/contract.ts';
import { answers, ask, at, CALLER, COUNTER, endOf, journalOf, logs } from '../support/simulate.ts';
import type { System } from '../support/simulate.ts';

const server: System = {
  programs: { server: COUNTER },
  links: [{ from: 'clients', to: 'server', latencyMs: 5 }],
};

const fault = (ms: number, what: LinkFault, oneWay?: readonly [from: string, to: string]) =>
  at(ms, {
    kind: 'link-fault',
    id: 'fault',
    from: oneWay?.[0] ?? 'clients',
    to: oneWay?.[1] ?? 'server',
    fault: what,
    ...(oneWay ? { oneWay: true } : {}),
  });

/** ms of ten requests from 100 ms on, 100 ms apart. */
async function times(what: LinkFault, seed = 1): Promise<number[]> {
  const asks = Array.from({ length: 10 }, (_, i) => ask(100 + 100 * i, 'server', `/${i}`));
  const events = await journalOf({ ...server, seed }, 3000, [fault(50, what), ...asks]);
  return answers(events).map((event) => Math.round(event.ms * 1000) / 1000);
}

describe('latency', () => {
  it('costs a round trip for the handshake and one for the answer', async () => {
    const events = await journalOf(server, 500, [
      ask(100, 'server', '/a'),
      ask(200, 'server', '/b'),
    ]);
    const [first, second] = answers(events);
    expect(first?.ms).toBeCloseTo(20, 1);
    // A kept connection needs no handshake.
    expect(second?.ms).toBeCloseTo(10, 1);
  });

  it('a fault adds to it, both ways, and heals', async () => {
    const events = await journalOf(server, 2000, [
      ask(100, 'server', '/before'),
      fault(200, { latencyMs: 40 }),
      ask(300, 'server', '/slow'),
      at(600, { kind: 'heal', id: 'fault' }),
      ask(700, 'server', '/after'),
    ]);
    expect(answers(events).map((event) => Math.round(event.ms))).toEqual([20, 90, 10]);
  });

  it('one way only, when asked', async () => {
    const events = await journalOf(server, 2000, [
      ask(50, 'server', '/first'),
      fault(200, { latencyMs: 40 }, ['server', 'clients']),
      ask(300, 'server', '/slow'),
    ]);
    expect(Math.round(answers(events)[1]?.ms ?? 0)).toBe(50);
  });

  it('jitter varies, within its bounds, by the seed alone', async () => {
    const one = await times({ jitterMs: 30 });
    expect(new Set(one.slice(1)).size).toBeGreaterThan(5);
    for (const ms of one.slice(1)) {
      expect(ms).toBeGreaterThanOrEqual(10);
      expect(ms).toBeLessThanOrEqual(70.5);
    }
    expect(await times({ jitterMs: 30 })).toEqual(one);
    expect(await times({ jitterMs: 30 }, 2)).not.toEqual(one);
  });
});

describe('loss and partition', () => {
  it('a partition is silence both ways, and ends', async () => {
    const events = await journalOf(server, 3000, [
      ask(100, 'server', '/before'),
      fault(200, { partition: true }),
      ask(300, 'server', '/during', 500),
      at(1000, { kind: 'heal', id: 'fault' }),
      ask(1500, 'server', '/after'),
    ]);
    expect(answers(events).map(endOf)).toEqual(['200', 'ETIMEDOUT', '200']);
    expect(answers(events)[1]?.client?.outcome).toBe('unknown');
  });

  it('a reply that is lost was work done all the same', async () => {
    const events = await journalOf(server, 3000, [
      ask(100, 'server', '/before'),
      fault(200, { partition: true }, ['server', 'clients']),
      ask(300, 'server', '/lost', 500),
      at(1000, { kind: 'heal', id: 'fault' }),
      ask(1500, 'server', '/after'),
    ]);
    expect(answers(events).map((event) => event.client?.answer)).toEqual([
      'count 1',
      undefined,
      'count 3',
    ]);
  });

  it('loses about the share it says', async () => {
    const asks = Array.from({ length: 200 }, (_, i) => ask(100 + 20 * i, 'server', `/${i}`, 300));
    const events = await journalOf(server, 6000, [fault(50, { loss: 0.2 }), ...asks]);
    const lost = answers(events).filter((event) => event.error === 'ETIMEDOUT').length;
    // A request takes two to four messages, each lost with 0.2.
    expect(lost).toBeGreaterThan(50);
    expect(lost).toBeLessThan(130);
    expect(answers(events)).toHaveLength(200);
  });

  it('cuts machines off from each other, not from the rest', async () => {
    const events = await journalOf(
      {
        programs: { server: COUNTER, caller: CALLER },
        specs: { caller: { env: { SERVER_URL: 'http://server:8080' } } },
      },
      900,
      [
        at(250, {
          kind: 'link-fault',
          id: 'x',
          from: 'caller',
          to: 'server',
          fault: { partition: true },
        }),
        ask(400, 'server', '/clients-reach-it'),
      ],
    );
    expect(endOf(answers(events)[0])).toBe('200');
    expect(
      logs(events, 'caller')
        .slice(0, 3)
        .map((line) => line.split(' ')[0]),
    ).toEqual(['200', '200', 'TimeoutError']);
  });
});

describe('names and routes', () => {
  const tryHosts = `
for (const host of ['server', 'far', 'nowhere']) {
  await fetch('http://' + host + ':8080/', { signal: AbortSignal.timeout(500) })
    .then(async (answer) => console.log(host, answer.status, await answer.text()))
    .catch((error) => console.log(host, error.cause?.code ?? error.name));
}
await fetch('http://server:9999/').catch((error) => console.log('port', error.cause.code));
`;
  it('a machine without a link has no route, an unknown name no address, a wrong port no listener', async () => {
    const events = await journalOf(
      {
        programs: { server: COUNTER, far: COUNTER, caller: tryHosts },
        links: [{ from: 'caller', to: 'server' }],
      },
      3000,
    );
    expect(logs(events, 'caller')).toEqual([
      'server 200 count 1',
      'far EHOSTUNREACH',
      'nowhere ENOTFOUND',
      'port ECONNREFUSED',
    ]);
  });

  it('a fault on a link that is not there is said', async () => {
    const events = await journalOf(server, 200, [
      fault(100, { partition: true }, ['clients', 'far']),
    ]);
    expect(events.find((event) => event.kind === 'notice')).toMatchObject({
      text: "There is no link between 'clients' and 'far'.",
    });
  });
});
