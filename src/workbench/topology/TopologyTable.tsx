/** The topology as a table: everything the diagram says and offers, in rows. */
import { percent } from '../../lab/drawing/look.ts';
import { ROLE_WORD } from '../../lab/drawing/words.ts';
import type { Metrics } from '../../lab/metrics.ts';
import { isOnLink, isSameLink } from '../folds/faults.ts';
import type { FaultSpan } from '../folds/faults.ts';
import type { Selection } from '../view.ts';
import { faultsAt, linkFormsAt, looksAt, lookWord } from './looks.ts';
import type { DrawnLab } from './looks.ts';
import './topology.css';

/** Something that can be done to a machine or link: `Kill`, `Restart`, `Cut`. */
export interface RowAction {
  readonly label: string;
  readonly run: () => void;
}

export interface TopologyTableProps {
  readonly lab: DrawnLab;
  readonly metrics: Metrics;
  /** ms: the moment to show. */
  readonly now: number;
  readonly faults: readonly FaultSpan[];
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onMend: (fault: FaultSpan) => void;
  /** What a row offers beside choosing it. */
  readonly actions?: (target: Selection) => readonly RowAction[];
}

export function TopologyTable(props: TopologyTableProps) {
  const { lab, metrics, now, faults, selection, onSelect, onMend, actions } = props;
  const moment = { lab, metrics, faults, t: now };
  const looks = looksAt(moment);
  const forms = linkFormsAt(moment);
  const active = faultsAt(faults, now);
  return (
    <div class="topo-table" tabIndex={0} role="group" aria-label="Topology as tables">
      <table>
        <caption>Machines</caption>
        <thead>
          <tr>
            <th scope="col">machine</th>
            <th scope="col">role</th>
            <th scope="col">state</th>
            <th scope="col" class="num">
              busy
            </th>
            <th scope="col" class="num">
              waiting
            </th>
            <th scope="col" class="does">
              what it does
            </th>
            {actions && <th scope="col">actions</th>}
          </tr>
        </thead>
        <tbody>
          {lab.clients.map((source) => (
            <tr key={source.id}>
              <th scope="row">{source.id}</th>
              <td>{ROLE_WORD.client}</td>
              <td>{[looks[source.id]?.says].flat()[0]}</td>
              <td class="num">–</td>
              <td class="num">–</td>
              <td class="does">{source.does}</td>
              {actions && <td />}
            </tr>
          ))}
          {lab.machines.map((machine) => {
            const look = looks[machine.id];
            const target: Selection = { kind: 'machine', id: machine.id };
            const chosen = selection.kind === 'machine' && selection.id === machine.id;
            return (
              <tr key={machine.id} class={chosen ? 'is-sel' : ''}>
                <th scope="row" title={machine.does}>
                  <ChooseButton
                    name={machine.id}
                    pressed={chosen}
                    onPress={() => onSelect(target)}
                  />
                </th>
                <td>{ROLE_WORD[machine.role]}</td>
                <td class={`state-${look?.form ?? 'off'}`}>{lookWord(look)}</td>
                <td class="num">{look?.load === undefined ? '–' : percent(look.load)}</td>
                <td class="num">{look?.waiting ?? '–'}</td>
                <td class="does">{machine.does}</td>
                {actions && (
                  <td>
                    <Actions name={machine.id} actions={actions(target)} />
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      <table>
        <caption>Links</caption>
        <thead>
          <tr>
            <th scope="col">link</th>
            <th scope="col">state</th>
            <th scope="col">faults</th>
            {actions && <th scope="col">actions</th>}
          </tr>
        </thead>
        <tbody>
          {lab.links.map((link) => {
            const name = `${link.from} to ${link.to}`;
            const target: Selection = { kind: 'link', from: link.from, to: link.to };
            const chosen = selection.kind === 'link' && isSameLink(selection, link);
            const own = active.filter((fault) => isOnLink(fault, link));
            const form = forms[`${link.from}>${link.to}`] ?? 'solid';
            return (
              <tr key={name} class={chosen ? 'is-sel' : ''}>
                <th scope="row">
                  <ChooseButton name={name} pressed={chosen} onPress={() => onSelect(target)} />
                </th>
                <td class={form === 'cut' ? 'state-down' : `state-${form}`}>
                  {LINK_WORD[form] ?? 'open'}
                </td>
                <td>
                  {own.length === 0 ? (
                    'none'
                  ) : (
                    <Actions name={name} actions={own.map((fault) => mending(fault, onMend))} />
                  )}
                </td>
                {actions && (
                  <td>
                    <Actions name={name} actions={actions(target)} />
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const LINK_WORD: Readonly<Record<string, string>> = { slow: 'slow', cut: 'cut', idle: 'idle' };

function mending(fault: FaultSpan, onMend: (fault: FaultSpan) => void): RowAction {
  return { label: `Remove ${fault.link ? fault.label : fault.title}`, run: () => onMend(fault) };
}

function ChooseButton({
  name,
  pressed,
  onPress,
}: {
  name: string;
  pressed: boolean;
  onPress: () => void;
}) {
  return (
    <button class="btn sm" type="button" aria-pressed={pressed} onClick={onPress}>
      {name}
    </button>
  );
}

function Actions({ name, actions }: { name: string; actions: readonly RowAction[] }) {
  return (
    <span class="acts">
      {actions.map(({ label, run }) => (
        <button key={label} class="btn sm bare" type="button" onClick={run}>
          {label}
          <span class="vh"> {name}</span>
        </button>
      ))}
    </span>
  );
}
