/** What the stand-in's page and its server tell each other. Bytes travel as base64. */
export interface RunOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | number | boolean>>;
  readonly terminal?: { readonly cols: number; readonly rows: number };
}

/** A tree as `loadFiles` takes it. */
export type Tree = Readonly<
  Record<
    string,
    | { readonly d: Tree }
    | { readonly f: { readonly c: string; readonly b?: boolean } | { readonly l: string } }
  >
>;

export type Call =
  | { readonly op: 'info' }
  | { readonly op: 'run'; readonly options: RunOptions }
  | { readonly op: 'load'; readonly tree: Tree; readonly at: string }
  | { readonly op: 'readFile'; readonly path: string }
  | { readonly op: 'writeFile'; readonly path: string; readonly base64: string }
  | { readonly op: 'readdir'; readonly path: string }
  | { readonly op: 'mkdir'; readonly path: string; readonly recursive: boolean }
  | {
      readonly op: 'rm';
      readonly path: string;
      readonly recursive: boolean;
      readonly force: boolean;
    }
  | { readonly op: 'rename'; readonly from: string; readonly to: string }
  | { readonly op: 'serialize'; readonly path: string };

export type ToServer =
  | { readonly kind: 'call'; readonly id: number; readonly call: Call }
  | { readonly kind: 'kill'; readonly process: number }
  | { readonly kind: 'input'; readonly process: number; readonly text: string };

export type FromServer =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly message: string }
  | { readonly kind: 'output'; readonly process: number; readonly base64: string }
  | { readonly kind: 'exit'; readonly process: number; readonly code: number }
  | { readonly kind: 'port'; readonly port: number; readonly open: boolean };
