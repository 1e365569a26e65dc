/** One request: sent by hand or picked from a run, and its way through the machines. */
import { useState } from 'preact/hooks';
import type { Trace } from '../folds/traces.ts';
import type { Store } from '../store.ts';
import { seconds } from '../time.ts';
import { traceChart } from '../trace-rows.ts';
import type { TraceRow } from '../trace-rows.ts';
import { Icon, Tile } from './Icon.tsx';

export function TracePanel({ store }: { store: Store }) {
  const hidden = store.hides('trace');
  const [form, setForm] = useState(false);
  const choice = store.view.trace.value;
  // Read so that the way of a request grows while it is under way.
  void store.slowVersion.value;
  const trace = hidden ? undefined : store.shownTrace();
  return (
    <section class="p trace-p" aria-label="Request trace" hidden={hidden}>
      <div class="ph-h">
        <h2>Trace</h2>
        <div class="end">
          <button
            class="btn sm bare"
            type="button"
            aria-expanded={form}
            onClick={() => setForm(!form)}
          >
            Send one request
          </button>
        </div>
      </div>
      <div
        class="p-b"
        tabIndex={0}
        role="group"
        aria-label={trace ? `Request ${trace.id}` : 'Request'}
      >
        {form && <SendForm store={store} />}
        {trace ? (
          <TraceView store={store} trace={trace} fromDrill={choice?.source === 'drill'} />
        ) : (
          <p class="quiet">
            Send a request and follow it from machine to machine. Failed ones of this run can be
            picked below.
          </p>
        )}
        {!hidden && <Failures store={store} />}
      </div>
    </section>
  );
}

function TraceView({
  store,
  trace,
  fromDrill,
}: {
  store: Store;
  trace: Trace;
  fromDrill: boolean;
}) {
  const chart = traceChart(trace);
  const [first] = trace.hops;
  if (!first) return null;
  return (
    <div class="tr">
      <p class="tr-h">
        <b>#{first.id}</b>
        {first.method} {first.path}
        {chart.end ? (
          <span class={chart.end.good ? 'gd' : 'er'}>
            <Icon name={chart.end.good ? 'i-check' : 'i-cross'} size={10} />
            {chart.end.text}
          </span>
        ) : (
          <span class="gd">under way</span>
        )}
      </p>
      <ol>
        {chart.rows.map((row) => (
          <Row key={row.key} row={row} span={chart.span} role={store.roleOf(row.machine)} />
        ))}
      </ol>
      <p class="tr-w">
        sent at {seconds(first.sent)} s{fromDrill ? ', in the drill’s own run' : ''}
        {trace.why ? `. ${trace.why}` : ''}
      </p>
      {trace.answer !== undefined && trace.answer !== '' && <pre class="tr-b">{trace.answer}</pre>}
    </div>
  );
}

/** Notes stand right of their bar, left of it where the right has no room, or inside a wait. */
function Row({ row, span, role }: { row: TraceRow; span: number; role: string }) {
  const left = (row.from / span) * 100;
  const width = ((row.to - row.from) / span) * 100;
  const right = left + width;
  const bar = { left: `${left.toFixed(2)}%`, width: `${width.toFixed(2)}%` };
  const inside = row.form === 'wait' && width > 45;
  const note = inside
    ? { left: `${(left + width / 2).toFixed(2)}%` }
    : right < 60
      ? { left: `calc(${right.toFixed(2)}% + 7px)` }
      : { right: `calc(${(100 - left).toFixed(2)}% + 7px)` };
  const onBar = !inside && right >= 60 && left < 30;
  return (
    <li class={`r-${role}`}>
      <span class="w">
        <Tile role={role} size={11} />
        {row.label}
      </span>
      <span class="trk">
        <i class={`bar1 ${row.form}`} style={bar} />
        {row.note !== '' && (
          <span
            class={`ms ${row.failed ? 'er' : ''} ${inside ? 'in' : ''} ${onBar ? 'on' : ''}`}
            style={onBar ? { left: bar.left } : note}
          >
            {row.note}
          </span>
        )}
      </span>
    </li>
  );
}

function Failures({ store }: { store: Store }) {
  const failures = store.run.traces().failures().slice(0, 4);
  if (failures.length === 0) return null;
  return (
    <div class="tr-f">
      <h3>Failed lately</h3>
      <ul>
        {failures.map((trace) => {
          const [hop] = trace.hops;
          return (
            <li key={trace.id}>
              <button
                type="button"
                onClick={() => {
                  const drill = store.run.past.look.value?.drill;
                  const request = hop?.id ?? 0;
                  store.view.showTrace(
                    drill === undefined
                      ? { source: 'live', id: trace.id }
                      : { source: 'drill', drill, request },
                  );
                }}
              >
                <b>#{hop?.id}</b> {hop?.method} {hop?.path}
                <span class="er">
                  <Icon name="i-cross" size={9} />
                  {traceChart(trace).end?.text}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function SendForm({ store }: { store: Store }) {
  const entries = store.entries;
  const [to, setTo] = useState(entries[0] ?? '');
  const [method, setMethod] = useState('GET');
  const [path, setPath] = useState(store.samplePath);
  const [body, setBody] = useState('');
  const ready = store.run.state.value.kind === 'running';
  const withBody = method !== 'GET' && method !== 'DELETE';
  return (
    <form
      class="send"
      onSubmit={(event) => {
        event.preventDefault();
        void store.sendByHand({ to, method, path, body: withBody ? body : undefined });
      }}
    >
      <fieldset disabled={!ready}>
        <div class="send-l">
          <select
            aria-label="Method"
            value={method}
            onChange={(e) => setMethod(e.currentTarget.value)}
          >
            {['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
          <select aria-label="To" value={to} onChange={(e) => setTo(e.currentTarget.value)}>
            {entries.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
          <input
            aria-label="Path"
            value={path}
            required
            pattern="/.*"
            title="A path begins with /"
            spellcheck={false}
            onInput={(e) => setPath(e.currentTarget.value)}
          />
          <button class="btn sm" type="submit">
            Send
          </button>
        </div>
        {withBody && (
          <textarea
            aria-label="Body"
            rows={2}
            spellcheck={false}
            value={body}
            onInput={(e) => setBody(e.currentTarget.value)}
          />
        )}
      </fieldset>
      {ready && store.run.paused.value && (
        <p class="tr-w">Time stands still: play or step, and it travels.</p>
      )}
    </form>
  );
}
