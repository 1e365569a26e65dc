/** A shell beside the lab's processes. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { attach } from './attach.ts';
import type { Attached, OpenTerminal, TerminalState } from './attach.ts';
import './terminal.css';

const FRAME = `${import.meta.env.BASE_URL.replace(/\/$/, '')}/engine/terminal.html`;

interface Props {
  readonly openTerminal: OpenTerminal;
  readonly say: (text: string) => void;
}

export function TerminalPanel({ openTerminal, say }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const attached = useRef<Attached>();
  const [state, setState] = useState<TerminalState>({ kind: 'opening' });
  const [spoken, setSpoken] = useState(false);

  useEffect(() => {
    if (!frame.current) return;
    setState({ kind: 'opening' });
    const joined = attach(frame.current, openTerminal, (next) => {
      setState(next);
      if (next.kind !== 'opening') say(words(next));
    });
    attached.current = joined;
    frame.current.src = FRAME;
    return () => joined.dispose();
  }, [openTerminal]);

  return (
    <div class="term">
      <iframe ref={frame} class="term-f" title="Terminal" />
      <div class="term-s">
        <span class={state.kind === 'failed' ? 'is-bad' : undefined}>{words(state)}</span>
        <div class="end">
          <button
            class="btn sm bare"
            type="button"
            aria-pressed={spoken}
            title="Gives each line to a screen reader as it comes"
            onClick={() => {
              attached.current?.speak(!spoken);
              setSpoken(!spoken);
            }}
          >
            Screen reader
          </button>
          {(state.kind === 'ended' || state.kind === 'failed') && (
            <button
              class="btn sm"
              type="button"
              onClick={() => {
                attached.current?.open();
                attached.current?.focus();
              }}
            >
              Open a new shell
            </button>
          )}
        </div>
      </div>
    </div>
  );
}

function words(state: TerminalState): string {
  switch (state.kind) {
    case 'opening':
      return 'Opening a shell';
    case 'open':
      return 'Escape, then Tab leaves the terminal.';
    case 'ended':
      return 'The shell has ended.';
    case 'failed':
      return state.reason;
  }
}
