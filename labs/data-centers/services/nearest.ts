/** Which region is near to whom: kilometres on the map, rounded. */
const KM: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  india: { mumbai: 700, frankfurt: 6700 },
  europe: { mumbai: 6700, frankfurt: 700 },
};

/** The regions in the order in which somebody from `country` should try them. */
export function byNearness<Place extends { readonly name: string }>(
  country: string,
  places: readonly Place[],
): readonly Place[] {
  const far = (place: Place) => KM[country]?.[place.name] ?? Infinity;
  return places.toSorted((one, other) => far(one) - far(other));
}
