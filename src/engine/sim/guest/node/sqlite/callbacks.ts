/**
 * Functions of ours that SQLite calls. It calls by number in a table, which takes functions of
 * WebAssembly alone: so a module is made whose only content is to import ours and to export them
 * with their types.
 */
import type { Pointer } from './api.ts';
import type { Platform } from './library.ts';

/**
 * What a function takes and gives: `iij:i` takes two 32-bit integers and a 64-bit one (a bigint),
 * and gives a 32-bit one; `i:` gives nothing.
 */
export type Signature = `${string}:${'i' | ''}`;

export interface Callback {
  readonly type: Signature;
  readonly run: (...args: never[]) => number | void;
}

/** Their numbers in the table, by their names. */
export function tableNumbers<Name extends string>(
  { Module, Instance }: Platform,
  table: WebAssembly.Table,
  callbacks: Readonly<Record<Name, Callback>>,
): Record<Name, Pointer> {
  const names = Object.keys(callbacks) as Name[];
  const module = new Module(passThrough(names.map((name) => callbacks[name].type)));
  const ours = Object.fromEntries(names.map((name, i) => [i, callbacks[name].run]));
  const { exports } = new Instance(module, { '': ours });
  const first = table.grow(names.length);
  const numbers = {} as Record<Name, Pointer>;
  names.forEach((name, i) => {
    table.set(first + i, exports[i]);
    numbers[name] = first + i;
  });
  return numbers;
}

const VALUE: Readonly<Record<string, number>> = { i: 0x7f, j: 0x7e };
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const TYPES = 1;
const IMPORTS = 2;
const EXPORTS = 7;
const FUNCTION = 0;

/** A module that imports functions named `0`, `1`, … from ``, and exports them again. */
function passThrough(types: readonly Signature[]): Uint8Array<ArrayBuffer> {
  const section = (id: number, entries: readonly number[][]): number[] => {
    const content = vector(entries);
    return [id, ...leb(content.length), ...content];
  };
  return Uint8Array.from([
    ...HEADER,
    ...section(TYPES, types.map(typeOf)),
    ...section(
      IMPORTS,
      types.map((_, i) => [...name(''), ...name(String(i)), FUNCTION, ...leb(i)]),
    ),
    ...section(
      EXPORTS,
      types.map((_, i) => [...name(String(i)), FUNCTION, ...leb(i)]),
    ),
  ]);
}

function typeOf(signature: Signature): number[] {
  const values = (letters: string): number[] =>
    vector(Array.from(letters, (letter) => [VALUE[letter]!]));
  const [takes = '', gives = ''] = signature.split(':');
  return [0x60, ...values(takes), ...values(gives)];
}

function vector(entries: readonly number[][]): number[] {
  return [...leb(entries.length), ...entries.flat()];
}

/** ASCII alone. */
function name(text: string): number[] {
  return vector(Array.from(text, (letter) => [letter.charCodeAt(0)]));
}

/** An unsigned number as WebAssembly writes it: seven bits a byte. */
function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}
