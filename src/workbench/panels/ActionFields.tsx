/** Chooses a machine, link or zone, what to do to it, and how much: the fault menu and plans use it. */
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Action } from '../../engine/contract.ts';
import type { Target } from '../choices.ts';

export function ActionFields(props: {
  targets: readonly Target[];
  /** The target to begin with. */
  initial?: string;
  /** Undefined while what is entered is no action. */
  onChange: (action: Action | undefined) => void;
}) {
  const { targets, initial, onChange } = props;
  const [targetId, setTarget] = useState(initial ?? targets[0]?.id ?? '');
  const [choiceId, setChoice] = useState('');
  const [text, setText] = useState<string>();
  const target = targets.find((one) => one.id === targetId) ?? targets[0];
  const choice = target?.choices.find((one) => one.id === choiceId) ?? target?.choices[0];
  const amount = choice?.amount;
  const value = text === undefined ? amount?.start : Number(text);
  const fine = !amount || (value !== undefined && value >= amount.min && value <= amount.max);

  // At once: whoever presses the button in the next moment means what is shown.
  useLayoutEffect(() => {
    onChange(choice && fine ? choice.make(value ?? 0) : undefined);
  }, [target?.id, choice?.id, value, fine]);

  const withZones = targets.some((one) => one.kind === 'zone');
  const group = (kind: Target['kind'], label: string) => {
    const members = targets.filter((one) => one.kind === kind);
    if (members.length === 0) return null;
    return (
      <optgroup label={label}>
        {members.map((one) => (
          <option key={one.id} value={one.id}>
            {one.label}
          </option>
        ))}
      </optgroup>
    );
  };
  return (
    <>
      <select
        aria-label={withZones ? 'Machine or link or zone' : 'Machine or link'}
        value={target?.id}
        onChange={(event) => {
          setTarget(event.currentTarget.value);
          setText(undefined);
        }}
      >
        {group('machine', 'Machines')}
        {group('link', 'Links')}
        {group('zone', 'Zones')}
      </select>
      <select
        aria-label="What happens"
        value={choice?.id}
        onChange={(event) => {
          setChoice(event.currentTarget.value);
          setText(undefined);
        }}
      >
        {target?.choices.map((one) => (
          <option key={one.id} value={one.id}>
            {one.label}
          </option>
        ))}
      </select>
      {amount && (
        <label>
          {amount.label}
          <input
            type="number"
            min={amount.min}
            max={amount.max}
            value={text ?? String(amount.start)}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          {amount.unit}
        </label>
      )}
    </>
  );
}
