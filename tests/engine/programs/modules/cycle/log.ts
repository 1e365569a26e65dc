let lines = 0;
export function log(text: string): void {
  lines++;
  console.log(lines, text);
}
