class Counter {
  static #instances = 0;
  static {
    Counter.label = 'counter';
  }
  static label: string;
  #count = 0;
  get count(): number {
    return this.#count;
  }
  set count(n: number) {
    this.#count = n;
  }
  #bump(): void {
    this.#count++;
  }
  constructor() {
    Counter.#instances++;
  }
  up(): this {
    this.#bump();
    return this;
  }
  static total(): number {
    return Counter.#instances;
  }
  static isOne(thing: object): boolean {
    return #count in thing;
  }
  get [Symbol.toStringTag](): string {
    return 'Tagged';
  }
}
const c = new Counter().up().up();
c.count += 10;
console.log(
  c.count,
  Counter.total(),
  Counter.isOne(c),
  Counter.isOne({}),
  Counter.label,
  String(c),
);
class Failure extends Error {
  override name = 'Failure';
  readonly status: number;
  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
const failure = new Failure('broken', 500, { cause: new Error('root') });
console.log(
  failure instanceof Error,
  failure.name,
  failure.status,
  (failure.cause as Error).message,
  `${failure}`,
);
const both = new AggregateError([new Error('a'), new Error('b')], 'several');
console.log(both.errors.length, both.message);
console.log(
  Object.entries({ b: 1, a: 2, 1: 0 }),
  Object.groupBy([1, 2, 3], (n) => (n % 2 ? 'odd' : 'even')),
);
