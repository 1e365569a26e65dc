/**
 * What comes out of a process's Worker is checked before the kernel believes it. A program there
 * shares its realm with the library that answers for it, and can make that library say anything:
 * change `Array.prototype.push`, find its port. So every answer is read as if a stranger had
 * written it, and built anew from the fields that it may have.
 *
 * Times are held to the window that was given: nobody can send into the past of another, and the
 * clock always moves on. Who may send what over which connection is for `connections.ts` to say.
 */
import type { FailureCode } from '../journal.ts';
import type { Change } from './disk/changes.ts';
import { LIMITS } from './limits.ts';
import { IDS } from './machine.ts';
import type {
  Body,
  ProcessReport,
  RawHeaders,
  Segment,
  SendFacts,
  WindowResult,
} from './protocol.ts';

/** The window that was given, and the ids that its process may use. */
export interface Asked {
  /** Virtual ms. */
  readonly at: number;
  readonly until: number;
  readonly firstId: number;
}

/** More messages or reports than this of one event are a flood. */
const MOST = 500_000;
const LONGEST_TEXT = 16_384;
/** No clock gets there: half a million years. */
const LATEST = 2 ** 53 / 1000;

/** An answer that no library of ours gives. */
export class Smuggled extends Error {
  override readonly name = 'Smuggled';
}

/**
 * @param result an answer, or a part of one
 * @throws Smuggled saying what is wrong with it
 */
export function declare(result: unknown, asked: Asked): WindowResult {
  const given = record(result, 'its answer');
  const now = Math.max(asked.at, time(given['now'], 'now'));
  // What is sent and reported has a time of this window, and keeps its order.
  let last = asked.at;
  const inOrder = (value: unknown): number => {
    last = Math.min(now, Math.max(last, time(value, 't')));
    return last;
  };
  const out = list(given['out'], 'out').map((entry) => {
    const { t, s } = record(entry, 'a message');
    return { t: inOrder(t), s: segment(s, asked.firstId) };
  });
  last = asked.at;
  const reports = list(given['reports'], 'reports').map((entry) => {
    const fields = record(entry, 'a report');
    return report(fields, inOrder(fields['t']));
  });
  last = asked.at;
  const disk = list(given['disk'] ?? [], 'disk').map((entry) => {
    const fields = record(entry, 'a change of the disk');
    const t = inOrder(fields['t']);
    return { t, change: change(record(fields['change'], 'a change of the disk')) };
  });
  const isPart = given['k'] === 'part';
  const next = isPart || given['next'] === Infinity ? Infinity : time(given['next'], 'next');
  const { exit, stuck, listening } = given;
  return {
    k: 'done',
    out,
    reports,
    ...(disk.length === 0 ? {} : { disk }),
    ...(listening === undefined ? {} : { listening: ports(listening) }),
    // A window that was not used up to its end cannot be asked for again.
    next: Math.max(next, now >= asked.until ? now : asked.until),
    now,
    ...(exit === undefined ? {} : { exit: ending(exit) }),
    ...(stuck === undefined ? {} : { stuck: text(stuck, 'stuck') }),
  };
}

function segment(given: unknown, firstId: number): Segment {
  const fields = record(given, 'a message');
  const { k } = fields;
  const c = integer(fields['c'], 'c');
  const end = fields['end'] === true;
  const own = (value: unknown): number => {
    const id = integer(value, 'id');
    if (id < firstId || id >= firstId + IDS) throw new Smuggled('an id is not its own');
    return id;
  };
  switch (k) {
    case 'open': {
      const { first } = fields;
      return {
        k,
        c: own(c),
        to: text(fields['to'], 'to'),
        port: integer(fields['port'], 'port'),
        ...(first === undefined ? {} : { first: sendFacts(record(first, 'first'), own) }),
      };
    }
    case 'req':
      return {
        k,
        c,
        id: own(fields['id']),
        method: text(fields['method'], 'method'),
        path: long(fields['path'], 'path'),
        headers: headers(fields['headers']),
        body: body(fields['body']),
        end,
        ...trailers(fields['trailers']),
        ...(fields['sent'] === true ? { sent: true } : {}),
      };
    case 'res': {
      const status = integer(fields['status'], 'status');
      if (status < 100 || status > 999) throw new Smuggled('a status is none');
      return {
        k,
        c,
        id: integer(fields['id'], 'id'),
        status,
        message: text(fields['message'], 'message'),
        headers: headers(fields['headers']),
        body: body(fields['body']),
        end,
        ...trailers(fields['trailers']),
        ...(fields['interim'] === true ? { interim: true } : {}),
      };
    }
    case 'data':
      return {
        k,
        c,
        id: integer(fields['id'], 'id'),
        body: body(fields['body']),
        end,
        ...trailers(fields['trailers']),
      };
    case 'reset': {
      const { why } = fields;
      return { k, c, ...(why === 'ABORTED' || why === 'ETIMEDOUT' ? { why } : {}) };
    }
    case 'refuse':
      return { k, c, code: 'ECONNREFUSED' satisfies FailureCode };
    case 'accept':
    case 'fin':
      return { k, c };
    default:
      throw new Smuggled('a message is of no known kind');
  }
}

function sendFacts(fields: Fields, own: (value: unknown) => number): SendFacts {
  const { trace } = fields;
  return {
    id: own(fields['id']),
    method: text(fields['method'], 'method'),
    path: long(fields['path'], 'path'),
    ...(trace === undefined ? {} : { trace: long(trace, 'trace') }),
  };
}

function report(fields: Fields, t: number): ProcessReport {
  const { k } = fields;
  switch (k) {
    case 'log':
      return {
        t,
        k,
        stream: fields['stream'] === 'err' ? 'err' : 'out',
        text: text(fields['text'], 'text').slice(0, LIMITS.line + 1),
      };
    case 'gauge': {
      const { value } = fields;
      if (typeof value !== 'number' || !Number.isFinite(value))
        throw new Smuggled('a gauge is not a number');
      return { t, k, name: text(fields['name'], 'name').slice(0, LIMITS.line), value };
    }
    case 'notice':
      return { t, k, text: text(fields['text'], 'text') };
    case 'crash': {
      const { path, line, column } = fields;
      return {
        t,
        k,
        message: text(fields['message'], 'message'),
        stack: text(fields['stack'], 'stack'),
        ...(path === undefined ? {} : { path: text(path, 'path') }),
        ...(line === undefined ? {} : { line: integer(line, 'line') }),
        ...(column === undefined ? {} : { column: integer(column, 'column') }),
      };
    }
    default:
      throw new Smuggled('a report is of no known kind');
  }
}

/** Whether the files that it names are there is for the machine's disk to say. */
function change(fields: Fields): Change {
  const { k } = fields;
  const number = (name: string): number => integer(fields[name], name);
  const size = (name: string): number => {
    const value = number(name);
    if (value < 0 || value > LIMITS.fileEnd) throw new Smuggled(`a file reaches to byte ${value}`);
    return value;
  };
  const name = (of: string): string => long(fields[of], 'a name');
  switch (k) {
    case 'make':
      return {
        k,
        folder: number('folder'),
        name: name('name'),
        id: number('id'),
        isFolder: fields['isFolder'] === true,
        mode: number('mode'),
      };
    case 'remove':
      return { k, folder: number('folder'), name: name('name') };
    case 'rename':
      return { k, folder: number('folder'), name: name('name'), to: number('to'), as: name('as') };
    case 'write': {
      const { bytes } = fields;
      if (!isBytes(bytes)) throw new Smuggled('what is written is no bytes');
      if (size('at') + bytes.length > LIMITS.fileEnd) throw new Smuggled('a file is too large');
      return { k, id: number('id'), at: size('at'), bytes };
    }
    case 'resize':
      return { k, id: number('id'), size: size('size') };
    case 'sync':
    case 'forget':
      return { k, id: number('id') };
    default:
      throw new Smuggled('a change of the disk is of no known kind');
  }
}

function ending(given: unknown): NonNullable<WindowResult['exit']> {
  const fields = record(given, 'exit');
  const { code } = fields;
  return {
    code: Number.isSafeInteger(code) ? (code as number) : 1,
    reason: text(fields['reason'], 'reason'),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null) throw new Smuggled(`${what} is no record`);
  return value as Fields;
}

function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Smuggled(`${what} is no list`);
  if (value.length > MOST) throw new Smuggled(`${what} has ${value.length} entries at once`);
  // A list with holes has entries that are nothing.
  return Array.from(value as unknown[]);
}

function time(value: unknown, what: string): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= LATEST))
    throw new Smuggled(`${what} is no time`);
  return value;
}

function integer(value: unknown, what: string): number {
  if (!Number.isSafeInteger(value)) throw new Smuggled(`${what} is no whole number`);
  return value as number;
}

function ports(value: unknown): number[] {
  const all = list(value, 'listening').map((port) => integer(port, 'a port'));
  if (all.length > LIMITS.ports) throw new Smuggled(`it listens on ${all.length} ports`);
  return all;
}

/** Cut, where it is too long for the journal. */
function text(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Smuggled(`${what} is no text`);
  return value.length > LONGEST_TEXT ? value.slice(0, LONGEST_TEXT) : value;
}

/** Whole: it means something else when cut. */
function long(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Smuggled(`${what} is no text`);
  if (value.length > LIMITS.headers) throw new Smuggled(`${what} has ${value.length} characters`);
  return value;
}

function headers(value: unknown): RawHeaders {
  let size = 0;
  const all = list(value, 'headers').map((part) => {
    const word = long(part, 'a header');
    size += word.length;
    return word;
  });
  if (size > LIMITS.headers) throw new Smuggled(`headers have ${size} characters`);
  return all;
}

function trailers(value: unknown): { trailers?: RawHeaders } {
  return value === undefined ? {} : { trailers: headers(value) };
}

function body(value: unknown): Body | null {
  if (value === null) return null;
  // By its looks: where no thread lies between, its class is of another realm.
  if (typeof value !== 'string' && !isBytes(value))
    throw new Smuggled('a body is neither text nor bytes');
  if (value.length > LIMITS.body) throw new Smuggled(`a body has ${value.length} bytes`);
  return value;
}

function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && (value as Uint8Array).BYTES_PER_ELEMENT === 1;
}
