/**
 * Who else needs the machine: a drill, an experiment, a look back. Where time is the session's own,
 * it stands meanwhile. Real time cannot: the run ends then, and begins anew afterwards.
 */
export interface HoldsParts {
  /** The session's clock is its own. */
  readonly ownTime: () => boolean;
  readonly freeze: () => Promise<void>;
  /** Lets time go on, unless it is paused or held. */
  readonly thaw: () => Promise<void>;
  /** Ends the run; undefined when there is none. */
  readonly end: () => Promise<void> | undefined;
  readonly begin: () => Promise<void>;
}

export interface Holds {
  readonly held: () => boolean;
  /** Resolves with how to let go; to be called once. */
  hold(): Promise<() => Promise<void>>;
  thaw(): Promise<void>;
  /** Another run begins, or none shall: nothing is to be begun for anybody. */
  forget(): void;
}

export function createHolds(parts: HoldsParts): Holds {
  let count = 0;
  let ended = false;
  return {
    held: () => count > 0,
    async hold() {
      count += 1;
      if (parts.ownTime()) await parts.freeze();
      else {
        const ending = parts.end();
        ended ||= ending !== undefined;
        await ending;
      }
      return async () => {
        count -= 1;
        if (count > 0) return;
        if (!ended) await parts.thaw();
        else {
          ended = false;
          await parts.begin();
        }
      };
    },
    thaw: () => parts.thaw(),
    forget() {
      ended = false;
    },
  };
}
