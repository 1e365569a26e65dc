/** The lab as a folder, with what is typed: saved by the browser, and told. */
import type { Store } from '../store.ts';

/** Resolves with what to tell the reader, who has heard it too. */
export async function saveFolder(store: Store): Promise<string> {
  const { files, lab, samplePath, announcer } = store;
  const tell = (text: string): string => {
    announcer.say(text, '');
    return text;
  };
  try {
    const { downloadFolder } = await import('../folder/download.ts');
    const name = downloadFolder({
      lab,
      files: Object.fromEntries(files.list.map(({ path }) => [path, files.shown(path)])),
      changed: files.list
        .filter(({ path, start }) => files.shown(path) !== start)
        .map(({ path }) => path),
      samplePath,
    });
    return tell(`Saved as ${name}.`);
  } catch {
    return tell('The download did not start. Check the connection and press it again.');
  }
}
