/** Events of HTTP that hand over the bare connection: there is none to be handed over. */
import { unsupported } from '../errors.ts';

const WHAT: Readonly<Record<string, string>> = {
  upgrade:
    'A connection carries HTTP and nothing else, so there are no WebSockets. Ask again and again, or answer in parts (`res.write`) on a response that stays open.',
  connect: 'A connection carries HTTP and nothing else. Forward requests one by one.',
};

const LISTENING = ['on', 'addListener', 'once', 'prependListener', 'prependOnceListener'] as const;

type Listen = (this: object, name: string | symbol, ...rest: unknown[]) => unknown;

/**
 * Makes listening for one of them fail, at the line that does it.
 *
 * @param prototype of a class of emitters
 * @param shown how programs call an object of it
 */
export function refuseEvents(prototype: object, shown: string): void {
  for (const method of LISTENING) {
    const listen = Reflect.get(prototype, method) as Listen;
    const value: Listen = function (name, ...rest) {
      const instead = typeof name === 'string' ? WHAT[name] : undefined;
      if (instead !== undefined)
        throw unsupported(`${shown}.${method}('${String(name)}')`, instead);
      return listen.call(this, name, ...rest);
    };
    Object.defineProperty(prototype, method, { value, writable: true, configurable: true });
  }
}
