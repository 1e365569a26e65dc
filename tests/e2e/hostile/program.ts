/** A program that means harm, and how it must end. */
export interface Hostile {
  readonly name: string;
  /** Its statements. At hand: `http`, `out(text)`, and `TARGET`, the address of a real server. */
  readonly code: string;
  /**
   * `refused` (the default): what it tried threw, or it crashed on it; it never got to say
   * 'reached'. `up`: it runs on. `down`, `stuck`: its machine's last state. `gone`: whatever became
   * of it.
   */
  readonly ends?: 'refused' | 'up' | 'down' | 'stuck' | 'gone';
  /** What the journal must say of it: a crash, a notice, the reason of a state, a line of its log. */
  readonly says?: RegExp;
}
