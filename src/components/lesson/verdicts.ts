import type { Verdict } from '../../course/schema.ts';

/** How each verdict of the ledger is written and drawn. */
export const VERDICTS: Readonly<Record<Verdict, { readonly word: string; readonly icon: string }>> =
  {
    sound: { word: 'Sound', icon: 'i-check' },
    depends: { word: 'Depends', icon: 'i-half' },
    wrong: { word: 'Wrong', icon: 'i-cross' },
  };
