/** Parameters of a statement: what a program gives, by place and by name, and how it gets there. */
import type { Pointer } from './api.ts';
import type { Connection } from './connection.ts';
import { invalidState } from './errors.ts';
import { bind, isBuffer } from './values.ts';

export interface BindOptions {
  /** `a` may be said for `$a`. */
  readonly allowBareNamedParameters: boolean;
  /** Names that the statement does not have are passed over. */
  readonly allowUnknownNamedParameters: boolean;
}

/** What a statement is run with. */
export interface Parameters {
  /** By name, in the order of the object's keys. */
  readonly named?: readonly (readonly [name: string, value: unknown])[];
  readonly listed: readonly unknown[];
}

export const NOTHING: Parameters = { listed: [] };

/** An object that comes first has names, unless it is bytes. */
export function parametersOf(args: readonly unknown[]): Parameters {
  const [first, ...listed] = args;
  const isObject = (typeof first === 'object' && first !== null) || typeof first === 'function';
  if (!isObject || ArrayBuffer.isView(first) || isBuffer(first)) return { listed: args };
  return { named: Object.entries(first), listed };
}

/** Binds the parameters of one statement. */
export class Binder {
  readonly #connection: Connection;
  /** Of parameters with a name, that without its sign, and the whole of it. */
  #bareNames: ReadonlyMap<string, string> | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @throws Error for a name that there is not, or a value that cannot be bound */
  bind(statement: Pointer, { named, listed }: Parameters, options: BindOptions): void {
    if (named) this.#bindNamed(statement, named, options);
    let index = 1;
    for (const value of listed) {
      while (this.#hasName(statement, index)) index++;
      this.#connection.check(bind(this.#connection.library, statement, index, value));
      index++;
    }
  }

  #bindNamed(
    statement: Pointer,
    named: NonNullable<Parameters['named']>,
    { allowBareNamedParameters, allowUnknownNamedParameters }: BindOptions,
  ): void {
    const { library } = this.#connection;
    if (allowBareNamedParameters) this.#bareNames ??= this.#readBareNames(statement);
    const indexOf = (name: string): number =>
      library.memory.withText(name, (at) =>
        library.api.sqlite3_bind_parameter_index(statement, at),
      );
    for (const [name, value] of named) {
      let index = indexOf(name);
      const full = allowBareNamedParameters ? this.#bareNames?.get(name) : undefined;
      if (index === 0 && full !== undefined) index = indexOf(full);
      if (index === 0) {
        if (allowUnknownNamedParameters) continue;
        throw invalidState(`Unknown named parameter '${name}'`);
      }
      this.#connection.check(bind(library, statement, index, value));
    }
  }

  #readBareNames(statement: Pointer): ReadonlyMap<string, string> {
    const { api } = this.#connection.library;
    const names = new Map<string, string>();
    for (let i = 1; i <= api.sqlite3_bind_parameter_count(statement); i++) {
      const name = this.#nameOf(statement, i);
      if (name === null) continue;
      const short = name.slice(1);
      const other = names.get(short) ?? name;
      if (other !== name) {
        throw invalidState(
          `Cannot create bare named parameter '${short}' because of conflicting names '${other}' and '${name}'.`,
        );
      }
      names.set(short, name);
    }
    return names;
  }

  #nameOf(statement: Pointer, index: number): string | null {
    const { api, memory } = this.#connection.library;
    return memory.textOrNull(api.sqlite3_bind_parameter_name(statement, index));
  }

  /** `?1` is a place, not a name. */
  #hasName(statement: Pointer, index: number): boolean {
    const name = this.#nameOf(statement, index);
    return name !== null && !name.startsWith('?');
  }
}
