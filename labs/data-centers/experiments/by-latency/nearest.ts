/** Which region is near to whom: round trips as measured from the phones, not from the map. */
const PHONES: Readonly<Record<string, string>> = { india: 'phones-in', europe: 'phones-eu' };
const REGIONS = ['mumbai', 'frankfurt'];

const took = new Map<string, number>();

async function measure(country: string, region: string): Promise<void> {
  try {
    const answer = await fetch(`http://${PHONES[country]}:8080/round-trip/${region}`);
    const { ms } = (await answer.json()) as { ms?: number };
    took.set(`${country} ${region}`, ms ?? Infinity);
  } catch {
    took.set(`${country} ${region}`, Infinity);
  }
}

function measureAll(): void {
  for (const country of Object.keys(PHONES)) {
    for (const region of REGIONS) void measure(country, region);
  }
}

measureAll();
setInterval(measureAll, 500);

export function byNearness<Place extends { readonly name: string }>(
  country: string,
  places: readonly Place[],
): readonly Place[] {
  const far = (place: Place) => took.get(`${country} ${place.name}`) ?? Infinity;
  return places.toSorted((one, other) => far(one) - far(other));
}
