/**
 * Events as bytes. A request through three machines is twelve events; as objects they take some
 * 200 bytes each, packed a fifth of that. Nothing is lost: `unpack(pack(events))` equals `events`.
 *
 * Requests and gauges, which are nearly all of a journal, are records of numbers; texts stand in
 * a table beside them, once each. What is rare is kept as it is.
 */
import type { ClientFacts, DoneEvent, JournalEvent, SendEvent } from '../../engine/journal.ts';

export interface Packed {
  readonly records: Uint8Array<ArrayBuffer>;
  readonly texts: readonly string[];
  readonly rest: readonly object[];
  /** About how much memory it takes. */
  readonly bytes: number;
}

/** A record's first byte. */
const KIND = { rest: 0, send: 1, arrive: 2, answer: 3, done: 4, gauge: 5 } as const;
/** How a trace is written: most are the number of their request. */
const TRACE = { none: 0, number: 1, text: 2 } as const;
/** Bytes that a string and a plain object cost beside their contents. */
const TEXT_COST = 24;
const OBJECT_COST = 160;
const LONGEST_RECORD = 96;

type Done = NonNullable<DoneEvent['client']>;

export function pack(events: readonly JournalEvent[]): Packed {
  const out = new Writer();
  for (const event of events) write(out, event);
  return out.finish();
}

export function unpack({ records, texts, rest }: Packed): JournalEvent[] {
  const from = new Reader(records, texts, rest);
  const events: JournalEvent[] = [];
  while (from.more) events.push(read(from));
  return events;
}

function write(out: Writer, event: JournalEvent): void {
  switch (event.kind) {
    case 'send':
      out.begin(KIND.send, event.t);
      out.f64(event.id);
      for (const text of [event.from, event.to, event.method, event.path]) out.text(text);
      writeTrace(out, event.trace);
      writeClient(out, event.client);
      return;
    case 'done':
      out.begin(KIND.done, event.t);
      out.f64(event.id);
      out.text(event.from);
      out.text(event.to);
      out.u16(event.status ?? 0);
      out.text(event.error);
      out.f64(event.ms);
      writeTrace(out, event.trace);
      writeClient(out, event.client);
      if (!event.client) return;
      writeEnd(out, event.client);
      return;
    case 'arrive':
    case 'answer':
      out.begin(KIND[event.kind], event.t);
      out.f64(event.id);
      out.text(event.machine);
      if (event.kind === 'answer') out.u16(event.status);
      return;
    case 'gauge':
      out.begin(KIND.gauge, event.t);
      out.text(event.machine);
      out.text(event.name);
      out.f64(event.value);
      return;
    default:
      out.begin(KIND.rest, event.t);
      out.object(event);
  }
}

function read(from: Reader): JournalEvent {
  const kind = from.u8();
  const t = from.f64();
  switch (kind) {
    case KIND.send:
      return readSend(from, t);
    case KIND.done:
      return readDone(from, t);
    case KIND.arrive:
      return { kind: 'arrive', t, id: from.f64(), machine: from.word() };
    case KIND.answer:
      return { kind: 'answer', t, id: from.f64(), machine: from.word(), status: from.u16() };
    case KIND.gauge:
      return { kind: 'gauge', t, machine: from.word(), name: from.word(), value: from.f64() };
    default:
      return from.object() as JournalEvent;
  }
}

function readSend(from: Reader, t: number): SendEvent {
  const id = from.f64();
  const [sender, to] = [from.word(), from.word()];
  const [method, path] = [from.word(), from.word()];
  const trace = readTrace(from);
  const client = readClient(from);
  return { kind: 'send', t, id, from: sender, to, method, path, trace, client };
}

function readDone(from: Reader, t: number): DoneEvent {
  const id = from.f64();
  const [sender, to] = [from.word(), from.word()];
  const status = from.u16() || undefined;
  const error = from.text() as DoneEvent['error'];
  const ms = from.f64();
  const trace = readTrace(from);
  const facts = readClient(from);
  const client = facts && {
    ...facts,
    outcome: from.word() as Done['outcome'],
    why: from.text(),
    answer: from.text(),
    ...from.object(),
  };
  return { kind: 'done', t, id, from: sender, to, status, error, ms, trace, client };
}

function writeTrace(out: Writer, trace: string | undefined): void {
  if (trace === undefined) return out.u8(TRACE.none);
  const number = Number(trace) >>> 0;
  if (String(number) !== trace) {
    out.u8(TRACE.text);
    return out.text(trace);
  }
  out.u8(TRACE.number);
  out.u32(number);
}

function readTrace(from: Reader): string | undefined {
  const how = from.u8();
  if (how === TRACE.none) return undefined;
  return how === TRACE.number ? String(from.u32()) : from.text();
}

/** How a client's request ended; what few of them say is kept as it is. */
function writeEnd(out: Writer, end: Done): void {
  const { load, flow, step, user, label, body, outcome, why, answer, ...few } = end;
  out.text(outcome);
  out.text(why);
  out.text(answer);
  out.object(Object.keys(few).length > 0 ? few : undefined);
}

function writeClient(out: Writer, client: ClientFacts | undefined): void {
  out.u8(client ? 1 : 0);
  if (!client) return;
  out.text(client.load);
  out.u32(client.flow);
  out.u32(client.step);
  // One more than it is: 0 says that there is none.
  out.u32(client.user === undefined ? 0 : client.user + 1);
  out.text(client.label);
  out.text(client.body);
}

function readClient(from: Reader): ClientFacts | undefined {
  if (from.u8() === 0) return undefined;
  const load = from.word();
  const [flow, step, user] = [from.u32(), from.u32(), from.u32()];
  const [label, body] = [from.text(), from.text()];
  return { load, flow, step, user: user === 0 ? undefined : user - 1, label, body };
}

class Writer {
  #bytes = new Uint8Array(1 << 16);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;
  readonly #texts: string[] = [];
  readonly #known = new Map<string, number>();
  readonly #rest: object[] = [];
  #cost = 0;

  begin(kind: number, t: number): void {
    if (this.#at + LONGEST_RECORD > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    this.u8(kind);
    this.f64(t);
  }
  u8(value: number): void {
    this.#view.setUint8(this.#at, value);
    this.#at += 1;
  }
  u16(value: number): void {
    this.#view.setUint16(this.#at, value);
    this.#at += 2;
  }
  u32(value: number): void {
    this.#view.setUint32(this.#at, value);
    this.#at += 4;
  }
  f64(value: number): void {
    this.#view.setFloat64(this.#at, value);
    this.#at += 8;
  }
  /** Its place in the table, from 1; 0 for none. */
  text(text: string | undefined): void {
    if (text === undefined) return this.u32(0);
    let index = this.#known.get(text);
    if (index === undefined) {
      index = this.#texts.push(text);
      this.#known.set(text, index);
      this.#cost += text.length + TEXT_COST;
    }
    this.u32(index);
  }
  object(value: object | undefined): void {
    if (!value) return this.u32(0);
    this.u32(this.#rest.push(value));
    this.#cost += OBJECT_COST;
  }
  finish(): Packed {
    const records = this.#bytes.slice(0, this.#at);
    const bytes = records.length + this.#cost;
    return { records, texts: this.#texts, rest: this.#rest, bytes };
  }
}

class Reader {
  readonly #view: DataView;
  readonly #texts: readonly string[];
  readonly #rest: readonly object[];
  #at = 0;

  constructor(records: Uint8Array<ArrayBuffer>, texts: readonly string[], rest: readonly object[]) {
    this.#view = new DataView(records.buffer);
    this.#texts = texts;
    this.#rest = rest;
  }

  get more(): boolean {
    return this.#at < this.#view.byteLength;
  }
  u8(): number {
    return this.#view.getUint8(this.#at++);
  }
  u16(): number {
    this.#at += 2;
    return this.#view.getUint16(this.#at - 2);
  }
  u32(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4);
  }
  f64(): number {
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8);
  }
  text(): string | undefined {
    const index = this.u32();
    return index === 0 ? undefined : this.#texts[index - 1];
  }
  word(): string {
    return this.text() ?? '';
  }
  object(): object | undefined {
    const index = this.u32();
    return index === 0 ? undefined : this.#rest[index - 1];
  }
}
