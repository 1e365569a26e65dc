for (const value of ['3', 5.5, 'abc', {}, null, undefined] as never[]) {
  try {
    process.exitCode = value;
    console.log('set to', process.exitCode);
  } catch (error) {
    console.log((error as NodeJS.ErrnoException).code, (error as Error).message);
  }
}
process.exitCode = '12' as never;
