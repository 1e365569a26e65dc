/** A button and what it opens below itself. Escape and a press elsewhere close it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

export function Popover(props: {
  /** What the button says, or shows where it has a `name`. */
  button: ComponentChildren;
  /** The accessible name of a button without words. */
  name?: string;
  /** The name of what opens. */
  label: string;
  class?: string;
  bare?: boolean;
  /** What opens; a function gets what closes it. */
  children: ComponentChildren | ((close: () => void) => ComponentChildren);
}) {
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    box.current?.focus();
    const outside = (event: PointerEvent) => {
      // In the path, because what was pressed may be gone by now.
      if (whole.current && !event.composedPath().includes(whole.current)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class={`pop ${props.class ?? ''}`} ref={whole}>
      <button
        ref={button}
        class={`btn sm${props.bare === false ? '' : ' bare'}`}
        type="button"
        aria-label={props.name}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {props.button}
      </button>
      {open && (
        <div
          ref={box}
          class="pop-b"
          role="group"
          aria-label={props.label}
          tabIndex={-1}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.defaultPrevented) return;
            event.preventDefault();
            event.stopPropagation();
            close();
          }}
        >
          {typeof props.children === 'function' ? props.children(close) : props.children}
        </div>
      )}
    </div>
  );
}
