import { connect } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { Channel } from '../../../../../src/engine/node/fabric/channel.ts';

afterEach(() => vi.useRealTimers());

test('a process that waited long for its turn is not stuck when it begins', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'performance'] });
  const said: string[] = [];
  const hello = Promise.withResolvers<void>();
  const channel = new Channel('key', {
    hello: () => hello.resolve(),
    listening: () => undefined,
    stuck: (machine, on) => said.push(`${machine} ${on ? 'is stuck' : 'answers'}`),
  });
  const process = connect({ port: await channel.listen(), host: '127.0.0.1' });
  process.write(`${JSON.stringify({ k: 'hello', key: 'key', machine: 'web', incarnation: 2 })}\n`);
  await hello.promise;

  vi.advanceTimersByTime(60_000);
  channel.go([{ machine: 'web', incarnation: 2 }]);
  vi.advanceTimersByTime(1000);
  expect(said).toEqual([]);
  // From then on it has as long as any other.
  vi.advanceTimersByTime(7000);
  expect(said).toEqual(['web is stuck']);
  process.destroy();
});
