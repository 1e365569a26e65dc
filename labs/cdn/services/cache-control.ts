/** Reads a Cache-Control header, as a cache that many share or as a browser. Times come in seconds. */

export interface Rules {
  /** False: it may not be kept at all. */
  readonly keep: boolean;
  /** ms for which a copy is as good as new. */
  readonly freshMs: number;
  /** ms after that for which a copy may stand in for an origin that fails (RFC 5861). */
  readonly staleIfErrorMs: number;
}

const NEVER: Rules = { keep: false, freshMs: 0, staleIfErrorMs: 0 };

/**
 * What the header allows. A `shared` cache obeys `private` and `s-maxage`; one that has a single
 * user does not need to. This cache cannot ask whether its copy is still good, so for it `no-cache`
 * is the same as `no-store`. Without a header it keeps nothing; others guess.
 */
export function rulesOf(header: string | null | undefined, shared: boolean): Rules {
  const said = new Map<string, string>();
  for (const part of (header ?? '').toLowerCase().split(',')) {
    const [name = '', value = ''] = part.trim().split('=');
    said.set(name, value);
  }
  if (said.has('no-store') || said.has('no-cache')) return NEVER;
  if (shared && said.has('private')) return NEVER;
  const age = (shared ? said.get('s-maxage') : undefined) ?? said.get('max-age');
  if (age === undefined) return NEVER;
  return {
    keep: true,
    freshMs: 1000 * Number(age),
    staleIfErrorMs: 1000 * Number(said.get('stale-if-error') ?? 0),
  };
}
