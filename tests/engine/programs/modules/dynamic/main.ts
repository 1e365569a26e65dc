console.log('before');
const { default: late, value } = await import('./late.ts');
console.log(late(2), value);
const again = await import('./late.ts');
console.log(again.value === value, (await import('node:path')).join('a', 'b'));
const names = ['late', 'gone'];
for (const name of names) {
  try {
    const module = (await import(`./${name}.ts`)) as { value: number };
    console.log(name, module.value);
  } catch (error) {
    console.log(name, (error as NodeJS.ErrnoException).code);
  }
}
await import('./throws.ts').catch((error: Error) => console.log('threw', error.message));
await import('left-pad' as string).catch((error: NodeJS.ErrnoException) => console.log(error.code));
