/** No cache at all: every read is a query. */
export async function read<Row>(
  _key: string,
  load: () => Promise<Row | null>,
): Promise<Row | null> {
  return load();
}

export async function changed(_key: string): Promise<void> {
  // There is nothing to forget.
}
