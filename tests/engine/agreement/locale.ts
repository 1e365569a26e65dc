const say = (name, make) => {
  try {
    console.log(name, JSON.stringify(make()));
  } catch (error) {
    console.log(name, 'throws', error.name);
  }
};
for (const locale of [undefined, 'en-US', 'de-DE', 'fr-FR', 'hi-IN', 'ar-EG', 'ja-JP', 'pl-PL']) {
  say(locale, () => [(1234567.891).toLocaleString(locale), (12345678901234567890n).toLocaleString(locale), [1.5, new Date(0)].toLocaleString(locale)]);
  say('currency', () => new Intl.NumberFormat(locale, { style: 'currency', currency: 'INR' }).format(1234567.891));
  say('compact', () => new Intl.NumberFormat(locale, { notation: 'compact' }).format(1234567));
  say('unit', () => new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilobyte-per-second', unitDisplay: 'long' }).format(16));
  say('percent', () => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(0.1234));
  say('plural', () => [0, 1, 2, 5, 11].map((n) => new Intl.PluralRules(locale, { type: 'ordinal' }).select(n)));
  say('relative', () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-1, 'day'));
  say('list', () => new Intl.ListFormat(locale).format(['a', 'b', 'c']));
  say('names', () => new Intl.DisplayNames(locale, { type: 'region' }).of('IN'));
  say('duration', () => new Intl.DurationFormat(locale, { style: 'long' }).format({ hours: 1, minutes: 5 }));
  say('sorted', () => ['z', 'a', 'Z', 'ä', 'a1', 'a10', 'a2', 'é', 'e', '_', '-', ' ', 'ß', 'ss', '中', 'あ', '🎉', ''].sort(new Intl.Collator(locale, { numeric: true }).compare));
  say('compared', () => ['resume', 'résumé', 'Resume', 'RÉSUMÉ', 'a-b', 'ab', 'a b'].sort((a, b) => a.localeCompare(b, locale)));
  say('segments', () => [...new Intl.Segmenter(locale, { granularity: 'word' }).segment('Hello, wörld! こんにちは世界')].map((each) => each.segment));
  say('graphemes', () => [...new Intl.Segmenter(locale).segment('👨‍👩‍👧e\u0301🇮🇳')].length);
  say('upper', () => ['istanbul'.toLocaleUpperCase(locale), 'İ'.toLocaleLowerCase(locale), 'ß'.toUpperCase()]);
  say('resolved', () => new Intl.DateTimeFormat(locale).resolvedOptions());
  say('resolved number', () => new Intl.NumberFormat(locale).resolvedOptions());
}
say('canonical', () => Intl.getCanonicalLocales(['EN-us', 'zh-hans-cn', 'iw']));
say('supported', () => Intl.DateTimeFormat.supportedLocalesOf(['en', 'de', 'tlh']));
say('locale', () => [new Intl.Locale('hi').maximize().toString(), new Intl.Locale('en-US').language]);
say('normal', () => ['NFC', 'NFD', 'NFKC', 'NFKD'].map((form) => 'ﬁÅé\u0344क़ẛ̣①'.normalize(form)));
say('locale of a tag that is none', () => (5).toLocaleString('not_a_locale'));
