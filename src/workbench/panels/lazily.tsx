/** Parts of the screen that are seldom wanted, loaded when they are first shown. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** `load` imports a module and returns its part; one that is `quiet` says nothing until it is there. */
export function lazily<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { quiet = false } = {},
): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    // What is loaded is the same for all who show it; this only draws it again.
    const [state, setState] = useState<'waiting' | 'here' | 'failed'>('waiting');
    useEffect(() => {
      if (loaded) return;
      let gone = false;
      load().then(
        (part) => {
          loaded = part;
          if (!gone) setState('here');
        },
        () => {
          if (!gone) setState('failed');
        },
      );
      return () => {
        gone = true;
      };
    }, []);
    if (loaded) {
      const Part = loaded;
      return <Part {...props} />;
    }
    if (quiet) return null;
    return (
      <p class="quiet" role={state === 'failed' ? 'alert' : undefined}>
        {state === 'failed'
          ? 'This part did not load. Check the connection and open it again.'
          : 'Loading'}
      </p>
    );
  };
}
