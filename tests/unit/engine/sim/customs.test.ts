import { describe, expect, it } from 'vitest';
import { declare, Smuggled } from '../../../../src/engine/sim/customs.ts';

const asked = { at: 100, until: 200, firstId: 1e11 };
const honest = { k: 'done', out: [], reports: [], next: 250, now: 150 };

const withOut = (...out: unknown[]) => ({ ...honest, out });
const withReports = (...reports: unknown[]) => ({ ...honest, reports });

describe('declare', () => {
  it('passes an honest answer as it is', () => {
    const whole = {
      ...honest,
      out: [
        {
          t: 110,
          s: {
            k: 'open',
            c: 1e11 + 1,
            to: 'db',
            port: 8080,
            first: { id: 1e11, method: 'GET', path: '/' },
          },
        },
        {
          t: 120,
          s: {
            k: 'res',
            c: -3,
            id: 7,
            status: 200,
            message: 'OK',
            headers: ['a', 'b'],
            body: 'x',
            end: true,
          },
        },
        {
          t: 120,
          s: {
            k: 'data',
            c: -3,
            id: 7,
            body: new Uint8Array([1]),
            end: true,
            trailers: ['a', 'b'],
          },
        },
        { t: 130, s: { k: 'reset', c: -3, why: 'ABORTED' } },
      ],
      reports: [
        { t: 110, k: 'log', stream: 'out', text: 'hello' },
        { t: 111, k: 'gauge', name: 'cpu', value: 0.5 },
        {
          t: 112,
          k: 'crash',
          message: 'Error: x',
          stack: 'Error: x',
          path: 'a.ts',
          line: 1,
          column: 2,
        },
      ],
      disk: [
        {
          t: 110,
          change: { k: 'make', folder: 0, name: 'a', id: 1, isFolder: false, mode: 0o644 },
        },
        { t: 111, change: { k: 'write', id: 1, at: 0, bytes: new Uint8Array([1]) } },
        { t: 112, change: { k: 'resize', id: 1, size: 9 } },
        { t: 113, change: { k: 'sync', id: 1 } },
        { t: 114, change: { k: 'rename', folder: 0, name: 'a', to: 0, as: 'b' } },
        { t: 115, change: { k: 'remove', folder: 0, name: 'b' } },
        { t: 116, change: { k: 'forget', id: 1 } },
      ],
      listening: [8080],
      exit: { code: 1, reason: 'Error: x' },
    };
    expect(declare(whole, asked)).toEqual(whole);
  });

  it('lets no file of a disk grow without end', () => {
    const far = { t: 110, change: { k: 'resize', id: 1, size: 2 ** 40 } };
    expect(() => declare({ ...honest, disk: [far] }, asked)).toThrow(Smuggled);
  });

  it('keeps every time in the window and in order', () => {
    const { out, now } = declare(
      withOut(
        { t: 5, s: { k: 'accept', c: 1 } },
        { t: 140, s: { k: 'accept', c: 1 } },
        { t: 120, s: { k: 'accept', c: 1 } },
        { t: 9999, s: { k: 'accept', c: 1 } },
      ),
      asked,
    );
    expect(out.map(({ t }) => t)).toEqual([100, 140, 140, 150]);
    expect(now).toBe(150);
    expect(declare({ ...honest, now: 3 }, asked).now).toBe(100);
  });

  it('moves on: a window is not asked for twice', () => {
    expect(declare({ ...honest, next: 0 }, asked).next).toBe(200);
    expect(declare({ ...honest, next: 0, now: 260 }, asked).next).toBe(260);
    expect(declare({ ...honest, next: Infinity }, asked).next).toBe(Infinity);
  });

  it('keeps no field that it does not know', () => {
    const [report] = declare(
      withReports({ t: 110, k: 'log', stream: 'out', text: 'x', machine: 'other', kind: 'done' }),
      asked,
    ).reports;
    expect(report).toEqual({ t: 110, k: 'log', stream: 'out', text: 'x' });
  });

  const request = { k: 'req', c: 1, method: 'GET', path: '/', headers: [], body: null, end: true };
  const answer = {
    k: 'res',
    c: 1,
    id: 1,
    status: 200,
    message: '',
    headers: [],
    body: null,
    end: true,
  };
  it.each([
    ['no record', 'hello'],
    ['nothing', null],
    ['a time that is none', { ...honest, now: NaN }],
    ['a time beyond all', { ...honest, now: Infinity }],
    ['a next that is none', { ...honest, next: 'soon' }],
    ['a list that is none', { ...honest, out: { length: 1 } }],
    ['a list with holes', { ...honest, out: new Array(3) }],
    ['a flood', { ...honest, out: new Array(600_000) }],
    ['a message of no kind', withOut({ t: 110, s: { k: 'sudo', c: 1 } })],
    ['a message at no time', withOut({ t: '110', s: { k: 'fin', c: 1 } })],
    ['a connection that is no number', withOut({ t: 110, s: { k: 'fin', c: 1.5 } })],
    ["another's connection", withOut({ t: 110, s: { k: 'open', c: -1, to: 'db', port: 1 } })],
    ["another's exchange", withOut({ t: 110, s: { ...request, id: 7 } })],
    ["another incarnation's exchange", withOut({ t: 110, s: { ...request, id: 1e11 + 1e8 } })],
    [
      'headers without end',
      withOut({ t: 110, s: { ...answer, headers: Array(20).fill('x'.repeat(5000)) } }),
    ],
    ['headers that are none', withOut({ t: 110, s: { ...answer, headers: [1] } })],
    ['a body that is none', withOut({ t: 110, s: { ...answer, body: {} } })],
    ['a body without end', withOut({ t: 110, s: { ...answer, body: 'x'.repeat(2 ** 24 + 1) } })],
    ['a status that is none', withOut({ t: 110, s: { ...answer, status: 7 } })],
    ['a report of no kind', withReports({ t: 110, k: 'machine', state: 'down' })],
    ['a gauge of no number', withReports({ t: 110, k: 'gauge', name: 'x', value: NaN })],
    ['ports without end', { ...honest, listening: Array.from({ length: 200 }, (_, i) => i) }],
  ])('refuses %s', (_, result) => {
    expect(() => declare(result, asked)).toThrow(Smuggled);
  });
});
