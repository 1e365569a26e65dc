/** What a file's field is called, and how its keys go on. */
export function fileLabel(file: { readonly name: string; readonly readonly: boolean }): string {
  const about = file.readonly ? 'shared by all labs, read only' : 'code';
  return `${file.name}, ${about}. Tab leaves the editor; Control-M (Shift-Alt-M on a Mac) makes Tab indent.`;
}
