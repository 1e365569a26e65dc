import { describe, expect, it } from 'vitest';
import { testBuiltins } from './support.ts';

const events = testBuiltins().get('events') as unknown as typeof import('node:events');
const { EventEmitter, once, on } = events;

describe('events', () => {
  it('once resolves with the arguments, and rejects on error or abort', async () => {
    const emitter = new EventEmitter();
    const got = once(emitter, 'ready');
    emitter.emit('ready', 1, 2);
    await expect(got).resolves.toEqual([1, 2]);
    const failed = once(emitter, 'ready');
    emitter.emit('error', new Error('no'));
    await expect(failed).rejects.toThrow('no');
    const abort = new AbortController();
    const stopped = once(emitter, 'ready', { signal: abort.signal });
    abort.abort();
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError', code: 'ABORT_ERR' });
    expect(emitter.eventNames()).toEqual([]);
    const target = new EventTarget();
    const event = once(target as never, 'go');
    target.dispatchEvent(new Event('go'));
    await expect(event).resolves.toMatchObject([{ type: 'go' }]);
  });

  it('on iterates over what has come and what comes, until close, error or return', async () => {
    const emitter = new EventEmitter();
    const seen: unknown[] = [];
    const loop = (async () => {
      for await (const [value] of on(emitter, 'tick', { close: ['end'] })) seen.push(value);
    })();
    emitter.emit('tick', 1);
    emitter.emit('tick', 2);
    await Promise.resolve();
    emitter.emit('tick', 3);
    emitter.emit('end');
    await loop;
    expect(seen).toEqual([1, 2, 3]);
    const failing = on(emitter, 'tick');
    emitter.emit('tick', 4);
    emitter.emit('error', new Error('broken'));
    await expect(failing.next()).resolves.toEqual({ value: [4], done: false });
    await expect(failing.next()).rejects.toThrow('broken');
    await expect(failing.next()).resolves.toMatchObject({ done: true });
    queueMicrotask(() => emitter.emit('tick'));
    for await (const _ of on(emitter, 'tick')) break;
    expect(emitter.listenerCount('tick')).toBe(0);
  });

  it('tells errorMonitor first, and still throws without a listener', () => {
    const emitter = new EventEmitter();
    const order: string[] = [];
    emitter.on(events.errorMonitor, () => order.push('monitor'));
    emitter.on('error', () => order.push('listener'));
    emitter.emit('error', new Error('a'));
    expect(order).toEqual(['monitor', 'listener']);
    emitter.removeAllListeners('error');
    expect(() => emitter.emit('error', new Error('b'))).toThrow('b');
  });

  it('default carries the named exports', () => {
    const { default: Default } = events as unknown as {
      default: typeof EventEmitter;
    };
    expect(Default).toBe(EventEmitter);
    expect(Default.EventEmitter).toBe(EventEmitter);
    expect(Default.once).toBe(once);
  });
});
