/**
 * One SQLite for one process: an instance of its WebAssembly build with memory of its own, and what
 * the build asks of its surroundings. Nothing of the outside is among it: files are the business of
 * the file system (`vfs.ts`), so every system call is refused, and time is the process's own.
 */
import type { Api, Pointer } from './api.ts';

/** What is taken from the platform before a realm is closed to programs. */
export type Platform = Pick<typeof WebAssembly, 'Module' | 'Instance' | 'Memory'>;

/** What the process lends to its SQLite. */
export interface Surroundings {
  /** Unix ms, with fractions, that the machine's calendar shows. */
  readonly now: () => number;
  /** Virtual ms since the session began. */
  readonly clock: () => number;
}

const PAGE = 65536;
/** As the build declares it. */
const FIRST_PAGES = 128;
/** 256 MB: SQLite is out of memory at the same moment on every device. */
const MOST_PAGES = 4096;
/** What is asked for at least, of what there is: so that growing byte by byte does not cost much. */
const GROWTH = 1.2;
const ENOSYS = 52;

export interface Library {
  readonly api: Api;
  readonly memory: SqliteMemory;
}

export function openLibrary(
  platform: Platform,
  module: WebAssembly.Module,
  surroundings: Surroundings,
): Library {
  const buffer = new platform.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES });
  const memory = new SqliteMemory(buffer);
  const instance = new platform.Instance(module, {
    env: { ...ENVIRONMENT, ...environment(memory, buffer, surroundings), memory: buffer },
    wasi_snapshot_preview1: wasi(memory, surroundings),
  });
  const api = instance.exports as unknown as Api;
  api.__wasm_call_ctors();
  memory.use(api);
  return { api, memory };
}

const refused = (): number => -ENOSYS;

/** System calls of a file system that this build has and that nobody uses. */
const ENVIRONMENT: Readonly<Record<string, () => number>> = Object.fromEntries(
  [
    '__syscall_chmod',
    '__syscall_faccessat',
    '__syscall_fchmod',
    '__syscall_fchown32',
    '__syscall_fcntl64',
    '__syscall_fstat64',
    '__syscall_ftruncate64',
    '__syscall_getcwd',
    '__syscall_ioctl',
    '__syscall_lstat64',
    '__syscall_mkdirat',
    '__syscall_newfstatat',
    '__syscall_openat',
    '__syscall_readlinkat',
    '__syscall_rmdir',
    '__syscall_stat64',
    '__syscall_unlinkat',
    '__syscall_utimensat',
    '_mmap_js',
    '_munmap_js',
  ].map((name) => [name, refused]),
);

function environment(
  memory: SqliteMemory,
  buffer: WebAssembly.Memory,
  { now, clock }: Surroundings,
): WebAssembly.ModuleImports {
  return {
    emscripten_date_now: now,
    emscripten_get_now: clock,
    emscripten_get_heap_max: () => MOST_PAGES * PAGE,
    emscripten_resize_heap: (size: number) => {
      const there = memory.bytes.length / PAGE;
      const wanted = Math.max(Math.ceil(size / PAGE), Math.ceil(there * GROWTH));
      try {
        buffer.grow(Math.min(wanted, MOST_PAGES) - there);
        return size <= MOST_PAGES * PAGE ? 1 : 0;
      } catch {
        return 0;
      }
    },
    /** Machines are in UTC: no offset, no summer time. */
    _tzset_js: (offset: Pointer, summer: Pointer, name: Pointer, summerName: Pointer) => {
      memory.setInt32(offset, 0);
      memory.setInt32(summer, 0);
      for (const at of [name, summerName]) memory.bytes.set([0x55, 0x54, 0x43, 0], at);
    },
    /** `struct tm` of these Unix seconds. */
    _localtime_js: (seconds: bigint, tm: Pointer) => {
      const date = new Date(Number(seconds) * 1000);
      const year = date.getUTCFullYear();
      [
        date.getUTCSeconds(),
        date.getUTCMinutes(),
        date.getUTCHours(),
        date.getUTCDate(),
        date.getUTCMonth(),
        year - 1900,
        date.getUTCDay(),
        Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000),
        0,
        0,
      ].forEach((value, i) => memory.setInt32(tm + 4 * i, value));
    },
  };
}

function wasi(memory: SqliteMemory, { clock }: Surroundings): WebAssembly.ModuleImports {
  const refuse = (): number => ENOSYS;
  return {
    fd_close: refuse,
    fd_fdstat_get: refuse,
    fd_read: refuse,
    fd_seek: refuse,
    fd_sync: refuse,
    fd_write: refuse,
    environ_sizes_get: (count: Pointer, size: Pointer) => {
      memory.setInt32(count, 0);
      memory.setInt32(size, 0);
      return 0;
    },
    environ_get: () => 0,
    clock_time_get: (_id: number, _precision: bigint, at: Pointer) => {
      memory.setInt64(at, BigInt(Math.floor(clock() * 1e6)));
      return 0;
    },
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes, numbers and texts in SQLite's memory. */
export class SqliteMemory {
  readonly #memory: WebAssembly.Memory;
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView<ArrayBuffer>;
  #api!: Api;
  /** Two words for what a function gives through a pointer. */
  out: Pointer = 0;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#view = new DataView(memory.buffer);
  }

  use(api: Api): void {
    this.#api = api;
    this.out = api.malloc(16);
  }

  /** All of it. Growing makes what was asked for before empty. */
  get bytes(): Uint8Array<ArrayBuffer> {
    if (this.#bytes.length === 0) this.#refresh();
    return this.#bytes;
  }

  get #data(): DataView<ArrayBuffer> {
    if (this.#bytes.length === 0) this.#refresh();
    return this.#view;
  }

  #refresh(): void {
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#view = new DataView(this.#memory.buffer);
  }

  /** An address, or a 32-bit number that is none below zero. */
  pointer(at: Pointer): Pointer {
    return this.#data.getUint32(at, true);
  }

  int64(at: Pointer): bigint {
    return this.#data.getBigInt64(at, true);
  }

  setInt32(at: Pointer, value: number): void {
    this.#data.setInt32(at, value, true);
  }

  setInt64(at: Pointer, value: bigint): void {
    this.#data.setBigInt64(at, value, true);
  }

  setFloat64(at: Pointer, value: number): void {
    this.#data.setFloat64(at, value, true);
  }

  /** A copy of these bytes. */
  copy(at: Pointer, length: number): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(at, at + length);
  }

  /** The text of so many bytes, or up to the first zero. */
  text(at: Pointer, length?: number): string {
    const { bytes } = this;
    const end = length === undefined ? bytes.indexOf(0, at) : at + length;
    return decoder.decode(bytes.subarray(at, end));
  }

  /** The same; null for no address. */
  textOrNull(at: Pointer): string | null {
    return at === 0 ? null : this.text(at);
  }

  /** Lends a text, with a zero behind it, for as long as `use` runs; `length` in bytes. */
  withText<T>(text: string, use: (at: Pointer, length: number) => T): T {
    const at = this.#room(3 * text.length + 1);
    try {
      const { written } = encoder.encodeInto(text, this.bytes.subarray(at, at + 3 * text.length));
      this.bytes[at + written] = 0;
      return use(at, written);
    } finally {
      this.#api.free(at);
    }
  }

  /** Lends bytes. */
  withBytes<T>(bytes: Uint8Array, use: (at: Pointer, length: number) => T): T {
    const at = this.#room(bytes.length + 1);
    try {
      this.bytes.set(bytes, at);
      return use(at, bytes.length);
    } finally {
      this.#api.free(at);
    }
  }

  /** For good: a text that SQLite keeps an address of. */
  keepText(text: string): Pointer {
    const bytes = encoder.encode(`${text}\0`);
    const at = this.#room(bytes.length);
    this.bytes.set(bytes, at);
    return at;
  }

  #room(size: number): Pointer {
    const at = this.#api.malloc(size);
    if (at === 0) throw new RangeError('SQLite is out of memory: it has 256 MB in a lab');
    return at;
  }
}
