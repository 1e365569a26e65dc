/** How the bank speaks to its database: one method, one statement, one round trip. */
const DB = process.env.DB_URL ?? 'http://db:8080';

/** ms to wait for the database's answer. */
const PATIENCE = 400;

/** The database said no, and says why. Whatever the statement wanted has not happened. */
export class Refused extends Error {}

/** `/balances?first=1&last=10`: what these accounts hold, and the sum of all. */
export async function balances(url: string): Promise<object> {
  const answer = await fetch(`${DB}${url.replace('/balances', '/accounts')}`);
  return (await answer.json()) as object;
}

/** Statements on accounts. Those of a transaction belong together; the others stand alone. */
export class Connection {
  readonly #trace: string;
  #tx: number | undefined;

  /** @param trace the id of the request that this is for: it travels along */
  constructor(trace: string) {
    this.#trace = trace;
  }

  /** BEGIN: everything up to `commit` or `rollback` is one transaction. */
  async begin(): Promise<void> {
    this.#tx = (await this.#ask('POST', '/begin')).tx;
  }

  async commit(): Promise<void> {
    await this.#ask('POST', '/commit');
  }

  async rollback(): Promise<void> {
    await this.#ask('POST', '/rollback');
  }

  /** SELECT balance */
  async read(account: string): Promise<number> {
    return (await this.#ask('GET', `/accounts/${account}`)).balance ?? 0;
  }

  /** SELECT balance … FOR UPDATE: waits for the row's lock, and keeps it to the end. */
  async readForUpdate(account: string): Promise<number> {
    return (await this.#ask('GET', `/accounts/${account}/locked`)).balance ?? 0;
  }

  /** UPDATE … SET balance = 79 */
  async write(account: string, balance: number): Promise<void> {
    await this.#ask('PUT', `/accounts/${account}`, { balance });
  }

  /** UPDATE … SET balance = balance + by */
  async add(account: string, by: number): Promise<void> {
    await this.#ask('POST', `/accounts/${account}/add`, { by });
  }

  async #ask(method: string, path: string, body?: object): Promise<Record<string, number>> {
    const tx = this.#tx === undefined ? '' : `?tx=${this.#tx}`;
    const answer = await fetch(DB + path + tx, {
      method,
      headers: { 'x-request-id': this.#trace },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const said = (await answer.json()) as Record<string, number> & { error?: string };
    if (!answer.ok) throw new Refused(said.error ?? `the database answered ${answer.status}`);
    return said;
  }
}
