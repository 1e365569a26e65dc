import type { IncomingMessage } from 'node:http';

type Pair<T> = readonly [T, T];
interface Named {
  name: string;
}
declare const ghost: number;
abstract class Base<T extends Named = Named> {
  protected readonly items: T[] = [];
  static made = 0;
  declare hint: string;
  optional?: number;
  abstract kind(): string;
  add(item: T): this {
    this.items.push(item);
    Base.made++;
    return this;
  }
  names(this: Base<T>): string[] {
    return this.items.map((item) => item.name);
  }
}
class Real extends Base implements Named {
  name = 'real' as const;
  override kind(): string {
    return 'real';
  }
}
function pick(pair: Pair<number>): number;
function pick(pair: Pair<string>): string;
function pick(pair: Pair<unknown>): unknown {
  return pair[1]!;
}
const real = new Real().add({ name: 'x' }).add({ name: 'y' });
console.log(real.names(), real.kind(), Base.made, pick([1, 2]), pick(['a', 'b']), real);
const config = { port: 80, host: 'a' } satisfies Record<string, unknown>;
const generic = <T>(value: T): T => value;
console.log(
  generic<number>(5) as unknown,
  config.port!,
  typeof (null as unknown as IncomingMessage),
  'ghost' in globalThis,
);
export type { Pair };
void (() => ghost);
