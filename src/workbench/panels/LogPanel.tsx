/** What the processes wrote and what became of them. Follows the end until the reader scrolls up. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ENGINE } from '../folds/logs.ts';
import type { LogLine } from '../folds/logs.ts';
import type { Store } from '../store.ts';
import { seconds } from '../time.ts';
import { Icon } from './Icon.tsx';
import { lazily } from './lazily.tsx';
import { Segments } from './Segments.tsx';

const TerminalPanel = lazily(
  async () => (await import('../terminal/TerminalPanel.tsx')).TerminalPanel,
);

const VIEWS = [
  { value: 'log', label: 'Log' },
  { value: 'terminal', label: 'Terminal' },
] as const;
type View = (typeof VIEWS)[number]['value'];

const SHOWN = 250;
/** px from the end that still count as being there. */
const NEAR = 24;

export function LogPanel({ store }: { store: Store }) {
  const { run, view, lab } = store;
  const scroller = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const hidden = store.hides('log');
  const filter = view.logFilter.value;
  const version = store.slowVersion.value;
  // A shell goes on behind the log; it is opened when it is first asked for.
  const openTerminal = run.openTerminal.value;
  const [asked, setAsked] = useState<View>('log');
  const [opened, setOpened] = useState(false);
  useLayoutEffect(() => setOpened(asked === 'terminal'), [openTerminal]);
  const shell = openTerminal && asked === 'terminal';
  const lines = hidden || shell ? [] : run.logs().lines(filter, SHOWN);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (following && box) box.scrollTop = box.scrollHeight;
  }, [version, following, filter, hidden]);

  // The last line at or before the moment that the reader points at.
  const cursor = view.cursor.value;
  const pointed =
    cursor === undefined ? undefined : lines.findLast((line) => line.t <= cursor)?.seq;
  useLayoutEffect(() => {
    const box = scroller.current;
    const line = box?.querySelector<HTMLElement>('.is-at');
    if (box && line) box.scrollTop = line.offsetTop - box.clientHeight / 2;
  }, [pointed]);

  const filters = ['all', ...lab.machines.map((machine) => machine.id), 'errors'];
  return (
    <section class="p log-p" aria-label={shell ? 'Terminal' : 'Log'} hidden={hidden}>
      <div class="ph-h">
        <h2 class={openTerminal && 'vh'}>{shell ? 'Terminal' : 'Log'}</h2>
        {openTerminal && (
          <Segments
            label="Log or terminal"
            value={asked}
            options={VIEWS}
            onChoose={(next) => {
              setAsked(next);
              if (next === 'terminal') setOpened(true);
            }}
          />
        )}
        <div class="end filters" hidden={!!shell} role="group" aria-label="Filter">
          {filters.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === filter}
              onClick={() => view.filterLog(one)}
            >
              {one}
            </button>
          ))}
        </div>
      </div>
      {openTerminal && opened && (
        <div class="p-b" hidden={!shell}>
          <TerminalPanel openTerminal={openTerminal} say={(text) => store.announcer.say(text)} />
        </div>
      )}
      <div
        class="p-b"
        hidden={!!shell}
        ref={scroller}
        tabIndex={0}
        role="group"
        aria-label={`Log lines, ${filter}`}
        onScroll={(event) => {
          const box = event.currentTarget;
          setFollowing(box.scrollHeight - box.scrollTop - box.clientHeight < NEAR);
        }}
      >
        {lines.length === 0 ? (
          <p class="quiet">
            {filter === 'errors' ? 'No errors so far.' : 'Nothing written so far.'}
          </p>
        ) : (
          <ol class="log" style={{ '--who': `${widest(store)}ch` }}>
            {lines.map((line) => (
              <Row key={line.seq} line={line} store={store} at={line.seq === pointed} />
            ))}
          </ol>
        )}
      </div>
      {!following && !shell && (
        <button class="btn sm to-end" type="button" onClick={() => setFollowing(true)}>
          Follow the end
        </button>
      )}
    </section>
  );
}

/** Characters of the longest name, within reason. */
function widest(store: Store): number {
  return Math.min(14, Math.max(5, ...store.lab.machines.map(({ id }) => id.length)));
}

function Row({ line, store, at: here }: { line: LogLine; store: Store; at: boolean }) {
  const role = line.machine === ENGINE ? 'metrics' : store.roleOf(line.machine);
  const bad = line.tone === 'crash' || line.tone === 'err';
  const { path, line: at } = line;
  return (
    <li class={`t-${line.tone}${here ? ' is-at' : ''}`}>
      <time>{seconds(line.t)}</time>
      <span class={`who r-${role}`}>{line.machine}</span>
      <span class={bad ? 'er' : ''}>
        {line.tone === 'crash' && <Icon name="i-cross" size={9} />}
        {line.text}
        {path !== undefined && store.isFile(path) && (
          <button class="where" type="button" onClick={() => store.openFile(path, at)}>
            {path.slice(path.lastIndexOf('/') + 1)}
            {at === undefined ? '' : `:${String(at)}`}
          </button>
        )}
      </span>
    </li>
  );
}
