/** Errors as Node makes them: a code, the system call, and Node's own wording. */

export interface SystemErrorFacts {
  readonly syscall?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

const WORDS: Record<string, string> = {
  ECONNREFUSED: 'connect ECONNREFUSED',
  ECONNRESET: 'read ECONNRESET',
  ENOTFOUND: 'getaddrinfo ENOTFOUND',
  EHOSTUNREACH: 'connect EHOSTUNREACH',
  EADDRINUSE: 'listen EADDRINUSE: address already in use',
};

const NUMBERS: Record<string, number> = {
  ECONNREFUSED: -111,
  ECONNRESET: -104,
  ENOTFOUND: -3008,
  EHOSTUNREACH: -113,
  EADDRINUSE: -98,
};

/** Codes of system errors and their numbers, positive, as `os.constants.errno` has them. */
export function errorNumbers(): Record<string, number> {
  return Object.fromEntries(
    Object.entries(NUMBERS)
      .filter(([code]) => code !== 'ENOTFOUND')
      .map(([code, number]) => [code, -number]),
  );
}

/** `util.getSystemErrorName`: the code of a negative number. */
export function errorName(number: number): string | undefined {
  return Object.keys(NUMBERS).find((code) => NUMBERS[code] === number);
}

/** An error of the network, with Node's code, number and message. */
export function systemError(code: string, facts: SystemErrorFacts = {}, message?: string): Error {
  const where = facts.hostname ?? (facts.address ? `${facts.address}:${facts.port}` : '');
  const error = new Error(message ?? `${WORDS[code] ?? code}${where ? ` ${where}` : ''}`);
  return Object.assign(error, { errno: NUMBERS[code], code, ...facts });
}

/** An error that Node throws for a mistake of the program: `TypeError [ERR_…]: …`. */
export function nodeError(
  code: string,
  message: string,
  Base: ErrorConstructor | TypeErrorConstructor | RangeErrorConstructor = Error,
): Error {
  const error = new Base(message);
  Object.defineProperty(error, 'code', {
    value: code,
    enumerable: true,
    writable: true,
    configurable: true,
  });
  const stack = error.stack;
  if (stack) error.stack = stack.replace(error.name, `${error.name} [${code}]`);
  return error;
}

/** What was got instead, in Node's words: `type number (5)`, `an instance of Map`. */
export function received(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value === 'object') return `an instance of ${value.constructor?.name ?? 'Object'}`;
  const text =
    typeof value === 'string'
      ? `'${value.length > 28 ? `${value.slice(0, 25)}...` : value}'`
      : String(value);
  return `type ${typeof value} (${text}${typeof value === 'bigint' ? 'n' : ''})`;
}

/** What the program asked for is not simulated: says its name and what to do. */
export function unsupported(what: string, instead: string): Error {
  return nodeError(
    'ERR_UNSUPPORTED_IN_PAGE',
    `${what} is not available in the in-page engine. ${instead}`,
  );
}
