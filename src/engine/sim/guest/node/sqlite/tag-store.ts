/** `SQLTagStore`: statements by the text of a template literal, the least recent of them forgotten. */
import type { Connection } from './connection.ts';
import { dressed, ownGetters } from './classes.ts';
import { illegalConstructor, invalidType } from './errors.ts';
import type { Statement } from './statement.ts';

export interface TagStoreSetup {
  readonly db: object;
  readonly capacity: number;
  /** @throws Error ERR_INVALID_STATE when it is not open */
  readonly connection: () => Connection;
  readonly prepare: (sql: string) => Statement;
}

class TagStore {
  readonly #setup: TagStoreSetup;
  readonly #statements = new Map<
    string,
    { readonly statement: Statement; readonly generation: number }
  >();

  constructor(setup: TagStoreSetup) {
    this.#setup = setup;
    ownGetters(this, {
      capacity: () => setup.capacity,
      db: () => setup.db,
      size: () => this.#statements.size,
    });
  }

  static is(value: object): boolean {
    return #setup in value;
  }

  get(...args: unknown[]): unknown {
    return this.#statement(args).get(...args.slice(1));
  }

  all(...args: unknown[]): unknown {
    return this.#statement(args).all(...args.slice(1));
  }

  iterate(...args: unknown[]): unknown {
    return this.#statement(args).iterate(...args.slice(1));
  }

  run(...args: unknown[]): unknown {
    return this.#statement(args).run(...args.slice(1));
  }

  clear(): void {
    this.#statements.clear();
  }

  #statement(args: readonly unknown[]): Statement {
    const { generation } = this.#setup.connection();
    const [strings] = args;
    if (!Array.isArray(strings))
      throw invalidType('First argument must be an array of strings (template literal).');
    const sql = strings.reduce<string>((text, part: unknown, i) => {
      if (typeof part !== 'string') throw invalidType('Template literal parts must be strings.');
      return `${text}${part}${i < args.length - 1 ? '?' : ''}`;
    }, '');
    const known = this.#statements.get(sql);
    const statement = known?.generation === generation ? known.statement : this.#setup.prepare(sql);
    this.#statements.delete(sql);
    this.#statements.set(sql, { statement, generation });
    if (this.#statements.size > this.#setup.capacity)
      this.#statements.delete(this.#statements.keys().next().value!);
    return statement;
  }
}

dressed(TagStore, 'SQLTagStore', illegalConstructor);

export function makeTagStore(setup: TagStoreSetup): object {
  return new TagStore(setup);
}
