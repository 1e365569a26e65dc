const base = process.env['SERVER_URL'] ?? '';
console.log(await (await fetch(`${base}/fine`)).text());
await fetch(`${base}/crash`).catch((error: Error) =>
  console.log(error.message, (error.cause as NodeJS.ErrnoException).code),
);
await new Promise((resolve) => setTimeout(resolve, 300));
await fetch(`${base}/fine`).catch((error: Error) =>
  console.log(error.message, (error.cause as NodeJS.ErrnoException).code),
);
