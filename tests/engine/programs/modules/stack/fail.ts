/** Types and comments above must not move the lines. */
export interface Options {
  readonly reason: string;
}

export function fail(reason: string): never {
  inner({ reason });
}

function inner({ reason }: Options): never {
  throw new Error(reason);
}
