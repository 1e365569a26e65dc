/** What is taken for granted of SQLite's WebAssembly build: where its structures have what. */
import { beforeAll, describe, expect, it } from 'vitest';
import * as sqlite from '../../../../../../../src/engine/sim/guest/node/sqlite/api.ts';
import { tableNumbers } from '../../../../../../../src/engine/sim/guest/node/sqlite/callbacks.ts';
import {
  openLibrary,
  type Library,
} from '../../../../../../../src/engine/sim/guest/node/sqlite/library.ts';
import { LIMITS } from '../../../../../../../src/engine/sim/guest/node/sqlite/options.ts';
import {
  METHODS,
  METHODS_SIZE,
  VFS,
  VFS_SIZE,
} from '../../../../../../../src/engine/sim/guest/node/sqlite/vfs.ts';
import { sqliteOnNode } from '../../../../../../../src/engine/sim/hosts/node-sqlite.ts';

interface Facts {
  readonly structs: readonly {
    readonly name: string;
    readonly sizeof: number;
    readonly members: Readonly<Record<string, { readonly offset: number }>>;
  }[];
  readonly resultCodes: Readonly<Record<string, number>>;
  readonly openFlags: Readonly<Record<string, number>>;
  readonly dataTypes: Readonly<Record<string, number>>;
  readonly limits: Readonly<Record<string, number>>;
}

let library: Library;
/** What the build says of itself. */
let facts: Facts;

beforeAll(async () => {
  const { wasm } = await sqliteOnNode();
  library = openLibrary(WebAssembly, wasm, { now: () => 0, clock: () => 0 });
  const { sqlite3__wasm_enum_json: describeBuild } = library.api as unknown as {
    sqlite3__wasm_enum_json(): number;
  };
  facts = JSON.parse(library.memory.text(describeBuild())) as Facts;
});

const structure = (name: string) => facts.structs.find((one) => one.name === name)!;

describe('the build', () => {
  it.each([
    ['sqlite3_vfs', VFS, VFS_SIZE],
    ['sqlite3_io_methods', METHODS, METHODS_SIZE],
  ] as const)('has %s as it is filled here', (name, offsets, size) => {
    const { members, sizeof } = structure(name);
    expect(sizeof).toBe(size);
    expect(
      Object.fromEntries(Object.keys(offsets).map((member) => [member, members[member]?.offset])),
    ).toEqual(offsets);
  });

  it('has a file that is a pointer, and the numbers that are used', () => {
    expect(structure('sqlite3_file').sizeof).toBe(4);
    const { resultCodes, dataTypes, openFlags } = facts;
    const codes = Object.entries(resultCodes).filter(
      ([name]) => name.replace('SQLITE_', '') in sqlite,
    );
    expect(codes.length).toBeGreaterThan(15);
    for (const [name, value] of codes)
      expect([name, sqlite[name.replace('SQLITE_', '') as 'OK']]).toEqual([name, value]);
    for (const name of ['INTEGER', 'FLOAT', 'TEXT', 'BLOB'] as const)
      expect(sqlite[name]).toBe(dataTypes[`SQLITE_${name}`]);
    for (const [name, value] of Object.entries(sqlite.OPEN))
      expect([name, value]).toEqual([name, openFlags[`SQLITE_OPEN_${name}`]]);
    expect(Object.values(LIMITS)).toEqual(
      [
        'LENGTH',
        'SQL_LENGTH',
        'COLUMN',
        'EXPR_DEPTH',
        'COMPOUND_SELECT',
        'VDBE_OP',
        'FUNCTION_ARG',
        'ATTACHED',
        'LIKE_PATTERN_LENGTH',
        'VARIABLE_NUMBER',
        'TRIGGER_DEPTH',
      ].map((name) => facts.limits[`SQLITE_LIMIT_${name}`]),
    );
  });

  it('is out of memory at 256 MB, and says so', () => {
    const { api } = library;
    const taken: number[] = [];
    for (let at = api.malloc(2 ** 24); at !== 0; at = api.malloc(2 ** 24)) taken.push(at);
    expect(taken.length).toBeGreaterThan(13);
    expect(taken.length).toBeLessThanOrEqual(16);
    expect(library.memory.bytes.length).toBeLessThanOrEqual(2 ** 28);
    expect(() => library.memory.withBytes(new Uint8Array(2 ** 25), () => 0)).toThrow(/256 MB/);
    for (const at of taken) api.free(at);
    // What was given back is there again, and views of before are not used.
    expect(library.memory.withText('äx', (at, length) => library.memory.text(at, length))).toBe(
      'äx',
    );
  });
});

describe('functions that SQLite calls', () => {
  it('get what they are called with, 64-bit integers as bigints, and give their answer', () => {
    const table = new WebAssembly.Table({ element: 'anyfunc', initial: 3 });
    const heard: unknown[] = [];
    const numbers = tableNumbers(WebAssembly, table, {
      reads: {
        type: 'iij:i',
        run: (a: number, b: number, c: bigint) => {
          heard.push(a, b, c);
          return 7;
        },
      },
      ends: { type: ':', run: () => void heard.push('end') },
      ...Object.fromEntries(
        Array.from({ length: 200 }, (_, i) => [
          `f${i}`,
          { type: 'i:i', run: (x: number) => x + i },
        ]),
      ),
    });
    expect(numbers).toMatchObject({ reads: 3, ends: 4, f0: 5, f199: 204 });
    const call = (at: number, ...args: unknown[]): unknown =>
      (table.get(at) as (...args: unknown[]) => unknown)(...args);
    expect(call(numbers.reads, 1, -2, 2n ** 40n)).toBe(7);
    expect(call(numbers.ends)).toBeUndefined();
    expect(heard).toEqual([1, -2, 2n ** 40n, 'end']);
    expect(call(204, 1000)).toBe(1199);
  });
});
